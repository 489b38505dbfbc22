"""When what the plan asks for is due, early, late and missed (DLY-07)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from dailycare import policies
from dailycare.clock import shift_day
from dailycare.policies import State
from records.models.base import PartOfDay

DAY = date(2026, 6, 3)


@dataclass(frozen=True)
class Said:
    """What was recorded."""

    at: datetime
    is_given: bool = True


def at(clock: str, day: date = DAY) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def clocks(*moments: datetime) -> list[str]:
    return [f"{timezone.localtime(moment):%d %H:%M}" for moment in moments]


def windows(part: str = "", *times: str, days: int = 1) -> tuple[policies.Window, ...]:
    clock_times = tuple(time.fromisoformat(one) for one in times)
    return policies.windows(DAY, DAY + timedelta(days=days - 1), part, clock_times)


@pytest.mark.parametrize(
    ("part", "opens", "until", "ends"),
    [
        ("morning", "03 06:00", "03 12:00", "03 14:00"),
        ("afternoon", "03 12:00", "03 17:00", "03 19:00"),
        ("evening", "03 17:00", "03 21:00", "03 23:00"),
        ("night", "03 21:00", "04 06:00", "04 08:00"),
    ],
)
def test_a_part_of_the_day_is_the_window_and_two_hours_more_are_late(part, opens, until, ends):
    [window] = windows(part)

    assert clocks(window.opens, window.until, window.ends) == [opens, until, ends]


@pytest.mark.parametrize("hour", range(24))
def test_the_parts_are_those_that_the_rest_of_the_record_means(hour):
    opens, until = policies.PARTS[PartOfDay.at(hour)]

    is_in = opens.hour <= hour < until.hour
    assert is_in or (PartOfDay.at(hour) == PartOfDay.NIGHT and (hour >= 21 or hour < 6))


def test_a_clock_time_may_be_kept_half_an_hour_before_until_an_hour_after():
    [first, second] = windows("morning", "08:00", "20:00")

    assert clocks(first.opens, first.until, first.ends) == ["03 07:30", "03 09:00", "03 11:00"]
    assert clocks(second.opens) == ["03 19:30"]


def test_what_comes_every_hour_is_over_when_the_next_begins():
    first, second, _ = windows("", "10:00", "11:00", "12:00")

    assert first.until == first.ends == second.opens


def test_what_has_no_time_is_done_some_time_in_the_day_and_never_late():
    [window] = windows()

    assert clocks(window.opens, window.until) == ["03 06:00", "04 06:00"]
    assert window.ends is None
    assert policies.state(window, None, at("23:00")) == State.DUE
    assert policies.state(window, None, at("12:00", DAY + timedelta(days=9))) == State.DUE
    assert window.takes(at("06:00"))
    assert not window.takes(at("05:59"))
    assert not window.takes(at("06:00", DAY + timedelta(days=1)))


def test_two_in_the_morning_belongs_to_the_night_before():
    [window] = windows("", "02:00")

    assert clocks(window.opens) == ["04 01:30"]
    assert shift_day(window.opens) == DAY
    assert shift_day(at("06:00")) == DAY


def test_days_come_one_after_the_other():
    assert clocks(*(window.opens for window in windows("evening", days=2))) == [
        "03 17:00",
        "04 17:00",
    ]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("07:29", State.LATER),
        ("07:30", State.DUE),
        ("09:00", State.DUE),
        ("09:01", State.OVERDUE),
        ("11:00", State.OVERDUE),
        ("11:01", State.MISSED),
    ],
)
def test_what_nobody_recorded_stands_by_the_clock(now, state):
    [window] = windows("", "08:00")

    assert policies.state(window, None, at(now)) == state


@pytest.mark.parametrize(
    ("happened", "is_given", "state"),
    [
        ("06:30", True, State.EARLY),
        ("07:30", True, State.DONE),
        ("09:00", True, State.DONE),
        ("09:30", True, State.LATE),
        ("08:00", False, State.NOT_DONE),
    ],
)
def test_what_was_recorded_says_how_it_stands(happened, is_given, state):
    [window] = windows("", "08:00")

    assert policies.state(window, Said(at(happened), is_given), at("23:00")) == state


def answers(asked, *happened: str) -> list[list[str]]:
    told = [Said(at(one)) for one in happened]
    return [clocks(*(one.at for one in some)) for some in policies.answered(asked, told)]


@pytest.mark.parametrize(
    ("happened", "found"),
    [
        (["10:00", "12:00"], [["10:00"], ["12:00"]]),
        (["10:00", "10:10"], [["10:00", "10:10"], []]),  # twice, and not the next one early
        (["10:50"], [["10:50"], []]),
        (["11:15", "11:20"], [["11:15"], ["11:20"]]),  # late, then early
        (["08:00"], [[], []]),  # too early to be this
        (["15:30"], [[], []]),  # too late to be this
        (["14:00"], [[], ["14:00"]]),
    ],
)
def test_what_was_recorded_answers_one_window(happened, found):
    asked = windows("", "10:00", "12:00")

    assert answers(asked, *reversed(happened)) == [[f"03 {one}" for one in some] for some in found]


def test_what_was_done_counts_before_what_was_refused():
    refused, done = Said(at("08:00"), is_given=False), Said(at("08:20"))

    assert policies.what_counts([done, refused]) == done
    assert policies.what_counts([refused, refused]) == refused
    assert policies.what_counts([]) is None


SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (DAY, 24), (AUTUMN, 25)])
def test_a_day_has_the_hours_it_has_when_the_clocks_change(day, hours):
    [window] = policies.windows(day, day, "")

    assert window.until - window.opens == timedelta(hours=hours)


def test_a_time_that_the_clocks_leave_out_is_an_hour_later():
    [window] = policies.windows(SPRING, SPRING, "", (time(1, 30),))

    due = window.opens + policies.BEFORE
    assert clocks(due) == ["29 02:30"]


def test_a_time_that_comes_twice_is_due_the_first_time_and_kept_to_until_the_second():
    [window] = policies.windows(AUTUMN, AUTUMN, "", (time(1, 30),))

    first, second = (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    )
    assert (window.opens + policies.BEFORE, window.until) == (first, second)
    assert policies.state(window, Said(second), second) == State.DONE
