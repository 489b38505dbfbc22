"""How far a copy is, kept where a page can see it while the worker's transaction is still open."""

import time
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache

KEPT_FOR = 24 * 3600
SECONDS_BETWEEN = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """n of m rows, and the rate at which whoever is at work now writes them."""

    done: int
    total: int
    done_before: int
    started_at: float
    heard_at: float

    @property
    def rows_a_second(self) -> int:
        return round((self.done - self.done_before) / max(self.heard_at - self.started_at, 0.001))

    @property
    def seconds_left(self) -> int:
        return round((self.total - self.done) / max(self.rows_a_second, 1))


class Teller:
    """Tells how far a copy is, a few times a second; some may have been done before."""

    def __init__(self, copy_id: UUID, *, done: int, total: int) -> None:
        self._copy_id = copy_id
        self._total = total
        self._done = self._done_before = done
        self._started_at = time.time()
        self._tell(self._started_at)

    def one_more(self) -> None:
        """Say that one more row is written."""
        self._done += 1
        now = time.time()
        if now - self._told_at > SECONDS_BETWEEN:
            self._tell(now)

    def _tell(self, now: float) -> None:
        self._told_at = now
        told = Progress(self._done, self._total, self._done_before, self._started_at, now)
        cache.set(_key(self._copy_id), told, KEPT_FOR)


def heard_of(copy_id: UUID) -> Progress | None:
    """How far a copy was when it was last heard of."""
    return cache.get(_key(copy_id))


def _key(copy_id: UUID) -> str:
    return f"portability:progress:{copy_id}"
