"""How the notes of one day become one value."""

import pytest

from dailycare.kinds import Kind, Number, Question
from dailycare.trends.measures import BY_SLUG, Reading, all_measures, of_kind

HOUR = 3600


def noted(hour: float = 9, outcome: str = "done", *, is_timed: bool = True, **values) -> Reading:
    return Reading(hour * HOUR, is_timed, outcome, values)


@pytest.mark.parametrize(
    ("slug", "readings", "value"),
    [
        ("fluid", [noted(amount_ml="200"), noted(amount_ml=150)], 350),
        ("fluid", [noted(amount_ml="200", outcome="done_by_other")], 200),
        ("fluid", [noted(amount_ml="200", outcome="refused")], 0),
        ("fluid", [noted(amount_ml="a sip"), noted()], 0),
        ("food", [noted(amount="all"), noted(amount="half")], 75),
        ("food", [noted(amount="all"), noted(outcome="refused", meal="tea")], 50),
        ("food", [noted(amount="plenty"), noted(outcome="not_offered")], None),
        ("weight", [noted(8, weight_kg="61.2"), noted(9, weight_kg=60.8)], 60.8),
        ("weight", [noted(outcome="refused")], None),
        ("bowels", [noted(what="bowels"), noted(what="both"), noted(what="pad")], 2),
        ("bowels", [noted(what="urine")], 0),
        ("loose", [noted(stool_type="6"), noted(stool_type=7), noted(stool_type="4")], 2),
        ("pain", [noted(score="3"), noted(score=0)], 3),
        ("pain", [noted(outcome="not_offered")], None),
        ("mood", [noted(mood="low"), noted(mood="happy")], 50),
        ("mood", [noted()], None),
        ("activity", [noted(what="music"), noted(outcome="refused")], 1),
        ("care_refused", [noted(outcome="refused"), noted(help="one")], 1),
        ("moving_help", [noted(help="one"), noted(help="two"), noted(help="hoist")], 2.5),
        ("moving_help", [noted(outcome="refused", help="one")], None),
        ("turns", [noted(8), noted(10), noted(15), noted(16)], 5),
        ("turns", [noted(8), noted(12, outcome="refused"), noted(14)], 6),
        ("turns", [noted(8), noted(12, is_timed=False)], None),
        ("turns", [noted(1), noted(40)], None),
    ],
)
def test_the_notes_of_a_day_become_one_value(slug, readings, value):
    assert BY_SLUG[slug].fold(readings) == value


@pytest.mark.parametrize(
    ("states", "hours"),
    [
        ([(22, "asleep"), (25, "awake"), (26, "asleep"), (31, "woke")], 8),
        ([(22, "awake"), (23, "restless")], 0),
        ([(22, "asleep"), (25, "asleep")], 3),
        ([(22, "asleep")], None),
    ],
)
def test_sleep_lasts_until_the_next_note_and_no_longer(states, hours):
    readings = [noted(hour, state=state) for hour, state in states]

    assert BY_SLUG["sleep"].fold(readings) == hours


def test_sleep_without_times_is_not_known():
    readings = [noted(22, is_timed=False, state="asleep"), noted(30, state="woke")]

    assert BY_SLUG["sleep"].fold(readings) is None


def test_a_kind_that_asks_a_number_is_compared_by_its_mean():
    percent = Number("%", least=0, most=100, usual=(88, 100))
    oxygen = Kind("oxygen", "Oxygen", questions=(Question("percent", "How much?", number=percent),))
    measure = of_kind(oxygen)

    assert measure.fold([noted(percent=94), noted(percent="97"), noted()]) == 95.5
    assert measure.fold([noted(percent="low")]) is None
    assert measure.in_words(95.5) == "95.5 %"


def test_a_kind_that_asks_no_number_is_compared_by_how_often():
    measure = of_kind(Kind("singing", "Singing", "pen", (), ()))

    assert measure.fold([noted(), noted(outcome="refused")]) == 1
    assert measure.title == "Singing in a day"


def test_every_kind_but_the_one_of_words_alone_is_compared():
    compared = {slug for measure in all_measures() for slug in measure.kinds}

    assert {"drink", "food", "sleep", "mood"} <= compared
    assert "general" not in compared


@pytest.mark.parametrize(
    ("slug", "value", "words"),
    [
        ("fluid", 1450, "1,450 ml"),
        ("weight", 60.84, "60.8 kg"),
        ("sleep", 7, "7 hours"),
        ("moving_help", 1.6, "With one helper"),
    ],
)
def test_values_are_said_with_their_unit(slug, value, words):
    assert BY_SLUG[slug].in_words(value) == words
