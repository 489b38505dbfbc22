"""Fills the product's database: 20 providers with a home each, through every trigger and wall."""

from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts import services as accounts
from accounts.models import Location, Room
from accounts.permissions import Role
from bench.story import HOMES, NOTES, PASSWORD, PEOPLE, a_note, a_person, username
from dailycare.models import CareEntry
from dailycare.services import moment
from governance.services import acting_for, change
from records.models import (
    AboutMe,
    Admission,
    Alert,
    Allergy,
    CarePlan,
    Goal,
    Instruction,
    Need,
    Person,
)

PARTS = ("personal_care", "eating_and_drinking", "mobility")
WORDS = "Said in their own words, as somebody wrote it down with them over two quiet afternoons. "


def fill() -> None:
    """Fill every home, each in one transaction."""
    hashed = make_password(PASSWORD)
    for home in range(HOMES):
        with transaction.atomic():
            Home(home, hashed).fill()


class Home:
    """One home: its provider, its worker, its people and all that is known of them."""

    def __init__(self, number: int, hashed: str) -> None:
        self.number = number
        self.hashed = hashed
        self.now = timezone.now()

    def fill(self) -> None:
        """Add everything, written by the home's own worker."""
        provider = accounts.open_provider(f"Provider {self.number}")
        with acting_for(provider.pk):
            by = accounts.system_user("set-up", provider.pk)
            place = accounts.add_location(f"Home {self.number}", Location.Kind.CARE_HOME, by=by)
            self.worker = accounts.add_staff(username(self.number), "Sam Day", password=None, by=by)
            self.worker.password = self.hashed
            self.worker.save(update_fields=["password"])
            since = self.now.date() - timedelta(days=900)
            accounts.give_post(self.worker, Role.CARE_WORKER, place, started_on=since, by=by)
            with change(by=self.worker, why="a home to measure"):
                self._add_people(place)
                self._add_knowledge()
                self._add_plans()
                CareEntry.objects.bulk_create(self._notes(), batch_size=5000)

    def _add_people(self, place: Location) -> None:
        self.people = [
            Person(nhs_number_status="01", allergy_state="present", **a_person(self.number, n))
            for n in range(PEOPLE)
        ]
        Person.objects.bulk_create(self.people)
        rooms = [Room(location=place, name=f"Room {n}") for n in range(1, PEOPLE + 1)]
        Room.objects.bulk_create(rooms)
        Admission.objects.bulk_create(
            Admission(person=person, location=place, room=room, admitted_on=self.now.date())
            for person, room in zip(self.people, rooms, strict=True)
        )

    def _add_knowledge(self) -> None:
        answers = dict.fromkeys(AboutMe.HEADINGS, WORDS * 2)
        AboutMe.objects.bulk_create(AboutMe(person=p, **answers) for p in self.people)
        Allergy.objects.bulk_create(
            Allergy(person=p, causative_agent="Penicillin") for p in self.people
        )
        Alert.objects.bulk_create(Alert(person=p, text="Falls") for p in self.people)

    def _add_plans(self) -> None:
        signed = {"approved_at": self.now, "approved_by": self.worker, "status": "live"}
        due = self.now.date() + timedelta(days=30)
        plans = [CarePlan(person=p, review_on=due, **signed) for p in self.people]
        needs = [Need(person=p, category=c, text=WORDS) for p in self.people for c in PARTS]
        of_plan = [plan for plan in plans for _ in PARTS]
        goals = [
            Goal(person=need.person, care_plan=plan, need=need, description=WORDS)
            for need, plan in zip(needs, of_plan, strict=True)
        ]
        CarePlan.objects.bulk_create(plans)
        Need.objects.bulk_create(needs)
        Goal.objects.bulk_create(goals)
        Instruction.objects.bulk_create(
            Instruction(
                person=g.person, care_plan=g.care_plan, goal=g, description=WORDS, when="08:00"
            )
            for g in goals
            for _ in range(2)
        )

    def _notes(self) -> Iterator[CareEntry]:
        for person in self.people:
            for number in range(NOTES):
                at, kind, values, text = a_note(number, self.now)
                yield CareEntry(
                    provider_id=self.worker.provider_id,
                    person=person,
                    recorded_by=self.worker,
                    recorded_at=at,
                    kind=kind,
                    values=values,
                    text=text,
                    **moment(at),
                )
