"""Numbers by number in little memory: a million of them in 32 MB, where a dict takes 120."""

from array import array
from uuid import UUID

FEWEST = 1 << 10
SIXTY_FOUR_BITS = (1 << 64) - 1


def hashed(words: str) -> int:
    """A hash of some words, never 0, that holds within this process."""
    return (hash(words) & SIXTY_FOUR_BITS) or 1


class Numbers:
    """A number for each hash of 64 bits; both are kept as they are, without an object for either.

    Two things with one hash are taken for the same: among a million that happens to one file in
    thirty million.
    """

    __slots__ = ("_count", "_hashes", "_mask", "_values")

    def __init__(self) -> None:
        self._make(FEWEST)

    def add(self, key: int) -> int:
        """Count something; returns how often it came so far."""
        place = self._place(key)
        self._values[place] += 1
        return self._values[place]

    def before(self, key: int, value: int) -> int:
        """Keep a value for what comes for the first time, and return 0; else the one kept then."""
        place = self._place(key)
        if there := self._values[place]:
            return there
        self._values[place] = value
        return 0

    def get(self, key: int) -> int:
        """The value that is kept for something; 0 where there is none."""
        place = key & self._mask
        while (found := self._hashes[place]) and found != key:
            place = (place + 1) & self._mask
        return self._values[place]

    def _make(self, places: int) -> None:
        self._count = 0
        self._mask = places - 1
        self._hashes = array("Q", bytes(8 * places))
        self._values = array("Q", bytes(8 * places))

    def _place(self, key: int) -> int:
        hashes, mask = self._hashes, self._mask
        place = key & mask
        while found := hashes[place]:
            if found == key:
                return place
            place = (place + 1) & mask
        if 3 * self._count > 2 * mask:
            self._grow()
            return self._place(key)
        self._count += 1
        hashes[place] = key
        return place

    def _grow(self) -> None:
        hashes, values = self._hashes, self._values
        self._make(2 * (self._mask + 1))
        for key, value in zip(hashes, values, strict=True):
            if key:
                self._values[self._place(key)] = value


class Ids:
    """The id of each of a million things by its name, in 40 MB."""

    def __init__(self) -> None:
        self._places = Numbers()
        self._ids = bytearray()

    def keep(self, name: str, its_id: UUID) -> None:
        """Keep the id of something; of two with one name, the first."""
        if not self._places.before(hashed(name), len(self._ids) // 16 + 1):
            self._ids += its_id.bytes

    def of(self, name: str) -> UUID | None:
        """The id that was kept under a name."""
        place = 16 * self._places.get(hashed(name))
        return UUID(bytes=bytes(self._ids[place - 16 : place])) if place else None
