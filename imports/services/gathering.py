"""What several rows make together: About Me, goals with a plan, a note and its earlier words."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from governance.ids import uuid7
from imports.compact import Ids
from imports.rows import ImportedNote, ImportedPerson, ImportedRecord, ReadRow
from imports.services.building import NOTE, Builder
from imports.services.made import Made
from imports.services.staging import Kept
from records.models import AboutMe

KEPT_IN = "also_worth_knowing_about_me"
GOALS = "goals"


class Gathered:
    """The rows of a run that are not a record each, until the record they make is whole.

    `people` are the rows of the people themselves, `plans` the drafts in which their goals stand.
    """

    def __init__(self, builder: Builder) -> None:
        self.people: dict[UUID, Kept] = {}
        self.plans: dict[UUID, UUID] = {}
        self._builder = builder
        self._said: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._about: dict[UUID, tuple[ReadRow, UUID]] = {}
        self._ids = Ids()
        self._earlier: dict[str, tuple[ReadRow, ImportedNote]] = {}

    def remember(self, kept: Kept) -> None:
        """Keep what rows behind this one may point at or take the place of."""
        read = kept.read
        if isinstance(read.item, ImportedRecord):
            if read.item.is_pointed_at and not kept.is_of_another:
                assert kept.target_id
                name = _named(read.item.person, read.sheet, read.source_id)
                self._ids.keep(name, kept.target_id)
        elif isinstance(read.item, ImportedNote) and read.item.replaced_by:
            self._earlier[read.item.replaced_by] = (read, read.item)

    def replaced_by(self, kept: Kept) -> Made | None:
        """The earlier words of the note that a row is, as the first version of the same entry."""
        if not (found := self._earlier.pop(kept.read.source_id, None)):
            return None
        assert kept.person_id
        assert kept.target_id
        older = self._builder.note(*found, kept.person_id, kept.target_id)
        return older if older.model == NOTE else None

    def take_kept(self, kept: Kept, item: ImportedPerson) -> None:
        """Take up what the row of a person says that no field of ours holds."""
        if words := self._builder.kept_words(item):
            self._say(kept, uuid7(), KEPT_IN, words)

    def say(self, kept: Kept, item: ImportedRecord) -> None:
        """Take up what somebody says of themselves under one heading."""
        assert kept.target_id
        for name, words in item.fields:
            self._say(kept, kept.target_id, name, words)

    def record(self, kept: Kept, item: ImportedRecord) -> Made:
        """What a row becomes, with whatever it points at."""
        assert kept.person_id
        assert kept.target_id
        more: dict[str, object] = {
            f"{name}_id": self._ids.of(_named(item.person, table, source_id))
            for name, table, source_id in item.points_at
        }
        if item.kind == GOALS:
            more["care_plan_id"] = self.plans[kept.person_id]
        return self._builder.record(kept.read, item, kept.person_id, kept.target_id, **more)

    def about_me(self) -> Iterator[tuple[Kept, AboutMe]]:
        """What everybody says of themselves, each under all of their headings."""
        for person_id, said in self._said.items():
            read, pk = self._about[person_id]
            words = {name: _together(name, lines) for name, lines in said.items()}
            about = self._builder.about_me(read, person_id, pk, **words)
            yield self.people[person_id], about

    def _say(self, kept: Kept, pk: UUID, name: str, words: str) -> None:
        if words:
            assert kept.person_id
            self._about[kept.person_id] = (kept.read, pk)
            self._said[kept.person_id][name].append(words)


def _named(whose: str, table: str, source_id: str) -> str:
    """One name for a row of somebody: two people's rows may have one id."""
    return f"{whose}!{table}!{source_id}"


def _together(name: str, lines: list[str]) -> str:
    """Under a heading everything that was said; who helped, each once and within its bounds."""
    if name == "supported_to_write_this_by":
        return ", ".join(dict.fromkeys(lines))[:200]
    return "\n".join(lines)
