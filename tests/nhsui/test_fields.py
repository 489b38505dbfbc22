"""Dates and times as people type them."""

from contextlib import suppress
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from nhsui import dates
from nhsui.fields import ClockField, SplitDateField


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        ("31", "3", "1938", date(1938, 3, 31)),
        ("01", "06", "2026", date(2026, 6, 1)),
        ("1", "Jun", "2026", date(2026, 6, 1)),
        ("1", "september", "2026", date(2026, 9, 1)),
        ("29", "2", "2024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read(day: str, month: str, year: str, expected: date) -> None:
    assert SplitDateField().clean(dates.Parts(day, month, year)) == expected


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "boxes"),
    [
        ("31", "6", "2026", "Due: 31 June does not exist, June has 30 days", ("day",)),
        ("29", "2", "2023", "Due: 29 February 2023 does not exist, February 2023 has 28 days",
         ("day",)),
        ("4", "", "2026", "Due must include a month", ("month",)),
        ("4", "", "", "Due must include a month and a year", ("month", "year")),
        ("4", "13", "2026", "Due: the month must be from 1 to 12, or its name", ("month",)),
        ("4", "ju", "2026", "Due: the month must be from 1 to 12, or its name", ("month",)),
        ("4", "003", "2026", "Due: the month must be from 1 to 12, or its name", ("month",)),
        ("4", "3", "26", "Due: the year must be 4 numbers, like 1938", ("year",)),
        ("4", "3", "0000", "Due: the year must be 4 numbers, like 1938", ("year",)),
        ("x", "3", "2026", "Due: the day must be a number from 1 to 31", ("day",)),
        ("0", "3", "2026", "Due: the day must be a number from 1 to 31", ("day",)),
        ("99", "3", "2026", "Due: 99 March does not exist, March has 31 days", ("day",)),
    ],
)  # fmt: skip
def test_a_wrong_date_says_which_box_to_mend(
    day: str, month: str, year: str, message: str, boxes: tuple[str, ...]
) -> None:
    parts = dates.Parts(day, month, year)

    with pytest.raises(ValidationError) as caught:
        SplitDateField(label="Due").clean(parts)

    assert caught.value.messages == [message]
    assert dates.wrong_boxes(parts) == boxes


@given(st.dates())
def test_every_date_survives_its_boxes(when: date) -> None:
    parts = dates.as_parts(when)

    assert dates.read(parts._replace(year=parts.year.zfill(4))) == when


@given(st.text(max_size=5), st.text(max_size=12), st.text(max_size=6))
def test_nothing_typed_is_more_than_a_wrong_date(day: str, month: str, year: str) -> None:
    parts = dates.Parts(day, month, year)

    with suppress(ValidationError):
        read = SplitDateField(required=False).clean(parts)

        assert read is None or dates.wrong_boxes(parts) == dates.BOXES


def test_a_date_may_be_left_out() -> None:
    assert SplitDateField(required=False).clean(dates.Parts()) is None


def test_a_date_outside_its_limits_says_the_limit() -> None:
    field = SplitDateField(
        label="Date of birth", not_before=date(1900, 1, 1), not_after=lambda: date(2026, 6, 1)
    )

    with pytest.raises(ValidationError, match="Date of birth must be 1 January 1900 or later"):
        field.clean(dates.Parts("31", "12", "1899"))
    with pytest.raises(ValidationError, match="Date of birth must be 1 June 2026 or earlier"):
        field.clean(dates.Parts("2", "6", "2026"))
    assert field.clean(dates.Parts("1", "6", "2026")) == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("year", "sentence"),
    [("0001", "must be 1 January 1800 or later"), ("9999", "must be 31 December 2999 or earlier")],
)
def test_a_date_at_the_ends_of_the_calendar_is_refused(year: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        SplitDateField().clean(dates.Parts("31", "12", year))


@pytest.mark.parametrize(
    ("typed", "changed"),
    [(dates.Parts("1", "6", "2026"), False), (dates.Parts("2", "6", "2026"), True),
     (dates.Parts("31", "6", "2026"), True), (dates.Parts(), True)],
)  # fmt: skip
def test_a_changed_date_is_noticed(typed: dates.Parts, changed: bool) -> None:  # noqa: FBT001 - a table's column
    assert SplitDateField().has_changed(date(2026, 6, 1), typed) is changed


def test_a_date_is_missing_only_when_no_box_was_sent() -> None:
    widget = SplitDateField().widget

    assert widget.value_omitted_from_data({}, {}, "due")
    assert not widget.value_omitted_from_data({"due-month": ""}, {}, "due")


@pytest.mark.parametrize("typed", ["14:05", "14.05", "1405", " 14:05 ", "14 : 05", "14:05:00"])
def test_a_time_is_read(typed: str) -> None:
    assert ClockField().clean(typed) == time(14, 5)


def test_a_time_without_a_leading_nought_is_read() -> None:
    assert ClockField().clean("905") == time(9, 5)


@pytest.mark.parametrize("typed", ["25:00", "five past two", "14", "2460"])
def test_a_wrong_time_says_how_to_write_it(typed: str) -> None:
    with pytest.raises(ValidationError, match="Enter the time as hours and minutes, like 14:05"):
        ClockField().clean(typed)


def test_a_time_that_is_a_time_already_is_kept() -> None:
    assert ClockField().clean(time(14, 5)) == time(14, 5)
