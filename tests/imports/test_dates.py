"""Dates and times in every form that staff type, and those that cannot be."""

from datetime import date, datetime, time

import pytest

from imports.dates import (
    IMPOSSIBLE,
    MISSING,
    WITHOUT_YEAR,
    birth_year,
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
    ],
)
def test_a_part_of_the_day_stays_a_part_of_the_day(typed, part):
    read = read_time(typed)

    assert (read.clock, read.part, read.is_understood) == (None, part, True)


@pytest.mark.parametrize("typed", [None, "", "?", " - "])
def test_no_time_is_no_time(typed):
    assert read_time(typed) == read_time(None)
    assert read_time(typed).is_understood


@pytest.mark.parametrize("typed", ["25:00", "8:75", "after tea", "8", "0875", "nineish"])
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
