"""Words that their author wrote before of the same person, word for word (DLY-09)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from dailycare.models import CareEntry
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
    long_ones = {text for text in texts if len(text) >= TOO_FEW_LETTERS}
    if not long_ones:
        return {}
    same = CareEntry.objects.filter(
        person__in=[*people],
        standing=Standing.CURRENT,
        recorded_by=by,
        text__in=long_ones,
        sorts_at__gte=timezone.now() - WITHIN,
    ).exclude(pk__in=[*leaving_out])
    rows = same.values_list("person", "text").annotate(last=Max("sorts_at")).order_by()
    return {(person, text): last for person, text, last in rows}


def last_written(person: Person, text: str, *, by: User, leaving_out: UUID) -> datetime | None:
    """When this author wrote the same words of one person lately."""
    found = written_before([person.pk], [text], by=by, leaving_out=[leaving_out])
    return found.get((person.pk, text))
