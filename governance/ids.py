"""Identifiers that whoever records first can make: UUID version 7, in order of time."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits.

    Python has this from 3.14; Postgres 18 makes the same kind with uuidv7().
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10))
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


def as_id(text: str) -> uuid.UUID | None:
    """Read an id that came with an address; nothing when it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
