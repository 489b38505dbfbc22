"""From rows that were read to records that wait: what is new, what was there, what has changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from accounts.models import User
from governance.ids import uuid7
from imports import authors, queries
from imports.fingerprints import Fingerprints, Marked, key_of
from imports.joining import is_on_record
from imports.mapped.records import ALLERGIES
from imports.mending.runs import people_before
from imports.models import BroughtIn, ImportRun, Newer, StagedRecord
from imports.rows import (
    ABOUT_ME,
    AllergyKnowledge,
    ImportedAllergy,
    ImportedContact,
    ImportedDocument,
    ImportedNote,
    ImportedPerson,
    ImportedRecord,
    ImportedSeries,
    Kind,
    Outcome,
    ReadRow,
)
from imports.services.building import ALLERGY_STATES, Builder, Places
from imports.services.gathering import GOALS, Gathered
from imports.services.made import FROM, Made, made
from imports.services.merging import whom_it_joins
from imports.services.staging import Kept, Writer, staged
from records.models import Allergy, Person
from records.models.person import AllergyState

# What a source says first: people, and what decides how each of them is written.
KNOWN_FIRST = (ImportedPerson, ImportedContact, ImportedAllergy)
Operation = StagedRecord.Operation
ALLERGY, PERSON = Allergy._meta.label_lower, Person._meta.label_lower
PLAN = "plan"
# Where the row of somebody stands whose other rows are mended.
OF_BEFORE = ReadRow("", 0, Kind.PERSON, Outcome.IMPORTED)
NO_RECORD = ""  # of a row that says something of a record which others make with it


class Asked(NamedTuple):
    """A record of a row that was there: does it say something else than it did?"""

    kept: Kept
    record: Made
    key: str


class Preparation:
    """One run's records: first the people, then what is theirs in the file's order."""

    def __init__(self, run: ImportRun, writer: Writer, *, by: User) -> None:
        self._run = run
        self._writer = writer
        self._places = Places.of(run.location, queries.places_of(by))
        self._builder = Builder(run, self._places, authors.known_in(run.adapter))
        self._gathered = Gathered(self._builder)
        before = people_before(run)
        self._fingerprints = Fingerprints(run.adapter, before)
        self._people: dict[str, UUID] = {ref: row.whose for ref, row in before.items()}
        # Whose the rows of people are that an earlier import brought in, by where they stand.
        self.known_people: dict[str, UUID] = {}
        self._about: dict[UUID, UUID] = {}  # all that somebody says of themselves is one record
        self._there: set[UUID] = set()
        self._allergies: dict[UUID, set[AllergyKnowledge]] = defaultdict(set)
        self._said_anew: dict[UUID, set[AllergyKnowledge]] = defaultdict(set)
        self._first: list[Kept] | None = []
        self._is_first_import = not queries.knows_anything()
        self._position = 0
        self._newer: Counter[str] = Counter()
        self._know(before)

    def _know(self, before: Mapping[str, Marked]) -> None:
        """People whose rows are in what this run mends, and not in it."""
        keys = {who: key_of(self._run.provider_id, mark) for who, mark, _ in before.values()}
        known = queries.brought_in(keys.values()) if keys else {}
        self._gathered.people |= {
            who: Kept(-1, OF_BEFORE, mark, keys[who], who, who, known.get(keys[who]))
            for who, mark, _ in before.values()
        }
        self._there |= keys.keys()

    def take(self, rows: Sequence[ReadRow]) -> None:
        """Keep some rows, and prepare what they will make."""
        kept = [Kept(self._position + place, row) for place, row in enumerate(rows)]
        self._position += len(rows)
        to_be = [each for each in kept if each.read.item]
        self._recognise(to_be)
        if len(to_be) < len(kept):
            self._say_whose_it_was(each for each in kept if each.read.whose)
        if self._first is not None:
            self._first += kept
            if all(isinstance(row.item, KNOWN_FIRST) for row in rows if row.item):
                return
            kept, self._first = self._first, None
            self._prepare_first(kept)
        else:
            self._prepare(kept)
        self._writer.keep_rows(kept)

    def finished(self) -> dict[str, int]:
        """Prepare what was gathered; returns how many rows that were there say something new."""
        if self._first is not None:
            self._prepare_first(self._first)
            self._writer.keep_rows(self._first)
        self._stage(self._about_me())
        self._writer.stage(list(self._restated()))
        return dict(self._newer)

    def _recognise(self, rows: Sequence[Kept]) -> None:
        """Give rows their ids: of what was there that of the record, of all others a new one."""
        provider_id = self._run.provider_id
        for kept in rows:
            item = kept.read.item
            assert item
            if kept.read.outcome is not Outcome.EARLIER:  # a part of the note that replaced it
                kept.fingerprint = self._fingerprints.of(kept.read, item)
                kept.key = key_of(provider_id, kept.fingerprint)
        known = self._known(kept.key for kept in rows if kept.key)
        for kept in rows:
            if kept.key and (there := known.get(kept.key)):
                kept.known, kept.target_id = there, there.target_id
            else:
                kept.target_id = uuid7()
            self._say_whose(kept)

    def _say_whose(self, kept: Kept) -> None:
        item, target_id = kept.read.item, kept.target_id
        assert item
        assert target_id
        if isinstance(item, ImportedPerson):
            whose = whom_it_joins(item, self._people) or target_id
            self._people[kept.read.ref] = kept.person_id = whose
            self._gathered.people.setdefault(whose, kept)
            if kept.known:
                self.known_people[kept.read.ref] = whose
            if kept.known or (item.joins and is_on_record(item.joins)):
                self._there.add(whose)
            return
        kept.person_id = self._people[item.person]
        if isinstance(item, ImportedRecord) and item.kind == ABOUT_ME:
            kept.target_id = self._about.setdefault(kept.person_id, target_id)
        if isinstance(item, ImportedAllergy) and not item.agents:
            kept.target_id = kept.person_id  # it says something of the person as a whole

    def _say_whose_it_was(self, rows: Iterable[Kept]) -> None:
        """Count rows that were left out with the people they are about."""
        for kept in rows:
            kept.person_id = self._people.get(kept.read.whose)

    def _known(self, keys: Iterable[str]) -> dict[str, BroughtIn]:
        return {} if self._is_first_import else queries.brought_in(keys)

    def _prepare_first(self, rows: list[Kept]) -> None:
        """People, once everything is known that decides how each of them is written."""
        for kept in rows:
            item, person_id = kept.read.item, kept.person_id
            if isinstance(item, ImportedPerson | ImportedAllergy) and person_id:
                state = item.state if isinstance(item, ImportedAllergy) else item.allergy_state
                self._allergies[person_id].add(state)
                is_new_of_one = isinstance(item, ImportedAllergy) or item.joins
                if is_new_of_one and not kept.known:
                    self._said_anew[person_id].add(state)
        people = [kept for kept in rows if isinstance(kept.read.item, ImportedPerson)]
        pairs = [(kept, each) for kept in people for each in self._person(kept)]
        self._writer.stage([staged(made(place), Operation.INSERT) for place in self._places.added])
        self._stage(pairs)
        self._prepare([kept for kept in rows if not isinstance(kept.read.item, ImportedPerson)])

    def _prepare(self, rows: Iterable[Kept]) -> None:
        self._stage(pair for kept in rows if kept.read.item for pair in self._made(kept))

    def _person(self, kept: Kept) -> Iterator[Made]:
        item = kept.read.item
        assert isinstance(item, ImportedPerson)
        assert kept.person_id
        if not item.joins:
            self._gathered.take_kept(kept, item)
        if kept.is_closed:
            return
        first, *more = self._records_of(kept, item, kept.person_id)
        yield made(first)
        for number, record in enumerate(more):
            yield made(record, f"{record._meta.model_name}:{number}")

    def _records_of(self, kept: Kept, item: ImportedPerson, whose: UUID) -> list[Model]:
        if item.joins:
            assert kept.target_id
            return self._builder.joining(kept.read, item, whose, kept.target_id)
        return self._builder.person(kept.read, item, whose, _most(self._allergies[whose]))

    def _made(self, kept: Kept) -> Iterator[tuple[Kept, Made]]:
        """What a row becomes; nothing yet of one that is gathered with others first."""
        self._gathered.remember(kept)
        item, read, whose, pk = kept.read.item, kept.read, kept.person_id, kept.target_id
        assert whose
        assert pk
        if kept.is_closed:
            return
        match item:
            case ImportedContact():
                yield kept, made(self._builder.contact(read, item, whose, pk))
            case ImportedAllergy():
                yield from self._allergy(kept, item)
            case ImportedNote() if not item.replaced_by:
                kept.earlier = self._gathered.replaced_by(kept)
                yield kept, self._builder.note(read, item, whose, pk)
            case ImportedSeries():
                yield from self._series(kept, item)
            case ImportedDocument():
                yield from self._document(kept, item)
            case ImportedRecord():
                yield from self._record(kept, item)

    def _allergy(self, kept: Kept, item: ImportedAllergy) -> Iterator[tuple[Kept, Made]]:
        """A record for each thing that harms; where there is none, what the row says is known."""
        assert kept.person_id
        assert kept.target_id
        if not kept.known:
            self._said_anew[kept.person_id].add(item.state)
        found = self._builder.allergies(kept.read, item, kept.person_id, kept.target_id)
        for number, record in enumerate(found):
            yield kept, made(record, f"allergy:{number}" if number else "")
        if not found:
            said = {"state": item.state}
            yield kept, Made(NO_RECORD, kept.target_id, kept.person_id, "", said)

    def _series(self, kept: Kept, item: ImportedSeries) -> Iterator[tuple[Kept, Made]]:
        """A note for each day, known by the day: a newer list says the same ones and more.

        The row is said to become the first of them, so that it is found in the record.
        """
        assert kept.person_id
        assert kept.target_id
        yield kept, Made(NO_RECORD, kept.target_id, kept.person_id, "", {})
        for place, note in enumerate(item.notes):
            its_id = uuid7() if place else kept.target_id
            record = self._builder.note(kept.read, note, kept.person_id, its_id)
            yield kept, record._replace(part=f"{note.kind}:{note.on.isoformat()}")

    def _document(self, kept: Kept, item: ImportedDocument) -> Iterator[tuple[Kept, Made]]:
        """A document and its file; a file that was there is not kept again."""
        assert kept.person_id
        assert kept.target_id
        file, document = self._builder.document(kept.read, item, kept.person_id, kept.target_id)
        part = f"file:{file.sha256}"
        if there := self._known([self._key(kept, part)] if kept.known else []):
            document.file_id = next(iter(there.values())).target_id
        else:
            file_made = made(file, part)
            yield kept, file_made._replace(fields={**file_made.fields, FROM: item.file.name})
        yield kept, made(document)

    def _record(self, kept: Kept, item: ImportedRecord) -> Iterator[tuple[Kept, Made]]:
        """A record, and the plan that a goal needs."""
        assert kept.person_id
        if item.kind == ABOUT_ME:
            self._gathered.say(kept, item)
            assert kept.target_id
            yield kept, Made(NO_RECORD, kept.target_id, kept.person_id, "", dict(item.fields))
            return
        whose = self._gathered.people[kept.person_id]
        if item.kind == ALLERGIES and not kept.known:
            self._said_anew[kept.person_id].add(AllergyKnowledge.PRESENT)
        if item.kind == GOALS and kept.person_id not in self._gathered.plans:
            known = self._known([self._key(whose, PLAN)] if whose.known else [])
            plan = self._builder.plan(kept.read, kept.person_id)
            plan.pk = next((there.target_id for there in known.values()), plan.pk)
            self._gathered.plans[kept.person_id] = plan.pk
            if not known:
                yield whose, made(plan, PLAN)
        yield kept, self._gathered.record(kept, item)

    def _stage(self, pairs: Iterable[tuple[Kept, Made]]) -> None:
        """Stage what is new, and of what was there that which says something else now."""
        ready: list[dict[str, Any]] = []
        asked: list[Asked] = []
        for kept, record in pairs:
            key = self._key(kept, record.part) if record.part else kept.key
            if kept.known:
                asked.append(Asked(kept, record, key))
            elif kept.earlier:
                ready.append(staged(kept.earlier, Operation.INSERT, key=key))
                ready.append(staged(record, Operation.UPDATE, key=key, replaces=1))
            else:
                ready.append(staged(record, _anew(record), key=key))
        self._writer.stage([*ready, *self._changes(asked)])

    def _changes(self, asked: Sequence[Asked]) -> Iterator[dict[str, Any]]:
        """What has changed in the old system, unless staff have changed it here."""
        parts = self._known(each.key for each in asked if each.record.part)
        changed: list[tuple[Asked, BroughtIn]] = []
        for each in asked:
            there = parts.get(each.key) if each.record.part else each.kept.known
            if there is None:
                yield self._added(each)
            elif there.digest and there.digest.hex != each.record.digest:
                changed.append((each, there))
        versions = queries.versions_of((there.model, there.target_id) for _, there in changed)
        for each, there in changed:
            record = each.record._replace(record_id=there.target_id)
            if each.kept.is_of_another:
                self._count(each.kept, Newer.LEFT)
            elif record.model == NO_RECORD == there.model:
                self._count(each.kept, Newer.UPDATED)
                yield staged(record, Operation.KNOW, key=each.key)
            elif (there.model, there.version) == (record.model, versions.get(there.target_id)):
                self._count(each.kept, Newer.UPDATED)
                yield staged(record, Operation.UPDATE, key=each.key, replaces=there.version)
            else:
                self._count(each.kept, Newer.LEFT)

    def _added(self, each: Asked) -> dict[str, Any]:
        """What somebody's row says besides, now."""
        if each.record.model == ALLERGY and each.record.person_id:
            self._said_anew[each.record.person_id].add(AllergyKnowledge.PRESENT)
        self._count(each.kept, Newer.UPDATED)
        return staged(each.record, _anew(each.record), key=each.key)

    def _count(self, kept: Kept, newer: Newer) -> None:
        self._newer[newer] += 1
        kept.newer = Newer.LEFT if Newer.LEFT in (newer, kept.newer) else newer

    def _about_me(self) -> Iterator[tuple[Kept, Made]]:
        """What people say of themselves, unless staff have begun to write it down."""
        written_here = queries.with_about_me_of_staff(self._there)
        for whose, about in self._gathered.about_me():
            if whose.is_closed or whose.person_id in written_here:
                self._count(whose, Newer.LEFT)
            else:
                yield whose, made(about, ABOUT_ME)

    def _restated(self) -> Iterator[dict[str, Any]]:
        """What rows say of allergies that nobody knew when the people themselves were prepared."""
        for person_id, said in self._said_anew.items():
            state = ALLERGY_STATES[_most(said)]
            is_said = person_id not in self._there and state == ALLERGY_STATES[
                _most(self._allergies[person_id])
            ]  # fmt: skip
            if state != AllergyState.NOT_ASKED and not is_said:
                record = Made(PERSON, person_id, person_id, "", {"allergy_state": state})
                yield staged(record, Operation.RESTATE)

    def _key(self, kept: Kept, part: str) -> str:
        return key_of(self._run.provider_id, kept.fingerprint, part)


def _anew(record: Made) -> str:
    return Operation.KNOW if record.model == NO_RECORD else Operation.INSERT


def _most(said: Iterable[AllergyKnowledge]) -> AllergyKnowledge:
    return max(said, key=list(AllergyKnowledge).index, default=AllergyKnowledge.NOT_ASKED)
