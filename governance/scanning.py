"""Files of strangers are shown to a virus scanner (clamd), where one is set up, before they stay.

The bytes go in pieces, each behind its length; a length of nothing ends them, and one line comes
back: https://docs.clamav.net/manual/Usage/Scanning.html
"""

import re
import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from typing import Protocol

from django.conf import settings

PIECE = 64 * 1024
LONGEST_ANSWER = 4096
FOUND = re.compile(r"stream: (?P<name>.+) FOUND")


class Readable(Protocol):
    """A file that was handed over, as a stream."""

    def read(self, size: int, /) -> bytes: ...


class NotClean(Exception):
    """A file must not be kept; says why, as a sentence."""


class Infected(NotClean):
    """The scanner knows what is in the file."""


class NotScanned(NotClean):
    """Nobody can say whether the file is clean, so it is not taken."""


def is_set_up() -> bool:
    """Whether there is a scanner. Without one every file passes: whoever runs it decides that."""
    return bool(settings.CLAMD_ADDRESS)


def refuse_infected(stream: Readable, name: str) -> None:
    """Have a file scanned from where it stands to its end. Raises Infected, NotScanned."""
    if not is_set_up():
        return
    try:
        answer = _answer(stream)
    except OSError as away:
        raise NotScanned(
            f"{name} was not taken, because the virus scanner cannot be reached. "
            "Try again in a few minutes."
        ) from away
    if found := FOUND.fullmatch(answer):
        raise Infected(f"{name} holds a virus ({found['name'][:100]}) and was not taken.")
    if answer != "stream: OK":
        raise NotScanned(
            f"{name} was not taken, because the virus scanner could not look through it. "
            "It may be too large for it, or damaged."
        )


def _answer(stream: Readable) -> str:
    with closing(_connection()) as scanner:
        try:
            scanner.sendall(b"zINSTREAM\0")
            for piece in _pieces(stream):
                scanner.sendall(struct.pack("!L", len(piece)) + piece)
            scanner.sendall(struct.pack("!L", 0))
        except (BrokenPipeError, ConnectionResetError):
            pass  # it has heard enough, and its answer says why
        return b"".join(_answered(scanner)).rstrip(b"\0\n").decode("utf-8", "replace")


def _connection() -> socket.socket:
    """A path is a socket on this machine; anything else is a host and its port."""
    if settings.CLAMD_ADDRESS.startswith("/"):
        local = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        local.settimeout(settings.CLAMD_SECONDS)
        try:
            local.connect(settings.CLAMD_ADDRESS)
        except OSError:
            local.close()
            raise
        return local
    host, _, port = settings.CLAMD_ADDRESS.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=settings.CLAMD_SECONDS)


def _pieces(stream: Readable) -> Iterator[bytes]:
    return iter(lambda: stream.read(PIECE), b"")


def _answered(scanner: socket.socket) -> Iterator[bytes]:
    """What comes back until the scanner has done, but no more than an answer has."""
    for _ in range(LONGEST_ANSWER):
        piece = scanner.recv(LONGEST_ANSWER)
        yield piece
        if not piece or piece.endswith(b"\0"):
            return
