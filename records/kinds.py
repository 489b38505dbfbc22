"""The classes of record that are listed, read, added, revised and taken out by one design.

A class of the standard becomes pages by one entry in `kinds.yaml`; labels, hints and choices come
from its model. `shown` are the fields that a list shows beside the one that names the record.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from accounts.permissions import Permission
from records import models
from records.models import PersonRecord


class Part(StrEnum):
    """The parts of a record as people think of it; each kind of record stands in one."""

    WHO_I_AM = "Who I am"
    WHAT_MATTERS = "What matters to me"
    SUPPORT = "How to support me"
    WATCH = "What to watch"
    PLAN = "My plan and what is arranged"
    PEOPLE = "My people"
    LEGAL = "Decisions and legal papers"


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of record: where its pages are, what they say, and who may write it."""

    part: Part
    slug: str
    model: type[PersonRecord]
    title: str
    noun: str
    holds: str
    shown: tuple[str, ...]
    order: tuple[str, ...] = ("recorded_at", "id")
    permission: Permission = Permission.EDIT_RECORD

    @property
    def glossary(self) -> str:
        """Return the name under which the glossary explains its fields."""
        return str(self.model._meta.model_name)

    @property
    def one(self) -> str:
        """Return the noun with its article, for buttons and titles."""
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}"


def _kind(part: str, slug: str, row: dict[str, Any]) -> Kind:
    given: dict[str, Any] = {name: tuple(row[name]) for name in ("shown", "order") if name in row}
    if "permission" in row:
        given["permission"] = Permission[row["permission"]]
    given |= {name: row[name] for name in ("title", "noun", "holds")}
    return Kind(part=Part[part], slug=slug, model=getattr(models, row["model"]), **given)


_ROWS = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text())
KINDS = tuple(_kind(part, slug, row) for part in _ROWS for slug, row in _ROWS[part].items())
BY_SLUG = {kind.slug: kind for kind in KINDS}
