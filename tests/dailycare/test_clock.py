"""The hour that comes twice and the one that never comes are recorded, and read, as they were."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from dailycare import clock, services, words
from dailycare.forms import CareForm, CorrectionForm, as_initial
from dailycare.kinds import BY_SLUG

BACK, FORWARD = (25, 10), (29, 3)
FIRST, SECOND = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
MORNING_AFTER = {
    BACK: datetime(2026, 10, 25, 7, tzinfo=UTC),
    FORWARD: datetime(2026, 3, 29, 7, tzinfo=UTC),
}
ABOUT = {"kind": BY_SLUG["sleep"], "earliest": lambda: FIRST.date() - timedelta(days=900)}


def filled(night: tuple[int, int], *, time: str = "01:30", **answers: str) -> CareForm:
    day, month = night
    when = {"day-day": day, "day-month": month, "day-year": 2026, "time": time}
    told = {"entry_id": str(uuid4()), "kind": "sleep", "outcome": "done", "state": "asleep"}
    with time_machine.travel(MORNING_AFTER[night], tick=False):
        form = CareForm(told | when | answers, **ABOUT)
        form.is_valid()
        return form


def test_the_hour_that_comes_twice_is_asked_about():
    form = filled(BACK)

    assert form.errors == {"which_pass": ["Choose which of the two times it was"]}
    assert form.shows_when
    assert [box.name for box in form.when_boxes] == ["day", "time", "which_pass"]


@pytest.mark.parametrize(("answer", "moment"), [("0", FIRST), ("1", SECOND)])
def test_both_passes_of_the_doubled_hour_can_be_recorded(answer, moment):
    form = filled(BACK, which_pass=answer)

    assert form.errors == {}
    assert form.entry["happened_at"].astimezone(UTC) == moment


@pytest.mark.parametrize(("now", "which"), [(FIRST, "0"), (SECOND, "1")])
def test_a_page_opened_in_the_doubled_hour_knows_which_it_is(now, which):
    with time_machine.travel(now, tick=False):
        form = CareForm(**ABOUT)

    assert [box.name for box in form.when_boxes] == ["day", "time", "which_pass"]
    assert form["which_pass"].value() == which


def test_a_page_opened_at_any_other_time_does_not_ask_which_it_is():
    with time_machine.travel(SECOND + timedelta(hours=1), tick=False):
        form = CareForm(**ABOUT)

    assert [box.name for box in form.when_boxes] == ["day", "time"]


def test_a_page_that_was_left_with_an_odd_time_does_not_ask_which_it_is():
    form = CareForm(initial={"time": "half past"}, **ABOUT)

    assert [box.name for box in form.when_boxes] == ["day", "time"]


def test_the_hour_that_never_was_says_what_the_clock_was():
    form = filled(FORWARD)

    [sentence] = form.errors["time"]
    assert sentence.startswith("This time did not happen: the clocks went forward past it")
    assert sentence.endswith("By a clock that was put forward it was 02:30")


@pytest.mark.parametrize(("time", "hour"), [("00:59", 0), ("02:00", 1)])
def test_the_minutes_on_both_sides_of_the_hour_that_never_was_are_recorded(time, hour):
    form = filled(FORWARD, time=time)

    assert form.errors == {}
    assert form.entry["happened_at"].astimezone(UTC).hour == hour


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (FIRST, "01:30 (before the clocks went back)"),
        (SECOND, "01:30 (after the clocks went back)"),
        (SECOND + timedelta(hours=1), "02:30"),
    ],
)
def test_a_time_says_which_of_the_two_it_was(moment, said):
    assert clock.in_words(moment) == said


def test_both_entries_of_the_doubled_hour_stand_in_order_and_say_which(joan, ada):
    first, second = (
        services.record_care(joan, by=ada, kind="sleep", happened_at=at) for at in (FIRST, SECOND)
    )

    assert first.sorts_at < second.sorts_at
    assert words.note(first).when == "01:30 (before the clocks went back)"
    assert words.note(second).when == "01:30 (after the clocks went back)"


def test_a_correction_begins_with_the_pass_that_the_entry_says(joan, ada):
    entry = services.record_care(joan, by=ada, kind="sleep", happened_at=SECOND)

    form = CorrectionForm(initial=as_initial(entry), corrects=entry, **ABOUT)

    assert form.when_boxes[2].value() == "1"
