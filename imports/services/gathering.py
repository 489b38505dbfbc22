"""What several rows make together: About Me, goals with a plan, a note and its earlier words."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Protocol
from uuid import UUID

from django.db.models import Model

from dailycare.models import CareEntry
from governance.ids import uuid7
from imports.rows import ABOUT_ME, ImportedNote, ImportedPerson, ImportedRecord, ReadRow
from imports.services.building import Builder
from records.models import AboutMe, CarePlan

KEPT_IN = "also_worth_knowing_about_me"
GOALS = "goals"


class Kept(Protocol):
    """What the check kept of a row that will be brought in: it has both its ids."""

    person_id: UUID
    target_id: UUID
    was_there: bool


class Gathered:
    """The rows of a run that are not a record each, until the record they make is whole."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._said: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._rows: dict[UUID, tuple[ReadRow, UUID]] = {}
        self._plans: dict[UUID, CarePlan] = {}
        self._ids: dict[tuple[str, str], UUID] = {}
        self._earlier: dict[str, tuple[ReadRow, ImportedNote]] = {}

    def remember(self, read: ReadRow, kept: Kept) -> None:
        """Keep what rows behind this one may point at or take the place of."""
        if isinstance(read.item, ImportedRecord) and read.source_id:
            self._ids[read.sheet, read.source_id] = kept.target_id
        elif isinstance(read.item, ImportedNote) and read.item.replaced_by:
            self._earlier[read.item.replaced_by] = (read, read.item)

    def replaced_by(self, read: ReadRow, kept: Kept) -> CareEntry | None:
        """The earlier words of the note that a row is, as the first version of the same entry."""
        if not (found := self._earlier.pop(read.source_id, None)):
            return None
        older = self._builder.note(*found, kept.person_id, kept.target_id)
        return older if isinstance(older, CareEntry) else None

    def take_kept(self, read: ReadRow, item: ImportedPerson, kept: Kept) -> None:
        """Take up what the row of a person says that no field of ours holds."""
        if words := self._builder.kept_words(item):
            self._say(read, kept.person_id, KEPT_IN, words)

    def records(self, read: ReadRow, item: ImportedRecord, kept: Kept) -> Iterator[Model]:
        """What a row becomes, with the plan that its goal needs; one about oneself is gathered."""
        if item.kind == ABOUT_ME:
            self._rows[kept.person_id] = (read, kept.target_id)
            for name, words in item.fields:
                self._say(read, kept.person_id, name, words)
            return
        more: dict[str, object] = {
            f"{name}_id": self._ids.get((table, source_id))
            for name, table, source_id in item.points_at
        }
        if item.kind == GOALS:
            if kept.person_id not in self._plans:
                self._plans[kept.person_id] = self._builder.plan(read, kept.person_id)
                yield self._plans[kept.person_id]
            more["care_plan_id"] = self._plans[kept.person_id].pk
        yield self._builder.record(read, item, kept.person_id, kept.target_id, **more)

    def about_me(self) -> list[AboutMe]:
        """What everybody says of themselves, each under all of their headings."""
        made = []
        for person_id, said in self._said.items():
            read, pk = self._rows[person_id]
            words = {name: _together(name, lines) for name, lines in said.items()}
            made.append(self._builder.about_me(read, person_id, pk, **words))
        return made

    def _say(self, read: ReadRow, person_id: UUID, name: str, words: str) -> None:
        if words:
            self._rows.setdefault(person_id, (read, uuid7()))
            self._said[person_id][name].append(words)


def _together(name: str, lines: list[str]) -> str:
    """Under a heading everything that was said; who helped, each once and within its bounds."""
    if name == "supported_to_write_this_by":
        return ", ".join(dict.fromkeys(lines))[:200]
    return "\n".join(lines)
