"""How far a run is, kept where a page can see it while the run's transaction is still open."""

import time
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from redis import RedisError

KEPT_FOR = 24 * 3600
# A run that has not been heard of for so long is not being worked on.
SILENT_AFTER = 90


@dataclass(frozen=True, slots=True)
class Progress:
    """n of m rows, and the rate at which they are read."""

    done: int
    total: int
    started_at: float
    heard_at: float

    @property
    def rows_a_second(self) -> int:
        return round(self.done / max(self.heard_at - self.started_at, 0.001))

    @property
    def seconds_left(self) -> int:
        return round((self.total - self.done) / max(self.rows_a_second, 1))

    @property
    def is_silent(self) -> bool:
        return is_long_ago(self.heard_at)


def is_long_ago(moment: float) -> bool:
    """Whether a moment is too long ago for a run that is being worked on."""
    return time.time() - moment > SILENT_AFTER


class Teller:
    """Tells how far a run is, at most once a second."""

    SECONDS_BETWEEN = 1

    def __init__(self, run_id: UUID, total: int) -> None:
        self._run_id = run_id
        self._total = total
        self._started_at = self._told_at = time.time()
        self._tell(0)

    def tell(self, done: int) -> bool:
        """Say how many rows are done; returns whether it was time to."""
        is_time = time.time() - self._told_at > self.SECONDS_BETWEEN
        if is_time:
            self._tell(done)
        return is_time

    def _tell(self, done: int) -> None:
        self._told_at = time.time()
        progress = Progress(done, self._total, self._started_at, self._told_at)
        with suppress(RedisError):  # nobody hears how far it is; the work itself goes on
            cache.set(_key(self._run_id), progress, KEPT_FOR)


def heard_of(run_id: UUID) -> Progress | None:
    """How far a run was when it was last heard of."""
    return cache.get(_key(run_id))


def forget(run_id: UUID) -> None:
    """A run is over, or begins anew."""
    with suppress(RedisError):
        cache.delete(_key(run_id))


def _key(run_id: UUID) -> str:
    return f"imports:progress:{run_id}"
