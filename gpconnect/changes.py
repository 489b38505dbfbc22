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
from gpconnect.digests import digest, keyed
from gpconnect.models import GPRecordPull, KnownArea
from gpconnect.reading import GpRecord, codes, read_bundle
from gpconnect.reading.record import Allergy, Item
from records import services as records
from records.models import GPNotice
from records.models.gp import SAID, GPArea, GPNews

# A digest of the content, and whether it had ended, by the key of each entry.
type Entries = dict[str, tuple[str, bool]]

LISTS = {
    GPArea.ALLERGIES: (codes.ALLERGIES, codes.ENDED_ALLERGIES),
    GPArea.MEDICATIONS: (codes.MEDICATIONS,),
    GPArea.PROBLEMS: (codes.PROBLEMS,),
    GPArea.IMMUNISATIONS: (codes.IMMUNISATIONS,),
    GPArea.CONSULTATIONS: (codes.CONSULTATIONS,),
}
# Only the last few are asked for: one that is not among them is older, and not gone.
WINDOWED = {GPArea.CONSULTATIONS}


@dataclass(frozen=True)
class AsItCame:
    """One part of a GP record that came: its entries, and whether there can be no others."""

    entries: Entries
    is_whole: bool


def note_changes(pull: GPRecordPull, answer: bytes, at: datetime, *, by: User) -> None:
    """Put on record what is new, ended, altered or gone since the last good answer.

    The first time that a part comes, from this practice, nothing is: it is what the next is
    compared with. Two reads and at most two writes, whatever the number of entries.
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
    records.note_gp_changes(pull.person_id, notices, by=system_user("gp-connect", by.provider_id))


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
    current, *ended = LISTS[area]
    over = {id(item) for name in ended for item in record.areas[name].items}
    over -= {id(item) for item in record.areas[current].items}
    return {
        key: (said, id(item) in over or policies.has_ended(item))
        for key, (said, item) in entries_of(record, area).items()
    }


def entries_of(record: GpRecord, area: GPArea) -> dict[str, tuple[str, Item]]:
    """The entries of one part, with the digest of each, by key. "None known" is no entry.

    What two lists point at is one entry.
    """
    items = {id(item): item for name in LISTS[area] for item in record.areas[name].items}
    return keyed(item for item in items.values() if not is_none_known(item))


def is_none_known(item: Item) -> bool:
    """Whether an entry is the statement that there are no known allergies."""
    return isinstance(item, Allergy) and item.is_none_known


def _changed(known: dict[str, Any], now: AsItCame) -> Iterator[tuple[str, GPNews]]:
    for key, (said, is_over) in now.entries.items():
        said_before, was_over = known.get(key, ("", True))
        if is_over and (key not in known or not was_over):
            yield key, GPNews.ENDED
        elif was_over and not is_over:
            yield key, GPNews.NEW
        elif said != said_before:
            yield key, GPNews.ALTERED
    if now.is_whole:
        for key, (_said, was_over) in known.items():
            if key not in now.entries and not was_over:
                yield key, GPNews.GONE


def _keep(rows: list[KnownArea]) -> None:
    KnownArea.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["person", "area"],
        update_fields=["origin", "entries", "seen_at"],
    )
