"""A whole name in one column, told apart into title, first names, last name and what they like."""

import re
from dataclasses import dataclass

from imports.register import TITLES

PARTICLES = frozenset(
    ["al", "ap", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "ibn",
     "la", "le", "lo", "mac", "mc", "o", "st", "ten", "ter", "van", "von", "y", "zu"]
)  # fmt: skip
LONGEST_NAME = 300  # longer is no name: the row is then left out for want of one
CALLED = re.compile(r"[\"\u201c(\[]\s*([^\"\u201d)\]]+?)\s*[\"\u201d)\]]")
NOT_A_CALLING_NAME = re.compile(r"^(?:n[e\u00e9]e|formerly|was|deceased|rip|room|rm)\b|\d", re.I)


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a name. `is_certain` is False where only we said which word is which."""

    title: str = ""
    given_names: str = ""
    surname: str = ""
    preferred_name: str = ""
    is_certain: bool = True


def divided(typed: str) -> Name:
    """The parts of "Green, Betty", "GREEN Betty" or "Mrs Betty van der Berg"."""
    called = CALLED.search(typed)
    is_calling_name = called is not None and not NOT_A_CALLING_NAME.match(called[1])
    preferred = called[1] if called and is_calling_name else ""
    before, comma, after = CALLED.sub(" ", typed).partition(",")
    title, words = _without_title(before.split())
    if comma:
        title_behind, given = _without_title(after.split())
        return Name(title or title_behind, " ".join(given), " ".join(words), preferred)
    at = _start_of_surname(words)
    capitals = _leading_capitals(words)
    if capitals:
        return Name(title, " ".join(words[capitals:]), " ".join(words[:capitals]), preferred)
    is_certain = at <= 1
    return Name(title, " ".join(words[:at]), " ".join(words[at:]), preferred, is_certain)


def _without_title(words: list[str]) -> tuple[str, list[str]]:
    if words and words[0].rstrip(".").lower() in TITLES:
        return words[0].rstrip("."), words[1:]
    return "", words


def _start_of_surname(words: list[str]) -> int:
    """Where the last name starts: at the last word, or at the particles that lead to it."""
    at = len(words) - 1
    while at > 1 and words[at - 1].lower().rstrip(".'") in PARTICLES:
        at -= 1
    return max(at, 0)


def _leading_capitals(words: list[str]) -> int:
    """How many words of "VAN DYKE Betty" are the last name, in capitals before the others."""
    leading = 0
    while leading < len(words) and words[leading].isupper() and len(words[leading]) > 1:
        leading += 1
    return leading if leading < len(words) else 0
