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
    old, new = (re.findall(r"\s+|\S+", text) for text in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > EXACT_UP_TO)
    pieces: list[Piece] = []
    removed = added = ""
    steps = matcher.get_opcodes()
    for number, (what, i1, i2, j1, j2) in enumerate(steps, start=1):
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        # A space alone between two changes parts what a reader takes for one.
        is_joint = gone.isspace() and number < len(steps) and bool(removed or added)
        if what != "equal" or is_joint:
            removed += gone
            added += come
            continue
        pieces += _change(removed, added)
        pieces.append(Piece("same", gone))
        removed = added = ""
    return pieces + _change(removed, added)


def _change(removed: str, added: str) -> list[Piece]:
    both = [Piece("removed", removed), Piece("added", added)]
    return [piece for piece in both if piece.text]
