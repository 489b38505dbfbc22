"""A sheet of a workbook, whatever program saved it, and how much of one we read."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl.utils import get_column_letter

from imports.dates import DAY_ZERO
from imports.errors import UnreadableFile

type Value = str | int | float | bool | date | datetime | time | timedelta
type Place = tuple[int, int]

MAX_FILE_BYTES = 20 * 1024**2
MAX_CELLS = 400_000
MAX_SPANNED_CELLS = 400_000
LONGEST_CELL = 1_000_000  # thirty times what Excel holds
DAMAGED = (
    "This workbook is damaged or cut short and cannot be read. "
    "Open it in your spreadsheet program, save it again as .xlsx, and choose the new file."
)
TOO_MANY_FORMATS = (
    "This workbook has far more formats, links and comments than lists need. "
    "Copy the words alone into a new workbook, and choose that."
)


@dataclass(frozen=True, slots=True)
class Span:
    """A block of merged cells; only its first cell holds a value."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its filled cells by row and column, both counted from 1."""

    title: str
    state: str
    rows: dict[int, dict[int, Value]]
    spans: tuple[Span, ...] = ()
    comments: dict[Place, str] = field(default_factory=dict)
    without_result: frozenset[Place] = frozenset()
    day_zero: date = DAY_ZERO  # what a date that is a bare number is counted from


def refuse_too_many(cells: int, spanned: int = 0) -> None:
    """Refuse a workbook of more cells than memory has room for, or that says so."""
    if cells > MAX_CELLS or spanned > MAX_SPANNED_CELLS:
        raise UnreadableFile(
            f"This workbook has more than {MAX_CELLS:,} cells, the most we can read. "
            "Split it, or delete formatting far outside your lists."
        )


def refuse_too_long(title: str, place: Place, text: str) -> None:
    """Refuse a workbook with a cell that no spreadsheet program would let anybody type."""
    if len(text) > LONGEST_CELL:
        row, column = place
        raise UnreadableFile(
            f"Cell {get_column_letter(column)}{row} of the sheet “{title}” holds more than "
            f"{LONGEST_CELL:,} characters, the most we can read. The file was not opened."
        )
