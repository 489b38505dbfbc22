"""Two records side by side, as a page says them: each entry, what differs, what was decided."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from gpconnect import wording
from gpconnect.comparing import Part
from gpconnect.matching import Difference, Kind, Pair
from records import words
from records.kinds import BY_SLUG
from records.models import GPDecision
from records.models.gp import GPArea, GPChoice

OF_OURS = {GPArea.ALLERGIES: BY_SLUG["allergies"], GPArea.MEDICATIONS: BY_SLUG["medicines"]}
HEADINGS = {GPArea.ALLERGIES: "Allergies", GPArea.MEDICATIONS: "Medicines they take now"}
DECIDED = {
    GPChoice.ACCEPTED: "Accepted into our record",
    GPChoice.KEPT: "Our record stays as it is",
    GPChoice.QUERIED: "Asked the practice, and waiting for what it says",
}


@dataclass(frozen=True)
class SideOfPair:
    """One entry as one of the records has it."""

    title: str
    facts: list[tuple[str, str]]
    url: str = ""
    source: str = ""


@dataclass(frozen=True)
class Decided:
    """What was decided before, and what has become of it."""

    what: str
    words: str
    by: str
    at: datetime
    moved: str


@dataclass(frozen=True)
class Shown:
    """One pair on the page."""

    key: str
    kind: str
    is_open: bool
    theirs: SideOfPair | None
    ours: SideOfPair | None
    differences: tuple[Difference, ...]
    decided: Decided | None
    url: str


@dataclass(frozen=True)
class ShownPart:
    """One part of the records on the page: what is to be decided before what is not."""

    heading: str
    notes: tuple[str, ...]
    waiting: list[Shown]
    settled: list[Shown]


def in_words(decision: GPDecision) -> str:
    """What was decided, as it is said once it is saved."""
    words = DECIDED[GPChoice(decision.decision)]
    return words[0].lower() + words[1:]


def shown_parts(parts: list[Part], person_id: UUID) -> list[ShownPart]:
    """Both records, part by part."""
    found = []
    for part in parts:
        shown = [shown_pair(pair, person_id) for pair in part.pairs]
        waiting = [one for one in shown if one.is_open]
        settled = [one for one in shown if not one.is_open]
        found.append(ShownPart(HEADINGS[part.area], part.notes, waiting, settled))
    return found


def shown_pair(pair: Pair, person_id: UUID) -> Shown:
    """One entry of either record, or of both."""
    about = {"area": pair.area.value, "key": pair.key}
    return Shown(
        key=pair.key,
        kind=pair.kind.value,
        is_open=pair.is_open,
        theirs=_theirs(pair),
        ours=_ours(pair, person_id),
        differences=pair.differences,
        decided=_decided(pair),
        url=reverse("gpconnect:decide", args=[person_id], query=about),
    )


def _theirs(pair: Pair) -> SideOfPair | None:
    if pair.entry is None:
        return None
    item = pair.entry.item
    state = [("State", "Ended")] if pair.entry.is_over else []
    label, _, when = wording.when(item).partition(": ")
    return SideOfPair(wording.title(item), [*state, (label, when), *wording.facts(item)])


def _ours(pair: Pair, person_id: UUID) -> SideOfPair | None:
    if pair.ours is None:
        return None
    kind = OF_OURS[pair.area]
    told = words.summary(pair.ours, (*kind.shown, *MORE[pair.area]))
    where: Any = {"person_id": person_id, "kind": kind.slug, "record_id": pair.ours.pk}
    return SideOfPair(
        told.name,
        [(fact.label, fact.words) for fact in told.facts],
        url=reverse("records:record", kwargs=where),
        source=pair.ours.source,
    )


MORE = {GPArea.ALLERGIES: ("happened_on",), GPArea.MEDICATIONS: ("directions", "started_on")}


def _decided(pair: Pair) -> Decided | None:
    decision: Any = pair.decision
    if decision is None:
        return None
    return Decided(
        what=DECIDED[GPChoice(decision.decision)],
        words=decision.words,
        by=decision.decided_by,
        at=decision.decided_at,
        moved=_moved(pair),
    )


def _moved(pair: Pair) -> str:
    """Which of the records says something else than when it was decided, if one does."""
    if pair.is_updated:
        accepted = pair.decision and pair.decision.decision == GPChoice.ACCEPTED
        did = "accepted it" if accepted else "decided"
        return f"Updated at the GP since you {did}"
    return "" if pair.is_decided or pair.kind == Kind.SAME else "Our record changed since then"
