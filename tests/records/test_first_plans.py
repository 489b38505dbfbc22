"""The first plan within 24 hours of a start, and the seven things in it (CPL-15)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from records import queries, services
from records.models import (
    Admission,
    Allergy,
    CapacityAssessment,
    CarePlan,
    Contact,
    Medication,
    Need,
    Risk,
)
from records.queries import FirstPlan
from records.queries.first_plans import CONTENTS
from tests.people import a_care_plan
from tests.records.pages import as_, said

HERE = ZoneInfo("Europe/London")
SEVEN = [content.name for content in CONTENTS]


def came(joan: object, by: object, *, days_ago: int, at: time | None = None) -> Admission:
    """Say when Joan came."""
    stay = Admission.objects.get(person=joan)
    day = timezone.localdate() - timedelta(days=days_ago)
    return services.revise(stay, replaces=stay.version, by=by, admitted_on=day, admitted_time=at)


def approved(plan: CarePlan, by: object, moment: datetime) -> None:
    plan.refresh_from_db()
    services.revise(plan, replaces=plan.version, by=by, approved_at=moment)


def moment(day: date, *clock: int) -> datetime:
    return datetime.combine(day, time(*clock), tzinfo=HERE)


@pytest.mark.parametrize(
    ("later", "clock", "in_time"),
    [(0, (9, 0), True), (1, (14, 5), True), (1, (14, 6), False), (2, (9, 0), False)],
)
def test_with_a_time_the_plan_is_due_24_hours_later(joan, marcus, later, clock, in_time):
    stay = came(joan, marcus, days_ago=10, at=time(14, 5))
    day = stay.admitted_on + timedelta(days=later)
    approved(a_care_plan(joan, by=marcus), marcus, moment(day, *clock))

    [first] = queries.first_plans(marcus)

    assert (first.is_in_time, first.is_late) == (in_time, not in_time)


@pytest.mark.parametrize(("later", "in_time"), [(0, True), (1, True), (2, False)])
def test_without_a_time_the_plan_is_due_by_the_end_of_the_next_day(joan, marcus, later, in_time):
    stay = came(joan, marcus, days_ago=10)
    day = stay.admitted_on + timedelta(days=later)
    approved(a_care_plan(joan, by=marcus), marcus, moment(day, 23, 59))

    [first] = queries.first_plans(marcus)

    assert (first.is_in_time, first.is_late) == (in_time, not in_time)


def test_24_hours_are_24_hours_when_the_clocks_go_back():
    """On 24 October 2026 at noon it is 25 hours until noon on the next day."""
    first = FirstPlan(None, "Joan", date(2026, 10, 24), time(12), False, None, ())  # type: ignore[arg-type]  # noqa: FBT003 - a row of it

    assert first.due_at.astimezone(HERE).hour == 11


@pytest.mark.parametrize(("days_ago", "late"), [(0, False), (1, False), (2, True)])
def test_without_a_plan_the_time_runs_out(joan, marcus, days_ago, late):
    came(joan, marcus, days_ago=days_ago)

    [first] = queries.first_plans(marcus)

    assert (first.approved_at, first.is_in_time, first.is_late) == (None, False, late)


def test_who_came_long_ago_or_is_yet_to_come_is_not_measured(joan, marcus):
    for days_ago in (91, -1):
        came(joan, marcus, days_ago=days_ago)

        assert queries.first_plans(marcus) == []


def test_who_left_within_the_time_is_still_counted(joan, marcus):
    stay = came(joan, marcus, days_ago=10)
    left_on = timezone.localdate() - timedelta(days=5)
    services.revise(stay, replaces=stay.version, by=marcus, ended_on=left_on)

    [first] = queries.first_plans(marcus)

    assert (first.has_left, first.is_late) == (True, True)
    assert "and has left: no plan yet" in said(as_(marcus).get(reverse("dailycare:reviews_due")))


@pytest.mark.parametrize(("gap", "is_new_start"), [(1, True), (0, False)])
def test_who_returns_counts_from_the_present_stay_and_who_moves_does_not(
    rosewood, joan, marcus, gap, is_new_start
):
    """A plan that was approved in an earlier stay is no plan for this one; in a move it goes on."""
    today = timezone.localdate()
    stay = came(joan, marcus, days_ago=200)
    approved(a_care_plan(joan, by=marcus), marcus, moment(stay.admitted_on, 12))
    back_on = today - timedelta(days=10)
    services.revise(stay, replaces=stay.version, by=marcus, ended_on=back_on - timedelta(days=gap))
    services.add(Admission, joan, by=marcus, location=rosewood.home, admitted_on=back_on)

    [first] = queries.first_plans(marcus)

    assert (first.approved_at is None) is is_new_start
    assert first.is_in_time is not is_new_start


def test_each_of_the_seven_is_recorded_or_asked(rosewood, joan, marcus):
    came(joan, marcus, days_ago=1)

    def missing() -> list[str]:
        [first] = queries.first_plans(marcus)
        return list(first.missing)

    assert missing() == SEVEN
    for model, fields in (
        (Risk, {"category": "accident", "text": "May fall"}),
        (Medication, {"name": "Paracetamol"}),
        (Allergy, {"causative_agent": "Latex"}),
        (Need, {"category": "mobility", "text": "Walks with a frame"}),
        (Need, {"category": "eating_and_drinking", "text": "Eats by herself"}),
        (Contact, {"name": "Peter"}),
        (CapacityAssessment, {"decision": "To stay", "finding": "has_capacity", "evidence": "x"}),
    ):
        before = missing()
        services.add(model, joan, by=marcus, **fields)
        assert missing() == before[1:]

    assert "All seven are recorded" in said(as_(marcus).get(reverse("dailycare:reviews_due")))


def test_that_there_is_none_counts_as_much_as_a_record(joan, marcus):
    came(joan, marcus, days_ago=1)
    for question in ("risks", "medicines", "contacts", "capacity"):
        services.say_asked(joan, question=question, answer="none_known", by=marcus)
    services.state_no_known_allergies(joan, by=marcus)

    [first] = queries.first_plans(marcus)

    assert first.missing == ("moving about", "eating and drinking")


def test_the_page_counts_in_one_sentence(joan, marcus):
    with time_machine.travel("2026-11-20T12:00:00+00:00", tick=True):
        came(joan, marcus, days_ago=3, at=time(10, 30))
        approved(a_care_plan(joan, by=marcus), marcus, moment(date(2026, 11, 17), 15, 0))

        body = said(as_(marcus).get(reverse("dailycare:reviews_due")))

    assert "1 of 1 who came in the last 90 days had an approved plan within 24 hours" in body
    assert "came Tuesday 17 November 2026 at 10:30: first plan Tuesday 17 November 2026" in body
    assert "Not recorded: immediate risks, medicines, allergies, moving about" in body
