"""How the notes of one day become one value."""

import pytest

from dailycare.kinds import KINDS, Kind, Number, Question, kind_of
from dailycare.trends.measures import BY_SLUG, Reading, measures_of, of_kind

HOUR = 3600


def noted(
    answer: object = None,
    hour: float = 9,
    outcome: str = "done",
    *,
    is_timed: bool = True,
    stool: str | None = None,
) -> Reading:
    said = None if answer is None else str(answer)
    return Reading(hour * HOUR, is_timed, outcome, said, stool)


@pytest.mark.parametrize(
    ("slug", "readings", "value"),
    [
        ("fluid", [noted(200), noted(150)], 350),
        ("fluid", [noted(200, outcome="done_by_other")], 200),
        ("fluid", [noted(200, outcome="refused")], 0),
        ("fluid", [noted("a sip"), noted()], 0),
        ("food", [noted("all"), noted("half")], 75),
        ("food", [noted("all"), noted(outcome="refused")], 50),
        ("food", [noted("plenty"), noted(outcome="not_offered")], None),
        ("weight", [noted("61.2", 8), noted(60.8, 9)], 60.8),
        ("weight", [noted(outcome="refused")], None),
        ("bowels", [noted("bowels"), noted("both"), noted("pad")], 2),
        ("bowels", [noted("urine")], 0),
        ("loose", [noted("bowels", stool="6"), noted("both", stool="7"), noted(stool="4")], 2),
        ("pain", [noted(3), noted(0)], 3),
        ("pain", [noted(outcome="not_offered")], None),
        ("mood", [noted("low"), noted("happy")], 50),
        ("mood", [noted()], None),
        ("activity", [noted(), noted(outcome="refused")], 1),
        ("care_refused", [noted(outcome="refused"), noted("one")], 1),
        ("moving_help", [noted("one"), noted("two"), noted("hoist")], 2.5),
        ("moving_help", [noted("one", outcome="refused")], None),
        ("turns", [noted(hour=8), noted(hour=10), noted(hour=15), noted(hour=16)], 5),
        ("turns", [noted(hour=8), noted(hour=12, outcome="refused"), noted(hour=14)], 6),
        ("turns", [noted(hour=8), noted(hour=12, is_timed=False)], None),
        ("turns", [noted(hour=1), noted(hour=40)], None),
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
        ([(22, "fell_asleep"), (30, "woke")], 8),
        ([(22, "asleep")], None),
    ],
)
def test_sleep_lasts_until_the_next_note_and_no_longer(states, hours):
    readings = [noted(state, hour) for hour, state in states]

    assert BY_SLUG["sleep"].fold(readings) == hours


def test_sleep_without_times_is_not_known():
    readings = [noted("asleep", 22, is_timed=False), noted("woke", 30)]

    assert BY_SLUG["sleep"].fold(readings) is None


def test_a_kind_of_a_provider_that_asks_a_number_is_compared_by_its_mean():
    percent = Number("%", least=0, most=100, usual=(88, 100))
    asks = (Question("how", "How?"), Question("percent", "How much?", number=percent))
    measure = of_kind(Kind("oxygen", "Oxygen", questions=asks))

    said = [
        noted('{"percent": 94, "how": "seen"}'),
        noted('{"percent": "97"}'),
        noted("{}"),
        noted(),
    ]
    assert measure.fold(said) == 95.5
    assert measure.fold([noted('{"percent": "low"}')]) is None
    assert measure.in_words(95.5) == "95.5 %"


def test_a_kind_that_asks_no_number_is_compared_by_how_often():
    measure = of_kind(kind_of("singing"))

    assert measure.fold([noted(), noted(outcome="refused")]) == 1
    assert measure.title == "Singing in a day"


def test_every_kind_but_the_one_of_words_alone_is_compared():
    measures = measures_of([*KINDS, kind_of("singing")])
    compared = {slug for measure in measures for slug in measure.kinds}

    assert {kind.slug for kind in KINDS} - compared == {"general"}
    assert "singing" in compared


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
