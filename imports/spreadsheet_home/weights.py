"""A list of weights, a column a month: a care entry for each, and why one was not taken."""

import re
from collections.abc import Iterator
from datetime import date

from imports import reasons
from imports.dates import MONTHS
from imports.register import Register, Resident
from imports.rows import ImportedSeries, Kind, Outcome, ReadRow
from imports.spreadsheet_home.headings import MONTH, plain
from imports.spreadsheet_home.lines import read_lines
from imports.spreadsheet_home.table import Line, Table
from imports.weighing import When, weighed, year_in
from imports.words import typed

ROWS_ABOVE = 3


def read_weights(table: Table, register: Register, as_of: date) -> Iterator[ReadRow]:
    """Each row of the list of weights."""
    months = {
        field: _month(table, column)
        for field, column in table.columns.items()
        if field.startswith(MONTH)
    }

    def read(line: Line, resident: Resident) -> ReadRow:
        cells = [(month, line.text(field)) for field, month in months.items()]
        found = weighed(resident.ref, cells, as_of)
        said = f"{resident.label}: weights"
        if not found.notes:
            return line.ended(
                Kind.MEASUREMENT, Outcome.REJECTED, reasons.MISSING_FIELD, marks=found.marks,
                summary=said,
            )  # fmt: skip
        return line.ended(
            Kind.MEASUREMENT, Outcome.IMPORTED, item=ImportedSeries(resident.ref, found.notes),
            marks=found.marks, warnings=found.doubts, summary=said,
        )  # fmt: skip

    yield from read_lines(table, Kind.MEASUREMENT, register, read)


def _month(table: Table, column: int) -> When | None:
    """The month over a column, with the year behind it or in a heading above."""
    heading = table.labels[column]
    month = MONTHS[plain(heading)[:3]]
    year = year_in(heading) or _year_above(table, column)
    return When(date(year, month, 1)) if year else None


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
