"""One short line for each step, with its time."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

type Say = Callable[[str], None]


def aloud(text: str) -> None:
    """Show text at once, even half a line."""
    sys.stdout.write(text)
    sys.stdout.flush()


def silent(text: str) -> None:
    """Show nothing: a test's stack has no reader."""


@contextmanager
def timed(say: Say, label: str) -> Iterator[None]:
    """Say what begins, and how long it took once it is done."""
    began = time.monotonic()
    say(f"{label:<46}")
    try:
        yield
    except BaseException:
        say("  stopped\n")
        raise
    say(f"{time.monotonic() - began:7.1f} s\n")
