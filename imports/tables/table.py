"""What a table of a source is, whatever it was written in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(slots=True)
class Cells:
    """One row: its filled cells as typed, by column. A file has a million: it is not frozen.

    `number` is its place in the table, as its reader would count. `problem` says why it is no row
    like the others (a reason of `imports.reasons`); its cells are then for the eye alone.
    """

    number: int
    values: dict[str, str]
    problem: str = ""


class Table(Protocol):
    """A list of a source; `rows` may be asked for more than once."""

    @property
    def name(self) -> str:
        """What the source calls it, in small letters: "visit_notes"."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings, each once."""
        ...

    @property
    def about(self) -> int:
        """About how many rows it has: exact enough to say how far a reading is."""
        ...

    def rows(self) -> Iterator[Cells]:
        """Every row that holds anything. Raises UnreadableFile where the file breaks off."""
        ...
