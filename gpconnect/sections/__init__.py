"""Access Record HTML: one section of a GP record as the practice's system draws it (INT-06)."""
