"""What a source says of resuscitation is no decision, and must not be overlooked (0050)."""

from collections.abc import Iterable
from textwrap import shorten

LONGEST_SAYING = 130  # an alert is a line in everybody's sight; the row has all the words


def alert(said: Iterable[str]) -> str:
    """The alert that stands in a record until somebody has seen the form."""
    says = shorten(", ".join(said), LONGEST_SAYING, placeholder="\u2026")
    return f"The old system says {says}. Find the signed form before relying on it"
