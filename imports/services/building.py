"""What the rows of a file become in the record, with where each came from."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model

from accounts.models import Location, Room, Unit, User
from dailycare.kinds import kind_of
from dailycare.models import CareEntry
from dailycare.services import day_only, moment
from governance.ids import uuid7
from imports.dates import LONDON
from imports.files import File
from imports.joining import words_of
from imports.limits import LIMITS
from imports.mapped.documents import in_our_letters
from imports.mapped.records import BESIDE_KINDS
from imports.models import ImportRun
from imports.resuscitation import alert
from imports.rows import (
    AllergyKnowledge,
    AsOf,
    ImportedAllergy,
    ImportedContact,
    ImportedDocument,
    ImportedNote,
    ImportedPerson,
    ImportedRecord,
    ReadRow,
)
from imports.services.made import Made, made, made_of
from records.kinds import BY_SLUG
from records.models import (
    AboutMe,
    Admission,
    Alert,
    Allergy,
    CarePlan,
    Contact,
    Document,
    DocumentFile,
    Observation,
    Person,
    PersonAddress,
)
from records.models.base import Standing
from records.models.person import AllergyState

ALLERGY_STATES = {
    AllergyKnowledge.NOT_ASKED: AllergyState.NOT_ASKED,
    AllergyKnowledge.NONE_KNOWN: AllergyState.NONE_KNOWN,
    AllergyKnowledge.PRESENT: AllergyState.PRESENT,
}
NOT_TRACED, TRACE_REQUIRED = "02", "03"
DATE_NOT_KNOWN = "date not known"
LONGEST_SOURCE = 300
LONGEST_WHERE = 220
LONGEST_AUTHOR = LIMITS[ImportedNote]["author"]
NOTE = CareEntry._meta.label_lower


@dataclass(frozen=True)
class Places:
    """The place of a run, and the other places where its author may bring people in, by name.

    Rooms that are missing are `added`: they are made with the people.
    """

    location: Location
    others: dict[str, Location] = field(default_factory=dict)
    units: dict[tuple[UUID, str], Unit] = field(default_factory=dict)
    rooms: dict[tuple[UUID, str], Room] = field(default_factory=dict)
    added: list[Room | Unit] = field(default_factory=list)

    @classmethod
    def of(cls, location: Location, others: Iterable[Location]) -> "Places":
        """What the places have now."""
        places = {place.name.casefold(): place for place in others}
        here = {"location__in": [location, *places.values()], "is_closed": False}
        return cls(
            location,
            places,
            {
                (unit.location_id, unit.name.casefold()): unit
                for unit in Unit.objects.filter(**here)
            },
            {
                (room.location_id, room.name.casefold()): room
                for room in Room.objects.filter(**here)
            },
        )

    def named(self, name: str) -> Location:
        """The place of that name; where there is none, the place of the run."""
        return self.others.get(name.casefold(), self.location)

    def room(self, person: ImportedPerson, place: Location) -> Room | None:
        """Somebody's room, added with its unit when the place has none of that name."""
        if not person.room:
            return None
        key = (place.pk, person.room.casefold())
        if key not in self.rooms:
            unit = self._unit(person.unit, place)
            self.rooms[key] = Room(location=place, name=person.room, unit=unit)
            self.added.append(self.rooms[key])
        return self.rooms[key]

    def _unit(self, name: str, place: Location) -> Unit | None:
        key = (place.pk, name.casefold())
        if name and key not in self.units:
            self.units[key] = Unit(location=place, name=name)
            self.added.append(self.units[key])
        return self.units.get(key)


@dataclass(frozen=True)
class Builder:
    """Makes records of one run; every one says which file, sheet and row it is from."""

    run: ImportRun
    places: Places
    # Who of our staff wrote under a name of the old system.
    staff: Mapping[str, User] = field(default_factory=dict)

    def person(
        self, row: ReadRow, item: ImportedPerson, pk: UUID, allergies: AllergyKnowledge
    ) -> list[Model]:
        """Somebody, the time they have at the home, and what their row says besides."""
        origin = self._origin(row)
        person = Person(
            pk=pk,
            title=item.title,
            given_name=item.given_names,
            family_name=item.surname,
            preferred_name=item.preferred_name,
            date_of_birth=item.born_on,
            date_of_death=item.died_on,
            nhs_number=item.nhs_number,
            nhs_number_status=NOT_TRACED if item.nhs_number else TRACE_REQUIRED,
            gp_practice_name=item.gp,
            allergy_state=ALLERGY_STATES[allergies],
            **dict(item.fields),
            **origin,
        )
        ended_on, ending = self._ending(item)
        stay = {"person_id": pk, **origin}
        place = self.places.named(item.place)
        admission = Admission(
            location=place,
            room=self.places.room(item, place),
            admitted_on=item.moved_in_on,
            ended_on=ended_on,
            ending=ending,
            funding=item.funding,
            **stay,
        )
        return [
            person,
            admission,
            *self._address(item, place, stay, ended_on),
            *_allergies(item, stay),
            *_alerts(item, stay),
        ]

    def joining(self, row: ReadRow, item: ImportedPerson, person_id: UUID, pk: UUID) -> list[Model]:
        """What the row of somebody who is one with another adds: its words, and what harms them."""
        origin = self._origin(row)
        words = CareEntry(
            pk=pk,
            person_id=person_id,
            kind="general",
            text=words_of(row, item),
            **day_only(self.run.as_of, ""),
            **origin,
        )
        theirs = {"person_id": person_id, **origin}
        return [words, *_allergies(item, theirs), *_alerts(item, theirs)]

    def _address(
        self, item: ImportedPerson, place: Location, stay: dict[str, object], ended_on: date | None
    ) -> Iterable[PersonAddress]:
        """Whoever lives at the place has its address; the others' come from rows of their own."""
        if not item.lives_elsewhere:
            yield PersonAddress(
                lines="\n".join(filter(None, [place.name, place.address])),
                started_on=item.moved_in_on,
                ended_on=ended_on,
                **stay,
            )

    def kept_words(self, item: ImportedPerson) -> str:
        """What the list says besides, kept under its own headings until somebody sorts it."""
        kept = list(item.kept)
        if item.place and self.places.named(item.place).name != item.place:
            kept.append(("Place", item.place))
        if not kept:
            return ""
        words = "\n".join(f"{heading}: {text}" for heading, text in kept)
        return f"From the old list of residents\n{words}"

    def about_me(self, row: ReadRow, person_id: UUID, pk: UUID, **said: str) -> AboutMe:
        """What somebody says of themselves, and what the old list says besides."""
        return AboutMe(pk=pk, person_id=person_id, **said, **self._origin(row))

    def record(
        self, row: ReadRow, item: ImportedRecord, person_id: UUID, pk: UUID, **more: object
    ) -> Made:
        """A record of any other kind; `more` are the records of ours that it points at."""
        model = BESIDE_KINDS.get(item.kind) or BY_SLUG[item.kind].model
        values = dict(item.fields) | more | {"source_author": item.author[:LONGEST_AUTHOR]}
        return made_of(model, pk, person_id, self._source(row, None, item.author), values)

    def document(
        self, row: ReadRow, item: ImportedDocument, person_id: UUID, pk: UUID
    ) -> tuple[DocumentFile, Document]:
        """A document and its file as they lay beside the export; the commit reads the bytes."""
        content = content_of(item.file)
        file = DocumentFile(
            provider_id=self.run.provider_id,
            person_id=person_id,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            file_name=item.file_name,
            mime_type=item.mime_type,
        )
        document = Document(
            pk=pk,
            person_id=person_id,
            file=file,
            title=item.title,
            document_class=item.document_class,
            written_by=item.written_by,
            happened_on=item.happened_on,
            is_restricted=item.is_restricted,
            restricted_why="It was confidential in the old system" if item.is_restricted else "",
            **self._origin(row),
        )
        return file, document

    def plan(self, row: ReadRow, person_id: UUID) -> CarePlan:
        """A draft in which somebody's goals stand until a person has looked at them."""
        return CarePlan(person_id=person_id, title="From the old system", **self._origin(row))

    def contact(self, row: ReadRow, item: ImportedContact, person_id: UUID, pk: UUID) -> Contact:
        """Somebody in the person's life; what must not be told to whom holds from now on."""
        ring = f"Ring at night? {item.ring_at_night}" if item.ring_at_night else ""
        return Contact(
            pk=pk,
            person_id=person_id,
            name=item.name,
            relationship=item.relationship,
            is_next_of_kin=item.is_next_of_kin,
            phone=item.phone,
            email=item.email,
            address=item.address,
            power_of_attorney=item.power_of_attorney,
            must_not_be_told=item.must_not_be_told,
            must_not_be_told_why=item.comment[:300] if item.must_not_be_told else "",
            comment="\n".join(filter(None, [item.comment, ring])),
            **self._origin(row),
        )

    def allergies(
        self, row: ReadRow, item: ImportedAllergy, person_id: UUID, pk: UUID
    ) -> list[Allergy]:
        """One record for each thing that harms."""
        said_on = f"{item.recorded_on:%d/%m/%Y}" if item.recorded_on else ""
        return [
            Allergy(
                pk=uuid7() if number else pk,
                person_id=person_id,
                causative_agent=agent.name,
                description_of_reaction=agent.reaction,
                evidence=", ".join(filter(None, [item.told_by, said_on])),
                **self._origin(row),
            )
            for number, agent in enumerate(item.agents)
        ]

    def note(self, row: ReadRow, item: ImportedNote, person_id: UUID, pk: UUID) -> Made:
        """A note of care, at its time, in its part of the day, or on its day alone.

        What was private in the old system becomes a private part of the record (decision 0009).
        A file has a million of them: they are made without a model for each.
        """
        if item.is_private:
            return self._private_note(row, item, person_id, pk)
        fields: dict[str, Any] = {"kind": item.kind, "text": item.text}
        fields |= moment(item.at) if item.at else day_only(item.on, item.part_of_day)
        if item.values:
            values = {name: _as_kept(item.kind, name, said) for name, said in item.values}
            fields["values"] = values
        if item.care_outcome:
            fields["outcome"] = item.care_outcome
        if item.withdrawn_why:
            fields["standing"] = Standing.WITHDRAWN
        if item.author:
            fields["source_author"] = item.author
        return Made(NOTE, pk, person_id, self._source(row, item, item.author), fields)

    def _private_note(self, row: ReadRow, item: ImportedNote, person_id: UUID, pk: UUID) -> Made:
        clock = item.at.astimezone(LONDON).time().replace(microsecond=0) if item.at else None
        return made(
            Observation(
                pk=pk, person_id=person_id, category="circumstance", text=item.text,
                is_restricted=True, restricted_why="It was private in the old system",
                happened_on=item.on, happened_time=clock, source_author=item.author,
                **self._origin(row, item),
            )
        )  # fmt: skip

    def _origin(self, row: ReadRow, note: ImportedNote | None = None) -> dict[str, object]:
        return {
            "provider_id": self.run.provider_id,
            "import_run_id": self.run.pk,
            "source": self._source(row, note, note.author if note else ""),
        }

    def _source(self, row: ReadRow, note: ImportedNote | None, author: str) -> str:
        """Where a record is from: the file, sheet and row, what the old system calls it, and who of
        our staff wrote it where somebody said so.
        """
        where = f", {row.sheet} row {row.number}"
        if row.source_id:
            where += f", {row.source_id}"
        if note and note.recorded_at:
            where += f", entered {note.recorded_at.astimezone(LONDON):%d/%m/%Y %H:%M}"
        if note and note.withdrawn_why:
            where += f", taken out there: {note.withdrawn_why}"
        where = where[:LONGEST_WHERE]
        if staff := self.staff.get(author):
            who = f", {author} is {staff.name}"
            where = where[: LONGEST_SOURCE - len(who)] + who
        return self.run.file_name[: LONGEST_SOURCE - len(where)] + where

    def _ending(self, item: ImportedPerson) -> tuple[date | None, str]:
        """When and how a stay ended. Somebody who left on a day unknown is not here now."""
        if item.is_living_here:
            return None, ""
        if item.left_on:
            return item.left_on, item.left_typed
        return AsOf(
            *self.run.as_of.timetuple()[:3]
        ), f"{item.left_typed} ({DATE_NOT_KNOWN})".strip()[:200]


def content_of(file: File) -> bytes:
    """The bytes of a document, as the record keeps them."""
    return in_our_letters(file.start(file.size))[0]


def _as_kept(kind: str, name: str, said: str) -> str | int | float:
    """A value as entries keep it: a number where the kind asks for one."""
    asked = next((each for each in kind_of(kind).questions if each.name == name), None)
    if asked is None or asked.number is None:
        return said
    try:
        return asked.number.read(said)
    except ValueError:
        return said


def _allergies(item: ImportedPerson, stay: dict[str, object]) -> Iterable[Allergy]:
    """What harms somebody, where the row of the person themselves says so."""
    for agent in item.agents:
        yield Allergy(causative_agent=agent.name, description_of_reaction=agent.reaction, **stay)


def _alerts(item: ImportedPerson, stay: dict[str, object]) -> Iterable[Alert]:
    """What the old lists say of resuscitation is no decision, and must not be overlooked."""
    if item.resuscitation:
        yield Alert(text=alert(item.resuscitation), **stay)
