"""Mapping lists nobody knows: what they seem to hold, what an administrator says they do."""
