"""What a form carries to say whose words are in it, and on which page they were typed.

A session may end, or become somebody else's in another tab, while somebody types. The slip is
signed and known to that page alone, so that the words find their author then (decision 0031).
"""

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.core import signing

# As long as a draft: a page left open so long is still read.
GOOD_FOR = timedelta(days=30)
FIELD = "slip"


class Slip(NamedTuple):
    """The author of what is typed on a page, and its path."""

    author_id: UUID
    path: str


def write(author_id: UUID, path: str) -> str:
    """Return the slip of a page that this user has opened."""
    return signing.dumps([str(author_id), path], salt=FIELD)


def read(text: str) -> Slip | None:
    """Return what a slip says; nothing for one that we did not write, or that is too old."""
    try:
        author_id, path = signing.loads(text, salt=FIELD, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return Slip(UUID(author_id), path)
