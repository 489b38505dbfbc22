"""What is arranged, due and done at a place by day: appointments, visits, reviews (HND-04)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from typing import Any, cast
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from dailycare import words
from dailycare.models import CareEntry
from records.models import Absence, Appointment, CarePlan, Visit
from records.models.base import Standing
from records.queries.looking import midnight_after, midnight_of

# So many days stand on one page.
DAYS = 14
# Who comes and is no professional is in the notes of the person.
OF_THEIR_OWN = ("family", "friend")
# An appointment of longer ago that nobody wrote about is found in the person's record.
ASKED_FOR = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the diary: when, of whom, what, with whom, and what came of it."""

    day: date
    at: time | None
    person_id: UUID
    what: str
    about: str
    details: tuple[str, ...]
    outcome: str
    url: str
    asks: str = ""  # where it is said what came of it, while nobody has

    @property
    def order(self) -> tuple[date, bool, time, UUID]:
        """By day; what has no time stands before what has one."""
        return self.day, self.at is not None, self.at or time(), self.person_id


def by_day(people: list[UUID], first: date, last: date) -> list[tuple[date, list[Item]]]:
    """Everything of these people on some days; the number of queries does not grow with them."""
    of_people: dict[str, Any] = {"person__in": people, "standing": Standing.CURRENT}
    days = (first, last)
    found = [
        *_appointments(Q(starts_on__range=days), of_people),
        *_visits(days, of_people),
        *_reviews(days, of_people),
        *_expected(days, of_people),
        *_contacts(days, of_people),
    ]
    found.sort(key=lambda one: one.order)
    return [(day, list(some)) for day, some in groupby(found, key=lambda one: one.day)]


def of_day(person: UUID, day: date) -> list[Item]:
    """What somebody has an appointment for on one day, if it was not called off."""
    of_person = {"person": person, "standing": Standing.CURRENT}
    stands = ~Q(status=Appointment.Status.CANCELLED)
    return sorted(_appointments(stands & Q(starts_on=day), of_person), key=lambda one: one.order)


def not_told(people: list[UUID], today: date) -> list[Item]:
    """Appointments whose day is over, and nobody has written what came of them."""
    is_over = Q(status=Appointment.Status.BOOKED, starts_on__lt=today)
    of_people: dict[str, Any] = {"person__in": people, "standing": Standing.CURRENT}
    found = _appointments(is_over & Q(starts_on__gte=today - ASKED_FOR), of_people)
    return sorted(found, key=lambda one: one.order)


def _record(name: str, kind: str, record: Appointment | Visit | Absence) -> str:
    route = f"records:{name}"
    return reverse(
        route, kwargs={"kind": kind, "person_id": record.person_id, "record_id": record.pk}
    )


def _said(*parts: tuple[str, str]) -> tuple[str, ...]:
    return tuple(f"{label}: {said}" for label, said in parts if said)


def _appointments(which: Q, of_people: dict[str, Any]) -> Iterator[Item]:
    today = timezone.localdate()
    for one in Appointment.objects.filter(which, **of_people):
        is_open = one.status == Appointment.Status.BOOKED
        yield Item(
            one.starts_on,
            one.starts_time,
            one.person_id,
            "Appointment",
            one.purpose,
            _said(
                ("Where", one.location_name),
                ("Sees", one.seen_by),
                ("Goes with them", one.attendee),
                ("To know", one.to_know if is_open else ""),
            ),
            "" if is_open else f"{one.get_status_display()}. {one.outcome}".strip(),
            _record("record", "appointments", one),
            _record("change_record", "appointments", one)
            if is_open and one.starts_on <= today
            else "",
        )


def _visits(days: tuple[date, date], of_people: dict[str, Any]) -> Iterator[Item]:
    for one in Visit.objects.filter(visited_on__range=days, **of_people).select_related("visitor"):
        who = _said(
            ("Who came", one.visitor.name if one.visitor else ""), ("Where", one.location_name)
        )
        address, day = _record("record", "visits", one), cast("date", one.visited_on)
        yield Item(day, one.arrived_time, one.person_id, "Visit", one.purpose, who, "", address)


def _reviews(days: tuple[date, date], of_people: dict[str, Any]) -> Iterator[Item]:
    live = CarePlan.objects.filter(status=CarePlan.Status.LIVE, review_on__range=days, **of_people)
    for plan in live:
        address = reverse("dailycare:care_plan", args=[plan.person_id])
        day = cast("date", plan.review_on)
        yield Item(day, None, plan.person_id, "Review", "The care plan is due", (), "", address)


def _expected(days: tuple[date, date], of_people: dict[str, Any]) -> Iterator[Item]:
    away = Absence.objects.filter(ended_on=None, expected_on__range=days, **of_people)
    for one in away:
        where = one.get_whereabouts_display() + (f", {one.place}" if one.place else "")
        address, day = _record("record", "absences", one), cast("date", one.expected_on)
        yield Item(day, None, one.person_id, "Expected back", f"From: {where}", (), "", address)


def _contacts(days: tuple[date, date], of_people: dict[str, Any]) -> Iterator[Item]:
    """Contacts with professionals, as the notes tell them."""
    first, last = days
    in_time = {"sorts_at__gte": midnight_of(first), "sorts_at__lt": midnight_after(last)}
    entries = CareEntry.objects.filter(kind="contact", **in_time, **of_people).exclude(
        values__with__in=OF_THEIR_OWN
    )
    for one in entries:
        local = timezone.localtime(one.happened_at).time() if one.happened_at else None
        address = reverse("dailycare:entry", args=[one.person_id, one.pk])
        said = words.values_in_words(one)
        yield Item(one.happened_on, local, one.person_id, "Contact", said, (), one.text, address)
