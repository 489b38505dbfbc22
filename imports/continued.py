"""Words that are too long for one cell of a workbook: in pieces, and whole again.

Excel cuts a longer cell without a word. What is over stands in columns of its own, which are said
to continue another, and is joined to it when the workbook comes back mended.
"""

import re
from dataclasses import replace
from itertools import islice

from imports.rows import OUR_COLUMNS
from imports.sheet import Sheet, Value
from imports.words import typed

LONGEST_CELL = 32_767  # in Excel's count, in which a letter beyond the first 65 thousand is two
PIECE = LONGEST_CELL // 2  # fits, whatever its letters are
CONTINUED = re.compile(r"(?P<heading>.+) \(continued(?: \d+)?\)", re.DOTALL)
SEARCHED_FOR_HEADINGS = 100


def pieces(text: str) -> list[str]:
    """The text in pieces that a cell holds; a text that fits is one."""
    if len(text) <= PIECE or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * LONGEST_CELL:
        return [text]
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]


def heading_of_more(heading: str, number: int) -> str:
    """What the column is called in which the first, second or later piece more stands."""
    return f"{heading} (continued)" if number == 1 else f"{heading} (continued {number})"


def rejoined(sheet: Sheet) -> Sheet:
    """A sheet of rows to be mended with each text in one cell; any other sheet as it is."""
    for number, cells in islice(sheet.rows.items(), SEARCHED_FOR_HEADINGS):
        heads = {column: typed(value) for column, value in sorted(cells.items())}
        if {*OUR_COLUMNS} <= {*heads.values()}:
            continues = _continues(heads)
            rows = {at: _joined(row, continues) for at, row in sheet.rows.items()}
            rows[number] = {at: head for at, head in cells.items() if at not in continues}
            return replace(sheet, rows=rows)
    return sheet


def _continues(heads: dict[int, str]) -> dict[int, int]:
    """Which column goes on in each of those behind ours."""
    ours = max(column for column, heading in heads.items() if heading in OUR_COLUMNS)
    columns = {heading: column for column, heading in heads.items() if column <= ours}
    return {
        column: columns[found["heading"]]
        for column, heading in heads.items()
        if column > ours and (found := CONTINUED.fullmatch(heading)) and found["heading"] in columns
    }


def _joined(cells: dict[int, Value], continues: dict[int, int]) -> dict[int, Value]:
    whole = {column: value for column, value in cells.items() if column not in continues}
    for column, of in continues.items():
        if column in cells:
            whole[of] = f"{whole.get(of, '')}{cells[column]}"
    return whole
