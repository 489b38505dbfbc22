"""What changed in a GP record that no lead has seen to, for its page: decision 0061.

The GP's words are shown as long as the answer that holds them is; afterwards the kind, the part
and the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from dailycare.exceptions import UNSEEN_FOR
from dailycare.models import ExceptionSeen
from gpconnect import wording
from gpconnect.entries import entries_of
from gpconnect.reading import GpRecord
from records import queries as records
from records.models import GPNotice, Person
from records.models.base import Standing
from records.models.gp import SAID, GPArea, GPNews


@dataclass(frozen=True)
class Change:
    """One kind of change that was found at one time, and what the entries are called."""

    words: str
    how_many: int
    found_at: datetime
    titles: tuple[str, ...]


@dataclass(frozen=True)
class ChangedSince:
    """All that nobody has seen to, since the record with which it was compared."""

    since: datetime
    changes: tuple[Change, ...]
    to_see: tuple[tuple[str, datetime], ...]  # what a lead says what was done about, and its time

    @property
    def how_many(self) -> int:
        return sum(change.how_many for change in self.changes)


def changed_since(person: Person, record: GpRecord | None) -> ChangedSince | None:
    """What changed in a person's GP record that waits to be seen; nothing when all is seen."""
    notices = _open(person)
    if not notices:
        return None
    titles = _titles(record, {GPArea(one.area) for one in notices}) if record else {}
    ordered = sorted(notices, key=_together)
    return ChangedSince(
        since=min(one.known_at for one in notices),
        changes=tuple(_change(some, titles) for _key, some in groupby(ordered, key=_together)),
        to_see=tuple({one.key: one.recorded_at for one in notices}.items()),
    )


def _open(person: Person) -> list[Any]:
    seen = ExceptionSeen.objects.filter(
        person=person, key=OuterRef("key"), standing=Standing.CURRENT
    )
    told = records.gp_notices_of(person, timezone.now() - UNSEEN_FOR)
    return list(told.exclude(news=GPNews.DIFFERS).filter(~Exists(seen)))


def _titles(record: GpRecord, areas: Iterable[GPArea]) -> dict[str, str]:
    return {
        key: wording.title(item)
        for area in areas
        for key, (_said, item) in entries_of(record, area).items()
    }


def _together(one: GPNotice) -> tuple[int, datetime]:
    return list(SAID).index((GPArea(one.area), GPNews(one.news))), one.recorded_at


def _change(some: Iterable[GPNotice], titles: dict[str, str]) -> Change:
    notices = list(some)
    found = tuple(titles[one.item_key] for one in notices if one.item_key in titles)
    return Change(notices[0].words, len(notices), notices[0].recorded_at, found)
