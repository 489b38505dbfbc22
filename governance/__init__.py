"""Who did what, and why: the one doorway for writes, the audit, the versions, the walls."""
