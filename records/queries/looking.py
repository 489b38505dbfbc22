"""Who looked at a person's record, in plain words, by day and by who it was (AUD-03)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from governance.models import Act, AuditEvent
from records.models import Person

LOOKS_ON_PAGE = 50
LOOKS_ON_PAPER = 1000
# The reason of a refusal begins with the name of a page, which means nothing to a reader.
NAME_OF_A_PAGE = re.compile(r"^\w+:\w+: ")
NO_PERMISSION = "no permission"
CARE_RECORDED = "care recorded: "
READ_IN_WORDS = {
    "GP record": "read the GP record",
    "GP record summary": "read the summary of the GP record",
}


@dataclass(slots=True)
class Deed:
    """One thing that somebody did, as often as they did it in a row."""

    at: datetime
    words: str
    was_refused: bool
    times: int = 1


@dataclass(slots=True)
class Looker:
    """Somebody, and what they did with the record on one day."""

    name: str
    deeds: list[Deed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which somebody did something with the record."""

    on: date
    lookers: list[Looker]


def has_looked(person: Person, user: User, *, why: str, since: datetime) -> bool:
    """Whether this user is on record as having looked, for this reason, since then."""
    return AuditEvent.objects.filter(
        act=Act.READ, actor=user, person_id=person.pk, why=why, at__gte=since
    ).exists()


def staff_who_may_have_looked(person: Person) -> list[User]:
    """Everybody who has ever had an account with the person's provider, by name."""
    return staff_ever(person.provider_id)


def staff_ever(provider_id: UUID) -> list[User]:
    """Everybody who has ever had an account with a provider, by name."""
    return list(User.objects.filter(provider_id=provider_id).order_by("name", "pk"))


def looks(
    person: Person,
    page: int,
    *,
    worker: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[AuditEvent]:
    """One page of what was done with a person's record, and one more when there is another."""
    start = (page - 1) * LOOKS_ON_PAGE
    found = _found(person, worker=worker, since=since, until=until)
    return list(found[start : start + LOOKS_ON_PAGE + 1])


def looks_on_paper(
    person: Person,
    *,
    worker: UUID | None = None,
    since: date | None = None,
    until: date | None = None,
) -> list[AuditEvent]:
    """The latest of what was done with a person's record, and one more when there is another."""
    found = _found(person, worker=worker, since=since, until=until)
    return list(found[: LOOKS_ON_PAPER + 1])


def by_day(events: Iterable[AuditEvent]) -> list[Day]:
    """Group what was done, the latest first, by day and on each day by who did it."""
    days = groupby(events, key=lambda event: timezone.localtime(event.at).date())
    return [Day(on, list(_lookers(done))) for on, done in days]


def in_plain_words(event: AuditEvent) -> str:
    """Say what somebody did, to follow their name, as the person it is about would read it."""
    why = plain_reason(event)
    if event.act == Act.REFUSED:
        if why.startswith(NO_PERMISSION):
            return "tried to do what their role does not allow"
        return "tried to see what is not theirs to see"
    if event.act == Act.GP_RECORD:
        asked = "asked the GP system for the GP record"
        return asked if event.outcome == "succeeded" else f"{asked}, which did not answer with it"
    if event.act == Act.OPENED_PRIVATE:
        return f"opened what is kept private, and said why: {why}"
    if event.act == Act.BREAK_GLASS:
        return f"opened the record from outside their places, and said why: {why}"
    if event.act == Act.CHANGE:
        if why.startswith(CARE_RECORDED):
            return f"recorded care ({why.removeprefix(CARE_RECORDED).replace('_', ' ')})"
        return f"wrote in it: {why}"
    why = READ_IN_WORDS.get(why, why)
    return f"was {why}" if why.split()[0].endswith("ing") else why


def _found(
    person: Person, *, worker: UUID | None, since: date | None, until: date | None
) -> QuerySet[AuditEvent]:
    found = AuditEvent.objects.filter(person_id=person.pk)
    if worker:
        found = found.filter(actor=worker)
    if since:
        found = found.filter(at__gte=midnight_of(since))
    if until:
        found = found.filter(at__lt=midnight_after(until))
    return found.select_related("actor").order_by("-at", "-id")


def midnight_of(day: date) -> datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def midnight_after(day: date) -> datetime:
    """The moment at which a day is over here."""
    return midnight_of(day + timedelta(days=1))


def plain_reason(event: AuditEvent) -> str:
    """The reason that was given for an act, without the name of a page."""
    return NAME_OF_A_PAGE.sub("", event.why)


def _lookers(events: Iterable[AuditEvent]) -> Iterator[Looker]:
    """Who did something on one day, whoever did so last first; the same act in a row is one."""
    lookers: dict[UUID, Looker] = {}
    for event in events:
        looker = lookers.setdefault(event.actor_id, Looker(event.actor.name))
        words, was_refused = in_plain_words(event), event.outcome == "refused"
        if looker.deeds and looker.deeds[-1].words == words:
            looker.deeds[-1].times += 1
            looker.deeds[-1].at = event.at
        else:
            looker.deeds.append(Deed(event.at, words, was_refused))
    yield from lookers.values()
