"""The rows that somebody must look at: as a list in a report, and as a workbook to mend them in."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from imports import reasons
from imports.rows import OUR_COLUMNS, Outcome, is_brought_in

NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE = 31
LONGEST_CELL = 32_767


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


def workbook(rows: Iterable[EndedRow], columns: dict[str, Sequence[str]]) -> bytes:
    """A sheet for each sheet that has such rows, in its own columns and two of ours behind them."""
    book = Workbook(write_only=True)
    sheets: dict[str, tuple[WriteOnlyWorksheet, list[str]]] = {}
    for row in filter(is_problem, rows):
        if row.sheet not in sheets:
            title = NOT_IN_A_TITLE.sub(" ", row.sheet)[:LONGEST_TITLE]
            sheets[row.sheet] = book.create_sheet(title), list(columns.get(row.sheet, ()))
            _append(sheets[row.sheet][0], [*sheets[row.sheet][1], *OUR_COLUMNS])
        sheet, headings = sheets[row.sheet]
        held = {cell[0]: cell[1] for cell in row.cells}
        theirs = [held.pop(heading, "") for heading in headings]
        without_heading = [f"{place}: {words}" for place, words in held.items()]
        _append(sheet, [*theirs, *_ours(row), *without_heading])
    if not sheets:
        _append(book.create_sheet("Nothing to mend"), ["Every row was read without a doubt"])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _ours(row: EndedRow) -> tuple[str, str]:
    return what_is_wrong(row), str(row.number)


def what_is_wrong(row: EndedRow) -> str:
    """Why a row was left out, or what to look at."""
    said = [reasons.sentence(row.reason), row.hint] if row.reason else []
    look = [f"Not left out, but look: {warning}" for warning in row.warnings]
    return " ".join(filter(None, [*said, *look]))


def _append(sheet: WriteOnlyWorksheet, texts: list[str]) -> None:
    """A row of plain words: what begins like a formula is never run, here or when it is edited."""
    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, value=text[:LONGEST_CELL])
        cell.data_type = "s"
        cell.quotePrefix = True
        cells.append(cell)
    sheet.append(cells)
