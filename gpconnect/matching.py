"""Which entry of a GP record is which of ours, and in what they differ. Never by likeness.

An entry that was taken over is known again by the practice's identifier; others by the same code,
or the same words but for capitals, spaces and hyphens. Whatever else may be the same, a person
says so.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from gpconnect.digests import digest
from gpconnect.reading.record import Allergy as GpAllergy
from gpconnect.reading.record import Item
from gpconnect.reading.record import Medication as GpMedication
from records.models import Allergy, GPDecision, Medication
from records.models.gp import GPArea, GPChoice

type Ours = Allergy | Medication


class Kind(StrEnum):
    """How the two records stand to each other in one entry."""

    DIFFERS = "In both, but not alike"
    ONLY_GP = "Only in the GP record"
    ONLY_OURS = "Only in our record"
    SAME = "The same in both"


@dataclass(frozen=True)
class Entry:
    """One entry of a GP record, by the key that finds it again."""

    key: str
    digest: str
    item: Item
    is_over: bool


@dataclass(frozen=True)
class Difference:
    """One thing that both records say, and say otherwise."""

    label: str
    theirs: str
    ours: str


@dataclass(frozen=True)
class Pair:
    """An entry of the GP record beside ours, or one of them alone, with what was decided."""

    area: GPArea
    entry: Entry | None
    ours: Ours | None
    decision: GPDecision | None = None

    @property
    def key(self) -> str:
        """What names it, also once the answer is forgotten."""
        return self.entry.key if self.entry else key_of_ours(self.ours)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        return tuple(_differences(self.entry, self.ours)) if self.entry and self.ours else ()

    @property
    def kind(self) -> Kind:
        if self.ours is None:
            return Kind.ONLY_GP
        if self.entry is None:
            return Kind.ONLY_OURS
        return Kind.DIFFERS if self.differences else Kind.SAME

    @property
    def state(self) -> str:
        """All that a decision rests on: another one where either record, or a decision, moved."""
        return digest(
            "pair", self.area, self.key, self._said, *self._version, self._decided_version
        )

    @property
    def is_updated(self) -> bool:
        """Whether the GP's entry says something else than when it was decided about."""
        return bool(self.decision and self.entry and self.decision.item_digest != self._said)

    @property
    def is_decided(self) -> bool:
        """Whether what was decided was decided about this: both records as they are now."""
        if self.decision is None:
            return False
        before = (str(self.decision.ours_id or ""), self.decision.ours_version or 0)
        return self.decision.item_digest == self._said and before == self._version

    @property
    def is_open(self) -> bool:
        """Whether a lead is to decide, or the practice to answer."""
        if self.is_decided and self.decision:
            return self.decision.decision == GPChoice.QUERIED
        was_accepted = self.decision and self.decision.decision == GPChoice.ACCEPTED
        return self.kind != Kind.SAME or bool(was_accepted and self.is_updated)

    @property
    def _said(self) -> str:
        return self.entry.digest if self.entry else ""

    @property
    def _version(self) -> tuple[str, int]:
        return (str(self.ours.pk), self.ours.version) if self.ours else ("", 0)

    @property
    def _decided_version(self) -> int:
        return self.decision.version if self.decision else 0


def key_of_ours(ours: Ours | None) -> str:
    """What names an entry of ours that the GP record does not have."""
    return f"ours:{ours.pk}" if ours else ""


def pair_up(
    area: GPArea,
    entries: Iterable[Entry],
    ours: list[Ours],
    decisions: dict[str, GPDecision],
    *,
    is_whole: bool,
) -> list[Pair]:
    """Each entry of one part with ours beside it, each of ours with one entry at most.

    What is current there is matched before what is over, which alone is no difference. That the
    GP does not have one of ours is said only of a list that tells all.
    """
    free = {one.pk: one for one in ours}
    matched: dict[str, Ours] = {}
    entries = list(entries)
    for some in ([e for e in entries if not e.is_over], [e for e in entries if e.is_over]):
        for how in _ways(decisions):
            _match(how, some, free, matched)
    pairs = [
        Pair(area, entry, matched.get(entry.key), decisions.get(entry.key))
        for entry in entries
        if entry.key in matched or not entry.is_over
    ]
    left = [Pair(area, None, one, decisions.get(key_of_ours(one))) for one in free.values()]
    return pairs + (left if is_whole else [])


type Way = tuple[Callable[[Entry], object], Callable[[Ours], object]]


def _ways(decisions: dict[str, GPDecision]) -> tuple[Way, ...]:
    def taken_over(entry: Entry) -> UUID | None:
        decision = decisions.get(entry.key)
        return decision.ours_id if decision else None

    return (
        (taken_over, lambda ours: ours.pk),
        (lambda entry: entry.item.snomed, lambda ours: ours.coding.get("code")),
        (lambda entry: plainly(entry.item.display), lambda ours: plainly(name_of_ours(ours))),
    )


def _match(
    how: Way, entries: list[Entry], free: dict[UUID, Ours], matched: dict[str, Ours]
) -> None:
    of_entry, of_ours = how
    by_sign: dict[object, list[Ours]] = {}
    for one in reversed(free.values()):
        by_sign.setdefault(of_ours(one), []).append(one)
    for entry in entries:
        sign = of_entry(entry)
        if entry.key not in matched and sign and by_sign.get(sign):
            found = by_sign[sign].pop()
            matched[entry.key] = free.pop(found.pk)


def name_of_ours(ours: Ours) -> str:
    """What one of ours is called."""
    return ours.causative_agent if isinstance(ours, Allergy) else ours.name


def plainly(words: str) -> str:
    """Words without what does not tell them apart."""
    return " ".join(words.casefold().replace("-", " ").split())


def _differences(entry: Entry, ours: Ours) -> Iterator[Difference]:
    if entry.is_over:
        yield Difference("Still so?", "Ended", "Current")
    match entry.item, ours:
        case GpAllergy() as item, Allergy():
            yield from _of_allergy(item, ours)
        case GpMedication() as item, Medication():
            yield from _of_medication(item, ours)


def _of_allergy(item: GpAllergy, ours: Allergy) -> Iterator[Difference]:
    theirs = reaction_of(item)
    if theirs and plainly(theirs) != plainly(ours.description_of_reaction):
        yield Difference("What happens", theirs, ours.description_of_reaction)
    ours_is_high = ours.severity == Allergy.Severity.LIFE_THREATENING
    if item.criticality in CRITICAL and ours_is_high != (item.criticality == "high"):
        yield Difference("How bad it is", CRITICAL[item.criticality], ours.get_severity_display())


# As GP Connect has it: high may threaten life; "unable to assess" says nothing to differ from.
CRITICAL = {"high": "High: may threaten life", "low": "Low"}


def _of_medication(item: GpMedication, ours: Medication) -> Iterator[Difference]:
    theirs = directions_of(item)
    said = {plainly(ours.directions), plainly(f"{ours.dose} {ours.directions}")}
    if theirs and plainly(theirs) not in said | {plainly(ours.dose)} - {""}:
        words = "\n".join(filter(None, (ours.dose, ours.directions)))
        yield Difference("How to take it", theirs, words)


def reaction_of(item: GpAllergy) -> str:
    """What the GP record says happens, with its notes: all of it."""
    return "\n".join((*item.reactions, *item.notes))


def directions_of(item: GpMedication) -> str:
    """How the GP record says that it is taken."""
    return "\n".join(item.dosage)
