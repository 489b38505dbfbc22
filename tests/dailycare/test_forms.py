"""What a worker taps becomes an entry, or one sentence that says what to mend."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from dailycare.forms import CareForm
from dailycare.kinds import BY_SLUG, KINDS

CAME_ON = date(2025, 1, 6)
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
    return CareForm(data, kind=BY_SLUG[kind], earliest=lambda: CAME_ON)


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


def test_what_somebody_else_gave_is_kept_with_who_gave_it():
    form = filled("drink", amount_ml="200", outcome="done_by_other", outcome_reason="His son")

    assert form.is_valid(), form.errors
    assert form.entry["values"] == {"amount_ml": 200}
    assert form.entry["outcome_reason"] == "His son"


def test_of_what_somebody_else_gave_the_amount_may_be_unknown():
    form = filled("drink", outcome="done_by_other", outcome_reason="His son")

    assert form.is_valid(), form.errors
    assert form.entry["values"] == {}


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        ("refused", "Say why it was refused, and what you did"),
        ("not_offered", "Say why it was not offered"),
        ("done_by_other", "Say who did it"),
    ],
)
def test_care_that_the_worker_did_not_give_needs_a_reason(outcome, sentence):
    assert filled("food", outcome=outcome).errors == {"outcome_reason": [sentence]}


def test_refused_care_keeps_what_was_offered():
    form = filled("drink", what="tea", outcome="refused", outcome_reason="Not thirsty")

    assert form.is_valid(), form.errors
    assert form.entry["values"] == {"what": "tea"}


@pytest.mark.parametrize("outcome", ["refused", "not_offered"])
def test_an_amount_of_what_was_not_had_is_asked_about_and_not_dropped(outcome):
    form = filled("drink", amount_ml="200", outcome=outcome, outcome_reason="Asleep")

    assert list(form.errors) == ["amount_ml"]
    assert form["amount_ml"].value() == "200"
    assert ("", "No answer") in form.fields["amount_ml"].choices


def test_nothing_eaten_stands_beside_a_refusal():
    form = filled("food", amount="none", outcome="refused", outcome_reason="Felt sick")

    assert form.is_valid(), form.errors
    assert form.entry["values"]["amount"] == "none"


def test_an_outcome_that_is_none_is_the_one_thing_to_mend():
    assert list(filled("mood", mood="low", outcome="forgotten").errors) == ["outcome"]


@pytest.mark.parametrize(
    ("time", "meal"), [("08:30", "breakfast"), ("11:45", "lunch"), ("odd", "lunch")]
)
def test_the_time_says_which_meal_it_was_and_the_page_says_so(time, meal):
    form = filled("food", amount="all", time=time)

    assert form["meal"].field.choices[0] == ("", "By the time")
    assert form["meal"].help_text == f"By the time it is {meal}"
    assert not form.is_valid() or form.entry["values"] == {"amount": "all", "meal": meal}


def test_a_meal_that_was_chosen_stays_whatever_the_time():
    form = filled("food", amount="all", meal="snack", time="08:30")

    assert form.is_valid(), form.errors
    assert form.entry["values"]["meal"] == "snack"


def test_a_note_needs_words():
    assert filled("general").errors == {"text": ["Write what happened"]}


@pytest.mark.parametrize(
    ("day", "month", "year", "sentence"),
    [
        ("5", "1", "2025", "Day must be 6 January 2025 or later"),
        ("1", "1", "0001", "Day must be 6 January 2025 or later"),
        ("22", "11", "2026", "Day must be 21 November 2026 or earlier"),
        ("31", "12", "9999", "Day must be 21 November 2026 or earlier"),
        ("31", "6", "2026", "Day: 31 June does not exist, June has 30 days"),
    ],
)
def test_care_is_given_between_the_coming_of_a_person_and_tomorrow(day, month, year, sentence):
    when = {"day-day": day, "day-month": month, "day-year": year}

    assert filled("mood", mood="happy", **when).errors == {"day": [sentence]}


def test_a_note_that_is_too_long_says_by_how_much_and_keeps_every_word():
    form = filled("general", text="x" * 20_001)

    assert form.errors == {"text": ["Use 20000 characters or fewer. This has 20001"]}
    assert len(form["text"].value()) == 20_001
    assert "maxlength" not in str(form["text"])


def test_signs_that_nobody_sees_do_not_stop_a_note():
    form = filled("general", text="Ate \0well")

    assert form.is_valid(), form.errors
    assert form.entry["text"] == "Ate well"


def test_a_device_clock_that_runs_a_little_ahead_is_forgiven():
    assert filled("mood", mood="happy", time="12:04").is_valid()
