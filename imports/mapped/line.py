"""One row of a mapped table while it is read, and the row it ends as."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from imports import reasons
from imports.dates import day_first
from imports.mapped.spec import TableSpec
from imports.markup import mended, plain_text, typed_without_codes
from imports.rows import OUR_COLUMNS, Item, Kind, Outcome, ReadRow
from imports.tables import Cells
from imports.tables.tree import OF_THE_RECORD
from imports.words import clean, without_secrets

SUMMARY_LENGTH = 160
LOOKED_UP = ">"  # before the name of a column of another table: ">addresses.Postcode"
NOT_ITS_OWN = (LOOKED_UP, OF_THE_RECORD)
SECRET_COLUMN = "[kept apart]"


@dataclass(slots=True)
class Line:
    """A row under its mapping. Doubts that come up are warnings of the row it ends as."""

    spec: TableSpec
    row: Cells
    doubts: list[str] = field(default_factory=list)
    is_cleaned: bool = False
    # What the old system calls this row, and the person it is about.
    source_id: str = field(init=False)
    whose: str = field(init=False)

    def __post_init__(self) -> None:
        self.source_id = clean(self.row.values.get(self.spec.key, ""))
        self.whose = clean(self.row.values.get(self.spec.person, ""))

    @property
    def ref(self) -> str:
        return f"{self.spec.name}!{self.row.number}"

    def typed(self, name: str) -> str:
        """What was typed for a field."""
        cell = self.spec.fields.get(name)
        return cell.typed(self.row.values) if cell else ""

    def whole(self, name: str) -> str:
        """The cell of a field as the old system wrote it, with the spaces round it."""
        return self.row.values.get(self.spec.fields[name].column, "")

    def read(self, name: str) -> str:
        """What it means in the record's own words or codes; what is unknown becomes a doubt."""
        cell = self.spec.fields.get(name)
        if cell is None:
            return ""
        value, doubts = cell.read(self.row.values)
        self.doubts += doubts
        return value

    def read_or_typed(self, name: str) -> str:
        """What it means, or what was typed where that is in no list: it must be told."""
        before = len(self.doubts)
        value = self.read(name)
        is_unknown = len(self.doubts) > before
        return value or (self.typed(name) if is_unknown else "")

    def cleaned(self, typed: str) -> str:
        """The words of a text that may have markup or damaged letters in it.

        What was typed is kept with the row where that is something else.
        """
        words = plain_text(mended(typed))
        if words != typed:
            self.is_cleaned = True
        return words

    def day_first(self, name: str, words: str) -> str:
        """The words of a field that is a date, with the day first as dates are read."""
        if not self.spec.month_first:
            return words
        cell = self.spec.fields.get(name)
        is_turned = cell and self.spec.month_first.intersection(cell.columns)
        return day_first(words) if is_turned else words

    def is_so(self, option: str) -> bool:
        """Whether the cells say what an option of the table names, such as `withdrawn`."""
        return so(self.spec.options.get(option), self.row.values)

    def take_stated_doubts(self) -> None:
        """Take up the doubts that the mapping states: {words: {column: value}}."""
        for words, said in self.spec.options.get("doubts", {}).items():
            if so(said, self.row.values):
                self.doubts.append(words)

    def left_over(self) -> Iterator[tuple[str, str]]:
        """The columns that no field takes, with what was typed in them."""
        used = self.spec.columns
        for column, typed in self.row.values.items():
            if (
                column not in used
                and not column.startswith(NOT_ITS_OWN)
                and column not in OUR_COLUMNS
                and (words := clean(typed))
            ):
                yield column, words

    def unknown(self) -> Iterator[tuple[str, str]]:
        """The codes that are in no list, with their columns: their words must not be lost."""
        for cell in self.spec.fields.values():
            for part in cell.parts or (cell,):
                if part.values is not None and part.read(self.row.values)[1]:
                    yield part.column, clean(self.row.values[part.column])

    def cells(self) -> tuple[tuple[str, str], ...]:
        """The row as typed, for whoever mends it: without codes of doors and key safes."""
        return tuple(
            (column, SECRET_COLUMN if column in self.spec.secrets else typed_without_codes(words))
            for column, typed in self.row.values.items()
            if not column.startswith(NOT_ITS_OWN) and (words := clean(typed))
        )

    def codes(self) -> tuple[str, ...]:
        """What stands in the columns of secrets."""
        return tuple(filter(None, (clean(self.row.values.get(c, "")) for c in self.spec.secrets)))

    def ended(
        self,
        kind: Kind,
        outcome: Outcome,
        reason: str = "",
        *,
        summary: str = "",
        marks: tuple[str, ...] = (),
        number_typed: str = "",
        hint: str = "",
        item: Item | None = None,
    ) -> ReadRow:
        """This row as one that has ended."""
        warnings = tuple(dict.fromkeys(self.doubts)) if item else ()
        is_cleaned = self.is_cleaned and item is not None
        is_kept = outcome is Outcome.REJECTED or bool(warnings) or is_cleaned
        return ReadRow(
            self.spec.name,
            self.row.number,
            kind,
            outcome,
            reason,
            warnings=warnings,
            marks=marks,
            hint=hint,
            summary=without_secrets(summary[: 2 * SUMMARY_LENGTH])[0][:SUMMARY_LENGTH],
            cells=self.cells() if is_kept else (),
            number_typed=number_typed,
            source_id=self.source_id,
            item=item,
            is_cleaned=is_cleaned,
        )


def so(said: Mapping[str, str] | None, cells: Mapping[str, str]) -> bool:
    """Whether cells are as {column: value} says, or filled for {column: any}; of several, one."""
    return any(
        bool(cells.get(column)) if value == "any" else cells.get(column, "").strip() == value
        for column, value in (said or {}).items()
    )


# What stands between the rows of a list and is none.
NOT_ROWS = {reasons.FOOTER, reasons.HEADING, reasons.TOTAL, reasons.REMARK}


def spoilt(line: Line, kind: Kind) -> ReadRow:
    """The end of a row that is not like the others."""
    outcome = Outcome.SKIPPED if line.row.problem in NOT_ROWS else Outcome.REJECTED
    kind = Kind.LAYOUT if outcome is Outcome.SKIPPED else kind
    return line.ended(
        kind, outcome, line.row.problem, summary=" · ".join(w for _, w in line.cells())
    )
