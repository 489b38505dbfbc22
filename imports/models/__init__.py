"""What is kept of an import beside what it brings into the record."""

from imports.models.approvals import ImportApproval
from imports.models.authors import AuthorMatch
from imports.models.mappings import ImportDraft, ImportMapping, ImportMappingVersion
from imports.models.merges import MergeDecision
from imports.models.reconciled import EyeCheck, ReconciledPerson, SignOff
from imports.models.runs import ImportFile, ImportPart, ImportRow, ImportRun, Newer
from imports.models.staged import BroughtIn, StagedRecord

__all__ = [
    "AuthorMatch",
    "BroughtIn",
    "EyeCheck",
    "ImportApproval",
    "ImportDraft",
    "ImportFile",
    "ImportMapping",
    "ImportMappingVersion",
    "ImportPart",
    "ImportRow",
    "ImportRun",
    "MergeDecision",
    "Newer",
    "ReconciledPerson",
    "SignOff",
    "StagedRecord",
]
