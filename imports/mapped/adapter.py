"""A kind of source that is read by its mapping."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from imports.errors import UnreadableFile
from imports.files import File
from imports.mapped.source import MappedSource
from imports.mapped.spec import SourceMapping, load
from imports.tables import Table

type TablesOf = Callable[[Sequence[File]], list[Table]]


@dataclass(frozen=True)
class MappedAdapter:
    """How the tables of a kind of source are found, and what they mean."""

    mapping: SourceMapping
    tables_of: TablesOf
    endings: frozenset[str]

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
        found = {table.name: set(table.columns) for table in self.tables_of(files)}
        known = self.mapping.recognised_by.items()
        return all(set(columns) <= found.get(name, set()) for name, columns in known)

    def open_source(self, files: Sequence[File], *, as_of: date) -> MappedSource:
        """The source under its mapping. Raises UnreadableFile."""
        beside = [file for file in files if file.suffix not in self.endings]
        tables = self.tables_of(files)
        twice = [name for name, times in Counter(each.name for each in tables).items() if times > 1]
        if twice:
            raise UnreadableFile(
                f"There are two lists called “{twice[0]}”, and one would hide the other. "
                "Give each file a name of its own."
            )
        return MappedSource(self.mapping, tables, as_of=as_of, files=beside)


def adapter(folder: str, tables_of: TablesOf, endings: frozenset[str]) -> MappedAdapter:
    """The adapter of a folder of `imports/` with a mapping, whose tables have these endings."""
    mapping = load(Path(__file__).parents[1] / folder / "mapping.yaml")
    return MappedAdapter(mapping, tables_of, endings)
