"""A person's GP record beside ours: allergies, and the medicines they take now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from gpconnect import policies
from gpconnect.entries import LISTS, entries_of, is_none_known, is_over
from gpconnect.matching import Entry, Kind, Ours, Pair, pair_up
from gpconnect.models import GPRecordPull
from gpconnect.reading import GpRecord, codes
from records import queries as records
from records import services as records_services
from records.models import Allergy, GPDecision, GPNotice, Medication, Person
from records.models.gp import GPArea
from records.models.person import AllergyState

COMPARED = (GPArea.ALLERGIES, GPArea.MEDICATIONS)
# Ours that they do not take any more; the other states are of a medicine that is current.
NOT_TAKEN = ("completed", "stopped", "not-taken")


@dataclass(frozen=True)
class Part:
    """One part of both records, entry by entry, and what is to be said before."""

    area: GPArea
    pairs: tuple[Pair, ...]
    notes: tuple[str, ...]

    @property
    def to_decide(self) -> int:
        return sum(pair.is_open for pair in self.pairs)


def compared(person: Person, record: GpRecord) -> list[Part]:
    """Both records side by side, in three queries. What is open comes first."""
    decisions: dict[GPArea, dict[str, GPDecision]] = {area: {} for area in COMPARED}
    for decision in _decisions(person):
        decisions[GPArea(decision.area)][decision.pair] = decision
    taken = records.current(Medication, person).exclude(status__in=NOT_TAKEN)
    ours: dict[GPArea, list[Ours]] = {
        GPArea.ALLERGIES: list(records.current(Allergy, person).order_by("recorded_at", "pk")),
        GPArea.MEDICATIONS: list(taken.order_by("recorded_at", "pk")),
    }
    return [_part(person, record, area, ours[area], decisions[area]) for area in COMPARED]


def _decisions(person: Person) -> QuerySet[GPDecision, Any]:
    """What was decided, each with who did it last, and when."""
    last = GPDecision.versions.rel.related_model._default_manager.filter(pgh_obj=OuterRef("pk"))
    last = last.order_by("-pgh_id")
    return records.current(GPDecision, person).annotate(
        decided_by=Subquery(last.values("author__name")[:1]),
        decided_at=Subquery(last.values("pgh_created_at")[:1]),
    )


def _part(
    person: Person,
    record: GpRecord,
    area: GPArea,
    ours: list[Ours],
    decisions: dict[str, GPDecision],
) -> Part:
    lists = LISTS[area]
    is_whole = policies.tells_all(record, *lists)
    over = is_over(record, area)
    entries = [
        Entry(key, said, item, over(item)) for key, (said, item) in entries_of(record, area).items()
    ]
    pairs = pair_up(area, entries, ours, decisions, is_whole=is_whole)
    kinds = list(Kind)
    pairs.sort(key=lambda pair: (not pair.is_open, kinds.index(pair.kind)))
    notes = [] if is_whole else [NOT_WHOLE]
    if area == GPArea.ALLERGIES:
        notes += _none_known(person, record, has_ours=bool(ours))
    return Part(area, tuple(pairs), tuple(notes))


def put_on_record(
    pull: GPRecordPull, parts: list[Part], *, by: User, found: Iterable[GPNotice] = ()
) -> None:
    """Have leads told what was found to have changed, and how many entries wait for them."""
    records_services.note_gp_record(
        pull.person_id,
        found=found,
        to_decide={part.area: part.to_decide for part in parts},
        pull_id=pull.pk,
        known_at=pull.finished_at or pull.requested_at,
        by=by,
    )


NOT_WHOLE = (
    "This part of the GP record did not come whole, so what it does not have is not compared: that "
    "it is not there does not mean that the practice does not know of it."
)


def _none_known(person: Person, record: GpRecord, *, has_ours: bool) -> list[str]:
    """Where one of them says that there are no known allergies: said, and never resolved here."""
    listed = record.areas[codes.ALLERGIES].items
    theirs = any(map(is_none_known, listed))
    has_theirs = any(not is_none_known(item) for item in listed)
    ours = person.allergy_state == AllergyState.NONE_KNOWN
    said = []
    if theirs and has_theirs:
        said.append("The GP record says both that there are no known allergies, and names some.")
    if theirs and not ours:
        state = "names some" if has_ours else "says that nobody has asked"
        said.append(f"The GP record says that there are no known allergies. Our record {state}.")
    if ours and not theirs:
        state = "names some" if has_theirs else "does not say so: an empty list does not mean none"
        said.append(f"Our record says that there are no known allergies. The GP record {state}.")
    if ours and theirs:
        said.append("Both records say that there are no known allergies.")
    return said
