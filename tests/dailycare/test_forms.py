"""What a worker taps becomes an entry, or one sentence that says what to mend."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from dailycare.forms import CareForm
from dailycare.kinds import BY_SLUG, KINDS, likely_at, meal_at

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def filled(kind: str, **answers: str) -> CareForm:
    data = {
        "entry_id": str(uuid4()),
        "kind": kind,
        "day-day": "20",
        "day-month": "11",
        "day-year": "2026",
        "time": "11:45",
        "outcome": "done",
        **answers,
    }
    return CareForm(data, kind=BY_SLUG[kind])


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def test_one_answer_is_enough_for_a_drink():
    form = filled("drink", amount_ml="200")

    assert form.is_valid(), form.errors
    assert form.entry["values"] == {"amount_ml": 200}
    assert form.entry["happened_at"] == datetime(2026, 11, 20, 11, 45, tzinfo=UTC)


def test_every_kind_needs_at_most_one_answer():
    for kind in KINDS:
        needed = [question for question in kind.questions if question.is_required]

        assert len(needed) + kind.needs_words == 1


def test_a_drink_without_an_amount_is_asked_for():
    form = filled("drink")

    assert form.errors == {"amount_ml": ["Choose an answer: how much did they drink?"]}


def test_refused_care_is_an_entry_with_its_reason_and_no_amount():
    form = filled("drink", outcome="refused", outcome_reason="Not thirsty; offered again at 12")

    assert form.is_valid(), form.errors
    assert form.entry["values"] == {}
    assert form.entry["outcome_reason"] == "Not thirsty; offered again at 12"


def test_refused_care_needs_a_reason():
    assert "outcome_reason" in filled("food", outcome="refused").errors


def test_a_note_needs_words():
    assert filled("general").errors == {"text": ["Write what happened"]}


def test_care_is_not_recorded_before_it_is_given():
    assert "time" in filled("mood", mood="happy", time="12:30").errors


def test_a_device_clock_that_runs_a_little_ahead_is_forgiven():
    assert filled("mood", mood="happy", time="12:04").is_valid()


def the_night_of(day: str, month: str, year: str = "2026") -> dict[str, str]:
    return {"day-day": day, "day-month": month, "day-year": year, "time": "01:30"}


def test_the_hour_that_comes_twice_is_asked_about():
    form = filled("sleep", state="asleep", **the_night_of("25", "10"))

    assert form.errors == {"which_pass": ["Choose which of the two times it was"]}
    assert form.asks_which_pass


@pytest.mark.parametrize(("answer", "hour"), [("0", 0), ("1", 1)])
def test_both_passes_of_the_doubled_hour_can_be_recorded(answer, hour):
    form = filled("sleep", state="asleep", which_pass=answer, **the_night_of("25", "10"))

    assert form.is_valid(), form.errors
    assert form.entry["happened_at"].astimezone(UTC) == datetime(2026, 10, 25, hour, 30, tzinfo=UTC)


def test_the_hour_that_never_was_is_refused():
    form = filled("sleep", state="asleep", **the_night_of("29", "3"))

    assert form.errors == {"time": ["This time did not happen: the clocks went forward past it"]}


@pytest.mark.parametrize(
    ("hour", "first", "meal"),
    [
        (8, "food", "breakfast"),
        (13, "drink", "lunch"),
        (17, "drink", "tea"),
        (23, "sleep", "supper"),
    ],
)
def test_likely_kinds_come_first_and_none_is_missing(hour, first, meal):
    kinds = likely_at(hour)

    assert kinds[0].slug == first
    assert len(kinds) == len(KINDS)
    assert meal_at(hour) == meal
