"""What everybody did with the records of some places, for whoever audits it (AUD-03)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Permission
from governance.models import Act, AuditEvent
from records.models import Person
from records.queries.looking import midnight_after, midnight_of, plain_reason
from records.queries.people import people_for

ACTS_ON_PAGE = 100
ACTS_ON_A_LIST = 20_000


@dataclass(frozen=True, slots=True)
class AuditedAct:
    """One act as a line: when, who, what, why, about whom, and what came of it."""

    id: int
    at: datetime
    who: str
    act: str
    why: str
    about: str
    outcome: str


def acts_seen_by(
    user: User, *, since: date, until: date, worker: UUID | None = None, act: str = ""
) -> QuerySet[AuditEvent]:
    """What was done on some days with the records of people at the places this user audits.

    Whoever audits every place of the provider sees what is about nobody too, such as signing in.
    Found by provider, or by who did it, and moment: by indexes that begin with these.
    """
    found = AuditEvent.objects.filter(at__gte=midnight_of(since), at__lt=midnight_after(until))
    found = of_audited_people(user, found)
    if worker:
        found = found.filter(actor=worker)
    if act:
        found = found.filter(act=act)
    return found.select_related("actor").order_by("-at", "-id")


def of_audited_people[Rows: QuerySet[Any]](user: User, found: Rows) -> Rows:
    """Leave out what is about people at places that this user does not audit."""
    if _audits_every_place(user):
        return found
    return found.filter(person_id__in=people_for(user, Permission.AUDIT).values("pk"))


def page_of_acts(acts: QuerySet[AuditEvent], *, before: int | None) -> list[AuditedAct]:
    """One page of acts, those before one of them, and one more when there is another."""
    last = acts.filter(pk=before).first() if before else None
    if last:
        acts = acts.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    return _as_lines(acts[: ACTS_ON_PAGE + 1])


def list_of_acts(acts: QuerySet[AuditEvent]) -> list[AuditedAct]:
    """Every act there is, to be taken along, or one more than a list may have."""
    return _as_lines(acts[: ACTS_ON_A_LIST + 1])


def _audits_every_place(user: User) -> bool:
    places = {place.pk for place in accounts.locations()}
    return places <= {*user.places_for(Permission.AUDIT)}


def _as_lines(events: Iterable[AuditEvent]) -> list[AuditedAct]:
    events = list(events)
    people = Person.objects.in_bulk({event.person_id for event in events} - {None})
    return [
        AuditedAct(
            id=event.pk,
            at=timezone.localtime(event.at),
            who=event.actor.name,
            act=Act(event.act).label,
            why=plain_reason(event),
            about=people[event.person_id].full_name if event.person_id in people else "",
            outcome=event.outcome,
        )
        for event in events
    ]
