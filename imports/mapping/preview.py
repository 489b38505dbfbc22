"""Some real rows as they would look in the record, read as everything will be read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import islice
from typing import Any

from imports import reasons
from imports.dates import LONDON
from imports.files import unpacked
from imports.mapped.source import MappedSource
from imports.mapped.spec import parsed
from imports.mapping.drafting import finished
from imports.mapping.drafts import Draft
from imports.mapping.targets import Holding, holdings
from imports.models import ImportRun
from imports.rows import (
    Agent,
    AllergyKnowledge,
    ImportedNote,
    ImportedPerson,
    ImportedRecord,
    Item,
    ReadRow,
)
from imports.storing import stored
from imports.tables import Cells
from imports.tables.anything import Named, handed_over

MOST_PEOPLE, MOST_ROWS, SHOWN = 5_000, 300, 3
NOT_FACTS = {"ref", "person", "source_id", "kind", "fields", "secrets", "file", "points_at",
             "author_names", "author_typed", "time_typed", "nhs_typed", "left_typed", "nhs_status",
             "is_living_here", "lives_elsewhere", "values"}  # fmt: skip
SAYS_NOTHING = ("", None, (), False, AllergyKnowledge.NOT_ASKED)
CALLED = {"outcome": "care_outcome"}  # what a row calls a field, where that is another name
LABELS = {
    "kept": "Kept under its heading",
    "born_on": "Date of birth",
    "on": "Day",
    "at": "When",
    "text": "Words",
    "notes": "Weights",
}


@dataclass(frozen=True)
class FirstRows(Named):
    """The first rows of a list."""

    most: int

    def rows(self) -> Iterator[Cells]:
        """Those rows."""
        return islice(self.table.rows(), self.most)


@dataclass(frozen=True, slots=True)
class Shown:
    """A list in the preview: some of its rows, and how many of those read are left out or odd."""

    name: str
    label: str
    read: int
    comes_in: int
    rows: list[tuple[str, list[tuple[str, str]], tuple[str, ...]]]
    left_out: list[tuple[str, int]]
    doubts: list[tuple[str, int]]


def previewed(run: ImportRun, draft: Draft) -> list[Shown]:
    """Every list that is taken, with its first rows. Raises UnreadableFile."""
    mapping = finished(draft.content)
    holds = {name: table["holds"] for name, table in mapping["tables"].items()}
    handed = handed_over(unpacked(stored(run)))
    tables = [
        FirstRows(table, table.name, _most(holds[table.name]))
        for table in handed.tables
        if table.name in holds
    ]
    source = MappedSource(parsed(mapping), tables, as_of=run.as_of, files=handed.beside)
    rows: dict[str, list[ReadRow]] = {name: [] for name in holds}
    for row in source.rows():
        rows.get(row.sheet, []).append(row)
    return [_shown(name, holdings()[holds[name]], found) for name, found in rows.items()]


def _most(holds: str) -> int:
    return MOST_PEOPLE if holds in {"person", "staff"} else MOST_ROWS


def _shown(name: str, holding: Holding, rows: list[ReadRow]) -> Shown:
    taken = [row for row in rows if row.item]
    left_out = Counter(reasons.sentence(row.reason) for row in rows if row.reason)
    doubts = Counter(doubt.partition(":")[0] for row in taken for doubt in row.warnings)
    some = [
        (row.summary, _facts(row.item, holding), row.warnings) for row in taken[:SHOWN] if row.item
    ]
    return Shown(
        name, holding.label, len(rows), len(taken), some, left_out.most_common(),
        doubts.most_common(),
    )  # fmt: skip


def _facts(item: Item, holding: Holding) -> list[tuple[str, str]]:
    """What a row says, under the names of the record's fields."""
    targets = {CALLED.get(name, name): target for name, target in holding.targets.items()}
    labels = {name: target.label for name, target in targets.items()} | LABELS
    said: list[tuple[str, Any]] = []
    if isinstance(item, ImportedRecord | ImportedPerson):
        said += item.fields
    if not isinstance(item, ImportedRecord):
        said += [
            (one.name, getattr(item, one.name)) for one in fields(item) if one.name not in NOT_FACTS
        ]
    choices = {name: dict(target.choices) for name, target in targets.items()}
    return [
        (labels.get(name, _as_words(name)), _as_chosen(value, choices.get(name, {})))
        for name, value in said
        if value not in SAYS_NOTHING
    ]


def _as_chosen(value: Any, choices: Mapping[str, str]) -> str:
    """A value in the words of its choices, where it is one of them."""
    return choices.get(value, value) if isinstance(value, str) else _in_words(value)


def _as_words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _in_words(value: Any) -> str:
    match value:
        case True:
            return "Yes"
        case datetime():
            return f"{value.astimezone(LONDON):%-d %B %Y, %H:%M}"
        case date():
            return f"{value:%-d %B %Y}"
        case ImportedNote():
            return ", ".join([_in_words(value.on), *(said for _, said in value.values)])
        case Agent():
            return ": ".join(filter(None, (value.name, value.reaction)))
        case (str() as heading, str() as words):
            return f"{heading}: {words}"
        case tuple():
            return "\n".join(map(_in_words, value))
    return str(value)
