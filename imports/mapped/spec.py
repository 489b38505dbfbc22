"""A mapping as data: tables of a source, what each holds, and how each field is filled.

    tables:
      clients:                     # a table of the source
        holds: person              # a kind of `imports.rows`, or of records/kinds.yaml
        key: ClientID
        fields:
          surname: Surname                                   # a column
          given_names: [Forename, MiddleName]                # some, with a space between
          sex: {from: Sex, values: {M: "1", F: "2"}}         # in the record's own codes
          place: {words: Harbour View}                       # the same for every row
          comment: {all: [{from: Detail}, {from: Funder, label: Funder}], between: "\n"}
          given_names: {from: Name, separator: ",", take: rest}   # of "Green, Betty"
        dates: {DateOfBirth: month first}                  # days stand first, or years, if not said
        person_by: name                                    # `person` holds names, not ids

A source whose people are named is looked up by their names (imports/register.py).

A code that is not in its list is a doubt, and its words are kept; it never becomes a neighbour.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from imports.dates import MONTH_FIRST
from imports.words import clean

LONGEST_SHAPED = 200  # a shape is a code's: a page of words is none, and is not tried

type Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """How one field is filled from the cells of a row: by one column, or by parts in turn.

    With `values` the column is a list of codes and each has its words; with `matches` it has a
    shape; with `holds` it is asked whether one of its lines is this. What is none of them is a
    doubt: `unknown` says which, and `otherwise` fills the field. Where `unknown` is empty the other
    codes are none of this field's business. `blank` fills it when nothing was typed. With a
    `separator` only the part before it is taken, or with `take: rest` the one behind it.
    """

    column: str = ""
    label: str = ""
    words: str = ""
    parts: tuple["Cell", ...] = ()
    between: str = " "
    values: Mapping[str, str] | None = None
    matches: re.Pattern[str] | None = None
    holds: str = ""
    otherwise: str = ""
    blank: str = ""
    unknown: str = "not in the list of the old system"
    in_another_case: str = ""
    separator: str = ""
    take: str = ""
    # Whether it is a column as it stands, which most are and which is read fastest.
    is_plain: bool = field(init=False)

    def __post_init__(self) -> None:
        more = (self.parts, self.label, self.separator, self.holds, self.matches)
        is_plain = bool(self.column) and not any(more) and self.values is None
        object.__setattr__(self, "is_plain", is_plain)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that fill it."""
        own = (self.column,) if self.column else ()
        return (*own, *(column for part in self.parts for column in part.columns))

    def typed(self, cells: Values) -> str:
        """What was typed, cleaned; with a label under it."""
        if self.is_plain:
            return clean(cells.get(self.column, ""))
        if self.parts:
            return self.between.join(filter(None, (part.typed(cells) for part in self.parts)))
        return self._labelled(self._own(cells))

    def read(self, cells: Values) -> tuple[str, tuple[str, ...]]:
        """What it means in our words, and the doubts about it."""
        if self.is_plain:
            return clean(cells.get(self.column, "")) or self.blank, ()
        if self.parts:
            read = [part.read(cells) for part in self.parts]
            doubts = tuple(doubt for _, found in read for doubt in found)
            return self.between.join(filter(None, (words for words, _ in read))), doubts
        typed = self._own(cells)
        if not typed:
            return self.blank, ()
        words, doubts = self._meaning(typed)
        return self._labelled(words), doubts

    def _own(self, cells: Values) -> str:
        """What was typed in its column, or its part of that; the same words for every row."""
        if not self.column:
            return self.words
        typed = clean(cells.get(self.column, ""))
        if not self.separator:
            return typed
        first, _, rest = typed.partition(self.separator)
        return (rest if self.take == "rest" else first).strip()

    def _meaning(self, typed: str) -> tuple[str, tuple[str, ...]]:
        if self.matches and not self._has_shape(typed):
            return typed, (f"{self.unknown}: {typed}",)
        if self.holds:
            return "yes" if self.holds in typed.split("\n") else "no", ()
        if self.values is None or typed in self.values:
            return self.values[typed] if self.values else typed, ()
        if self.in_another_case and typed.upper() in self.values:
            return self.values[typed.upper()], (self.in_another_case,)
        return self.otherwise, (f"{self.unknown}: {typed}",) if self.unknown else ()

    def _has_shape(self, typed: str) -> bool:
        return bool(len(typed) <= LONGEST_SHAPED and self.matches and self.matches.fullmatch(typed))

    def _labelled(self, words: str) -> str:
        return f"{self.label}: {words}" if self.label and words else words


@dataclass(frozen=True)
class TableSpec:
    """What one table holds, and how a row of it becomes a record.

    `keep` names the field that takes, under their headings, the columns nobody mapped. `person` is
    the column that says whose a row is: by the key of people, or by their names.
    """

    name: str
    holds: str
    key: str = ""
    person: str = ""
    fields: Mapping[str, Cell] = field(default_factory=dict)
    keep: str = ""
    secrets: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    by_name: bool = False
    month_first: frozenset[str] = frozenset()
    options: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that something is made of, or that are knowingly left."""
        used = {column for cell in self.fields.values() for column in cell.columns}
        used |= {column for at in self.options.get("points_at", {}).values() for column in at[1:]}
        return frozenset({*used, *self.secrets, *self.ignored, self.key, self.person} - {""})


@dataclass(frozen=True)
class SourceMapping:
    """A whole source: its name, how its times are meant, its tables in the order of reading."""

    name: str
    label: str
    times: str
    tables: Mapping[str, TableSpec]
    recognised_by: Mapping[str, tuple[str, ...]]

    @property
    def known_columns(self) -> int:
        """By how many headings the source is known."""
        return sum(map(len, self.recognised_by.values()))


def load(path: Path) -> SourceMapping:
    """The mapping in a file."""
    return parsed(said_in(path))


def said_in(path: Path) -> Mapping[str, Any]:
    """What the file of a mapping says."""
    said: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return said


def parsed(said: Mapping[str, Any]) -> SourceMapping:
    """The mapping that some data says. Raises KeyError, TypeError where it says none."""
    return SourceMapping(
        said["name"],
        said["label"],
        said.get("times", "local"),
        {name: _table(name, table) for name, table in said["tables"].items()},
        {name: tuple(columns) for name, columns in said.get("recognised_by", {}).items()},
    )


def _table(title: str, said: Mapping[str, Any]) -> TableSpec:
    fields = {name: _cell(cell) for name, cell in said.get("fields", {}).items()}
    known = {"holds", "key", "person", "fields", "keep", "secrets", "ignored", "person_by", "dates"}
    return TableSpec(
        title,
        said["holds"],
        said.get("key", ""),
        said.get("person", ""),
        fields,
        keep=said.get("keep", ""),
        secrets=tuple(said.get("secrets", ())),
        ignored=tuple(said.get("ignored", ())),
        by_name=said.get("person_by") == "name",
        month_first=frozenset(
            column for column, style in said.get("dates", {}).items() if style == MONTH_FIRST
        ),
        options={key: value for key, value in said.items() if key not in known},
    )


def _cell(said: Any) -> Cell:
    """A column, some columns with a space between, or what the keys say."""
    if isinstance(said, str):
        return Cell(said)
    if isinstance(said, list):
        return Cell(parts=tuple(map(_cell, said)))
    more = {key: value for key, value in said.items() if key not in {"from", "all", "matches"}}
    if "all" in said:
        return Cell(parts=tuple(map(_cell, said["all"])), **more)
    pattern = re.compile(said["matches"]) if "matches" in said else None
    return Cell(said.get("from", ""), matches=pattern, **more)
