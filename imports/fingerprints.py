"""What makes a row of one file the same as a row of another: so that twice adds nothing.

A source with keys is known by them. One without has people known by names, birth date and day of
moving in; what belongs to a person by theirs and by what was typed. Rooms and titles change and are
not part of it.
"""

import hashlib
from collections import Counter

from imports.rows import (
    ImportedAllergy,
    ImportedContact,
    ImportedDocument,
    ImportedPerson,
    ImportedRecord,
    Item,
    ReadRow,
    Theirs,
)


class Fingerprints:
    """The fingerprints of one file's rows; two rows that look alike get two."""

    def __init__(self, adapter: str) -> None:
        self._adapter = adapter
        self._people: dict[str, str] = {}
        self._times: Counter[str] = Counter()

    def of(self, row: ReadRow, item: Item) -> str:
        """The fingerprint of a row; people come before what is theirs."""
        if row.source_id:
            mark = self._new(self._adapter, row.sheet, row.source_id)
        elif isinstance(item, ImportedPerson):
            mark = self._new(
                "person", item.surname, item.given_names, item.born_on, item.moved_in_on
            )
        else:
            mark = self._new(type(item).__name__, self._people[item.person], *_typed(item))
        if isinstance(item, ImportedPerson):
            self._people[item.ref] = mark
        return mark

    def _new(self, *parts: object) -> str:
        words = "\x1f".join(str(part).casefold() for part in parts)
        digest = hashlib.blake2b(words.encode(), digest_size=16).hexdigest()
        self._times[digest] += 1
        return digest if self._times[digest] == 1 else f"{digest}-{self._times[digest]}"


def _typed(item: Theirs) -> tuple[object, ...]:
    match item:
        case ImportedContact():
            return item.name, item.relationship, *item.phones
        case ImportedAllergy():
            return item.typed, *(agent.reaction for agent in item.agents)
        case ImportedRecord():
            return item.kind, *item.fields
        case ImportedDocument():
            return item.title, item.file.name
    return item.on, item.time_typed, item.text, item.author_typed
