"""Reads of imports: which runs somebody sees, how rows ended, what an undo would leave."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import batched
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from accounts.models import Location, User
from accounts.permissions import Permission
from dailycare.models import CareEntry
from governance.errors import NotYours
from governance.services import acting_for
from imports import progress
from imports.models import (
    BroughtIn,
    ImportFile,
    ImportRow,
    ImportRun,
    MergeDecision,
    Newer,
    StagedRecord,
)
from imports.reconciliation import facts_of
from imports.rows import ImportedPerson, Outcome
from records.kinds import KINDS
from records.models import (
    AboutMe,
    Admission,
    CarePlan,
    Goal,
    Person,
    PersonAddress,
    PersonRecord,
)
from records.models.base import Standing
from records.queries import latest_stay

# What a run can make, in the order in which it is taken back: the person last.
MADE_BY_IMPORTS: tuple[type[models.Model], ...] = (
    CareEntry,
    Goal,
    CarePlan,
    AboutMe,
    *(kind.model for kind in KINDS if kind.model is not Admission),
    Admission,
    Person,
)
LOOKED_UP_AT_ONCE = 1000
CLEANED = "cleaned"  # how rows are asked for of which the text was cleaned
NOBODY = UUID(int=0)
IN_WORDS: dict[type[models.Model], str] = {
    CareEntry: "notes",
    AboutMe: "About Me pages",
    PersonAddress: "addresses",
    Admission: "stays",
    Person: "people",
}


def plural(model: type[models.Model]) -> str:
    """What several records of a class are called on a page."""
    return IN_WORDS.get(model) or str(model._meta.verbose_name_plural)


def runs_seen_by(user: User) -> QuerySet[ImportRun]:
    """The imports where this user may import, the latest first; without their files."""
    places = user.places_for(Permission.IMPORT)
    runs = ImportRun.objects.filter(location__in=places).defer("report")
    return runs.select_related("location", "created_by").order_by("-created_at")


def run_seen_by(user: User, run_id: UUID) -> ImportRun:
    """One of them, with its report. Raises NotYours."""
    runs = ImportRun.objects.filter(location__in=user.places_for(Permission.IMPORT))
    people = runs.select_related(
        "location", "mends", "created_by", "committed_by", "undone_by", "mapping_version__mapping"
    )
    run = people.filter(pk=run_id).first()
    if run is None:
        raise NotYours
    return run


def staff_member(user_id: UUID) -> User:
    """The one in whose name a task works."""
    return User.objects.get(pk=user_id)


def run_of(run_id: UUID, *, by: User) -> ImportRun:
    """A run as it is now, for a command that works for the provider as a whole."""
    with acting_for(by.provider_id):
        return ImportRun.objects.get(pk=run_id)


def places_of(by: User) -> QuerySet[Location]:
    """The places where somebody may bring people in, by their names; a command may everywhere."""
    places = Location.objects.filter(is_closed=False)
    return places if by.is_system else places.filter(pk__in=by.places_for(Permission.IMPORT))


def brings_in(run: ImportRun) -> QuerySet[ImportRow]:
    """The rows of which something is brought in, as it stands or as withdrawn.

    Earlier words of a note come with the note.
    """
    return rows_of(run).filter(outcome__in=[Outcome.IMPORTED, Outcome.WITHDRAWN])


def files_of(run: ImportRun) -> dict[str, dict[str, Any]]:
    """What was handed over: each file by name, with its size and digest."""
    files = ImportFile.objects.filter(run=run).order_by("name", "id")
    return {file.name: {"bytes": file.size, "sha256": file.sha256} for file in files}


def rows_of(run: ImportRun) -> QuerySet[ImportRow]:
    """Every row of a run's file."""
    return ImportRow.objects.filter(run=run)


def rows_to_look_at(run: ImportRun) -> Iterator[ImportRow]:
    """The rows that were left out or have a warning, in the order of the file, one at a time.

    What few may read is in no list: whoever may, reads it in the record.
    """
    rows = rows_of(run).filter(Q(outcome="rejected") | ~Q(warnings=[]))
    for row in rows.order_by("position").iterator(LOOKED_UP_AT_ONCE):
        if row.is_private:
            row.cells = []
        yield row


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows somebody asked to see; nothing chosen is all."""

    outcome: str = ""
    sheet: str = ""
    reason: str = ""
    person: str = ""

    def of(self, run: ImportRun) -> QuerySet[ImportRow]:
        """Those rows, in the order of the file."""
        rows = rows_of(run).order_by("position")
        if self.outcome == "warned":
            rows = rows.filter(outcome__startswith="imported").exclude(warnings=[])
        elif self.outcome == CLEANED:
            rows = rows.filter(is_cleaned=True)
        elif self.outcome in Newer.values:
            rows = rows.filter(newer=self.outcome)
        elif self.outcome:
            rows = rows.filter(outcome=self.outcome)
        if self.sheet:
            rows = rows.filter(sheet=self.sheet)
        if self.person:
            rows = rows.filter(person_id=_as_id(self.person))
        return rows.filter(reason=self.reason) if self.reason else rows


def _as_id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return NOBODY


def counted_by_kind(rows: QuerySet[ImportRow]) -> dict[str, int]:
    """How many rows there are of each kind."""
    return dict(rows.values_list("kind").annotate(Count("pk")).order_by("kind"))


def is_interrupted(run: ImportRun) -> bool:
    """Whether a run that should be worked on has not been heard of for too long."""
    if not run.is_busy:
        return False
    heard = progress.heard_of(run.pk)
    return heard.is_silent if heard else progress.is_long_ago(run.state_since.timestamp())


def knows_anything() -> bool:
    """Whether an import of this provider has brought anything in that still stands."""
    return BroughtIn.objects.exists()


def brought_in(keys: Iterable[str]) -> dict[str, BroughtIn]:
    """What earlier runs brought in under these keys, and nobody took back."""
    found: dict[str, BroughtIn] = {}
    for batch in batched(keys, LOOKED_UP_AT_ONCE, strict=False):
        found |= {there.pk.hex: there for there in BroughtIn.objects.filter(pk__in=batch)}
    return found


def versions_of(records: Iterable[tuple[str, UUID]]) -> dict[UUID, int]:
    """Which version records have by now: (class, id) in, one query a class."""
    by_class: dict[str, list[UUID]] = defaultdict(list)
    for label, record_id in records:
        by_class[label].append(record_id)
    versions: dict[UUID, int] = {}
    for label, ids in by_class.items():
        if label:
            rows = apps.get_model(label)._default_manager.filter(pk__in=ids)
            versions |= dict(rows.values_list("pk", "version"))
    return versions


def with_about_me_of_staff(people: Iterable[UUID]) -> set[UUID]:
    """Who of some people has an About Me that no import made."""
    ours = BroughtIn.objects.filter(target_id=OuterRef("pk"))
    written = AboutMe.objects.filter(~Exists(ours), person__in=list(people))
    return set(written.values_list("person_id", flat=True))


def has_moved_on(run: ImportRun) -> bool:
    """Whether what the check found there, or not there, is no longer so."""
    staged = StagedRecord.objects.filter(run_id=run.pk)
    same = BroughtIn.objects.filter(pk=OuterRef("key"))
    if staged.filter(Exists(same), operation=StagedRecord.Operation.INSERT).exists():
        return True
    if _rooms_made_since(run):
        return True
    still = BroughtIn.objects.filter(target_id=OuterRef("target_id"))
    there = rows_of(run).filter(~Exists(still), was_there=True, target_id__isnull=False)
    return there.exclude(target_id=models.F("person_id"), kind="allergy").exists()


def _rooms_made_since(run: ImportRun) -> bool:
    """Whether a place has by now a room or a unit that the run is to add: one query a class."""
    added: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for staged in StagedRecord.objects.filter(
        run_id=run.pk, model__in=["accounts.room", "accounts.unit"]
    ):
        added[staged.model].add((staged.fields["location_id"], staged.fields["name"].casefold()))
    return any(
        names & {(str(place), name.casefold()) for place, name in _open_in(label, names)}
        for label, names in added.items()
    )


def _open_in(label: str, names: set[tuple[str, str]]) -> QuerySet[Any]:
    there = apps.get_model(label)._default_manager.filter(
        location__in={place for place, _ in names}, is_closed=False
    )
    return there.values_list("location_id", "name")


def runs_that_count(adapter: str) -> list[ImportRun]:
    """Runs of a kind whose rows are known, or may be: one for each version of its mapping.

    Those that were checked or are in the record, and those in which somebody decided who is one
    person; of those that were taken back such of which something stays.
    """
    state = ImportRun.State
    known = [state.WAITING, state.CHECKED, state.COMMITTING, state.PAUSED, state.COMMITTED,
             state.UNDOING]  # fmt: skip
    decided = MergeDecision.objects.filter(run=OuterRef("pk"))
    stays = Q(state=state.UNDONE) & ~Q(undo_report__stays=[])
    runs = ImportRun.objects.filter(Exists(decided) | Q(state__in=known) | stays, adapter=adapter)
    found = runs.select_related("mapping_version").order_by("mapping_version")
    return list(found.distinct("mapping_version"))


def is_another_at_work(run: ImportRun) -> bool:
    """Whether another run of the provider is changing the record, or waits in the middle of it."""
    busy = [ImportRun.State.COMMITTING, ImportRun.State.PAUSED, ImportRun.State.UNDOING]
    return ImportRun.objects.filter(state__in=busy).exclude(pk=run.pk).exists()


def staged_records(run_id: UUID, *, by: User) -> int:
    """How many records of a run wait to be brought in."""
    with acting_for(by.provider_id):
        run = ImportRun.objects.get(pk=run_id)
        return StagedRecord.objects.filter(run_id=run_id, id__gt=run.committed_to).count()


def already_on_record(
    people: Mapping[str, ImportedPerson], known_by: Mapping[str, UUID]
) -> list[dict[str, Any]]:
    """People of the file who may be on record from elsewhere: to look at, never merged.

    `known_by` are those rows of theirs that an earlier import brought in, each with whose it is.
    Whoever came by another import, as by the same file under another name, is from elsewhere too.
    """
    numbers = {person.nhs_number for person in people.values()} - {""}
    births = {person.born_on for person in people.values()}
    imported = BroughtIn.objects.filter(target_id=OuterRef("pk"))
    known = Person.objects.filter(
        Q(nhs_number__in=numbers) | Q(date_of_birth__in=births), standing=Standing.CURRENT
    ).annotate(is_imported=Exists(imported))
    theirs = set(known_by.values())
    alike: dict[object, dict[str, ImportedPerson]] = defaultdict(dict)
    for ref, person in people.items():
        alike[person.nhs_number][ref] = alike[person.born_on][ref] = person
    return [
        {
            "row": ref,
            "name": person.full_name,
            "why": why,
            "place": _place(here),
            "person_id": str(here.pk),
            "facts": facts_of(person),
        }
        for here in known.order_by("family_name", "pk")
        for ref, person in (alike[here.date_of_birth] | alike[here.nhs_number]).items()
        if not here.is_imported or (here.pk not in theirs and ref not in known_by)
        if (why := _why_one(here, person))
    ]


def _place(here: Person) -> str:
    stay = latest_stay(here).select_related("location").first()
    return stay.location.name if stay else ""


def _why_one(here: Person, person: ImportedPerson) -> str:
    if here.nhs_number and here.nhs_number == person.nhs_number:
        return "same NHS number"
    same_name = here.family_name.casefold() == person.surname.casefold()
    if same_name and here.date_of_birth == person.born_on:
        return "same last name and date of birth"
    return ""


@dataclass(frozen=True)
class Stays:
    """What an undo leaves, and why: people whom staff have written about, and single records."""

    names: Mapping[UUID, str] = field(default_factory=dict)
    people: Mapping[UUID, list[str]] = field(default_factory=dict)
    single: Mapping[str, int] = field(default_factory=dict)

    def as_list(self) -> list[dict[str, Any]]:
        """Ready for a page or a report."""
        people = [
            {"name": self.names[person_id], "person_id": str(person_id), "why": why}
            for person_id, why in self.people.items()
        ]
        single = [
            {"name": f"{number} {name}", "person_id": "", "why": ["changed since"]}
            for name, number in self.single.items()
        ]
        return people + single


def _changed_since() -> Combinable:
    """Whether a record is another than an import left it."""
    as_left = BroughtIn.objects.filter(target_id=OuterRef("pk"), version=OuterRef("version"))
    return Q(version__gt=1) & ~Exists(as_left)


def what_stays(run: ImportRun) -> Stays:
    """Whom and what staff have built on since the run; the rest can be taken back."""
    why: dict[UUID, list[str]] = defaultdict(list)
    made = {"import_run_id": run.pk}
    people = Person.objects.filter(_changed_since(), **made)
    for (person_id,) in people.values_list("pk"):
        why[person_id].append("who they are was changed since")
    single: dict[str, int] = {}
    for model in _classes_about_people():
        about = model._default_manager.filter(standing=Standing.CURRENT)
        theirs = about.filter(person__import_run_id=run.pk)
        name = plural(model)
        for rows, words in (
            (theirs.exclude(**made), "added"),
            (theirs.filter(_changed_since(), **made), "changed"),
        ):
            counted = rows.values_list("person_id").annotate(Count("pk")).order_by("person_id")
            for person_id, number in counted:
                why[person_id].append(f"{name} {words} since: {number}")
        others = about.filter(_changed_since(), **made).exclude(person__import_run_id=run.pk)
        if number := others.count():
            single[name] = number
    stays = Person.objects.filter(pk__in=why, standing=Standing.CURRENT)
    names = {person.pk: person.full_name for person in stays.order_by("family_name", "pk")}
    return Stays(names, {pk: why[pk] for pk in names}, single)


def made_by(run: ImportRun, model: type[models.Model], stays: Stays) -> QuerySet[Any]:
    """The records of one class that a run made and that an undo takes back."""
    whose = "pk__in" if model is Person else "person_id__in"
    rows = model._default_manager.filter(import_run_id=run.pk, standing=Standing.CURRENT)
    return rows.exclude(**{whose: list(stays.people)}).exclude(_changed_since())


def to_be_taken_back(run: ImportRun, stays: Stays) -> dict[str, int]:
    """How many records of each class an undo would take back."""
    counts = {
        plural(model): made_by(run, model, stays).count() for model in reversed(MADE_BY_IMPORTS)
    }
    return {name: number for name, number in counts.items() if number}


def _classes_about_people() -> list[type[PersonRecord]]:
    return [model for model in apps.get_models() if issubclass(model, PersonRecord)]
