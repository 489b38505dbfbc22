"""Bringing in: everything that the check said, in one change, or nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched, chain
from typing import cast
from uuid import UUID

from django.db import models
from django.utils import timezone

from accounts.models import User
from dailycare.models import CareEntry
from governance.services import change
from imports import policies, queries
from imports.errors import RecordMovedOn
from imports.models import ImportRun
from imports.progress import Teller
from imports.rows import (
    AllergyKnowledge,
    ImportedAllergy,
    ImportedContact,
    ImportedDocument,
    ImportedNote,
    ImportedPerson,
    ImportedRecord,
    ReadRow,
)
from imports.services.approving import has_its_approval
from imports.services.building import ALLERGY_STATES, Builder, Places
from imports.services.gathering import Gathered, Kept
from imports.services.reconciling import reconcile
from imports.services.runs import at_work, locked_run, opened
from records.models import Person
from records.models.person import AllergyState
from records.services.rows import write

BATCH = 1000
State = ImportRun.State


# What a workbook says first: people, and what decides how each of them is written.
KNOWN_FIRST = (ImportedPerson, ImportedContact, ImportedAllergy)
# What a later version of a note may say anew.
WRITTEN_ANEW = (
    "kind", "values", "outcome", "text", "source", "source_author", "standing",
    "happened_on", "happened_at", "part_of_day", "sorts_at",
)  # fmt: skip

type Pair = tuple[ReadRow, Kept]


def start_commit(run_id: UUID, *, by: User) -> ImportRun:
    """Decide to bring a checked file in; a task does it. Raises NotNow."""
    with change(by=by, why="import decided", record_id=run_id):
        run = locked_run(run_id)
        policies.may_be_committed(run.state)
        has_its_approval(run)
        run.state = State.COMMITTING
        run.error, run.state_since = "", timezone.now()
        run.save(update_fields=["state", "error", "state_since"])
        return run


def commit_run(run_id: UUID, *, by: User) -> None:
    """Write what the check said to the record, all of it or nothing.

    What another import brought in, or took back, since the check would make its word untrue:
    then nothing is written, and the run says so.
    """
    with at_work(run_id, by=by, on=State.COMMITTING, back_to=State.FAILED) as run:
        if run is None:
            return
        with change(by=by, why=f"brought in from {run.file_name}", record_id=run.pk):
            if queries.has_moved_on(run):
                raise RecordMovedOn(
                    "Another import changed some of these rows after this file was checked. "
                    "Nothing was written. Upload the file again."
                )
            created = Commit(run, by=by).write()
            there = queries.rows_of(run).filter(was_there=True)
            queries.brings_in(run).filter(was_there=False).update(is_created=True)
            run.result = {"created": created, "already_there": queries.counted_by_kind(there)}
            reconcile(run)
            run.state = State.COMMITTED
            run.committed_at, run.committed_by = timezone.now(), by
            run.save(update_fields=["result", "state", "committed_at", "committed_by"])


class Commit:
    """One run's writing: first the people, then what is theirs in batches, in the file's order."""

    def __init__(self, run: ImportRun, *, by: User) -> None:
        self._run = run
        self._builder = Builder(run, Places.of(run.location, queries.places_of(by)))
        self._source = opened(run)
        self._kept = queries.rows_of(run).order_by("position").iterator(BATCH)
        self._teller = Teller(run.pk, sum(sheet.rows for sheet in self._source.sheets))
        self._created: Counter[str] = Counter()
        self._allergies: dict[UUID, set[AllergyKnowledge]] = defaultdict(set)
        self._gathered = Gathered(self._builder)

    def write(self) -> dict[str, int]:
        """Write everything that is not there yet; returns how many of each class."""
        pairs = self._pairs()
        first: list[Pair] = []
        rest: list[Pair] = []
        for pair in pairs:
            if not isinstance(pair[0].item, KNOWN_FIRST):
                rest = [pair]
                break
            first.append(pair)
        self._write_people(first)
        theirs = [pair for pair in first if not isinstance(pair[0].item, ImportedPerson)]
        for batch in batched(chain(theirs, rest, pairs), BATCH, strict=False):
            self._write_batch(batch)
            self._teller.tell(self._created.total())
        self._create(self._gathered.about_me())
        there = {kept.person_id for _, kept in first if kept.was_there}
        self._restate_allergies(there & self._allergies.keys())
        return dict(self._created)

    def _pairs(self) -> Iterator[Pair]:
        """Each row of the file with what was kept of it at the check: the same, in order."""
        for read, kept in zip(self._source.rows(), self._kept, strict=True):
            if read.item:
                yield read, cast("Kept", kept)

    def _write_people(self, pairs: list[Pair]) -> None:
        for read, kept in pairs:
            if isinstance(read.item, ImportedAllergy) and not kept.was_there:
                self._allergies[kept.person_id].add(read.item.state)
            elif isinstance(read.item, ImportedPerson) and not kept.was_there:
                self._allergies[kept.person_id].add(read.item.allergy_state)
        made = []
        for read, kept in pairs:
            if isinstance(read.item, ImportedPerson) and not kept.was_there:
                knows = self._knows(kept.person_id)
                made += self._builder.person(read, read.item, kept.target_id, knows)
                self._gathered.take_kept(read, read.item, kept)
        self._create(made)

    def _write_batch(self, pairs: Iterable[Pair]) -> None:
        made: list[models.Model] = []
        renewed: list[tuple[CareEntry, CareEntry]] = []
        for read, kept in pairs:
            self._gathered.remember(read, kept)
            if kept.was_there:
                continue
            for record in self._made(read, kept):
                older = self._gathered.replaced_by(read, kept)
                if older and isinstance(record, CareEntry):
                    renewed.append((older, record))
                else:
                    made.append(record)
        self._create([older for older, _ in renewed] + made)
        for older, newer in renewed:
            write(older, {name: getattr(newer, name) for name in WRITTEN_ANEW})

    def _made(self, read: ReadRow, kept: Kept) -> Iterable[models.Model]:
        """What a row becomes; nothing yet of one that is gathered with others first."""
        match read.item:
            case ImportedContact() as contact:
                return [self._builder.contact(read, contact, kept.person_id, kept.target_id)]
            case ImportedAllergy() as allergy:
                return self._builder.allergies(read, allergy, kept.person_id, kept.target_id)
            case ImportedNote() as note if not note.replaced_by:
                return [self._builder.note(read, note, kept.person_id, kept.target_id)]
            case ImportedDocument() as document:
                return self._builder.document(read, document, kept.person_id, kept.target_id)
            case ImportedRecord() as record:
                return self._gathered.records(read, record, kept)
        return []

    def _restate_allergies(self, people: set[UUID]) -> None:
        """Let the state of people who were there follow what this file adds; never backwards."""
        for person_id in people:
            state = ALLERGY_STATES[self._knows(person_id)]
            behind = Person.objects.filter(pk=person_id, allergy_state=AllergyState.NOT_ASKED)
            if state == AllergyState.PRESENT:
                behind = Person.objects.filter(pk=person_id).exclude(allergy_state=state)
            if state != AllergyState.NOT_ASKED:
                behind.update(allergy_state=state)

    def _knows(self, person_id: UUID) -> AllergyKnowledge:
        said = self._allergies.get(person_id, set())
        return max(said, key=list(AllergyKnowledge).index, default=AllergyKnowledge.NOT_ASKED)

    def _create(self, made: Iterable[models.Model]) -> None:
        by_class: dict[type[models.Model], list[models.Model]] = defaultdict(list)
        for record in made:
            by_class[type(record)].append(record)
        for model, records in by_class.items():
            model._default_manager.bulk_create(records, batch_size=BATCH)
            self._created[queries.plural(model)] += len(records)
