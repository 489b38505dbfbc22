"""The pages of an import."""

from imports.views.approving import approval, ask_for_approval
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
    "approval",
    "ask_for_approval",
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
