"""What a handover is drafted from, and in which order it is said."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Room, Unit
from dailycare import services as dailycare
from dailycare.handovers import drafting, reading, saying, writing
from dailycare.handovers.concerns import Concern, rank
from dailycare.models import Handover
from governance.services import change, show_private
from records import services as records
from records.models import (
    Absence,
    Admission,
    Alert,
    Allergy,
    CPRDecision,
    Incident,
    Medication,
    Risk,
    SafeguardingConcern,
)
from records.models.base import Standing
from tests.people import a_care_plan, a_person

TODAY = timezone.localdate
# What is recorded, what it is said under, and what the next shift hears of it.
TOLD = [
    (Incident, {"text": "Found on the floor"}, Concern.INCIDENT, "Found on the floor"),
    (
        SafeguardingConcern,
        {"text": "Said he was pushed", "concern_type": "neglect"},
        Concern.SAFEGUARDING,
        "See the lead",
    ),
    (
        Allergy,
        {"causative_agent": "Latex", "description_of_reaction": "Rash"},
        Concern.ALLERGY,
        "Latex: Rash",
    ),
    (Alert, {"text": "Falls"}, Concern.ALERT, "Falls"),
    (
        CPRDecision,
        {
            "decision": "for_attempt",
            "decided_on": "2026-03-04",
            "clinician": "Dr Shah",
            "location_of_document": "Office",
        },
        Concern.CPR,
        "For attempted resuscitation, Dr Shah. The form: Office",
    ),
    (
        Risk,
        {"text": "May fall", "category": "accident", "controls": "Two staff"},
        Concern.RISK,
        "May fall. What we do: Two staff",
    ),
    (Risk, {"text": "May wander", "category": "accident"}, Concern.RISK, "May wander"),
    (
        Medication,
        {"name": "Amoxicillin 500 mg", "dose": "One"},
        Concern.MEDICINE,
        "Amoxicillin 500 mg, One, active",
    ),
]


def drafted(rosewood, unit: Unit | None = None) -> Handover:
    return writing.draft_handover(rosewood.home, unit, by=rosewood.sunil)


def said(handover: Handover, concern: str) -> list[str]:
    return [line.words for line in reading.lines_of(handover) if line.concern == concern]


def reloaded(row: object) -> object:
    row.refresh_from_db()
    return row


def signed(rosewood, handover: Handover) -> Handover:
    """The handover with both signatures."""
    given = writing.hand_over(handover, replaces=reloaded(handover).version, by=rosewood.sunil)
    return writing.take_over(given, replaces=given.version, by=rosewood.nora)


def test_the_next_shift_hears_first_what_cannot_wait():
    """The rule itself: a change of it is a change of decision 0072."""
    assert [str(concern) for concern in Concern] == [
        "move", "away", "incident", "safeguarding", "allergy", "alert", "cpr", "risk",
        "for_a_time", "not_done", "watch", "medicine", "change", "quiet", "review", "other",
        "staffing", "service",
    ]  # fmt: skip
    assert rank(Concern.SERVICE, is_said_first=True) < rank(Concern.MOVE, is_said_first=False)
    assert rank(Concern.MOVE, is_said_first=False) < rank(Concern.AWAY, is_said_first=False)


@pytest.mark.parametrize(("model", "fields", "concern", "words"), TOLD)
def test_what_is_new_is_told_with_who_recorded_it(
    rosewood, joan, ada, model, fields, concern, words
):
    row = records.add(model, joan, by=ada, **fields)

    handover = drafted(rosewood)

    [line] = [one for one in reading.lines_of(handover) if one.concern == concern]
    assert line.words == words
    assert line.because.startswith("New ")
    assert "recorded by Ada Lark at" in line.because
    assert (line.person, line.record_id, line.record_version) == (joan, row.pk, 1)


def made_older(row: object, by: object) -> object:
    """Say that a record was written long before: its first version is of today all the same."""
    row.refresh_from_db()
    with change(by=by, why="older"):
        type(row).objects.filter(pk=row.pk).update(recorded_at=timezone.now() - timedelta(days=30))
    return reloaded(row)


def test_what_changed_or_was_taken_out_is_told_as_such(rosewood, joan, ada):
    alert = made_older(records.add(Alert, joan, by=ada, text="Falls"), ada)
    allergy = made_older(records.add(Allergy, joan, by=ada, causative_agent="Latex"), ada)
    records.revise(alert, replaces=alert.version, by=ada, text="Falls: two helpers")
    records.withdraw(allergy, replaces=allergy.version, reason="Not hers", by=ada)

    handover = drafted(rosewood)

    [changed] = [one for one in reading.lines_of(handover) if one.concern == Concern.ALERT]
    assert (changed.words, changed.because[:13]) == ("Falls: two helpers", "Alert changed")
    assert said(handover, Concern.ALLERGY) == ["No longer recorded: Latex"]


def test_what_was_a_mistake_of_minutes_and_old_risks_are_not_told(rosewood, joan, ada):
    alert = reloaded(records.add(Alert, joan, by=ada, text="Of somebody else"))
    records.withdraw(
        alert, replaces=1, reason="Wrong person", by=ada, standing=Standing.ENTERED_IN_ERROR
    )
    made_older(records.add(Risk, joan, by=ada, text="May fall", category="accident"), ada)

    handover = drafted(rosewood)

    assert said(handover, Concern.ALERT) == said(handover, Concern.RISK) == []


def test_deaths_and_moves_stand_first(rosewood, joan, marcus):
    stay = reloaded(Admission.objects.get(person=joan))
    records.revise_person(joan.pk, replaces=1, by=marcus, date_of_death=TODAY())
    records.revise(
        stay, replaces=1, by=marcus, ended_on=TODAY(), ending="Moved nearer to family",
        went_to="Leeds",
    )  # fmt: skip
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    came = reloaded(Admission.objects.get(person=amy))
    records.revise(came, replaces=1, by=marcus, admitted_on=TODAY(), came_from="From hospital")

    handover = drafted(rosewood)

    moves = said(handover, Concern.MOVE)
    assert [line.concern for line in reading.lines_of(handover)][:3] == [Concern.MOVE] * 3
    assert any("From hospital" in words for words in moves)
    assert any(words.startswith("Died on ") for words in moves)
    assert any("Moved nearer to family Went to: Leeds" in words for words in moves)
    assert any(words.startswith("Came on ") for words in moves)


def test_a_stay_of_long_ago_that_is_put_right_is_no_news(rosewood, joan, marcus):
    stay = made_older(Admission.objects.get(person=joan), marcus)
    records.revise(stay, replaces=stay.version, by=marcus, funding="Self")

    assert said(drafted(rosewood), Concern.MOVE) == []


def test_who_came_long_ago_and_is_written_down_today_is_no_news(rosewood, joan):
    assert said(drafted(rosewood), Concern.MOVE) == []


def test_who_came_without_a_day_is_told_too(rosewood, joan, marcus):
    stay = reloaded(Admission.objects.get(person=joan))
    records.revise(stay, replaces=1, by=marcus, admitted_on=None)

    assert said(drafted(rosewood), Concern.MOVE) == ["Came."]


def test_who_is_away_and_who_is_back_is_told(rosewood, joan, marcus, ada):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    gone = {"whereabouts": "hospital", "started_on": TODAY() - timedelta(days=2)}
    records.add(
        Absence, joan, by=ada, place="Leeds General", expected_on=TODAY() + timedelta(days=1),
        comment="Take her glasses", **gone,
    )  # fmt: skip
    records.add(Absence, amy, by=ada, ended_on=TODAY(), **gone)

    away = said(drafted(rosewood), Concern.AWAY)

    assert len(away) == 2
    assert any("In hospital" in words and "Take her glasses" in words for words in away)
    assert any(words.startswith("Back since ") for words in away)


def test_nobody_who_is_away_or_came_today_is_quiet(rosewood, joan, marcus, ada):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    records.add(Absence, amy, by=ada, whereabouts="leave", started_on=TODAY())
    new = a_person(rosewood.home, by=marcus, given_name="New", nhs_number="")
    stay = reloaded(Admission.objects.get(person=new))
    records.revise(stay, replaces=1, by=marcus, admitted_on=TODAY())

    lines = reading.lines_of(drafted(rosewood))

    assert [line.person for line in lines if line.concern == Concern.QUIET] == [joan]


@pytest.mark.parametrize(
    ("kind", "outcome", "concern"),
    [
        ("drink", "refused", Concern.NOT_DONE),
        ("food", "not_offered", Concern.NOT_DONE),
        ("pain", "done", Concern.WATCH),
        ("skin", "done", Concern.WATCH),
        ("behaviour", "done", Concern.WATCH),
    ],
)
def test_refused_care_and_notes_to_watch_are_told(rosewood, joan, ada, kind, outcome, concern):
    entry = dailycare.record_care(
        joan, by=ada, kind=kind, happened_at=timezone.now(), outcome=outcome, text="Turned away"
    )

    handover = drafted(rosewood)

    [line] = [one for one in reading.lines_of(handover) if one.concern == concern]
    assert "Turned away" in line.words
    assert (line.record_kind, line.record_id) == ("notes", entry.pk)
    assert said(handover, Concern.QUIET) == []


def test_care_that_went_as_it_does_is_not_told(rosewood, joan, ada):
    dailycare.record_care(joan, by=ada, kind="drink", happened_at=timezone.now())

    assert reading.lines_of(drafted(rosewood)) == []


def test_what_is_for_a_time_and_reviews_that_are_due_are_told_each_time(rosewood, joan, marcus):
    plan = reloaded(a_care_plan(joan, by=marcus))
    records.add_for_a_time(
        plan, ended_on=TODAY() + timedelta(days=3), rationale="After hospital", by=marcus,
        description="Walk with two",
    )  # fmt: skip
    records.revise(plan, replaces=plan.version, by=marcus, review_on=TODAY())

    first = signed(rosewood, drafted(rosewood))
    second = drafted(rosewood)

    for handover in (first, second):
        assert said(handover, Concern.FOR_A_TIME) == ["Walk with two. After hospital"]
        assert len(said(handover, Concern.REVIEW)) == 1


def test_what_is_kept_private_is_not_drafted(rosewood, joan, marcus):
    show_private()
    records.add(Incident, joan, by=marcus, text="Of nobody's business", is_restricted=True)

    assert said(drafted(rosewood), Concern.INCIDENT) == []


def test_what_is_made_private_later_hides_its_line(rosewood, joan, marcus, keeps_private):
    incident = reloaded(records.add(Incident, joan, by=marcus, text="Found on the floor"))
    handover = drafted(rosewood)
    assert said(handover, Concern.INCIDENT) == ["Found on the floor"]

    show_private()
    records.revise(incident, replaces=1, by=marcus, is_restricted=True)

    assert said(handover, Concern.INCIDENT) == ["Found on the floor"]
    keeps_private()
    assert said(handover, Concern.INCIDENT) == []


@pytest.fixture
def keeps_private():
    """Read on as a page does for a care worker."""

    def keep() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('dscr.keeps_private', 'on', true)")

    return keep


def test_the_first_handover_reaches_a_long_shift_back(rosewood):
    draft = drafted(rosewood)

    assert draft.ends_at - draft.begins_at == writing.FIRST_REACHES


def test_the_next_one_begins_where_the_last_one_ended_and_repeats_nothing(rosewood, joan, ada):
    records.add(Incident, joan, by=ada, text="Found on the floor")
    first = signed(rosewood, drafted(rosewood))
    records.add(Incident, joan, by=ada, text="Slipped in the bath")

    second = drafted(rosewood)

    assert second.begins_at == first.ends_at
    assert said(second, Concern.INCIDENT) == ["Slipped in the bath"]


def test_what_is_a_day_old_is_not_told_again(rosewood, joan, ada):
    records.add(Incident, joan, by=ada, text="Found on the floor")
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        handover = drafted(rosewood)

    assert said(handover, Concern.INCIDENT) == []


def test_a_unit_hears_of_its_own_people_alone(rosewood, joan, marcus, ada):
    with change(by=marcus, why="a unit"):
        unit = Unit.objects.create(location=rosewood.home, name="Garden")
        room = Room.objects.create(location=rosewood.home, unit=unit, name="Room 12")
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    stay = reloaded(Admission.objects.get(person=amy))
    records.revise(stay, replaces=1, by=marcus, room=room)
    for person in (joan, amy):
        records.add(Incident, person, by=ada, text=f"{person.given_name} fell")

    handover = drafted(rosewood, unit)

    assert said(handover, Concern.INCIDENT) == ["Amy fell"]
    assert list(reading.people_to_tell_of(handover)) == [amy]
    assert saying.name_of(handover) == "Garden, Rosewood"
    assert {line.room for line in reading.lines_of(handover)} == {"Room 12"}


def test_sixty_people_take_as_many_queries_as_one(rosewood, joan, marcus, ada):
    few = counted(rosewood, drafted(rosewood))
    for number in range(12):
        person = a_person(rosewood.home, by=marcus, given_name=f"P{number}", nhs_number="")
        records.add(Alert, person, by=ada, text="Falls")

    many = counted(rosewood, reading.open_handover(rosewood.home, None))

    assert many == few <= 27


def counted(rosewood, handover: Handover) -> int:
    with CaptureQueriesContext(connection) as captured:
        drafting.found_for(handover, timezone.now(), by=rosewood.sunil)
    return len(captured)


def test_what_the_plan_asked_for_and_nobody_recorded_is_told_once(rosewood, joan, marcus, ada):
    plan = reloaded(a_care_plan(joan, by=marcus))
    [served] = plan.instructions.all()
    records.revise(served, replaces=1, by=marcus, clock_times="08:00")
    with time_machine.travel(at_noon(), tick=False):
        first = signed(rosewood, drafted(rosewood))
        second = drafted(rosewood)

    [words] = said(first, Concern.NOT_DONE)
    assert words.startswith("Offer tea hourly: ")
    assert said(second, Concern.NOT_DONE) == []


def at_noon() -> datetime:
    return timezone.make_aware(datetime.combine(TODAY() + timedelta(days=1), time(12)))


def test_a_marked_change_is_told_against_their_own_days(rosewood, joan, ada):
    with change(by=ada, why="weights"):
        for days in range(40):
            at = timezone.now() - timedelta(days=days)
            dailycare.record_care(
                joan, by=ada, kind="weight", happened_at=at,
                values={"weight_kg": 60 if days > 10 else 50},
            )  # fmt: skip

    [words] = said(drafted(rosewood), Concern.CHANGE)

    assert "eight" in words
