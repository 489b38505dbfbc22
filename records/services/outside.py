"""Opening the record of somebody at another place of the provider, for a reason (0024)."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from governance.models import Act
from governance.services import change, record_act
from records import policies, queries
from records.errors import NotInThisState
from records.models import OpenedFromOutside, Person
from records.models.outside import Opening
from records.services.records import revise
from records.services.rows import locked_person


def look_elsewhere(*, by: User, **asked: Any) -> list[Person]:
    """Return whom somebody means who is at another place: nobody, one, or two who are alike.

    Each time is on record. Raises NotInThisState for whoever found nobody too often.
    """
    try:
        policies.may_look_elsewhere(queries.found_nobody_lately(by))
    except NotInThisState:
        why = queries.LOOKED_TOO_OFTEN
        record_act(Act.BREAK_GLASS, by=by, why=why, outcome="refused")
        raise
    found = queries.elsewhere(**asked)
    person_id = found[0].pk if len(found) == 1 else None
    outcome = "done" if found else queries.FOUND_NOBODY
    record_act(Act.SEARCH, by=by, why=queries.LOOKED_FOR, person_id=person_id, outcome=outcome)
    return found


def open_from_outside(
    person: Person, *, cause: str, words: str, ends_at: datetime, by: User
) -> OpenedFromOutside:
    """Let a worker see somebody who is not at their places, and record care, until a moment.

    While it lasts, a second time changes nothing.
    """
    with change(by=by, why="opened from outside", person_id=person.pk) as opened:
        person = locked_person(person.pk)
        earlier = queries.openings_now(timezone.now()).filter(person=person, recorded_by=by).first()
        if earlier:
            return earlier
        made = OpenedFromOutside.objects.create(
            person=person, cause=cause, words=words, ends_at=ends_at
        )
        opened.record_id = made.pk
        why = Opening(made.pk, cause, words, ends_at).why
        record_act(Act.BREAK_GLASS, by=by, why=why, person_id=person.pk, record_id=made.pk)
        return made


def end_opening(opening: OpenedFromOutside, *, by: User) -> OpenedFromOutside:
    """End early what is open to somebody from outside. Raises NotInThisState once it has ended."""
    now = timezone.now()
    policies.may_end_opening(is_open=opening.ends_at > now)
    why = "ended what was open from outside"
    return revise(opening, replaces=opening.version, by=by, why=why, ends_at=now)
