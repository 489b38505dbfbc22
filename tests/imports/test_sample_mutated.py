"""The sample as another home would have typed it ends in the same people, contacts and notes."""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from imports import reasons
from imports.dates import DAY_ZERO, birth_year, event_year, read_date
from imports.errors import UnreadableFile
from imports.rows import (
    ImportedAllergy,
    ImportedContact,
    ImportedNote,
    ImportedPerson,
    Outcome,
)
from imports.sheet import Sheet, Span
from imports.spreadsheet_home.adapter import HomeWorkbook
from imports.spreadsheet_home.table import find_table
from imports.workbook import read_workbook
from tests.imports.homes import AS_OF
from tests.imports.test_sample_workbook import WORKBOOK
from tests.imports.test_spreadsheet_home import SMALL_HOME

SPACES = ("{}", "{} ", " {}", "{}\u00a0", "\u00a0 {}  ", "{}\u200e")
CASES = (str, str.upper, str.lower)
HEADINGS = ("{}", "{}:", "{}  ", "{}\u00a0", "{} (please fill in)", "{}?")
DAYS = (
    lambda on: f"{on:%d/%m/%Y}",
    lambda on: f"{on.day}.{on.month}.{on.year}",
    lambda on: f"{on:%d-%b-%Y}",
    lambda on: f"{on:%B} {on.day}, {on.year}",
    lambda on: f"{on:%Y/%m/%d}",
    lambda on: f"{on:%a} {on.day} {on:%B} {on.year}",
    lambda on: f"{on:%Y-%m-%d} 00:00:00",
    lambda on: datetime.combine(on, time()),
    lambda on: (on - DAY_ZERO).days,
)
DATES = {"born_on": birth_year, "moved_in_on": event_year, "on": event_year}


@cache
def the_sample():
    return read_workbook(WORKBOOK.read_bytes())


class Retyped:
    """One sheet typed by somebody else: the same is always typed the same way."""

    def __init__(self, sheet, seed):
        self._sheet = sheet
        self._rnd = random.Random(seed)
        self._table = find_table(sheet)
        width = max((column for cells in sheet.rows.values() for column in cells), default=0)
        columns = list(range(1, width + 1))
        self._rnd.shuffle(columns)
        self._place = dict(enumerate(columns, start=1))
        self._line = self._lines_with_blanks()
        self._typed = {}

    def sheet(self, title):
        rows = {self._line[number]: self._row(cells) for number, cells in self._sheet.rows.items()}
        comments = {
            (self._line.get(row, row), self._place.get(column, column)): text
            for (row, column), text in self._sheet.comments.items()
        }
        without_result = frozenset(
            (self._line.get(row, row), column) for row, column in self._sheet.without_result
        )
        spans = tuple(self._span(span) for span in self._sheet.spans)
        return Sheet(title, self._sheet.state, rows, spans, comments, without_result)

    def _lines_with_blanks(self):
        within = {row for span in self._sheet.spans for row in range(span.top + 1, span.bottom + 1)}
        down, lines = self._rnd.randint(0, 5), {}
        for number in sorted({*self._sheet.rows, *within}):
            down += self._rnd.choice((0, 0, 0, 1, 2)) if number not in within else 0
            lines[number] = number + down
        return lines

    def _span(self, span):
        left = self._place[span.left]
        right = left + 1 if span.right > span.left else left
        top = self._line.get(span.top, span.top)
        return Span(top, top + span.bottom - span.top, left, right)

    def _row(self, cells):
        layout = self._table and self._table.layout
        columns = layout.columns(cells) if layout else {}
        if columns:
            self._fields = {column: field for field, column in columns.items()}
            cells = {column: self._heading(column, value) for column, value in cells.items()}
        elif layout and hasattr(self, "_fields") and len(cells) > 1:
            cells = {column: self._value(column, value) for column, value in cells.items()}
        return dict(sorted((self._place[column], value) for column, value in cells.items()))

    def _heading(self, column, value):
        field = self._fields.get(column)
        words = self._table.layout.fields[field].split("|") if field else [str(value)]
        case = self._rnd.choice(CASES) if field else str
        return self._rnd.choice(HEADINGS if field else SPACES).format(
            case(self._rnd.choice(words).strip())
        )

    def _value(self, column, value):
        field = self._fields.get(column)
        key = (field, type(value), value)
        if key not in self._typed:
            self._typed[key] = self._retyped(field, value)
        return self._typed[key]

    def _retyped(self, field, value):
        if field in DATES:
            on = read_date(value, year_of=DATES[field]).on
            return self._rnd.choice(DAYS)(on) if on else value
        if not isinstance(value, str):
            return value
        if field == "person":
            value = self._rnd.choice(CASES)(value)
        return self._rnd.choice(SPACES).format(value)


def retyped(seed):
    """The sample's sheets, each typed by somebody else, in another order."""
    sheets = [
        Retyped(sheet, seed).sheet(f"Tab {number}") for number, sheet in enumerate(the_sample())
    ]
    random.Random(seed).shuffle(sheets)
    return tuple(sheets)


def brought(sheets):
    """Everything that would be brought in, without where it stands and how it was typed."""
    people, rest = {}, []
    for row in HomeWorkbook(sheets, as_of=AS_OF).rows():
        item = row.item
        if isinstance(item, ImportedPerson):
            people[item.ref] = (item.surname, item.given_names, item.moved_in_on)
            told = tuple(sorted(words.partition(" (")[0] for words in item.resuscitation))
            kept = tuple(sorted(item.kept))
            rest.append(replace(item, ref="", nhs_typed="", kept=kept, resuscitation=told))
        elif isinstance(item, ImportedContact | ImportedAllergy | ImportedNote):
            whose = people[item.person]
            rest.append((whose, replace(item, person="")))
    return sorted(map(str, rest))


@pytest.mark.parametrize("seed", range(6))
def test_another_typist_of_the_same_records_changes_nothing(seed):
    assert brought(retyped(seed)) == brought(the_sample())


JUNK = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "\x00", "a\x00b\x1fc", "\u202egreen\u202c", "_x0000_", "#REF!", "=1/0", "(" * 5_000,
            "x" * 32_767, " " * 32_767, ", " * 16_000, "1/" * 9_000, "?", "-", "31/02/2026",
            "01/01/0001", "n/a", "\u0661/\u0662/\u0662\u0666", "\u00b2", "None known (", "\ud7ff",
        ]
    ),
    st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(),
    st.timedeltas(),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6), st.integers(1, 11), JUNK), max_size=20)
)
@example([(0, 3, column, float("inf")) for column in range(1, 11)])
@example([(0, 3, column, float("nan")) for column in range(1, 11)])
@example([(sheet, 3, column, "(" * 30_000) for sheet in range(5) for column in range(1, 8)])
@example([(sheet, 3, column, " " * 30_000 + "x") for sheet in range(5) for column in range(1, 8)])
@example([(0, 3, 5, date(1, 1, 1)), (3, 3, 1, datetime(1, 1, 1)), (3, 4, 2, timedelta(-1))])  # noqa: DTZ001 - as a workbook gives it
def test_no_cell_of_any_kind_escapes_as_an_error_or_costs_a_row(changes):
    sheets = [replace(sheet, rows=_copied(sheet.rows)) for sheet in read_workbook(SMALL_HOME)]
    for sheet, row, column, junk in changes:
        sheets[sheet].rows.setdefault(row, {})[column] = junk

    try:
        source = HomeWorkbook(tuple(sheets), as_of=AS_OF)
    except UnreadableFile:
        return
    rows = list(source.rows())

    assert len(rows) == len({row.ref for row in rows}) == sum(sheet.rows for sheet in source.sheets)
    assert not [row for row in rows if row.reason == reasons.NOT_UNDERSTOOD]
    assert all(row.reason for row in rows if row.outcome is not Outcome.IMPORTED)
    assert "\x00" not in str([(row.cells, row.summary, row.item) for row in rows])


def _copied(rows):
    return {number: dict(cells) for number, cells in rows.items()}
