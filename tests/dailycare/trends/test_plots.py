"""Days, weeks and months, and where they stand in a plot."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from dailycare.trends.changes import Limits, Usual
from dailycare.trends.measures import BY_SLUG
from dailycare.trends.periods import By, periods, points
from dailycare.trends.plots import BOTTOM, HEIGHT, LEAST, LINE_OF_TEXT, RIGHT, TOP, WIDTH, plot

TODAY = date(2026, 3, 18)  # a Wednesday
FLOOR = HEIGHT - BOTTOM
USUAL = Usual(1500, 200, 28, date(2026, 2, 1), date(2026, 2, 28))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def drawn(slug: str, days: dict[date, float], usual=None, limits=None, by=By.DAY):
    return plot(BY_SLUG[slug], points(periods(by, TODAY), days, TODAY), usual, limits)


def test_days_end_today():
    found = periods(By.DAY, TODAY)

    assert len(found) == 30
    assert (found[0].first, found[-1].first) == (date(2026, 2, 17), TODAY)
    assert found[-1].name == "Wednesday 18 March"


def test_weeks_begin_on_monday_and_end_with_this_one():
    found = periods(By.WEEK, TODAY)

    assert len(found) == 13
    assert (found[-1].first, found[-1].last) == (date(2026, 3, 16), date(2026, 3, 22))
    assert found[-1].name == "Week of 16 March"
    assert {period.days for period in found} == {7}


def test_months_are_those_of_the_calendar():
    found = periods(By.MONTH, TODAY)

    assert [period.name for period in found][::11] == ["April 2025", "March 2026"]
    assert (found[-2].first, found[-2].last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_a_week_is_the_mean_of_its_whole_days_that_have_a_value():
    days = {date(2026, 3, 16): 1000, date(2026, 3, 17): 2000, TODAY: 50, date(2026, 3, 9): 800}

    *_, last_week, this_week = points(periods(By.WEEK, TODAY), days, TODAY)

    assert (this_week.value, this_week.days, this_week.is_so_far) == (1500, 2, False)
    assert (last_week.value, last_week.days) == (800, 1)


def test_today_is_so_far():
    *_, yesterday, today = points(periods(By.DAY, TODAY), {TODAY: 650, ago(1): 1500}, TODAY)

    assert today.is_so_far
    assert not yesterday.is_so_far


def test_bars_stand_on_zero_and_are_as_high_as_their_value():
    found = drawn("fluid", {ago(2): 1000, ago(1): 2000})

    assert (found.highest, found.is_line) == ("2,000 ml", False)
    half, whole = found.marks
    assert whole.height == pytest.approx(2 * half.height, abs=0.2)
    assert half.y + half.height == whole.y + whole.height == FLOOR


def test_nothing_recorded_is_a_gap_and_a_recorded_nothing_is_seen():
    found = drawn("fluid", {ago(9): 1000, ago(3): 0})

    assert [mark.height for mark in found.marks][1:] == [LEAST]
    assert len(found.marks) == 2


def test_a_count_that_is_always_nothing_still_has_a_scale():
    assert drawn("fluid", {ago(3): 0}).highest == "1 ml"


def test_a_line_is_broken_at_a_gap():
    found = drawn("weight", {ago(5): 60, ago(4): 61, ago(2): 62})

    assert [len(line.split()) for line in found.lines] == [2, 1]
    assert found.lowest == "59 kg"
    assert found.highest == "63 kg"


def test_a_line_of_one_value_has_room_round_it():
    found = drawn("weight", {ago(1): 60})

    assert (found.lowest, found.highest) == ("59 kg", "61 kg")


def test_a_scale_that_is_fixed_is_drawn_whole():
    found = drawn("moving_help", {ago(1): 1})

    assert (found.lowest, found.highest) == ("By themselves", "With two helpers")
    assert found.labels[0].words == "latest"


def test_what_is_not_usual_has_another_shape_and_today_has_not_yet():
    found = drawn("fluid", {ago(2): 1500, ago(1): 900, TODAY: 300}, USUAL)

    assert [mark.is_away for mark in found.marks] == [False, True, False]
    assert [mark.is_so_far for mark in found.marks] == [False, False, True]


def test_the_usual_is_a_band_and_the_own_range_are_lines_with_words():
    found = drawn("fluid", {ago(1): 900}, USUAL, Limits(1600, 2400))

    top, height = found.band
    assert TOP < top < top + height < FLOOR
    assert len(found.limits) == 2
    assert {label.words for label in found.labels} == {
        "900 ml", "usual", "least 1,600", "most 2,400",
    }  # fmt: skip


def test_words_do_not_stand_on_each_other_nor_below_the_plot():
    found = drawn("fluid", {ago(1): 10}, Usual(20, 5, 28, TODAY, TODAY), Limits(15, 3000))

    heights = [label.y for label in found.labels]
    gaps = [b - a for a, b in pairwise(heights)]
    assert min(gaps) >= LINE_OF_TEXT
    assert max(heights) <= FLOOR


@pytest.mark.parametrize("by", By)
def test_everything_stands_within_the_plot(by):
    days = {ago(n): 1000 + 37 * n % 900 for n in range(360) if n % 5}

    for mark in drawn("fluid", days, USUAL, by=by).marks:
        assert 0 <= mark.x <= mark.x + mark.width <= WIDTH - RIGHT
        assert TOP <= mark.y <= mark.y + mark.height <= FLOOR
