"""Rows of people whom somebody decided to be one: each says whom it joins."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from imports.rows import ABOUT_ME, ImportedNote, ImportedPerson, ImportedRecord, ReadRow

ON_RECORD = "record:"
WORDS = {
    "title": "Title",
    "full_name": "Name",
    "preferred_name": "Likes to be called",
    "born_on": "Born",
    "nhs_typed": "NHS number",
    "source_id": "Number there",
    "room": "Room",
    "unit": "Unit",
    "place": "Place",
    "postcode": "Postcode",
    "moved_in_on": "Moved in",
    "left_on": "Left",
    "left_typed": "Left, as typed",
    "died_on": "Died",
    "funding": "Funding",
    "gp": "GP",
}


class Joining:
    """Who is one person by what was decided: pairs of keys, of which one may be on record.

    `was_made` says as whom a key was brought in before, for a partner who is in the record.
    """

    def __init__(
        self, pairs: Iterable[tuple[str, str]], *, key_of: Callable[[ReadRow], str],
        was_made: Mapping[str, str], as_of: date,
    ) -> None:  # fmt: skip
        self._partners: dict[str, list[str]] = defaultdict(list)
        for one, other in pairs:
            self._partners[one].append(other)
            self._partners[other].append(one)
        self._key_of = key_of
        self._was_made = was_made
        self._as_of = as_of
        self._as_whom: dict[str, str] = {}
        self._on_record: set[str] = set()

    def rows(self, rows: Iterable[ReadRow]) -> Iterator[ReadRow]:
        """The rows as they come; a person's says whom it joins, where it joins anybody."""
        for row in rows:
            if not self._partners or row.item is None:
                yield row
            elif isinstance(row.item, ImportedPerson):
                yield self._person(row, row.item)
            elif isinstance(row.item, ImportedRecord) and row.item.person in self._on_record:
                yield self._theirs(row, row.item)
            else:
                yield row

    def _person(self, row: ReadRow, item: ImportedPerson) -> ReadRow:
        key = self._key_of(row)
        joins = "" if key in self._was_made else self._whom(key)
        self._as_whom[key] = joins or item.ref
        if joins and is_on_record(joins):
            self._on_record.add(item.ref)
        return replace(row, item=replace(item, joins=joins)) if joins else row

    def _theirs(self, row: ReadRow, item: ImportedRecord) -> ReadRow:
        """Who is on record has an About Me of their own: other words about them are a note."""
        return as_note(row, item, self._as_of) if item.kind == ABOUT_ME else row

    def _whom(self, key: str) -> str:
        """Whom a key joins: somebody on record first, for then there is a record already."""
        group = self._group(key)
        on_record = [one.removeprefix(ON_RECORD) for one in group if one.startswith(ON_RECORD)]
        made = [self._was_made[one] for one in group if one in self._was_made]
        before = [self._as_whom[one] for one in group if one in self._as_whom]
        return next(iter([*on_record, *made, *before]), "")

    def _group(self, key: str) -> list[str]:
        """Everybody who is one with a key, by however many steps, but for itself."""
        found, waiting = [key], [key]
        while waiting:
            new = [one for one in self._partners.get(waiting.pop(), ()) if one not in found]
            found += new
            waiting += new
        return sorted(found[1:])


def is_on_record(joins: str) -> bool:
    """Whether somebody joins a person on record, and not a row, which has its sheet before it."""
    return "!" not in joins


def as_note(row: ReadRow, item: ImportedRecord, on: date) -> ReadRow:
    """What somebody says of themselves as a note: a page that is there is not written over."""
    lines = [f"{name.replace('_', ' ').capitalize()}: {said}" for name, said in item.fields if said]
    words = "\n".join(["About Me in the old system", *lines])
    return replace(row, item=ImportedNote(item.person, words, on))


def words_of(row: ReadRow, item: ImportedPerson) -> str:
    """What a row says of a person whom it joins, under headings, with where it stands."""
    said = [(label, str(getattr(item, name) or "")) for name, label in WORDS.items()]
    lines = [f"{label}: {words}" for label, words in [*said, *item.fields, *item.kept] if words]
    where = f"{row.sheet} row {row.number}"
    return "\n".join([f"From the old system, {where}, said to be the same person", *lines])
