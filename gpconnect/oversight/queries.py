"""Reads: accesses to GP records for whoever audits, and how the asking goes for administrators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import and_
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from gpconnect.errors import GpConnectError
from gpconnect.models import GPRecordAccess, GPRecordPull
from gpconnect.oversight import pulse
from gpconnect.oversight.policies import Signs
from gpconnect.queries import LEASE
from records import queries as records
from records.models import Person
from records.queries.looking import midnight_after, midnight_of

ACCESSES_ON_PAGE = 100
FAILURES_SHOWN = 50
A_DAY = timedelta(days=1)
Kind = GPRecordAccess.Kind
OF_OUTCOME = {
    "": Q(),
    "received": Q(kind=Kind.ASKED, outcome="OK"),
    "not_received": Q(kind=Kind.ASKED) & ~Q(outcome="OK"),
    "shown": Q(kind=Kind.SHOWN),
    "refused": Q(kind=Kind.REFUSED),
}


@dataclass(frozen=True, slots=True)
class Access:
    """One access as a line, and whose record it was as far as we know them."""

    fact: GPRecordAccess
    at: datetime
    about: str

    @property
    def kind(self) -> str:
        """What was done, in words."""
        return Kind(self.fact.kind).label

    @property
    def is_unusual(self) -> bool:
        """Whether it came to anything but a record."""
        return self.fact.outcome not in ("OK", "shown")


def accesses_seen_by(
    user: User,
    *,
    since: date,
    until: date,
    worker: UUID | None = None,
    whose: str = "",
    outcome: str = "",
) -> QuerySet[GPRecordAccess]:
    """Accesses of some days to the GP records of people at the places this user audits."""
    found = GPRecordAccess.objects.filter(
        OF_OUTCOME[outcome],
        at__gte=midnight_of(since),
        at__lt=midnight_after(until),
    )
    found = records.of_audited_people(user, found)
    if worker:
        found = found.filter(Q(user_id=worker) | Q(actor=worker))
    if whose:
        found = found.filter(_named(whose))
    return found.order_by("-at", "-id")


def _named(words: str) -> Q:
    """A number as it was asked for or stands now, or every word in the name."""
    number = words.replace(" ", "")
    if number.isdecimal():
        now = Person.objects.filter(nhs_number=number)
        return Q(nhs_number=number) | Q(person_id__in=now.values("pk"))
    named = (
        Q(given_name__icontains=word)
        | Q(family_name__icontains=word)
        | Q(preferred_name__icontains=word)
        for word in words.split()
    )
    return Q(person_id__in=Person.objects.filter(reduce(and_, named, Q())).values("pk"))


def page_of_accesses(found: QuerySet[GPRecordAccess], *, before: int | None) -> list[Access]:
    """One page of accesses, those before one of them, and one more when there is another."""
    last = found.filter(pk=before).first() if before else None
    if last:
        found = found.filter(Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk))
    return _as_lines(found[: ACCESSES_ON_PAGE + 1])


def list_of_accesses(found: QuerySet[GPRecordAccess]) -> list[Access]:
    """Every access there is, to be taken along, or one more than a list may have."""
    return _as_lines(found[: records.ACTS_ON_A_LIST + 1])


def _as_lines(found: Iterable[GPRecordAccess]) -> list[Access]:
    found = list(found)
    people = Person.objects.in_bulk({fact.person_id for fact in found})
    return [
        Access(
            fact,
            timezone.localtime(fact.at),
            people[fact.person_id].full_name if fact.person_id in people else "",
        )
        for fact in found
    ]


@dataclass(frozen=True, slots=True)
class Failure:
    """One reason why records of one practice did not come, and how often that was so."""

    code: str
    practice: str
    times: int
    last_at: datetime

    @property
    def sentence(self) -> str:
        """The reason in plain words."""
        return GpConnectError(self.code).sentence


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A provider's questions: those that wait, those under way, and why some came to nothing."""

    waiting: int
    going_on: int
    signs: Signs
    failures: list[Failure]
    has_more: bool


def queue(now: datetime) -> Queue:
    """How the asking goes, of the provider that we act for, and what became of the last day's."""
    abandoned = Q(started_at__lt=now - LEASE)
    still_open = GPRecordPull.objects.filter(finished_at=None).aggregate(
        waiting=Count("pk", Q(started_at=None)),
        going_on=Count("pk", Q(started_at__isnull=False) & ~abandoned),
        broken_off=Count("pk", abandoned),
        oldest_at=Min("requested_at", filter=Q(started_at=None)),
    )
    over = GPRecordPull.objects.filter(finished_at__gt=now - A_DAY)
    came = Q(outcome=GPRecordPull.Outcome.SUCCEEDED)
    ended = over.aggregate(received=Count("pk", came), failed=Count("pk", ~came))
    failures = _failures(over.exclude(came))
    return Queue(
        waiting=still_open["waiting"],
        going_on=still_open["going_on"],
        failures=failures[:FAILURES_SHOWN],
        has_more=len(failures) > FAILURES_SHOWN,
        signs=Signs(
            looked_at=pulse.last_beat(),
            oldest_at=still_open["oldest_at"],
            broken_off=still_open["broken_off"],
            queued=pulse.queued(),
            **ended,
        ),
    )


def _failures(over: QuerySet[GPRecordPull]) -> list[Failure]:
    """By code and practice, what happened most first; one more than a page shows."""
    grouped = over.values("code", "practice_ods").annotate(
        times=Count("pk"), last_at=Max("finished_at")
    )
    rows = grouped.order_by("-times", "code", "practice_ods")[: FAILURES_SHOWN + 1]
    return [Failure(row["code"], row["practice_ods"], row["times"], row["last_at"]) for row in rows]
