"""Sources read by a mapping: which table holds what, and which column is which element."""
