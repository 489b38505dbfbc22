"""How often others are asked, counted in Valkey by all workers together (decision 0041).

A turn for each question, evenly spaced; and a practice whose system keeps failing is left alone
for a while, then tried by one attempt before the others go on.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache as once

import redis
from django.conf import settings
from django.core.cache import cache

from gpconnect.connection import unavailable
from gpconnect.errors import Refused, Unavailable

FAILURES = 5
WITHIN_SECONDS = 120
RESTS_SECONDS = 60
REMEMBERED_SECONDS = 3600


def take_turn(name: str, *, per_second: float, who: str) -> None:
    """Wait for a turn to ask a service; Unavailable when none comes while an answer might have.

    A turn is a key that lives for its share of a second, so turns are never closer together,
    whichever workers take them and whatever their clocks say.
    """
    turn = _key("turn", name)
    deadline = time.monotonic() + settings.GP_CONNECT_SECONDS
    while not _valkey().set(turn, 1, nx=True, px=max(1, round(1000 / per_second))):
        wait = max(_valkey().pttl(turn), 1) / 1000
        if time.monotonic() + wait > deadline:
            raise unavailable(who, "BUSY")
        time.sleep(wait)


@contextmanager
def watched(ods: str) -> Iterator[None]:
    """Ask a practice, unless its system rests; what comes of it decides whether it will.

    Only silence and broken connections count. A refusal is an answer: the system is there.
    """
    trial = _key("trial", ods)
    if _valkey().exists(_key("resting", ods)) and not _valkey().set(
        trial, 1, nx=True, ex=RESTS_SECONDS
    ):
        raise Unavailable("RESTING")
    try:
        yield
    except Unavailable:
        _failed(ods)
        raise
    except Refused:
        _answered(ods)
        raise
    _answered(ods)


def _failed(ods: str) -> None:
    failures, resting = _key("failures", ods), _key("resting", ods)
    with _valkey().pipeline() as at_once:
        at_once.incr(failures)
        at_once.expire(failures, WITHIN_SECONDS, nx=True)
        at_once.exists(resting)
        count, _, was_resting = at_once.execute()
    if count >= FAILURES or was_resting:
        _valkey().set(resting, 1, ex=REMEMBERED_SECONDS)
        _valkey().set(_key("trial", ods), 1, ex=RESTS_SECONDS)  # nobody tries until it runs out


def _answered(ods: str) -> None:
    _valkey().delete(*(_key(kind, ods) for kind in ("failures", "resting", "trial")))


def _key(kind: str, name: str) -> str:
    return cache.make_key(f"gp:{kind}:{name}")


@once
def _valkey() -> redis.Redis:
    """Django's cache counts in whole seconds, and a turn is a part of one."""
    return redis.Redis.from_url(settings.REDIS_URL)
