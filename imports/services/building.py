"""What the rows of a file become in the record, with where each came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from textwrap import shorten
from uuid import UUID

from accounts.models import Location, Room, Unit
from dailycare.models import CareEntry
from dailycare.services import day_only, moment
from governance.ids import uuid7
from imports.models import ImportRun
from imports.rows import (
    AllergyKnowledge,
    ImportedAllergy,
    ImportedContact,
    ImportedNote,
    ImportedPerson,
    ReadRow,
)
from records.models import AboutMe, Admission, Alert, Allergy, Contact, Person, PersonAddress
from records.models.person import AllergyState

ALLERGY_STATES = {
    AllergyKnowledge.NOT_ASKED: AllergyState.NOT_ASKED,
    AllergyKnowledge.NONE_KNOWN: AllergyState.NONE_KNOWN,
    AllergyKnowledge.PRESENT: AllergyState.PRESENT,
}
NOT_TRACED, TRACE_REQUIRED = "02", "03"
DATE_NOT_KNOWN = "date not known"
LONGEST_SOURCE = 300
LONGEST_SAYING = 130  # an alert is a line in everybody's sight; the row has all the words


@dataclass(frozen=True)
class Places:
    """The rooms of one home by name; those that are missing are added."""

    location: Location
    units: dict[str, Unit] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)

    @classmethod
    def of(cls, location: Location) -> "Places":
        """What the home has now."""
        return cls(
            location,
            {
                unit.name.casefold(): unit
                for unit in Unit.objects.filter(location=location, is_closed=False)
            },
            {
                room.name.casefold(): room
                for room in Room.objects.filter(location=location, is_closed=False)
            },
        )

    def room(self, person: ImportedPerson) -> Room | None:
        """Somebody's room, added with its unit when the home has none of that name."""
        if not person.room:
            return None
        if person.room.casefold() not in self.rooms:
            self.rooms[person.room.casefold()] = Room.objects.create(
                location=self.location, name=person.room, unit=self._unit(person.unit)
            )
        return self.rooms[person.room.casefold()]

    def _unit(self, name: str) -> Unit | None:
        if name and name.casefold() not in self.units:
            self.units[name.casefold()] = Unit.objects.create(location=self.location, name=name)
        return self.units.get(name.casefold())


@dataclass(frozen=True)
class Builder:
    """Makes records of one run; every one says which file, sheet and row it is from."""

    run: ImportRun
    places: Places

    def person(
        self, row: ReadRow, item: ImportedPerson, pk: UUID, allergies: AllergyKnowledge
    ) -> list[Person | Admission | PersonAddress | AboutMe | Alert]:
        """Somebody, the time they have at the home, and what their row says besides."""
        origin = self._origin(row)
        person = Person(
            pk=pk,
            title=item.title,
            given_name=item.given_names,
            family_name=item.surname,
            preferred_name=item.preferred_name,
            date_of_birth=item.born_on,
            nhs_number=item.nhs_number,
            nhs_number_status=NOT_TRACED if item.nhs_number else TRACE_REQUIRED,
            gp_practice_name=item.gp,
            allergy_state=ALLERGY_STATES[allergies],
            **origin,
        )
        ended_on, ending = self._ending(item)
        stay = {"person_id": pk, **origin}
        admission = Admission(
            location=self.run.location,
            room=self.places.room(item),
            admitted_on=item.moved_in_on,
            ended_on=ended_on,
            ending=ending,
            funding=item.funding,
            **stay,
        )
        address = PersonAddress(
            lines="\n".join(filter(None, [self.run.location.name, self.run.location.address])),
            started_on=item.moved_in_on,
            ended_on=ended_on,
            **stay,
        )
        return [person, admission, address, *self._about(item, stay), *_alerts(item, stay)]

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

    def note(self, row: ReadRow, item: ImportedNote, person_id: UUID, pk: UUID) -> CareEntry:
        """A note of care, at its time, in its part of the day, or on its day alone."""
        when = moment(item.at) if item.at else day_only(item.on, item.part_of_day)
        return CareEntry(
            pk=pk,
            person_id=person_id,
            kind="general",
            text=item.text,
            source_author=item.author,
            **when,
            **self._origin(row),
        )

    def _origin(self, row: ReadRow) -> dict[str, object]:
        where = f", {row.sheet} row {row.number}"
        return {
            "provider_id": self.run.provider_id,
            "import_run_id": self.run.pk,
            "source": self.run.file_name[: LONGEST_SOURCE - len(where)] + where,
        }

    def _ending(self, item: ImportedPerson) -> tuple[date | None, str]:
        """When and how a stay ended. Somebody who left on a day unknown is not here now."""
        if item.is_living_here:
            return None, ""
        if item.left_on:
            return item.left_on, item.left_typed
        return self.run.as_of, f"{item.left_typed} ({DATE_NOT_KNOWN})".strip()[:200]

    def _about(self, item: ImportedPerson, stay: dict[str, object]) -> Iterable[AboutMe]:
        """What the list says besides, kept under its own headings until somebody sorts it."""
        if item.kept:
            words = "\n".join(f"{heading}: {text}" for heading, text in item.kept)
            yield AboutMe(
                also_worth_knowing_about_me=f"From the old list of residents\n{words}", **stay
            )


def _alerts(item: ImportedPerson, stay: dict[str, object]) -> Iterable[Alert]:
    """What the old lists say of resuscitation is no decision, and must not be overlooked."""
    if item.resuscitation:
        says = shorten(", ".join(item.resuscitation), LONGEST_SAYING, placeholder="\u2026")
        text = f"The old system says {says}. Find the signed form before relying on it"
        yield Alert(text=text, **stay)
