"""The GP record: reading, asking, keeping, showing."""
