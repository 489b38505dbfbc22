"""The pages of an import."""

from imports.views.approving import approval
from imports.views.authors import authors
from imports.views.mapping import (
    mapping,
    mapping_codes,
    mapping_finish,
    mapping_preview,
    mapping_table,
)
from imports.views.mappings import add_mapping, mapping_file, mappings
from imports.views.merging import merges
from imports.views.originals import as_it_was
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
from imports.views.steering import ask_for_approval, cancel, check_again, map_again, pause, resume

__all__ = [
    "add_mapping",
    "again",
    "approval",
    "as_it_was",
    "ask_for_approval",
    "authors",
    "cancel",
    "check_again",
    "commit",
    "compared",
    "compared_people",
    "eye_checks",
    "map_again",
    "mapping",
    "mapping_codes",
    "mapping_file",
    "mapping_finish",
    "mapping_preview",
    "mapping_table",
    "mappings",
    "merges",
    "pause",
    "problems",
    "progress",
    "reconciliation",
    "resume",
    "rows",
    "run",
    "runs",
    "sign_off",
    "undo",
    "upload",
]
