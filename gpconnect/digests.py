"""What is kept of each entry of a GP record once the record is forgotten: a keyed digest.

Without the key nobody can try whether one is of "Penicillin": it is made of the field key, which
the database does not hold.
"""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterable
from functools import cache

from django.conf import settings

from gpconnect.reading.record import Allergy, Item, Medication

# What makes an entry another one for those who care: issues, and who typed it, do not. Fields are
# named so that a reader that takes more of an entry does not make every entry look altered.
CONTENT: dict[type[Item], tuple[str, ...]] = {
    Allergy: (
        *("display", "status", "date", "notes", "is_withheld_from_person", "categories"),
        *("criticality", "onset", "reactions", "ended_on", "end_reason"),
    ),
    Medication: (
        *("display", "status", "date", "notes", "is_withheld_from_person", "dosage", "quantity"),
        *("prescription_type", "ended_on", "stopped_on", "stop_reason", "is_prescribed_elsewhere"),
    ),
}
OTHERWISE = ("display", "status", "date")


def keyed(items: Iterable[Item]) -> dict[str, tuple[str, Item]]:
    """Each entry with the digest of its content, by a key that finds it again.

    The key is of the practice's own identifier, or of the content where there is none. Entries of
    one key are numbered, so that none of them hides another.
    """
    each = [(_key(item), content(item), item) for item in items]
    found: dict[str, tuple[str, Item]] = {}
    seen: Counter[str] = Counter()
    for key, said, item in sorted(each, key=lambda one: one[:2]):
        seen[key] += 1
        found[f"{key}:{seen[key]}" if seen[key] > 1 else key] = (said, item)
    return found


def content(item: Item) -> str:
    """The digest of what an entry says."""
    fields = CONTENT.get(type(item), OTHERWISE)
    return digest("content", *(getattr(item, name) for name in fields))


def _key(item: Item) -> str:
    if item.identifiers:
        return digest("identifier", item.kind, item.identifiers[0])
    return digest("no identifier", item.kind, content(item))


def digest(*said: object) -> str:
    """A keyed digest of anything that can be written as JSON."""
    return hmac.new(_own_key(), json.dumps(said).encode(), hashlib.sha256).hexdigest()[:40]


def _own_key() -> bytes:
    return _derived(str(settings.FIELD_KEY))


@cache
def _derived(field_key: str) -> bytes:
    """A key of its own purpose: never the one that seals answers."""
    return hmac.new(field_key.encode(), b"digests of GP entries", hashlib.sha256).digest()
