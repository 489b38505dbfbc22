"""A list of weights, a column a month: a care entry for each, and why one was not taken.

The day of a weighing was never written down: its entry says so, on the first of the month.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from imports import reasons
from imports.dates import MONTHS
from imports.mapped.measurements import MEASURED
from imports.register import Register, Resident
from imports.rows import ImportedNote, ImportedSeries, Kind, Outcome, ReadRow
from imports.spreadsheet_home.headings import MONTH, plain
from imports.spreadsheet_home.lines import read_lines
from imports.spreadsheet_home.table import Line, Table
from imports.words import typed

WEIGHT = MEASURED["weight"]
YEAR = re.compile(r"(?<!\d)(?:(20\d{2})|'?(\d{2}))\W*$")
ROWS_ABOVE = 3
KILOGRAMS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:kgs?\.?)?", re.IGNORECASE)
STONES = re.compile(
    r"(\d{1,2})\s*st(?:ones?)?\.?\s*(?:(\d{1,2}(?:\.\d)?)\s*(?:lbs?\.?)?)?", re.IGNORECASE
)
POUND, POUNDS_A_STONE = 0.45359237, 14
NOTHING = re.compile(r"[\W_]*|n/?a", re.IGNORECASE)
NOT_TAKEN = {
    reasons.REFUSED: re.compile(r"r|ref|refused|declined\W*", re.IGNORECASE),
    reasons.IN_HOSPITAL: re.compile(r"h|hosp|(?:in\s+)?hospital\W*", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Weighing:
    """What one cell says: a weight, or why there is none."""

    month: date | None
    words: str
    kilograms: float | None = None
    end: str = "imported"
    is_in_stones: bool = False


def read_weights(table: Table, register: Register, as_of: date) -> Iterator[ReadRow]:
    """Each row of the list of weights."""
    months = {
        field: _month(table, column)
        for field, column in table.columns.items()
        if field.startswith(MONTH)
    }

    def read(line: Line, resident: Resident) -> ReadRow:
        return _ended(line, resident, [*_weighings(line, months, as_of)])

    yield from read_lines(table, Kind.MEASUREMENT, register, read)


def _month(table: Table, column: int) -> date | None:
    """The month over a column, with the year behind it or in a heading above."""
    heading = table.labels[column]
    month = MONTHS[plain(heading)[:3]]
    found = YEAR.search(heading)
    year = int(found[1] or 2000 + int(found[2])) if found else _year_above(table, column)
    return date(year, month, 1) if year else None


def _year_above(table: Table, column: int) -> int | None:
    """The year that stands over a column, perhaps merged over the whole of it."""
    for row in range(table.header - 1, max(table.header - 1 - ROWS_ABOVE, 0), -1):
        years = {
            at: int(typed(value))
            for at, value in table.sheet.rows.get(row, {}).items()
            if re.fullmatch(r"20\d{2}", typed(value))
        }
        before = [at for at in years if at <= column]
        if before:
            return years[max(before)]
    return None


def _weighings(line: Line, months: dict[str, date | None], as_of: date) -> Iterator[Weighing]:
    for field, month in months.items():
        words = line.text(field)
        if not NOTHING.fullmatch(words):
            yield _weighing(month, words, as_of)


def _weighing(month: date | None, words: str, as_of: date) -> Weighing:
    for why, said in NOT_TAKEN.items():
        if said.fullmatch(words):
            return Weighing(month, words, end=f"not taken: {why}")
    if month is None or month > as_of:
        why = reasons.FUTURE_DATE if month else reasons.DATE_WITHOUT_YEAR
        return Weighing(month, words, end=f"{Outcome.REJECTED}: {why}")
    kilograms, is_in_stones = _kilograms(words)
    if kilograms is None:
        return Weighing(month, words, end=f"{Outcome.REJECTED}: {reasons.NOT_A_WEIGHT}")
    if not WEIGHT.least <= kilograms <= WEIGHT.most:
        return Weighing(month, words, end=f"{Outcome.REJECTED}: {reasons.OUT_OF_RANGE}")
    return Weighing(month, words, kilograms, is_in_stones=is_in_stones)


def _kilograms(words: str) -> tuple[float | None, bool]:
    if found := STONES.fullmatch(words):
        pounds = int(found[1]) * POUNDS_A_STONE + float(found[2] or 0)
        return round(pounds * POUND, 1), True
    found = KILOGRAMS.fullmatch(words)
    return (float(found[1].replace(",", ".")) if found else None), False


def _ended(line: Line, resident: Resident, found: list[Weighing]) -> ReadRow:
    notes = tuple(_note(resident, each) for each in found if each.kilograms is not None)
    marks = [each.end for each in found]
    marks += [reasons.IN_STONES for each in found if each.is_in_stones]
    doubts = tuple(
        f"{reasons.WEIGHT_LEFT_OUT}: {each.words}, {_when(each)}, {each.end}"
        for each in found
        if not each.kilograms
    )
    said = f"{resident.label}: weights"
    if not notes:
        return line.ended(
            Kind.MEASUREMENT, Outcome.REJECTED, reasons.MISSING_FIELD, marks=tuple(marks),
            summary=said,
        )  # fmt: skip
    return line.ended(
        Kind.MEASUREMENT, Outcome.IMPORTED, item=ImportedSeries(resident.ref, notes),
        marks=tuple(marks), warnings=doubts, summary=said,
    )  # fmt: skip


def _when(weighing: Weighing) -> str:
    return f"{weighing.month:%B %Y}" if weighing.month else "a month without a year"


def _note(resident: Resident, weighing: Weighing) -> ImportedNote:
    assert weighing.month  # without one there is no weight
    original = f" Typed as {weighing.words}." if weighing.is_in_stones else ""
    return ImportedNote(
        person=resident.ref,
        text=f"Weighed in {_when(weighing)}; the day was not written down.{original}",
        on=weighing.month,
        kind="weight",
        values=(("weight_kg", f"{weighing.kilograms:g}"),),
    )
