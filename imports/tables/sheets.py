"""The sheets of a workbook as tables, whatever stands above, between and beside their rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from openpyxl.utils import get_column_letter

from imports import reasons
from imports.files import File
from imports.sheet import MAX_FILE_BYTES, Sheet, Value
from imports.tables.delimited import labels
from imports.tables.layout import ADVICE, WEEKS, is_total
from imports.tables.table import Cells
from imports.words import typed
from imports.workbook import read_workbook

SEARCHED_FOR_HEADINGS = 100
LONGEST_HEADING = 60
# Columns of ours for what stands outside the cells: nothing of a sheet may vanish.
HEADING_ABOVE = "[heading above]"
IN_THE_MARGIN = "[comments]"


def sheets_of(file: File) -> "list[SheetTable]":
    """Each sheet that holds anything. Raises UnreadableFile."""
    with file.open() as stream:
        sheets = read_workbook(stream.read(MAX_FILE_BYTES + 1))
    return [SheetTable(sheet) for sheet in sheets if sheet.rows]


@dataclass(frozen=True)
class SheetTable:
    """One sheet: its headings where they stand, and the rows below them."""

    sheet: Sheet
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.sheet.title.strip().lower())

    @property
    def about(self) -> int:
        """How many rows hold anything."""
        return len(self.sheet.rows)

    @cached_property
    def header(self) -> int:
        """The row of the headings; 0 where the sheet has none, so that every row is read."""
        widest = Counter(len(cells) for cells in self._cells.values() if len(cells) > 1)
        width = widest.most_common(1)[0][0] if widest else 0
        for number in list(self._cells)[:SEARCHED_FOR_HEADINGS]:
            cells = self._cells[number]
            if width and len(cells) * 5 >= width * 3 and all(map(_is_heading, cells.values())):
                return number
        return 0

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The headings, each once; a column without one by its letter."""
        more = [
            name
            for name, is_used in (
                (HEADING_ABOVE, bool(self._headings_between)),
                (IN_THE_MARGIN, bool(self.sheet.comments or self.sheet.without_result)),
            )
            if is_used
        ]
        return (*self._labels.values(), *more)

    def rows(self) -> Iterator[Cells]:
        """Every row that holds anything: titles and headings too, said to be such."""
        above = ""
        for number, cells in self._cells.items():
            problem = self._problem(number)
            values = {self._labels[at]: typed(cell) for at, cell in cells.items()}
            if number in self._headings_between:
                above = next(iter(values.values()))
            elif above and not problem:
                values[HEADING_ABOVE] = above
            if said := self._in_the_margin.get(number):
                values[IN_THE_MARGIN] = "\n".join(said)
            yield Cells(number, values, problem)

    @cached_property
    def _cells(self) -> dict[int, dict[int, Value]]:
        """The cells of every row, with what is merged down into it from above."""
        merged = {
            (row, span.left): self.sheet.rows[span.top][span.left]
            for span in self.sheet.spans
            if span.left in self.sheet.rows.get(span.top, {})
            for row in range(span.top + 1, span.bottom + 1)
        }
        into: dict[int, dict[int, Value]] = {number: {} for number in self.sheet.rows}
        for (row, column), value in merged.items():
            if row in into:
                into[row][column] = value
        return {
            number: {at: _plain(value) for at, value in sorted((into[number] | cells).items())}
            for number, cells in self.sheet.rows.items()
        }

    @cached_property
    def _labels(self) -> dict[int, str]:
        """What each column that holds anything is called."""
        used = sorted({at for cells in self._cells.values() for at in cells})
        heads = self._cells.get(self.header, {})
        years = self._years_above()
        said = [
            " ".join(filter(None, [years.get(at, ""), typed(heads.get(at, ""))]))
            or f"Column {get_column_letter(at)}"
            for at in used
        ]
        return dict(zip(used, labels(said), strict=True))

    def _years_above(self) -> dict[int, str]:
        """The year over a group of columns, without which "Oct" would stand there twice."""
        return {
            at: typed(value)
            for span in self.sheet.spans
            if span.bottom == self.header - 1 and span.right > span.left
            if typed(value := self.sheet.rows.get(span.top, {}).get(span.left, "")).isdigit()
            for at in range(span.left, span.right + 1)
        }

    @cached_property
    def _headings_between(self) -> frozenset[int]:
        """The rows below the headings that say what the rows after them share."""
        return frozenset(
            number
            for number in self._across
            if number > self.header and not self._says_a_week(number)
            if self._problem(number) == reasons.HEADING
        )

    @cached_property
    def _across(self) -> frozenset[int]:
        """The rows that are one cell, merged over several columns."""
        wide = {span.top for span in self.sheet.spans if span.right > span.left}
        return frozenset(number for number in wide if len(self._cells.get(number, ())) == 1)

    def _says_a_week(self, number: int) -> bool:
        return bool(WEEKS.match(typed(next(iter(self._cells[number].values())))))

    def _problem(self, number: int) -> str:
        cells = self._cells[number]
        words = [typed(value) for value in cells.values()]
        if number <= self.header or (self.header and self._is_headings_again(cells)):
            return reasons.HEADING
        if is_total(words):
            return reasons.TOTAL
        if len(words) > 1 or len(self._labels) < 3:
            return ""
        if ADVICE.match(words[0]):
            return reasons.REMARK
        return reasons.HEADING if number in self._across or self._says_a_week(number) else ""

    def _is_headings_again(self, cells: dict[int, Value]) -> bool:
        heads = self._cells[self.header]
        same = sum(typed(heads.get(at, "")).lower() == typed(v).lower() for at, v in cells.items())
        return same * 2 > len(cells)

    @cached_property
    def _in_the_margin(self) -> dict[int, list[str]]:
        """By row: comments on its cells, and formulas whose results were never stored."""
        said = {place: typed(words) for place, words in self.sheet.comments.items()}
        said |= dict.fromkeys(self.sheet.without_result, reasons.FORMULA)
        by_row: dict[int, list[str]] = defaultdict(list)
        for (row, at), words in sorted(said.items()):
            by_row[row].append(f"{self._labels.get(at) or get_column_letter(at)}: {words}")
        return by_row


def _plain(value: Value) -> Value:
    """A cell as a person would say it: a day by its month's name, so that none reads it wrongly."""
    if isinstance(value, datetime):
        clock = f" {value:%H:%M}" if value.time() != time() else ""
        return f"{value.day} {value:%B %Y}{clock}"
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else value


def _is_heading(value: Value) -> bool:
    words = typed(value)
    is_figures = not isinstance(value, str) or words.replace(" ", "").isdigit()
    return bool(words) and len(words) <= LONGEST_HEADING and not is_figures
