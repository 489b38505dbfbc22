"""The pieces of a person's own copy: chapters, sections, and what a record says line by line."""

from dataclasses import dataclass
from typing import Any

from records import words

type Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Section:
    """One class of records: a heading, and of each record what it says, label by label."""

    title: str
    records: list[Lines]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the record as people think of it."""

    title: str
    sections: list[Section]


def said(record: Any, *, but: str = "") -> Lines:
    """Return all that a record says, `but` one field."""
    return [
        (one.label, one.words) for one in words.answers(record) if one.words and one.name != but
    ]
