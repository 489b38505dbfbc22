"""The pages of an import."""

from imports.views.runs import (
    again,
    commit,
    problems,
    progress,
    reconciliation,
    rows,
    run,
    runs,
    undo,
    upload,
)

__all__ = [
    "again",
    "commit",
    "problems",
    "progress",
    "reconciliation",
    "rows",
    "run",
    "runs",
    "undo",
    "upload",
]
