"""The rows that somebody must look at: as a list in a report, and as a workbook to mend them in."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from imports import reasons
from imports.continued import heading_of_more, pieces
from imports.rows import OUR_COLUMNS, Outcome, is_brought_in

NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31


class EndedRow(Protocol):
    """A row that has ended: of a file that is read now, or of a run."""

    @property
    def sheet(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def warnings(self) -> Sequence[str]: ...
    @property
    def cells(self) -> Sequence[Sequence[str]]: ...


def is_problem(row: EndedRow) -> bool:
    """Whether a row was left out, or is brought in with a warning."""
    return row.outcome == Outcome.REJECTED or bool(row.warnings and is_brought_in(row.outcome))


def listed(rows: Iterable[EndedRow]) -> dict[str, list[dict[str, Any]]]:
    """Every row that was left out, and every row with a warning, with the cells as typed."""
    lists: dict[str, list[dict[str, Any]]] = {"rejected_rows": [], "rows_with_warnings": []}
    for row in filter(is_problem, rows):
        name = "rejected_rows" if row.outcome == Outcome.REJECTED else "rows_with_warnings"
        lists[name].append(_entry(row))
    return lists


def _entry(row: EndedRow) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.number,
        "kind": str(row.kind),
        "reason": row.reason,
        "sentence": reasons.sentence(row.reason),
        "hint": row.hint,
        "warnings": list(row.warnings),
        "cells": [list(cell) for cell in row.cells],
    }


def workbook(rows: Callable[[], Iterable[EndedRow]], columns: Mapping[str, Sequence[str]]) -> bytes:
    """A sheet for each sheet that has such rows, in its own columns and two of ours behind them.

    What is too long for a cell goes on in columns behind those. The rows are asked for twice, since
    the headings of all columns stand above the first row.
    """
    book = Workbook(write_only=True)
    sheets: dict[str, _ToMend] = {}
    longer = _longer(rows(), columns)
    for row in filter(is_problem, rows()):
        if row.sheet not in sheets:
            title = NOT_IN_A_TITLE.sub(" ", row.sheet)[:LONGEST_TITLE]
            headings = _headings(row.sheet, columns)
            sheets[row.sheet] = _ToMend(book.create_sheet(title), headings, longer[row.sheet])
            sheets[row.sheet].begin()
        sheets[row.sheet].add(row)
    if not sheets:
        _append(book.create_sheet("Nothing to mend"), ["Every row was read without a doubt"])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _ToMend:
    """A sheet of the workbook; `longer` says how many pieces more some columns have."""

    sheet: WriteOnlyWorksheet
    headings: Sequence[str]
    longer: Mapping[str, int]

    def begin(self) -> None:
        """Write the headings."""
        more = [
            heading_of_more(heading, number)
            for heading, most in self.longer.items()
            for number in range(1, most + 1)
        ]
        _append(self.sheet, [*self.headings, *more])

    def add(self, row: EndedRow) -> None:
        """Write a row: what has a heading, what goes on, and what has none with where it stood."""
        held = _held(row)
        split = {heading: pieces(held.pop(heading, "")) for heading in self.headings}
        more = [
            "".join(split[heading][number : number + 1])
            for heading, most in self.longer.items()
            for number in range(1, most + 1)
        ]
        beside = [
            f"{heading_of_more(place, number) if number else place}: {piece}"
            for place, words in held.items()
            for number, piece in enumerate(pieces(words))
        ]
        _append(self.sheet, [*(split[heading][0] for heading in self.headings), *more, *beside])


def _headings(sheet: str, columns: Mapping[str, Sequence[str]]) -> list[str]:
    """The columns of a sheet and ours, each once: rows that were mended before have ours."""
    return list(dict.fromkeys([*columns.get(sheet, ()), *OUR_COLUMNS]))


def _held(row: EndedRow) -> dict[str, str]:
    """The cells of a row by heading, and ours."""
    ours = zip(OUR_COLUMNS, (what_is_wrong(row), str(row.number)), strict=True)
    return {cell[0]: cell[1] for cell in row.cells} | dict(ours)


def _longer(
    rows: Iterable[EndedRow], columns: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, int]]:
    """Of each sheet the columns with cells that go on, and in how many pieces more."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in filter(is_problem, rows):
        headings = _headings(row.sheet, columns)
        for heading, words in _held(row).items():
            more = len(pieces(words)) - 1
            if more > found[row.sheet].get(heading, 0) and heading in headings:
                found[row.sheet][heading] = more
    return found


def what_is_wrong(row: EndedRow) -> str:
    """Why a row was left out, or what to look at."""
    said = [reasons.sentence(row.reason), row.hint] if row.reason else []
    look = [f"Not left out, but look: {warning}" for warning in row.warnings]
    return " ".join(filter(None, [*said, *look]))


def _append(sheet: WriteOnlyWorksheet, texts: list[str]) -> None:
    """A row of plain words: what begins like a formula is never run, here or when it is edited."""
    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"
        cell.quotePrefix = True
        cells.append(cell)
    sheet.append(cells)
