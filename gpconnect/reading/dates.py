"""Dates as GP systems give them: a year, a month, a day or a moment, kept as sent."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

UNITED_KINGDOM = ZoneInfo("Europe/London")
NOT_KNOWN = "date not known"
LONGEST = 40  # no dateTime is longer
_PARTIAL = re.compile(r"(\d{4})(-\d{2})?", re.ASCII)


def in_words(given: str) -> str:
    """Give "12 March 2019", "March 2012", "2012", "date not known", or the text as sent."""
    if not given:
        return NOT_KNOWN
    day = moment(given)
    if day is None:
        return given
    partial = _PARTIAL.fullmatch(given)
    if partial is None:
        return f"{day.day} {day:%B} {day.year}"
    return f"{day:%B} {day.year}" if partial[2] else partial[1]


def moment(given: str) -> datetime | None:
    """The moment a given date begins, on the UK clock; None for what is not a date."""
    if len(given) > LONGEST:
        return None
    if partial := _PARTIAL.fullmatch(given):
        given = f"{partial[1]}{partial[2] or '-01'}-01"
    try:
        read = datetime.fromisoformat(given)
        if read.tzinfo is None:
            return read.replace(tzinfo=UNITED_KINGDOM)
        return read.astimezone(UNITED_KINGDOM)
    except (ValueError, OverflowError):
        return None
