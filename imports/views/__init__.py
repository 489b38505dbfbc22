"""The pages of an import."""

from imports.views.approving import approval, ask_for_approval
from imports.views.reconciling import compared, compared_people, eye_checks, sign_off
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
    "compared",
    "compared_people",
    "eye_checks",
    "problems",
    "progress",
    "reconciliation",
    "rows",
    "run",
    "runs",
    "sign_off",
    "undo",
    "upload",
]
