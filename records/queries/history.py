"""Who wrote what, when and why: the versions that the database keeps of every record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from governance.records import CareRecord
from records import words

# Changed by every write, or shown elsewhere: noise in a history.
NOT_IN_HISTORY = {
    "id",
    "version",
    "mods_release",
    "provider",
    "person",
    "recorded_at",
    "recorded_by",
    "import_run_id",
    "lineage",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs between two versions of a record."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One version: who wrote it, when and why, and what differs from the one before."""

    version: int
    at: datetime
    author: str
    reason: str
    changes: tuple[Change, ...] = ()


def last_written(record: CareRecord) -> HistoryEntry:
    """Who wrote the version in use, when and why."""
    return _entry(record.versions.select_related("author").latest("pgh_id"))


def history(record: CareRecord) -> list[HistoryEntry]:
    """Every version of a record, the latest first, each with what it changed."""
    versions = list(record.versions.select_related("author").order_by("version"))
    fields = [f for f in record._meta.concrete_fields if f.name not in NOT_IN_HISTORY]
    names = _names(fields, versions)
    entries = [
        _entry(after, tuple(_changes(fields, names, before, after)))
        for before, after in zip([None, *versions], versions, strict=False)
    ]
    return entries[::-1]


def _entry(version: Any, changes: tuple[Change, ...] = ()) -> HistoryEntry:
    return HistoryEntry(
        version=version.version,
        at=version.pgh_created_at,
        author=version.author.name,
        reason=version.reason,
        changes=changes,
    )


def _names(fields: list[models.Field], versions: list[Any]) -> dict[Any, str]:
    """Read what pointers point at: one query for each pointer, however many versions there are."""
    names: dict[Any, str] = {}
    for field in fields:
        if pointed_at := field.related_model:
            ids = {getattr(version, field.attname) for version in versions} - {None}
            named = words.named_by(pointed_at)
            pairs = pointed_at._default_manager.filter(pk__in=ids).values_list("pk", named)
            names.update(pairs if ids else ())
    return names


def _changes(
    fields: list[models.Field], names: Mapping[Any, str], before: Any, after: Any
) -> list[Change]:
    changes = []
    for field in fields:
        if before is None and (field.name == "standing" or getattr(after, field.attname) is False):
            continue  # what every new record says
        old = words.in_words(field, getattr(before, field.attname), names) if before else ""
        new = words.in_words(field, getattr(after, field.attname), names)
        if old != new:
            changes.append(Change(words.label(field), old, new))
    return changes
