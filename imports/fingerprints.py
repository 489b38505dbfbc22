"""What makes a row of one file the same as a row of another: so that twice adds nothing.

The source has no keys. A person is known by names, birth date and day of moving in; what belongs
to a person by theirs and by what was typed. Rooms and titles change and are not part of it.
"""

import hashlib
from collections import Counter

from imports.rows import ImportedAllergy, ImportedContact, ImportedNote, ImportedPerson, Item


class Fingerprints:
    """The fingerprints of one file's rows; two rows that look alike get two."""

    def __init__(self) -> None:
        self._people: dict[str, str] = {}
        self._times: Counter[str] = Counter()

    def of(self, item: Item) -> str:
        """The fingerprint of a row; people come before what is theirs."""
        if isinstance(item, ImportedPerson):
            self._people[item.ref] = self._new(
                "person", item.surname, item.given_names, item.born_on, item.moved_in_on
            )
            return self._people[item.ref]
        return self._new(type(item).__name__, self._people[item.person], *_typed(item))

    def _new(self, *parts: object) -> str:
        words = "\x1f".join(str(part).casefold() for part in parts)
        digest = hashlib.blake2b(words.encode(), digest_size=16).hexdigest()
        self._times[digest] += 1
        return digest if self._times[digest] == 1 else f"{digest}-{self._times[digest]}"


def _typed(item: ImportedContact | ImportedAllergy | ImportedNote) -> tuple[object, ...]:
    if isinstance(item, ImportedContact):
        return item.name, item.relationship, *item.phones
    if isinstance(item, ImportedAllergy):
        return item.typed, *(agent.reaction for agent in item.agents)
    return item.on, item.time_typed, item.text, item.author_typed
