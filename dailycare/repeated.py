"""Words that their author wrote before of the same person, word for word (DLY-09)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts.models import User
from dailycare.models import CareEntry
from governance.prepared import prepared
from records.models import Person
from records.models.base import Standing

# Earlier entries are looked at so far back. A few words, such as "With milk", are often said again.
# Both are general knowledge, not national guidance.
WITHIN = timedelta(days=31)
TOO_FEW_LETTERS = 20


def written_before(
    people: Iterable[UUID], texts: Iterable[str], *, by: User, leaving_out: Iterable[UUID]
) -> dict[tuple[UUID, str], datetime]:
    """When this author wrote the same words of the same person lately, by person and words."""
    long_ones = [text for text in {*texts} if is_long(text)]
    since = timezone.now() - WITHIN
    found = _same([*people], long_ones, by.pk, since, [*leaving_out]) if long_ones else []
    return {(person, text): last for person, text, last in found}


def last_written(person: Person, text: str, *, by: User, leaving_out: UUID) -> datetime | None:
    """When this author wrote the same words of one person lately."""
    if not is_long(text):
        return None
    since = timezone.now() - WITHIN
    asked = {"people": [person.pk], "texts": [text], "author": by.pk, "leaving_out": [leaving_out]}
    return next((last for *_, last in _same_of_one(since=since, **asked)), None)


def is_long(text: str) -> bool:
    """Say whether somebody would hardly write this again by chance."""
    return len(text) >= TOO_FEW_LETTERS


def _same(
    people: list[UUID], texts: list[str], author: UUID, since: datetime, leaving_out: list[UUID]
) -> QuerySet[CareEntry, tuple[UUID, str, datetime]]:
    same = CareEntry.objects.filter(
        person__in=people,
        standing=Standing.CURRENT,
        recorded_by=author,
        text__in=texts,
        sorts_at__gte=since,
    ).exclude(pk__in=leaving_out)
    return same.values_list("person", "text").annotate(last=Max("sorts_at")).order_by()


# Asked for each entry; what a device brings at once has many lengths, and is asked as it comes.
_same_of_one = prepared(_same)
