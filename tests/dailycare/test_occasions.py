"""What plans ask for on each occasion, and what became of it (DLY-07)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dailycare import occasions
from dailycare.policies import State
from governance.services import acting_for
from records import queries
from records import services as records
from records.models import Absence, Goal, Instruction, Need
from tests.dailycare.days import REFUSED, asked, at, given, the_goal
from tests.people import a_person


def found(person, now, home) -> list[occasions.Occasion]:
    return occasions.today([home.pk], now).get(person.pk, [])


def states(person, now, home) -> list[tuple[str, State]]:
    return [(one.description, one.state) for one in found(person, now, home)]


def test_a_day_has_each_occasion_in_order_with_how_it_stands(rosewood, joan, ada, marcus):
    turn = asked(joan, by=marcus, clock_times="10:00, 14:00, 18:00")
    given(turn, "10:10", by=ada)

    assert states(joan, at("15:10"), rosewood.home) == [
        ("Offer tea hourly", State.DUE),
        ("Turn her", State.DONE),
        ("Turn her", State.OVERDUE),
        ("Turn her", State.LATER),
    ]
    due = [one.due_at for one in found(joan, at("15:10"), rosewood.home)]
    assert due[1:] == [at("10:00"), at("14:00"), at("18:00")]


def test_an_answer_says_who_gave_it_when_and_why_not(rosewood, joan, ada, marcus):
    turn = asked(joan, by=marcus)
    refused = given(turn, "14:00", by=ada, **REFUSED)

    [_, one] = found(joan, at("14:30"), rosewood.home)

    assert one.state == State.NOT_DONE
    assert one.answer
    said = one.answer
    assert (said.entry_id, said.by, said.reason, said.at) == (
        refused.pk,
        "Ada Lark",
        "Was asleep",
        at("14:00"),
    )


def test_what_was_late_last_night_is_still_told_in_the_morning(rosewood, joan, marcus):
    asked(joan, by=marcus, part_of_day="night", clock_times="")

    assert ("Turn her", State.OVERDUE) in states(joan, at("06:30", days=2), rosewood.home)
    assert [state for _, state in states(joan, at("08:30", days=2), rosewood.home)] == [
        State.DUE,
        State.LATER,
    ]


def test_an_entry_that_is_taken_out_answers_nothing(rosewood, joan, ada, marcus):
    entry = given(asked(joan, by=marcus), "14:00", by=ada)
    records.withdraw(entry, replaces=1, reason="Wrong person", by=ada)

    assert ("Turn her", State.DUE) in states(joan, at("14:30"), rosewood.home)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "done"},
        {"started_on": at("12:00", days=2).date()},
        {"ended_on": at("12:00", days=0).date()},
    ],
)
def test_what_is_not_asked_for_that_day_is_not_due(rosewood, joan, marcus, fields):
    asked(joan, by=marcus, **fields)

    assert states(joan, at("14:30"), rosewood.home) == [("Offer tea hourly", State.DUE)]


def test_what_the_plan_asked_for_before_it_was_approved_is_not_missed(rosewood, joan, marcus):
    asked(joan, by=marcus, clock_times="00:01", started_on=None)

    now = timezone.now()
    assert not any(
        one.window.until <= now and one.state != State.DUE
        for one in found(joan, now, rosewood.home)
    )


def successor(person, by, dropping: Instruction):
    draft = records.draft_plan(person, by=by)
    copy = Instruction.objects.get(care_plan=draft, lineage=dropping.lineage)
    records.take_from_draft(copy, replaces=1, reason="Not needed", by=by)
    records.ask_for_approval(draft, replaces=1, by=by)
    review_on = timezone.localdate() + timedelta(days=30)
    return records.sign_off_plan(draft, replaces=2, review_on=review_on, by=by)


def test_the_plan_of_then_says_what_was_asked_for_then(rosewood, joan, marcus):
    kept = asked(joan, by=marcus, clock_times="14:00")
    dropped = asked(joan, by=marcus, description="Cream", clock_times="14:00")
    with time_machine.travel(at("20:00"), tick=False):
        successor(joan, marcus, dropped)

    first, last = at("12:00").date(), at("12:00", days=2).date()
    some = occasions.between([rosewood.home.pk], first, last, at("20:00", days=2))[joan.pk]
    by_clock = [(one.description, one.due_at) for one in some if one.is_by_the_clock]
    assert by_clock == [
        ("Cream", at("14:00")),
        (kept.description, at("14:00")),
        (kept.description, at("14:00", days=2)),
    ]


def test_nothing_is_due_of_somebody_who_is_away(rosewood, joan, marcus):
    asked(joan, by=marcus)
    day = at("12:00", days=0).date()
    gone = records.add(
        Absence, joan, by=marcus, whereabouts="hospital", started_on=day + timedelta(days=1)
    )
    home = rosewood.home

    assert states(joan, at("14:30"), home) == []

    records.revise(gone, replaces=1, by=marcus, ended_on=day + timedelta(days=2))
    assert states(joan, at("14:30"), home) == []
    assert ("Turn her", State.DUE) in states(joan, at("14:30", days=2), home)


def test_what_was_asked_for_on_the_day_they_left_stays_when_it_was_written_down_later(
    rosewood, joan, marcus
):
    long_ago, left = at("09:00", days=-5), at("09:00", days=-3).date()
    plan = the_goal(joan, by=marcus).care_plan
    records.revise(plan, replaces=plan.version, by=marcus, approved_at=long_ago)
    asked(joan, by=marcus, recorded_at=long_ago, started_on=None)
    records.add(Absence, joan, by=marcus, whereabouts="hospital", started_on=left)

    some = occasions.between([rosewood.home.pk], long_ago.date(), left, timezone.now())[joan.pk]
    last = occasions.between([rosewood.home.pk], left, timezone.localdate(), timezone.now())

    assert [one.due_at for one in some] == [at("14:00", days=n) for n in (-5, -4, -3)]
    assert [one.due_at for one in last[joan.pk]] == [at("14:00", days=-3)]


def test_only_people_who_live_at_these_places_are_asked_for(rosewood, joan, marcus, olive):
    asked(joan, by=marcus)

    assert occasions.today([], at("14:30")) == {}
    with acting_for(rosewood.other.pk):
        assert occasions.today([rosewood.home.pk], at("14:30")) == {}


def test_what_hangs_under_a_need_kept_private_is_not_told(rosewood, joan, marcus):
    goal = the_goal(joan, by=marcus)
    need = Need.objects.get(pk=goal.need_id)
    records.revise(need, replaces=1, by=marcus, is_restricted=True)
    with acting_for(rosewood.provider.pk, keeping_private=True):
        assert found(joan, at("14:30"), rosewood.home) == []


def test_it_takes_one_query_whoever_lives_there(rosewood, joan, marcus):
    for number in range(3):
        asked(a_person(rosewood.home, by=marcus, given_name=f"N{number}", nhs_number=""), by=marcus)

    with CaptureQueriesContext(
        connection,
    ) as asked_for:
        by_person = occasions.today([rosewood.home.pk], at("14:30"))

    assert len(by_person) == 3
    assert len(asked_for) == 1
    assert Goal.objects.count() == 3
    assert queries.live_plan(joan) is None
