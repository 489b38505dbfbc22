"""A date and a time in one cell, on London's clock or Greenwich's."""

from datetime import UTC, date, datetime

import pytest

from imports import reasons
from imports.moments import Moment, read_moment


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "at", "on"),
    [
        ("13/10/2025 06:59", utc(2025, 10, 13, 5, 59), date(2025, 10, 13)),
        ("13/10/25 6:59", utc(2025, 10, 13, 5, 59), date(2025, 10, 13)),
        ("2026-02-17 06:59:30", utc(2026, 2, 17, 6, 59, 30), date(2026, 2, 17)),
        ("2026-07-17T23:30:00Z", utc(2026, 7, 17, 23, 30), date(2026, 7, 18)),
        ("2026-07-17T23:30:00.000+01:00", utc(2026, 7, 17, 22, 30), date(2026, 7, 17)),
        ("2026-07-17T01:30:00-0500", utc(2026, 7, 17, 6, 30), date(2026, 7, 17)),
        ("1780075301000", utc(2026, 5, 29, 17, 21, 41), date(2026, 5, 29)),
        ("1780075301", utc(2026, 5, 29, 17, 21, 41), date(2026, 5, 29)),
        ("13/10/2025", None, date(2025, 10, 13)),
        ("4th March 2026", None, date(2026, 3, 4)),
        ("4th March 2026 8.30am", utc(2026, 3, 4, 8, 30), date(2026, 3, 4)),
    ],
)
def test_a_local_time_is_read_as_it_is_meant(typed, at, on):
    assert read_moment(typed, "local") == Moment(at, on)


@pytest.mark.parametrize(
    ("typed", "at", "doubt"),
    [
        ("26/10/2025 01:30", utc(2025, 10, 26, 0, 30), reasons.TIME_TWICE),
        ("29/03/2026 01:30", utc(2026, 3, 29, 1, 30), reasons.TIME_NEVER_WAS),
        ("29 March 2026 01:30", utc(2026, 3, 29, 1, 30), reasons.TIME_NEVER_WAS),
    ],
)
def test_the_hour_that_comes_twice_and_the_one_that_never_was_are_doubted(typed, at, doubt):
    found = read_moment(typed, "local")

    assert (found.at, found.doubt) == (at, doubt)


def test_a_time_without_a_zone_in_a_source_of_utc_is_doubted():
    found = read_moment("2026-07-17T12:00:00", "utc")

    assert (found.at, found.doubt) == (utc(2026, 7, 17, 12), reasons.NO_TIME_ZONE)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "missing"),
        ("31/06/2026 10:00", "impossible"),
        ("2026-02-30", "impossible"),
        ("12/10/2026 25:00", "impossible"),
        ("soon", "impossible"),
        ("4 March", "without-year"),
    ],
)
def test_a_moment_that_cannot_be_says_why(typed, problem):
    assert read_moment(typed, "local") == Moment(problem=problem)
