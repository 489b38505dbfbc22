"""Writes of an import: start and check it, bring it in, take it back."""

from imports.services.approving import answer_approval, ask_for_approval
from imports.services.authors import say_who_wrote
from imports.services.checking import check_run, dry_run, start_check
from imports.services.committing import cancel, commit_run, pause, resume, start_commit
from imports.services.drafting import (
    finish_mapping,
    keep_draft,
    look_at_run,
    map_again,
    start_mapping,
)
from imports.services.mappings import reader_for, reader_named, save_mapping
from imports.services.merging import check_again, decide_merge
from imports.services.reconciling import record_eye_check, sign_off
from imports.services.runs import broken_off, place_named, run_named
from imports.services.undoing import start_undo, undo_run

__all__ = [
    "answer_approval",
    "ask_for_approval",
    "broken_off",
    "cancel",
    "check_again",
    "check_run",
    "commit_run",
    "decide_merge",
    "dry_run",
    "finish_mapping",
    "keep_draft",
    "look_at_run",
    "map_again",
    "pause",
    "place_named",
    "reader_for",
    "reader_named",
    "record_eye_check",
    "resume",
    "run_named",
    "save_mapping",
    "say_who_wrote",
    "sign_off",
    "start_check",
    "start_commit",
    "start_mapping",
    "start_undo",
    "undo_run",
]
