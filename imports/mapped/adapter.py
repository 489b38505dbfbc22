"""A kind of source that is read by its mapping."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from imports.errors import UnreadableFile
from imports.files import File
from imports.mapped.source import MappedSource
from imports.mapped.spec import SourceMapping, load, said_in
from imports.scanning import refuse_infected_lists
from imports.tables import Table
from imports.tables.anything import Handed

type TablesOf = Callable[[Sequence[File]], list[Table]]
type HandedOver = Callable[[Sequence[File]], Handed]


@dataclass(frozen=True)
class MappedAdapter:
    """How the tables of a kind of source are found, and what they mean.

    `version_id` is the saved version of the mapping, where somebody of the provider made it.
    """

    mapping: SourceMapping
    handed_over: HandedOver
    version_id: UUID | None = None
    mends_id = None

    @property
    def name(self) -> str:
        """What commands and runs call it."""
        return self.mapping.name

    @property
    def label(self) -> str:
        """What a page calls it."""
        return self.mapping.label

    def takes(self, files: Sequence[File]) -> bool:
        """Whether the tables are there by which the source is known, with their headings.

        Raises UnreadableFile where one of its files cannot be read.
        """
        return self.fits(self.handed_over(files).columns)

    def fits(self, columns: Mapping[str, set[str]]) -> bool:
        """Whether these tables, with these headings, are the ones by which it is known."""
        known = self.mapping.recognised_by.items()
        return bool(known) and all(
            set(headings) <= columns.get(name, set()) for name, headings in known
        )

    def open_source(self, files: Sequence[File], *, as_of: date) -> MappedSource:
        """The source under its mapping. Raises UnreadableFile."""
        handed = self.handed_over(files)
        refuse_infected_lists(files, handed.beside)
        names = Counter(table.name for table in handed.tables)
        twice = [name for name, times in names.items() if times > 1]
        if twice:
            raise UnreadableFile(
                f"There are two lists called “{twice[0]}”, and one would hide the other. "
                "Give each file a name of its own."
            )
        return MappedSource(self.mapping, handed.tables, as_of=as_of, files=handed.beside)


def adapter(folder: str, tables_of: TablesOf, endings: frozenset[str]) -> MappedAdapter:
    """The adapter of a folder of `imports/` with a mapping, whose tables have these endings."""

    def handed_over(files: Sequence[File]) -> Handed:
        return Handed(tables_of(files), [file for file in files if file.suffix not in endings])

    return MappedAdapter(load(_file_of(folder)), handed_over)


def said_by(reader: MappedAdapter) -> Mapping[str, Any]:
    """What the mapping of one of our folders says."""
    return said_in(_file_of(reader.name))


def _file_of(folder: str) -> Path:
    return Path(__file__).parents[1] / folder / "mapping.yaml"
