"""Deciding about an entry that is not in both records alike. Nothing enters ours otherwise."""

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from accounts.models import User
from governance.services import change
from gpconnect import queries
from gpconnect.accepting import Acceptance, accept, acceptance, where_from
from gpconnect.comparing import Part, compared, put_on_record
from gpconnect.matching import Kind, Ours, Pair
from gpconnect.models import GPRecordPull
from gpconnect.queries import GpRecordSeen
from gpconnect.reading import GpRecord
from records import services as records
from records.errors import NotInThisState
from records.models import GPDecision, Person
from records.models.gp import GPArea, GPChoice
from records.models.person import AllergyState
from records.services.rows import locked_person

NOTHING_TO_ACCEPT = "Only our record has this, so there is nothing to accept"
NOT_OURS = "What you say is the same is not in our record any more"


class ChangedMeanwhile(Exception):
    """What was decided about is not what stands there now."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a lead decides about one pair, and the state in which they saw it.

    `same_as` is the entry of ours that is the GP's in other words.
    """

    area: str
    key: str
    shown: str
    decision: str
    words: str = ""
    same_as: UUID | None = None


@dataclass(frozen=True)
class ToDecide:
    """One pair that may be decided about, and what there is to say of the answers."""

    pair: Pair
    acceptance: Acceptance | None
    alone: list[Ours]  # of ours, those that could be the GP's in other words
    ends_none_known: bool = False  # accepting it does, by the rule that our record keeps


def to_decide(person: Person, seen: GpRecordSeen, *, area: str, key: str) -> ToDecide | None:
    """What stands there now to be decided, of what this user may see; nothing if it is gone."""
    parts = compared(person, seen.record) if seen.record else []
    pair = _pair_of(parts, area, key)
    if pair is None or seen.source is None:
        return None
    alone = _ours_alone(parts, area) if pair.ours is None else []
    is_new_allergy = pair.area == GPArea.ALLERGIES and pair.kind == Kind.ONLY_GP
    ends = is_new_allergy and person.allergy_state == AllergyState.NONE_KNOWN
    return ToDecide(pair, acceptance(pair, seen.source), alone, ends)


def _pair_of(parts: list[Part], area: str, key: str) -> Pair | None:
    pairs = (pair for part in parts for pair in part.pairs)
    return next((pair for pair in pairs if (pair.area, pair.key) == (area, key)), None)


def _ours_alone(parts: list[Part], area: str) -> list[Ours]:
    """Those of ours that the GP record does not have, or has in other words."""
    pairs = (pair for part in parts for pair in part.pairs if pair.area == area)
    return [pair.ours for pair in pairs if pair.kind == Kind.ONLY_OURS and pair.ours]


def decide(person: Person, choice: Choice, *, by: User) -> GPDecision:
    """Put a decision on record and, where it is to accept, the entry into our record.

    The same form once more changes nothing. Raises ChangedMeanwhile when either record or the
    decision moved since it was shown, and NotInThisState for what cannot be accepted.
    """
    person = locked_person(person.pk)
    if earlier := _sent_before(person, choice):
        return earlier
    seen = queries.gp_record_seen_by(by, person)
    asked = to_decide(person, seen, area=choice.area, key=choice.key)
    if asked is None or asked.pair.state != choice.shown:
        raise ChangedMeanwhile
    record, source = cast("GpRecord", seen.record), cast("GPRecordPull", seen.source)
    with change(by=by, why=_why(choice, source), person_id=person.pk) as opened:
        ours = _ours(asked, choice, person, by=by)
        decided = _write(asked.pair, ours, choice, person, source, by=by)
        opened.record_id = decided.pk
        put_on_record(source, compared(person, record), by=by)
        return decided


def _why(choice: Choice, source: GPRecordPull) -> str:
    """What the history of our record says of it."""
    if choice.decision == GPChoice.ACCEPTED:
        words = where_from(source)
        return f"Accepted {words[0].lower()}{words[1:]}"
    kept = choice.decision == GPChoice.KEPT
    return "Our record kept beside the GP record" if kept else "Practice asked about the GP record"


def _sent_before(person: Person, choice: Choice) -> GPDecision | None:
    """The decision that came of this very form: of the same state no other can have come."""
    return GPDecision.objects.filter(
        person=person,
        area=choice.area,
        shown=choice.shown,
        decision=choice.decision,
        words=choice.words,
    ).first()


def _ours(asked: ToDecide, choice: Choice, person: Person, *, by: User) -> Ours | None:
    """Our entry as it stands once this is decided."""
    if choice.decision == GPChoice.ACCEPTED:
        found = asked.acceptance
        if found is None or found.why_not:
            raise NotInThisState(found.why_not if found else NOTHING_TO_ACCEPT)
        return accept(found, person, by=by)
    if choice.same_as is None:
        return asked.pair.ours
    same = [one for one in asked.alone if one.pk == choice.same_as]
    if not same:
        raise NotInThisState(NOT_OURS)
    return same[0]


def _write(
    pair: Pair,
    ours: Ours | None,
    choice: Choice,
    person: Person,
    source: GPRecordPull,
    *,
    by: User,
) -> GPDecision:
    entry = pair.entry
    facts: dict[str, Any] = {
        "decision": choice.decision,
        "words": choice.words,
        "shown": choice.shown,
        "item_digest": entry.digest if entry else "",
        "ours_id": ours.pk if ours else None,
        "ours_version": ours.version if ours else None,
        "identifier": " ".join(entry.item.identifiers) if entry else "",
        "practice_name": source.practice_name,
        "practice_ods": source.practice_ods,
        "retrieved_at": source.retrieved_at,
    }
    if pair.decision:
        replaces = pair.decision.version
        return records.revise(pair.decision, replaces=replaces, by=by, **facts)
    about = {"area": choice.area, "pair": pair.key}
    return records.add(GPDecision, person, by=by, **about, **facts)
