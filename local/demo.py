"""`make demo`: the product on this machine with invented people, until Ctrl-C."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from local.progress import aloud
from local.services import Services, port_is_free
from local.stack import Stack, running_stack
from local.troubles import Trouble

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked us to end."""


def demo(*, fresh: bool = False) -> None:
    """Run the demonstration until told to stop, or until one of its processes falls."""
    services = Services()
    port = chosen_port()
    if fresh and not services.owns("DATABASE_URL", "DSCR_APP_PASSWORD"):
        raise Trouble("DATABASE_URL names your own database: reset it yourself, then `make demo`.")
    with (
        only_one(services),
        until_told_to_stop(),
        running_stack(port=port, fresh=fresh, services=services, say=aloud) as stack,
    ):
        aloud(welcome(stack))
        while not (why := what_fell(stack, services)):
            time.sleep(1)
        raise Trouble(why)


def chosen_port() -> int:
    """The web server's port: `PORT`, or 8000; Trouble when it cannot be had."""
    asked = os.environ.get("PORT") or "8000"
    if not asked.isdecimal() or not 0 < int(asked) < 65536:
        raise Trouble(f"PORT is {asked!r}; give a number between 1 and 65535.")
    if not port_is_free(int(asked)):
        raise Trouble(f"Port {asked} is in use; choose another: make demo PORT={int(asked) + 1}")
    return int(asked)


@contextmanager
def only_one(services: Services) -> Iterator[None]:
    """Two demonstrations on one database would end each other's services."""
    services.state.mkdir(parents=True, exist_ok=True)
    with open(services.state / "demo.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble("A demonstration already runs from this folder; end it first.") from None
        yield


@contextmanager
def until_told_to_stop() -> Iterator[None]:
    """End the block quietly at Ctrl-C or a signal; a second one does not cut the ending short."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in STOPPING:
            signal.signal(each, signal.SIG_IGN)
        aloud("\nStopping\n")
        raise Stopped

    before = {each: signal.signal(each, stop) for each in STOPPING}
    try:
        yield
    except Stopped:
        aloud("Stopped. The data is kept: `make demo` goes on, `make demo-reset` starts over.\n")
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def what_fell(stack: Stack, services: Services) -> str:
    """Why the demonstration cannot go on, or nothing while it can."""
    if process := stack.fallen():
        return process.obituary()
    gone = [name for name in services.ours() if not services.process(name)]
    return f"{gone[0].capitalize()} stopped by itself; see {services.log}." if gone else ""


def welcome(stack: Stack) -> str:
    """The short block a visitor reads."""
    sign_ins = stack.manage("demonstration_sign_ins").rstrip()
    return (
        f"\nOpen      {stack.base_url}\n"
        f"Sign in   {sign_ins.replace('\n', '\n          ')}\n"
        "Stop      Ctrl-C\n\n"
    )
