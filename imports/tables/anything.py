"""Tables of whatever was handed over; what is no table stays a file beside them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from imports.errors import UnreadableFile
from imports.files import File
from imports.tables import delimited, sheets
from imports.tables.table import Cells, Table
from imports.tables.tree import Tree, records_in
from imports.workbook import ENDINGS

DELIMITED = frozenset({".csv", ".tsv", ".tab"})
TREES = frozenset({".json", ".ndjson", ".jsonl"})
PAGE_NUMBER = re.compile(r"[\s._-]*\(?\d+\)?$")  # people-0001, people-0002 are one list


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed over: its tables, and the files beside them."""

    tables: list[Table]
    beside: list[File]

    @property
    def columns(self) -> dict[str, set[str]]:
        """The headings of each table, by which an export is known."""
        return {table.name: set(table.columns) for table in self.tables}


@dataclass(frozen=True)
class Named:
    """A table under a name that no other has."""

    table: Table
    name: str

    @property
    def columns(self) -> tuple[str, ...]:
        """Its headings."""
        return self.table.columns

    @property
    def about(self) -> int:
        """About how many rows it has."""
        return self.table.about

    def rows(self) -> Iterator[Cells]:
        """Its rows."""
        return self.table.rows()


def handed_over(files: Sequence[File]) -> Handed:
    """The tables of some files, and the rest. Raises UnreadableFile for one that is damaged."""
    tables: list[Table] = []
    beside: list[File] = []
    pages: dict[str, list[File]] = defaultdict(list)
    for file in files:
        if file.suffix in TREES and file.size:
            pages[PAGE_NUMBER.sub("", file.stem) or file.stem].append(file)
        elif found := _tables_in(file):
            tables += found
        else:
            beside.append(file)
    for name, those in pages.items():
        tables += Tree(name, partial(records_in, those)).tables
    return Handed(_told_apart(tables), beside)


def _tables_in(file: File) -> Sequence[Table]:
    """The tables of one file; none where it is a paper, or holds no list at all."""
    if not file.size:
        return ()
    if file.suffix in ENDINGS:
        return sheets.sheets_of(file)
    if file.suffix in DELIMITED:
        try:
            return [delimited.DelimitedTable(file)]
        except UnreadableFile:
            return ()
    return ()


def _told_apart(tables: Sequence[Table]) -> list[Table]:
    """The tables, each under a name of its own: of two lists called "notes" one is "notes (2)"."""
    seen: Counter[str] = Counter()
    told: list[Table] = []
    for table in tables:
        seen[table.name] += 1
        again = seen[table.name]
        told.append(Named(table, f"{table.name} ({again})") if again > 1 else table)
    return told
