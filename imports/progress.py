"""How far a run is, kept where a page can see it while the run's transaction is still open."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import cache
from redis import RedisError

KEPT_FOR = 24 * 3600
# A run that has not been heard of for so long is not being worked on.
SILENT_AFTER = 90
SAID_IN_MINUTES = 100


@dataclass(frozen=True, slots=True)
class ListRead:
    """How many rows of one list were read, of about how many."""

    name: str
    done: int
    total: int

    @property
    def is_done(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class Progress:
    """n of m rows, and the rate at which they are read; of a check, of each list as well."""

    done: int
    total: int
    started_at: float
    heard_at: float
    lists: tuple[ListRead, ...] = ()

    @property
    def rows_a_second(self) -> int:
        return round(self.done / max(self.heard_at - self.started_at, 0.001))

    @property
    def seconds_left(self) -> int:
        return round((self.total - self.done) / max(self.rows_a_second, 1))

    @property
    def time_left(self) -> str:
        """As somebody would say it."""
        seconds = self.seconds_left
        if seconds < SAID_IN_MINUTES:
            return "1 second" if seconds == 1 else f"{seconds} seconds"
        return f"{round(seconds / 60)} minutes"

    @property
    def is_silent(self) -> bool:
        return is_long_ago(self.heard_at)


def is_long_ago(moment: float) -> bool:
    """Whether a moment is too long ago for a run that is being worked on."""
    return time.time() - moment > SILENT_AFTER


class Teller:
    """Tells how far a run is, at most once a second."""

    SECONDS_BETWEEN = 1

    def __init__(self, run_id: UUID, total: int, lists: Mapping[str, int] | None = None) -> None:
        self._run_id = run_id
        self._total = total
        self._lists = lists or {}
        self._started_at = self._told_at = time.time()
        self._tell(0, {})

    def tell(self, done: int, by_list: Mapping[str, int] | None = None) -> bool:
        """Say how many rows are done, perhaps of each list; returns whether it was time to."""
        is_time = time.time() - self._told_at > self.SECONDS_BETWEEN
        if is_time:
            self._tell(done, by_list or {})
        return is_time

    def _tell(self, done: int, by_list: Mapping[str, int]) -> None:
        self._told_at = time.time()
        lists = tuple(
            ListRead(name, by_list.get(name, 0), total) for name, total in self._lists.items()
        )
        progress = Progress(done, self._total, self._started_at, self._told_at, lists)
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
