"""What people write between the records of a list: headings of groups, totals, advice."""

import re

TOTALS = re.compile(
    r"^\W*(?:sub\s*-?\s*|grand\s+)?(?:totals?|averages?|sum|count)\b", re.IGNORECASE
)
FIGURES = re.compile(r"^[\d.,\s]+$")
WEEKS = re.compile(
    r"^\W*(?:w\s*/\s*[cbe]\b|week\s+(?:commencing|beginning|ending)\b)", re.IGNORECASE
)
ADVICE = re.compile(r"^\W*(?:n\.?b\b|please|note|remember|reminder)", re.IGNORECASE)


def is_total(words: list[str]) -> bool:
    """Whether the words of a row are figures and one word that says what they add up to."""
    not_figures = [text for text in words if not FIGURES.match(text)]
    return len(not_figures) == 1 and bool(TOTALS.match(not_figures[0]))
