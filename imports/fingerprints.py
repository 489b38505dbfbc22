"""What makes a row of one file the same as a row of another: so that twice adds nothing.

A source with keys is known by them, and where people have one what is theirs by that as well: some
count the rows of each person from 1, and a row that moved to another person is not the first one's.
One without has people known by names, birth date and day of moving in; what belongs to a person by
theirs and by what was typed. Rooms and titles change and are not part of it.
"""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from imports.compact import Numbers, hashed
from imports.rows import (
    ImportedAllergy,
    ImportedContact,
    ImportedDocument,
    ImportedPerson,
    ImportedRecord,
    ImportedSeries,
    Item,
    ReadRow,
    Theirs,
)


def key_of(provider_id: UUID, fingerprint: str, part: str = "") -> str:
    """Under what a record that an import made is known: the id of `BroughtIn`, in hex.

    `part` tells apart what one row makes.
    """
    words = f"{provider_id}{fingerprint}{part and ':' + part}"
    return hashlib.md5(words.encode(), usedforsecurity=False).hexdigest()


class Marked(NamedTuple):
    """A row of somebody that was read: whose it is, its fingerprint, whether it had a key."""

    whose: UUID
    mark: str
    has_key: bool


class Fingerprints:
    """The fingerprints of one file's rows; two rows that look alike get two."""

    def __init__(self, adapter: str, before: Mapping[str, Marked] | None = None) -> None:
        before = before or {}
        self._adapter = adapter
        self._people = {ref: row.mark for ref, row in before.items()}
        self._keys = {ref: row.mark for ref, row in before.items() if row.has_key}
        self._times = Numbers()

    def of(self, row: ReadRow, item: Item) -> str:
        """The fingerprint of a row; people come before what is theirs."""
        if row.source_id:
            whose = "" if isinstance(item, ImportedPerson) else self._keys.get(item.person, "")
            mark = self._new(f"{self._adapter}\x1f{row.sheet}\x1f{row.source_id}\x1f{whose}")
        elif isinstance(item, ImportedPerson):
            mark = self._new(
                _said("person", item.surname, item.given_names, item.born_on, item.moved_in_on)
            )
        else:
            mark = self._new(_said(type(item).__name__, self._people[item.person], *_typed(item)))
        if isinstance(item, ImportedPerson):
            self._people[item.ref] = mark
            if row.source_id:
                self._keys[item.ref] = mark
        return mark

    def _new(self, words: str) -> str:
        digest = hashlib.blake2b(words.casefold().encode(), digest_size=16).hexdigest()
        times = self._times.add(hashed(digest))
        return digest if times == 1 else f"{digest}-{times}"


def _said(*parts: object) -> str:
    return "\x1f".join(map(str, parts))


def _typed(item: Theirs) -> tuple[object, ...]:
    match item:
        case ImportedContact():
            return item.name, item.relationship, *item.phones
        case ImportedAllergy():
            return item.typed, *(agent.reaction for agent in item.agents)
        case ImportedSeries():  # a newer list has more of the same
            return (item.notes[0].kind,)
        case ImportedRecord():
            return item.kind, *item.fields
        case ImportedDocument():
            return item.title, item.file.name
    return item.on, item.time_typed, item.text, item.author_typed
