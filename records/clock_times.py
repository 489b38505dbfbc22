"""The times of the clock at which something of a plan is to be done, as people type them."""

import re
from datetime import time

from django.core.exceptions import ValidationError

CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
BETWEEN = re.compile(r"[\s,;]+(?:and\s+)?")


def read(text: str) -> tuple[time, ...]:
    """Return the times in a text that `check` let through, in order."""
    return tuple(sorted({time(int(hour), int(minute)) for hour, minute in CLOCK.findall(text)}))


def check(text: str) -> None:
    """Refuse what is not a list of times: it would be due at other times than its author means."""
    parts = BETWEEN.split(text.strip())
    if wrong := next((part for part in parts if not CLOCK.fullmatch(part)), None):
        raise ValidationError(f"Enter times like 08:00 and 20:30. “{wrong}” is none")
