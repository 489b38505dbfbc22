"""What changed in somebody's GP record since it came last: kept without the GP's words.

What is new or altered is told of whatever came. That something ended for want of an entry is
concluded only from a list that tells all (decision 0061).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from accounts.models import User
from accounts.services import system_user
from gpconnect import policies
from gpconnect.comparing import compared, put_on_record
from gpconnect.digests import digest
from gpconnect.entries import LISTS, WINDOWED, entries_of, is_over
from gpconnect.models import GPRecordPull, KnownArea
from gpconnect.reading import GpRecord, read_bundle
from records.models import GPNotice
from records.models.gp import SAID, GPArea, GPNews
from records.services.rows import locked_person

# A digest of the content, and whether it had ended, by the key of each entry.
type Entries = dict[str, tuple[str, bool]]


@dataclass(frozen=True)
class AsItCame:
    """One part of a GP record that came: its entries, and whether there can be no others."""

    entries: Entries
    is_whole: bool


def note_changes(pull: GPRecordPull, answer: bytes, at: datetime, *, by: User) -> None:
    """Put on record what is new, ended, altered or gone since the last good answer.

    The first time that a part comes, from this practice, nothing is: it is what the next is
    compared with. The number of queries does not grow with the entries.
    """
    record = cast("GpRecord", read_bundle(answer))  # it was one when it was received
    origin = digest("origin", record.patient.nhs_number, pull.practice_ods)
    known = {
        GPArea(row.area): row
        for row in KnownArea.objects.select_for_update().filter(
            person_id=pull.person_id, origin=origin
        )
    }
    of_person = {"person_id": pull.person_id}
    about = {**of_person, "pull_id": pull.pk}
    notices: list[GPNotice] = []
    rows = []
    for area, now in _came(record).items():
        if row := known.get(area):
            notices += [
                GPNotice(area=area, news=news, item_key=key, known_at=row.seen_at, **about)
                for key, news in _changed(row.entries, now)
                if (area, news) in SAID
            ]
        entries = now.entries if now.is_whole or not row else row.entries | now.entries
        rows.append(KnownArea(area=area, origin=origin, entries=entries, seen_at=at, **of_person))
    _keep(rows)
    person = locked_person(pull.person_id)
    # Nothing waits to be compared where no answer is kept to be compared with.
    parts = compared(person, record) if pull.answer is not None else []
    put_on_record(pull, parts, found=notices, by=system_user("gp-connect", by.provider_id))


def take_back_what_waits(pull: GPRecordPull, *, by: User) -> None:
    """Have nobody wait for a decision about a record that may not be shown any more."""
    locked_person(pull.person_id)
    put_on_record(pull, [], by=system_user("gp-connect", by.provider_id))


def _came(record: GpRecord) -> dict[GPArea, AsItCame]:
    """The parts that came, with what they hold. That nothing is known of is no entry."""
    found = {}
    for area, lists in LISTS.items():
        if record.areas[lists[0]].state == "absent":
            continue
        is_whole = area not in WINDOWED and policies.tells_all(record, *lists)
        found[area] = AsItCame(_entries(record, area), is_whole)
    return found


def _entries(record: GpRecord, area: GPArea) -> Entries:
    over = is_over(record, area)
    return {key: (said, over(item)) for key, (said, item) in entries_of(record, area).items()}


def _changed(known: dict[str, Any], now: AsItCame) -> Iterator[tuple[str, GPNews]]:
    for key, (said, has_ended) in now.entries.items():
        said_before, had_ended = known.get(key, ("", True))
        if has_ended and (key not in known or not had_ended):
            yield key, GPNews.ENDED
        elif had_ended and not has_ended:
            yield key, GPNews.NEW
        elif said != said_before:
            yield key, GPNews.ALTERED
    if now.is_whole:
        for key, (_said, had_ended) in known.items():
            if key not in now.entries and not had_ended:
                yield key, GPNews.GONE


def _keep(rows: list[KnownArea]) -> None:
    KnownArea.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "area"],
        update_fields=["origin", "entries", "seen_at"],
    )
