"""Find the list within a sheet, and tell its records from headings, totals and remarks."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.utils import get_column_letter

from imports.dates import DAY_ZERO, ReadDate, event_year, read_date
from imports.reasons import FORMULA, HEADING, REMARK, SECRET_APART, TOTAL
from imports.rows import OUR_COLUMNS, Item, Kind, Outcome, ReadRow
from imports.sheet import Sheet, Value
from imports.spreadsheet_home.headings import LAYOUTS, Layout
from imports.tables.layout import ADVICE, WEEKS, is_total
from imports.words import typed, without_secrets

SEARCHED_FOR_HEADINGS = 100
SUMMARY_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list. `layout` says what it is when it is not a record.

    Words are as typed, but for the codes of doors and key safes: those are in `codes` alone, so
    that no summary, report or note can carry one by accident.
    """

    sheet: str
    number: int
    values: dict[str, Value]
    texts: dict[str, str]
    headings: dict[str, str]
    others: tuple[tuple[str, str], ...]
    cells: tuple[tuple[str, str], ...]
    codes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    layout: str = ""
    day_zero: date = DAY_ZERO

    @property
    def ref(self) -> str:
        return f"{self.sheet}!{self.number}"

    @property
    def words(self) -> str:
        """What stands in the first cell."""
        return self.cells[0][1]

    def text(self, field: str) -> str:
        """What was typed under a heading, or nothing."""
        return self.texts.get(field, "")

    def heading(self, field: str) -> str:
        """What the column of a field is called in the sheet."""
        return self.headings[field]

    def day(self, field: str, *, year_of: Callable[[int], int] = event_year) -> ReadDate:
        """The date under a heading."""
        return read_date(self.values.get(field), year_of=year_of, day_zero=self.day_zero)

    def ended(
        self,
        kind: Kind,
        outcome: Outcome,
        reason: str = "",
        *,
        summary: str = "",
        hint: str = "",
        warnings: tuple[str, ...] = (),
        marks: tuple[str, ...] = (),
        number_typed: str = "",
        item: Item | None = None,
    ) -> ReadRow:
        """This line as a row that has ended."""
        said = summary or " · ".join(words for _, words in self.cells)
        return ReadRow(
            self.sheet,
            self.number,
            kind,
            outcome,
            reason,
            warnings=tuple(dict.fromkeys((*self.warnings, *warnings))),
            marks=marks,
            hint=hint,
            summary=said[:SUMMARY_LENGTH],
            cells=self.cells,
            number_typed=number_typed,
            item=item,
        )


class Table:
    """A list in a sheet: its headings, its lines, and what of it nobody reads."""

    def __init__(self, sheet: Sheet, layout: Layout, header: int) -> None:
        self.sheet = sheet
        self.layout = layout
        self.header = header
        heads = _heads(sheet, header)
        self.columns = layout.columns(heads)
        self.labels = _labels(heads)
        self._last_head = max(
            (span.bottom for span in sheet.spans if span.top <= header <= span.bottom),
            default=header,
        )
        self._carried = {
            (row, span.left): sheet.rows[span.top][span.left]
            for span in sheet.spans
            if span.top > header and span.left in sheet.rows.get(span.top, {})
            for row in range(span.top + 1, span.bottom + 1)
        }
        self._without_result = {row for row, _ in sheet.without_result}
        self._comments: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for (row, column), text in sheet.comments.items():
            self._comments[row].append((column, text))
        self._banners = {span.top for span in sheet.spans if span.right > span.left}

    @property
    def other_headings(self) -> tuple[str, ...]:
        """Columns that have a heading which means nothing to us."""
        ours = set(self.columns.values())
        return tuple(label for column, label in self.labels.items() if column not in ours)

    def lines(self) -> Iterator[Line]:
        """Every row that holds anything, in order."""
        for number, cells in self.sheet.rows.items():
            yield self._line(number, cells)

    def _line(self, number: int, cells: dict[int, Value]) -> Line:
        columns = self.layout.columns(cells)
        if number > self.header and columns:
            self.columns = columns
            self.labels = _labels(cells)
        carried = {
            column: self._carried[number, column]
            for column in self.columns.values()
            if column not in cells and (number, column) in self._carried
        }
        held = cells | carried
        masked = {column: without_secrets(typed(held[column])) for column in sorted(held)}
        codes = tuple(code for _, found in masked.values() for code in found)
        labelled = {column: (self._label(column), words) for column, (words, _) in masked.items()}
        ours = {field: column for field, column in self.columns.items() if column in held}
        return Line(
            self.sheet.title,
            number,
            values={
                field: masked[column][0] if isinstance(held[column], str) else held[column]
                for field, column in ours.items()
            },
            headings={field: self._label(column) for field, column in self.columns.items()},
            texts={field: masked[column][0] for field, column in ours.items()},
            others=tuple(
                (label, words)
                for column, (label, words) in labelled.items()
                if column not in ours.values() and label not in OUR_COLUMNS
            ),
            cells=tuple(labelled.values()),
            codes=codes,
            warnings=tuple(self._warnings(number, has_codes=bool(codes))),
            layout=self._layout_of(number, cells, is_header=bool(columns), held=len(held)),
            day_zero=self.sheet.day_zero,
        )

    def _warnings(self, number: int, *, has_codes: bool) -> Iterator[str]:
        if number in self._without_result:
            yield FORMULA
        if has_codes:
            yield SECRET_APART
        for column, text in self._comments.get(number, ()):
            yield f"comment on {self._label(column)}: {without_secrets(typed(text))[0]}"

    def _label(self, column: int) -> str:
        return self.labels.get(column) or f"Column {get_column_letter(column)}"

    def _layout_of(
        self, number: int, cells: dict[int, Value], *, is_header: bool, held: int
    ) -> str:
        if number <= self._last_head or is_header:
            return HEADING
        words = [typed(value) for value in cells.values()]
        if is_total(words):
            return TOTAL
        if held > 1:  # what is merged down from above counts: a contact may be a name alone
            return ""
        if WEEKS.match(words[0]) or (number in self._banners and not ADVICE.match(words[0])):
            return HEADING
        alone = {self.columns.get(field) for field in self.layout.stands_alone}
        return "" if cells.keys() & alone else REMARK


def _heads(sheet: Sheet, number: int) -> dict[int, Value]:
    """A row of headings, with those that are merged down into it from above."""
    above = {
        span.left: sheet.rows[span.top][span.left]
        for span in sheet.spans
        if span.top < number <= span.bottom and span.left in sheet.rows.get(span.top, {})
    }
    return above | sheet.rows[number]


def _labels(heads: dict[int, Value]) -> dict[int, str]:
    """What each column is called; one heading typed twice is told apart by the column."""
    labels: dict[int, str] = {}
    for column, value in sorted(heads.items()):
        label = typed(value)
        is_second = label in labels.values()
        labels[column] = f"{label} ({get_column_letter(column)})" if is_second else label
    return labels


def find_table(sheet: Sheet, layouts: Sequence[Layout] = LAYOUTS) -> Table | None:
    """The list in this sheet, if its headings are those of a list that we know."""
    for number in list(sheet.rows)[:SEARCHED_FOR_HEADINGS]:
        found = [
            (len(columns), layout)
            for layout in layouts
            if (columns := layout.columns(_heads(sheet, number)))
        ]
        if found:
            return Table(sheet, max(found, key=lambda pair: pair[0])[1], number)
    return None
