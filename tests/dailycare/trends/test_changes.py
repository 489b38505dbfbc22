"""The rule that marks a change, on days that are written out."""

from datetime import date, timedelta

import pytest

from dailycare.trends import changes as rule
from dailycare.trends.changes import Drift, Limits, Missed, NoneFor, Run, changes
from dailycare.trends.measures import BY_SLUG
from dailycare.trends.sentences import in_words, limits_in_words

LAST = date(2026, 3, 31)


def days(*values: float | None, last: date = LAST) -> dict[date, float]:
    """The last value on the last day; None is a day without a note."""
    first = last - timedelta(days=len(values) - 1)
    pairs = ((first + timedelta(days=n), value) for n, value in enumerate(values))
    return {day: value for day, value in pairs if value is not None}


CALM = [1400, 1500, 1450, 1550] * 7


def test_three_days_under_the_usual_are_marked():
    [found] = changes(days(*CALM, 900, 850, 1000), BY_SLUG["fluid"], last=LAST)

    assert isinstance(found, Run)
    assert found.values == days(900, 850, 1000)
    assert in_words(BY_SLUG["fluid"], found) == (
        "Drank less than usual on 3 days (29 to 31 March): 900, 850 and 1,000 ml. "
        "Usual is 1,250 to 1,700 ml, from 28 days between 1 March and 28 March."
    )


@pytest.mark.parametrize(
    "recent",
    [
        (1450, 1500, 1400),  # as usual
        (900, 850, 1500),  # one of them is as usual
        (1900, 2000, 1950),  # more, which nobody asked to be told of
        (1300, 1300, 1300),  # all under the middle, by less than matters
        (900, 850, None),  # too few days with a note
        (900, None, None, None, 850, 900),  # too long ago
    ],
)
def test_what_is_no_run_away_from_the_usual_is_not_marked(recent):
    assert changes(days(*CALM, *recent), BY_SLUG["fluid"], last=LAST) == []


def test_days_without_a_note_may_lie_between_those_of_a_run():
    [found] = changes(days(*CALM, 900, None, 850, 900), BY_SLUG["fluid"], last=LAST)

    assert list(found.values.values()) == [900, 850, 900]
    assert "(28 March, 30 March and 31 March)" in in_words(BY_SLUG["fluid"], found)


def test_a_run_over_the_end_of_a_month_names_both():
    last = date(2026, 4, 1)

    [found] = changes(days(*CALM, 900, 850, 1000, last=last), BY_SLUG["fluid"], last=last)

    assert "(30 March to 1 April)" in in_words(BY_SLUG["fluid"], found)


def test_nothing_is_usual_before_fourteen_days_are_known():
    known = [1450] * 13

    assert changes(days(*known, 500, 500, 500), BY_SLUG["fluid"], last=LAST) == []
    assert changes(days(1450, *known, 500, 500, 500), BY_SLUG["fluid"], last=LAST) != []


def test_one_odd_day_moves_neither_the_usual_nor_its_spread():
    odd = [*CALM[:-1], 0]
    [found] = changes(days(*odd, 900, 850, 900), BY_SLUG["fluid"], last=LAST)

    assert found.usual.middle == 1450
    assert found.usual.margin < 250


def test_more_than_usual_is_marked_where_it_matters():
    [found] = changes(days(*[2, 3] * 14, 6, 7, 6), BY_SLUG["pain"], last=LAST)

    assert found.is_more
    assert in_words(BY_SLUG["pain"], found).startswith("More pain than usual on 3 days")


def test_more_help_is_said_in_words():
    [found] = changes(days(*[1] * 28, 2, 2.2, 2), BY_SLUG["moving_help"], last=LAST)

    assert in_words(BY_SLUG["moving_help"], found).startswith(
        "Needed more help to move than usual on 3 days (29 to 31 March): "
        "with one helper, with one helper and with one helper. Usual is with a reminder, from"
    )


def test_nights_are_called_nights_and_a_share_ends_at_the_whole():
    [slept] = changes(days(*[7, 7.5] * 14, 5, 5, 5.2), BY_SLUG["sleep"], last=LAST)
    [ate] = changes(days(*[90, 100] * 14, 40, 50, 40), BY_SLUG["food"], last=LAST)

    assert "on 3 nights" in in_words(BY_SLUG["sleep"], slept)
    assert "Usual is 75 to 100 %" in in_words(BY_SLUG["food"], ate)


def weighed(now: float, *, ago: int = 0) -> dict[date, float]:
    before = {LAST - timedelta(days=28): 60.0, LAST - timedelta(days=35): 60.4}
    return before | {LAST - timedelta(days=ago): now}


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            56.8,
            "Weight down 6% in a month: 56.8 kg on 31 March, 60.2 kg three to five weeks before.",
        ),
        (
            64.0,
            "Weight up 6% in a month: 64 kg on 31 March, 60.2 kg three to five weeks before.",
        ),
    ],
)
def test_weight_is_held_against_that_of_a_month_ago(now, words):
    [found] = changes(weighed(now), BY_SLUG["weight"], last=LAST)

    assert isinstance(found, Drift)
    assert in_words(BY_SLUG["weight"], found) == words


@pytest.mark.parametrize(
    "weights", [weighed(58), weighed(50, ago=7), {LAST: 50.0}], ids=["small", "old", "first"]
)
def test_weight_that_moved_little_or_long_ago_is_not_marked(weights):
    assert changes(weights, BY_SLUG["weight"], last=LAST) == []


def test_nothing_passed_on_three_recorded_days_is_marked():
    [found] = changes(days(1, 0, 2, 0, 0, 0), BY_SLUG["bowels"], last=LAST)

    assert found == NoneFor([LAST - timedelta(days=n) for n in (2, 1, 0)])
    assert in_words(BY_SLUG["bowels"], found) == (
        "No bowel movement recorded on 3 days (29 to 31 March)."
    )


@pytest.mark.parametrize("values", [(1, 0, 0), (1, 0, None, 0, 0), (0, 0, 0), (1, 0, 0, 0, 1)])
def test_a_gap_is_not_taken_for_nothing_passed(values):
    assert changes(days(*values), BY_SLUG["bowels"], last=LAST) == []


TARGET = Limits(lowest=1600, highest=None)


def test_a_target_missed_on_four_of_seven_days_is_marked():
    values = [1700, 1500, 1400, 1650, None, 1500, 1550]

    [found] = changes(days(*values), BY_SLUG["fluid"], last=LAST, limits=TARGET)

    assert isinstance(found, Missed)
    assert in_words(BY_SLUG["fluid"], found) == (
        "Drunk in a day: at least 1,600 ml was not kept on 4 of the last 7 days (6 have notes)."
    )


def test_what_is_recorded_rarely_is_missed_when_every_time_is_outside():
    limits = Limits(lowest=55, highest=60)

    assert changes({LAST: 61.0}, BY_SLUG["weight"], last=LAST, limits=limits) != []
    assert changes({LAST: 58.0}, BY_SLUG["weight"], last=LAST, limits=limits) == []
    assert changes({}, BY_SLUG["weight"], last=LAST, limits=limits) == []


def test_three_days_under_a_target_are_not_marked():
    values = [1700, 1500, 1400, 1650, 1700, 1500, 1650]

    assert changes(days(*values), BY_SLUG["fluid"], last=LAST, limits=TARGET) == []


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(1600, None), "at least 1,600 ml"),
        (Limits(None, 1200), "at most 1,200 ml"),
        (Limits(1200, 1800), "1,200 to 1,800 ml"),
    ],
)
def test_a_range_is_said_by_its_ends(limits, words):
    assert limits_in_words(BY_SLUG["fluid"], limits) == words


def test_days_after_the_last_whole_one_do_not_count():
    whole = LAST - timedelta(days=3)

    assert changes(days(*CALM, 900, 850, 1000), BY_SLUG["fluid"], last=whole) == []


def test_the_rules_look_no_further_back_than_they_say():
    oldest_usual = timedelta(days=rule.RUN - 1) + rule.GAPS + rule.USUAL_FROM

    assert oldest_usual <= rule.LOOKS_BACK
    assert rule.NEWS_FOR + rule.MONTH_AGO[1] <= rule.LOOKS_BACK
