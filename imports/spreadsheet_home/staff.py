"""The list of staff initials: a look-up, not complete, where two people may share letters."""

import re
from collections import defaultdict

from imports import reasons
from imports.limits import LIMITS
from imports.rows import ImportedNote, Kind, Outcome, ReadRow
from imports.spreadsheet_home.table import Table

BETWEEN_PEOPLE = re.compile(r"\s*(?:[/&+,;]|\band\b)\s*", re.IGNORECASE)
LONGEST_AUTHOR = LIMITS[ImportedNote]["author"]


class StaffList:
    """Who initials stand for."""

    def __init__(self) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)

    def read(self, table: Table) -> list[ReadRow]:
        """Take in one sheet of initials; its rows add nothing to anybody's record."""
        rows = []
        for line in table.lines():
            initials, name = _letters(line.text("initials")), line.text("name")
            is_entry = not line.layout and initials and name
            if is_entry:
                self._names[initials].add(name)
                self._names[_letters(name)].add(name)
            kind = Kind.STAFF if is_entry else Kind.LAYOUT
            why = line.layout or (reasons.LOOKED_UP if is_entry else reasons.REMARK)
            rows.append(line.ended(kind, Outcome.SKIPPED, why))
        return rows

    def authors(self, typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names that the initials can only mean, and what is doubtful about them."""
        if not typed:
            return (), (reasons.NO_INITIALS,)
        found = [self._names.get(_letters(part), set()) for part in BETWEEN_PEOPLE.split(typed)]
        doubts = {
            reasons.UNKNOWN_INITIALS: any(not names for names in found),
            reasons.SHARED_INITIALS: any(len(names) > 1 for names in found),
        }
        certain = dict.fromkeys(next(iter(names)) for names in found if len(names) == 1)
        return tuple(certain), tuple(doubt for doubt, is_so in doubts.items() if is_so)


def signed(typed: str, names: tuple[str, ...], doubts: tuple[str, ...]) -> str:
    """Who signed, with the initials behind the name; as typed where they are in any doubt."""
    if doubts or _letters(typed) in map(_letters, names):
        return typed
    in_full = f"{' and '.join(names)} ({typed})"
    return in_full if len(in_full) <= LONGEST_AUTHOR else typed


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())
