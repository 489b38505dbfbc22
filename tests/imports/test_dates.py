"""Dates and times in every form that staff type, and those that cannot be."""

from datetime import date, datetime, time

import pytest

from imports.dates import (
    IMPOSSIBLE,
    MISSING,
    WITHOUT_YEAR,
    birth_year,
    clock_beside,
    date_inside,
    london_moment,
    read_date,
    read_time,
)


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("04/03/1938", date(1938, 3, 4)),
        ("4.3.26", date(2026, 3, 4)),
        ("4-3-2026", date(2026, 3, 4)),
        ("4th March 1938", date(1938, 3, 4)),
        ("1st of Sept. 2026", date(2026, 9, 1)),
        ("Mon 4 May 26", date(2026, 5, 4)),
        ("2026-05-04", date(2026, 5, 4)),
        (datetime(2026, 5, 4, 9, 15), date(2026, 5, 4)),  # noqa: DTZ001 - as a workbook gives it
        (date(2026, 5, 4), date(2026, 5, 4)),
        (46146, date(2026, 5, 4)),
        (46146.354, date(2026, 5, 4)),
        ("46146", date(2026, 5, 4)),
        ("04-Mar-1938", date(1938, 3, 4)),
        ("4/Mar/26", date(2026, 3, 4)),
        ("4Mar2026", date(2026, 3, 4)),
        ("Mar 4, 1938", date(1938, 3, 4)),
        ("March 4th 1938", date(1938, 3, 4)),
        ("1938/03/04", date(1938, 3, 4)),
        ("4\\3\\38", date(2038, 3, 4)),
        ("1.6.26 08:30", date(2026, 6, 1)),
        ("2026-06-01 00:00:00", date(2026, 6, 1)),
        ("2026-06-01T08:30:00Z", date(2026, 6, 1)),
        ("01/06/2026 8.30am", date(2026, 6, 1)),
        ("1st June 2026 at 0830", date(2026, 6, 1)),
    ],
)
def test_a_date_is_read_day_first_in_every_form(typed, on):
    assert read_date(typed).on == on


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (None, MISSING),
        ("  ", MISSING),
        ("?", MISSING),
        ("-", MISSING),
        ("31/06/2026", IMPOSSIBLE),
        ("29.2.26", IMPOSSIBLE),
        ("32nd August 2026", IMPOSSIBLE),
        ("04/13/2026", IMPOSSIBLE),
        ("yesterday", IMPOSSIBLE),
        (-3, IMPOSSIBLE),
        (1938, IMPOSSIBLE),
        (12, IMPOSSIBLE),
        (1e300, IMPOSSIBLE),
        (True, IMPOSSIBLE),
        ("31/06/2026 08:30", IMPOSSIBLE),
        ("Mar 38", IMPOSSIBLE),
        ("4 Jnue 2026", IMPOSSIBLE),
        ("Mar 12", WITHOUT_YEAR),
        ("20/8 2026", WITHOUT_YEAR),
        ("5th Oct", WITHOUT_YEAR),
        ("20/8", WITHOUT_YEAR),
        ("29/2", WITHOUT_YEAR),
        ("31st June", IMPOSSIBLE),
    ],
)
def test_a_date_that_is_none_says_why(typed, problem):
    read = read_date(typed)

    assert (read.on, read.problem) == (None, problem)


@pytest.mark.parametrize(
    ("typed", "perhaps"),
    [
        ("04/13/2026", date(2026, 4, 13)),
        ("4.13.26", date(2026, 4, 13)),
        ("31/06/2026", None),
        ("13/13/2026", None),
    ],
)
def test_a_date_with_the_month_first_is_refused_and_suggested(typed, perhaps):
    read = read_date(typed)

    assert (read.on, read.problem, read.perhaps) == (None, IMPOSSIBLE, perhaps)


def test_a_workbook_may_count_its_days_from_1904():
    assert read_date(44684, day_zero=date(1904, 1, 1)).on == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("1.6.26 08:30", time(8, 30)),
        ("01/06/2026 8.30am", time(8, 30)),
        ("1st June 2026 at 0830", time(8, 30)),
        (datetime(2026, 6, 1, 8, 30), time(8, 30)),  # noqa: DTZ001 - as a workbook gives it
        (datetime(2026, 6, 1), None),  # noqa: DTZ001 - the same
        ("2026-06-01 00:00:00", None),
        ("1.6.26", None),
        ("4 March 1938", None),
        ("Sang at 08:30", None),
        (46146.5, None),
        (None, None),
    ],
)
def test_a_time_beside_the_date_is_read_from_its_cell(typed, clock):
    assert read_time(clock_beside(typed)).clock == clock


@pytest.mark.parametrize(
    ("typed", "year"), [("6.7.26", 1926), ("6.7.09", 1909), ("6.7.08", 2008), ("6/7/1999", 1999)]
)
def test_a_birth_in_two_figures_is_long_ago(typed, year):
    assert read_date(typed, year_of=birth_year).on == date(year, 7, 6)


@pytest.mark.parametrize(
    ("words", "on"),
    [
        ("RIP in hospital 5.4.26", date(2026, 4, 5)),
        ("Home with family 17th April 2026", date(2026, 4, 17)),
        ("05/04/2026", date(2026, 4, 5)),
        ("RIP 05-Apr-2026", date(2026, 4, 5)),
        ("Moved to Oak Lodge", None),
        ("RIP 31/02/2026", None),
    ],
)
def test_a_date_is_found_within_a_sentence(words, on):
    assert date_inside(words) == on


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("08:30", time(8, 30)),
        ("8.30am", time(8, 30)),
        ("0830", time(8, 30)),
        ("830", time(8, 30)),
        (830, time(8, 30)),
        ("8:30 AM", time(8, 30)),
        ("8:30 PM", time(20, 30)),
        ("7pm", time(19)),
        ("8.30 am", time(8, 30)),
        ("8.30 a.m.", time(8, 30)),
        ("8:30 hrs", time(8, 30)),
        ("0830 hours", time(8, 30)),
        ("0730pm", time(19, 30)),
        ("noon", time(12)),
        ("12 Noon", time(12)),
        ("12.00pm", time(12)),
        ("12.40am", time(0, 40)),
        ("20:45:00", time(20, 45)),
        (time(8, 30), time(8, 30)),
        (0.354166666, time(8, 30)),
        (datetime(2026, 6, 1, 8, 30), time(8, 30)),  # noqa: DTZ001 - as a workbook gives it
    ],
)
def test_a_clock_time_is_read_in_every_form(typed, clock):
    assert read_time(typed).clock == clock


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("AM", "morning"),
        ("pm", "afternoon"),
        ("Late", "evening"),
        ("nights", "night"),
        ("N", "night"),
        ("NIGHT", "night"),
        ("AM shift", "morning"),
        ("Early shift", "morning"),
        ("on nights", "night"),
        ("late  afternoon", "afternoon"),
    ],
)
def test_a_part_of_the_day_stays_a_part_of_the_day(typed, part):
    read = read_time(typed)

    assert (read.clock, read.part, read.is_understood, read.is_certain) == (None, part, True, True)


@pytest.mark.parametrize(
    ("typed", "clock", "part"),
    [
        ("8.30ish", time(8, 30), ""),
        ("about 0830", time(8, 30), ""),
        ("c. 7pm", time(19), ""),
        (8.3, time(8, 30), ""),
        ("midnight", None, "night"),
    ],
)
def test_a_time_that_somebody_should_look_at_is_read_but_not_certain(typed, clock, part):
    read = read_time(typed)

    assert (read.clock, read.part) == (clock, part)
    assert (read.is_understood, read.is_certain) == (True, False)


@pytest.mark.parametrize("typed", [None, "", "?", " - "])
def test_no_time_is_no_time(typed):
    assert read_time(typed) == read_time(None)
    assert read_time(typed).is_understood


@pytest.mark.parametrize(
    "typed",
    ["25:00", "8:75", "after tea", "8", "0875", "nineish", 8.5, "8 hrs", "13.30am", "8.30-9", True],
)
def test_a_time_nobody_can_read_is_said_not_guessed(typed):
    read = read_time(typed)

    assert (read.clock, read.part, read.is_understood) == (None, "", False)


@pytest.mark.parametrize(
    ("on", "clock", "moment", "doubt"),
    [
        (date(2026, 1, 5), time(9, 0), "2026-01-05T09:00:00+00:00", ""),
        (date(2026, 7, 5), time(9, 0), "2026-07-05T08:00:00+00:00", ""),
        (date(2026, 10, 25), time(0, 59), "2026-10-24T23:59:00+00:00", ""),
        (date(2026, 10, 25), time(1, 30), "2026-10-25T00:30:00+00:00", "comes-twice"),
        (date(2026, 10, 25), time(2, 0), "2026-10-25T02:00:00+00:00", ""),
        (date(2026, 3, 29), time(1, 30), "2026-03-29T01:30:00+00:00", "never-was"),
        (date(2026, 3, 29), time(2, 0), "2026-03-29T01:00:00+00:00", ""),
    ],
)
def test_a_local_time_is_placed_and_the_changed_hour_is_doubted(on, clock, moment, doubt):
    placed, why = london_moment(on, clock)

    assert (placed.isoformat(), why) == (moment, doubt)
