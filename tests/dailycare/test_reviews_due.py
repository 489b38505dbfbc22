"""Reviews fall due by date and by event; approvals wait; first plans are measured."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Location
from accounts.permissions import Role
from accounts.services import add_location
from dailycare.due import Event, plans_in_use, reviews_due
from governance.models import Act, AuditEvent
from records import queries, services
from records.models import (
    Admission,
    CarePlan,
    Communication,
    Incident,
    Instruction,
    InvestigationResult,
    Medication,
    Need,
    Risk,
    SafeguardingConcern,
    SupportPlan,
    TransferOfCare,
)
from tests.people import a_care_plan, a_person, a_worker
from tests.records.pages import as_, asked_for, said, the_plan

EVENTS = {
    "Incident": (Incident, {"text": "Found on the floor"}, "happened_on"),
    "Safeguarding concern": (
        SafeguardingConcern,
        {"text": "Was cold", "concern_type": "neglect"},
        "happened_on",
    ),
    "Transfer of care, to": (
        TransferOfCare,
        {"transfer_from": "Hospital", "transfer_to": "Rosewood", "rationale": "Well again"},
        "transferred_on",
    ),
    "New medicine": (Medication, {"name": "Amoxicillin 500 mg"}, "started_on"),
    "New need, skin": (Need, {"category": "skin", "text": "Sore heel"}, "happened_on"),
    "Weighed": (
        InvestigationResult,
        {"investigation": "Body weight", "value": "48.2"},
        "happened_on",
    ),
    "Complaint": (
        Communication,
        {"text": "Complained of cold food", "sender": "Peter", "recipient": "Us"},
        "sent_on",
    ),
}


@pytest.fixture
def live(joan, marcus) -> CarePlan:
    """A plan approved a week ago, with its review far away."""
    with time_machine.travel(timezone.now() - timedelta(days=7), tick=True):
        plan = a_care_plan(joan, by=marcus)
    services.revise(
        plan,
        replaces=plan.version,
        by=marcus,
        approved_at=timezone.now() - timedelta(days=7),
        review_on=in_days(100),
    )
    with_old_start(plan, marcus)
    return plan


def with_old_start(plan: CarePlan, by: object) -> None:
    """The database tells the time by itself: say that the plan was written a week ago."""
    plan.refresh_from_db()
    week_ago = timezone.now() - timedelta(days=7)
    services.revise(plan, replaces=plan.version, by=by, recorded_at=week_ago)
    plan.refresh_from_db()


def asked_of(person: object) -> list[Event]:
    """What asks for a review of somebody's live plan."""
    return plans_in_use(person)[2]


def reviewed(plan: CarePlan, by: object, findings: dict[object, tuple[str, str]]) -> object:
    """A review of a plan, held today and written a minute from now."""
    return services.review_plan(
        plan,
        replaces=plan.version,
        findings=findings,
        by=by,
        held_on=in_days(0),
        outcome="Goes on",
        agreement="person",
        how_involved="Sat with us",
        next_review_on=in_days(90),
        recorded_at=timezone.now() + timedelta(minutes=1),
    )


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def test_a_plan_with_nothing_new_and_its_review_far_away_is_not_due(joan, marcus, live):
    assert reviews_due(marcus) == []
    assert asked_of(joan) == []


@pytest.mark.parametrize("kind", EVENTS)
def test_what_happened_since_asks_for_a_review(joan, marcus, live, kind):
    model, fields, day = EVENTS[kind]
    services.add(model, joan, by=marcus, **fields, **{day: in_days(0)})

    [due] = reviews_due(marcus)

    [event] = due.events
    assert (event.kind, event.on, due.is_overdue) == (kind, in_days(0), False)
    assert asked_of(joan) == [event]


@pytest.mark.parametrize("kind", EVENTS)
def test_what_happened_long_ago_and_was_brought_in_since_does_not(joan, marcus, live, kind):
    model, fields, day = EVENTS[kind]
    services.add(model, joan, by=marcus, **fields, **{day: in_days(-30)})

    assert reviews_due(marcus) == []


def test_what_was_taken_out_asks_for_nothing(joan, marcus, live):
    fall = services.add(Incident, joan, by=marcus, text="Fell")
    services.withdraw(fall, replaces=1, reason="It was Tom", by=marcus)

    assert asked_of(joan) == []


def test_a_review_answers_what_asked_for_it(joan, marcus, live):
    services.add(Incident, joan, by=marcus, text="Fell")
    [goal] = queries.goals(live)

    reviewed(live, marcus, {goal.pk: ("going_well", "")})

    assert asked_of(joan) == []


def test_a_risk_and_an_instruction_are_looked_at_again_on_their_day(joan, marcus, live):
    services.add(Risk, joan, by=marcus, category="accident", text="Falls", review_on=in_days(0))
    services.add(Risk, joan, by=marcus, category="other", text="Later", review_on=in_days(9))
    wound = {"name": "Wound plan", "text": "Dress it", "review_on": in_days(-2)}
    services.add(SupportPlan, joan, by=marcus, **wound)
    services.add(SupportPlan, joan, by=marcus, **wound, ended_on=in_days(-1))
    served = Instruction.objects.get(care_plan=live)
    services.revise(served, replaces=1, by=marcus, review_on=in_days(-1))

    told = [(event.kind, event.words) for event in asked_of(joan)]

    assert told == [
        ("Risk to look at again", "Falls"),
        ("Other plan to review", "Wound plan"),
        ("To look at again", "Offer tea hourly"),
    ]


@pytest.mark.parametrize(
    ("kind", "model", "fields", "change"),
    [
        ("Medicine changed", Medication, {"name": "Senna"}, {"dose": "One at night"}),
        ("Medicine stopped", Medication, {"name": "Senna"}, {"status": "stopped"}),
        (
            "Safeguarding concern changed",
            SafeguardingConcern,
            {"text": "Was cold", "concern_type": "neglect"},
            {"informed": "The council"},
        ),
        ("Need changed, skin", Need, {"text": "Dry", "category": "skin"}, {"text": "Sore"}),
    ],
)
def test_what_changed_since_asks_for_a_review(joan, marcus, live, kind, model, fields, change):
    before = timezone.now() - timedelta(days=30)
    known = services.add(model, joan, by=marcus, recorded_at=before, **fields)
    assert asked_of(joan) == []

    services.revise(known, replaces=1, by=marcus, **change)

    [event] = asked_of(joan)
    assert (event.kind, event.on) == (kind, in_days(0))


def test_another_need_or_message_asks_for_nothing(joan, marcus, live):
    services.add(Need, joan, by=marcus, category="mood", text="Low in winter")
    services.add(Communication, joan, by=marcus, text="Rang to chat", sender="A", recipient="B")

    assert asked_of(joan) == []


def test_a_review_answers_what_was_to_be_looked_at_again(joan, marcus, live):
    services.add(Risk, joan, by=marcus, category="accident", text="Falls", review_on=in_days(0))
    assert asked_of(joan)
    [goal] = queries.goals(live)

    reviewed(live, marcus, {goal.pk: ("going_well", "")})

    assert asked_of(joan) == []


def test_what_has_ended_is_not_to_be_looked_at_again(joan, marcus, live):
    risk = {"category": "accident", "text": "Falls", "review_on": in_days(0)}
    services.add(Risk, joan, by=marcus, ended_on=in_days(-1), **risk)
    served = Instruction.objects.get(care_plan=live)
    served = services.revise(served, replaces=1, by=marcus, review_on=in_days(0))
    assert asked_of(joan)

    served = services.revise(served, replaces=2, by=marcus, status="done")
    assert asked_of(joan) == []

    services.revise(served, replaces=3, by=marcus, status="in_progress")
    [goal] = queries.goals(live)
    services.revise(goal, replaces=1, by=marcus, status="completed")
    assert asked_of(joan) == []
    assert list(queries.risks(joan)) == []


@pytest.mark.parametrize(
    ("days", "is_listed", "is_overdue"),
    [(-1, True, True), (0, True, False), (14, True, False), (15, False, False)],
)
def test_reviews_fall_due_by_date(marcus, live, days, is_listed, is_overdue):
    services.revise(live, replaces=live.version, by=marcus, review_on=in_days(days))

    found = reviews_due(marcus)

    assert bool(found) is is_listed
    assert [plan.is_overdue for plan in found] == [is_overdue] * is_listed


def test_overdue_comes_first_then_what_something_asks_for(rosewood, joan, marcus, live):
    services.add(Incident, joan, by=marcus, text="Fell")
    for name, day in (("Soon", 5), ("Overdue", -5)):
        person = a_person(rosewood.home, by=marcus, given_name=name, nhs_number="")
        plan = a_care_plan(person, by=marcus)
        services.revise(plan, replaces=plan.version, by=marcus, review_on=in_days(day))

    names = [one.plan.person.first_name for one in reviews_due(marcus)]

    assert names == ["Overdue", "Joan", "Soon"]


def test_nobody_sees_the_reviews_of_another_place(rosewood, joan, marcus, lena, live):
    services.add(Incident, joan, by=marcus, text="Fell")

    assert reviews_due(lena) == []
    assert queries.waiting_for_approval(lena) == []
    assert queries.first_plans(lena) == []


@pytest.fixture
def lena(rosewood):
    """A manager of the same provider's other home."""
    annexe = add_location("Annexe", Location.Kind.CARE_HOME, by=rosewood.system)
    return a_worker("lena", "Lena Frost", Role.MANAGER, annexe, by=rosewood.system)


def test_the_page_shows_what_waits_for_a_manager(rosewood, joan, marcus, live):
    stay = Admission.objects.get(person=joan)
    services.revise(stay, replaces=1, by=marcus, admitted_on=in_days(-10))
    services.add(Incident, joan, by=marcus, text="Found on the floor")
    asked_for(services.draft_plan(joan, by=rosewood.sunil), rosewood.sunil)

    body = said(as_(marcus).get(reverse("dailycare:reviews_due")))

    assert "Joan Pettigrew</b></a>, asked for by Sunil Rao" in body
    assert "Incident: Found on the floor" in body
    assert "0 of 1 who came in the last 90 days" in body
    assert "Later than 24 hours" in body
    assert AuditEvent.objects.filter(act=Act.SEARCH, actor=marcus, why="reviews due").exists()
    assert "Incident: Found on the floor" in said(as_(marcus).get(the_plan(joan)))


def test_with_nothing_to_do_the_page_says_so(rosewood, lena):
    body = said(as_(lena).get(reverse("dailycare:reviews_due")))

    assert "No draft waits for approval" in body
    assert "No review is due" in body
    assert "Nobody came in the last 90 days" in body


def test_the_page_asks_as_often_however_many_people_there_are(rosewood, joan, marcus, live):
    browser = as_(marcus)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("dailycare:reviews_due"))
        return sum("SAVEPOINT" not in query["sql"] for query in captured)

    before = asked()
    for number in range(5):
        person = a_person(rosewood.home, by=marcus, given_name=f"P{number}", nhs_number="")
        services.add(Incident, person, by=marcus, text="Fell")
        a_care_plan(person, by=marcus)

    assert asked() == before <= 12
