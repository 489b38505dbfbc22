"""Rows to be mended as a file of the same kind, and such a file brought back (decision 0054)."""
