"""Text as people read it: numbers with spaces, and what changed between two versions."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

# Beyond this many words the exact comparison takes longer than a reader waits.
EXACT_UP_TO = 4000


class Piece(NamedTuple):
    """A run of words that stayed ("same"), came ("added") or went ("removed")."""

    mark: str
    text: str


def spaced_nhs_number(number: str) -> str:
    """Write an NHS number as it is read aloud: 3, 3 and 4 digits, kept on one line."""
    return f"{number[:3]}\u00a0{number[3:6]}\u00a0{number[6:]}"


def changes(before: str, after: str) -> list[Piece]:
    """Return the words of both texts in order, marked as same, removed or added."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > EXACT_UP_TO)
    pieces = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("removed", "".join(old[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("added", "".join(new[j1:j2])))
    return pieces
