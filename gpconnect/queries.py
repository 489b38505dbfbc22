"""Reads: what may be shown of a GP record, to whom, and whose record is due."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Post, User, held_on
from accounts.permissions import MAY, Permission
from gpconnect import policies
from gpconnect.errors import SENTENCES, Refused
from gpconnect.models import GPAttempt, GPRecordPull
from gpconnect.reading import GpRecord, read_bundle
from gpconnect.reading.patient import Demographics, Difference, differences
from gpconnect.sealing import unseal
from records import queries as records
from records.models import Admission, Person
from records.models.base import Standing

# Longer than any attempt can take: an open one that began earlier was interrupted.
LEASE = timedelta(minutes=5)
# Two clocks of ours may differ by so much; a token that we send lives as long.
CLOCKS_DIFFER = timedelta(minutes=5)
OBJECTION = "OBJECTION"
GENDER_OF_SEX = {"1": "male", "2": "female"}


@dataclass(frozen=True)
class Attempt:
    """The last attempt for a person, going on, over, or broken off; none at all has no pull."""

    pull: GPRecordPull | None
    is_waiting: bool = False
    is_interrupted: bool = False
    is_objected_to: bool = False

    @property
    def sentence(self) -> str:
        """What came of it, in words; nothing while it is going on or when it went well."""
        if self.is_objected_to:
            return SENTENCES["OBJECTION"]
        if self.is_interrupted:
            return SENTENCES["INTERRUPTED"]
        return self.pull.sentence if self.pull else ""


@dataclass(frozen=True, kw_only=True)
class GpRecordSeen:
    """What a user may see of a person's GP record: the last good answer and the last attempt."""

    record: GpRecord | None
    source: GPRecordPull | None
    attempt: Attempt
    differences: tuple[Difference, ...]
    is_full: bool
    is_simulated: bool
    further: GpRecord | None = None


def gp_record_seen_by(user: User, person: Person) -> GpRecordSeen:
    """The GP record as this user's post may see it (INT-05); raises PermissionDenied for others."""
    attempt = attempt_seen_by(user, person)
    source, record = (None, None) if attempt.is_objected_to else _last_good(person)
    is_full = user.may(Permission.SEE_FULL_GP_RECORD, at=person.places)
    return GpRecordSeen(
        record=record,
        source=source,
        attempt=attempt,
        differences=differences(record.patient, demographics(person)) if record else (),
        is_full=is_full,
        is_simulated=settings.DEMONSTRATION,
        further=_further(source, person) if source and is_full else None,
    )


def attempt_seen_by(user: User, person: Person) -> Attempt:
    """The last attempt to have a person's GP record; raises PermissionDenied for other roles."""
    if not user.may(Permission.SEE_GP_RECORD, at=person.places):
        raise PermissionDenied
    pull = latest_attempt(person)
    objects = records.objects_to_gp_record(person)
    if pull is None or pull.finished_at:
        return Attempt(pull, is_objected_to=objects)
    is_interrupted = is_abandoned(pull)
    return Attempt(pull, not is_interrupted, is_interrupted, is_objected_to=objects)


def attempts(person: Person) -> QuerySet[GPRecordPull]:
    """Every attempt for a person, the latest first, without the answers."""
    pulls = GPRecordPull.objects.filter(person=person).select_related("requested_by")
    return pulls.defer("answer", "further").order_by("-requested_at", "-id")


def latest_attempt(person: Person) -> GPRecordPull | None:
    """The last attempt, going on or over."""
    return attempts(person).first()


def last_received(user: User, person: Person) -> GPRecordPull | None:
    """The last attempt that brought a record, held or forgotten; raises PermissionDenied."""
    attempt_seen_by(user, person)
    return attempts(person).filter(outcome=GPRecordPull.Outcome.SUCCEEDED).first()


def is_due(person: Person) -> bool:
    """Whether nobody has tried to have a person's GP record for longer than it stays fresh.

    An attempt that a worker began and never ended does not count as tried, nor does one that an
    objection stopped which was taken back since. Where nothing is held but while somebody reads,
    it stays fresh for as long, and what came on schedule was not held.
    """
    is_held = bool(settings.GP_RECORD_KEPT_FOR)
    fresh_for = settings.GP_RECORD_REFRESHED_EVERY if is_held else settings.GP_READ_WITHIN
    since = timezone.now() - fresh_for
    tried = GPRecordPull.objects.filter(person=person, requested_at__gt=since)
    tried = tried.exclude(_broken_off())
    if not is_held:
        tried = tried.exclude(requested_by__is_system=True)
    if tried.exclude(code=OBJECTION).exists():
        return False
    return not (tried.exists() and records.objects_to_gp_record(person))


def _broken_off() -> Q:
    return Q(finished_at=None, started_at__lt=timezone.now() - LEASE)


def is_abandoned(pull: GPAttempt) -> bool:
    """Whether an open attempt has been open for longer than any attempt takes."""
    since = pull.started_at or pull.requested_at
    return pull.finished_at is None and since < timezone.now() - LEASE


def is_over(now: datetime) -> Q:
    """Answers whose time is over, and those from the future: our clock was wrong as they came."""
    return Q(keep_until__lte=now) | Q(retrieved_at__gt=now + CLOCKS_DIFFER)


def _last_good(person: Person) -> tuple[GPRecordPull | None, GpRecord | None]:
    """The answer still kept, read anew; nothing when it is about another NHS number by now."""
    pull = held(person)
    record = _opened(pull.answer, person) if pull else None
    return (pull, record) if record else (None, None)


def held(person: Person) -> GPRecordPull | None:
    """The attempt whose answer may still be shown, with that answer, sealed as it is."""
    pulls = GPRecordPull.objects.filter(person=person, answer__isnull=False).defer("further")
    return pulls.exclude(is_over(timezone.now())).order_by("-retrieved_at").first()


def _further(source: GPRecordPull, person: Person) -> GpRecord | None:
    """The areas for a full view, which are not even loaded for anybody else."""
    return _opened(source.further, person)


def _opened(sealed: Any, person: Person) -> GpRecord | None:
    """An answer we hold, if it can be opened and is about this person's number still."""
    answer = unseal(bytes(sealed)) if sealed else None
    if answer is None:
        return None
    try:
        return policies.is_their_record(read_bundle(answer), nhs_number=person.nhs_number)
    except Refused:
        return None


def is_to_be_asked(user: User, person: Person) -> bool:
    """Whether opening the record has it fetched: it is old, or held for lesser eyes."""
    return is_due(person) or _lacks_further_areas(user, person)


def _lacks_further_areas(user: User, person: Person) -> bool:
    """Whether what is held was asked for in the name of somebody who may see less than this one."""
    if not user.may(Permission.SEE_FULL_GP_RECORD, at=person.places):
        return False
    if records.objects_to_gp_record(person):
        return False
    held = GPRecordPull.objects.filter(pk__in=attempts(person).values("pk")[:1])
    return held.filter(answer__isnull=False, further=None, further_code="").exists()


def demographics(person: Person) -> Demographics:
    """A person as GP systems and the national register describe people."""
    return Demographics(
        family=person.family_name,
        given=person.given_name,
        gender=GENDER_OF_SEX.get(person.sex, ""),
        birth_date=person.date_of_birth.isoformat(),
        practice_ods=person.gp_practice_code.strip().upper(),
    )


def staff_member(user_id: UUID) -> User:
    """Whoever a task works for."""
    return User.objects.get(pk=user_id)


def who_may_ask_for(person: Person) -> User | None:
    """The named person on whose behalf a record is refreshed unasked, the manager first.

    GP Connect wants a named member of staff with a reason to ask, never a system. Nobody: the
    record is not asked for, since nobody could see it.
    """
    stay = records.latest_stay(person).first()
    roles = sorted(role for role, may in MAY.items() if Permission.SEE_GP_RECORD in may)
    posts = (
        Post.objects.filter(
            held_on(timezone.localdate()),
            location=stay.location_id if stay else None,
            role__in=roles,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("role", "started_on", "id")
    )
    post = posts.first()
    return post.user if post else None


def people_due(*, looks_every: timedelta) -> list[UUID]:
    """People in care whose last attempt is too old: at each look only their share of the day.

    Those never asked for come first, so a whole provider that has just joined is spread as well;
    an attempt that a killed worker left behind does not count. Nobody asks for whoever objects.
    """
    every = settings.GP_RECORD_REFRESHED_EVERY
    lives_here = Admission.objects.filter(
        person=OuterRef("pk"), standing=Standing.CURRENT, ended_on=None
    )
    tried = GPRecordPull.objects.filter(person=OuterRef("pk")).exclude(_broken_off())
    last = tried.order_by("-requested_at")
    people = Person.objects.filter(Exists(lives_here), standing=Standing.CURRENT)
    people = people.exclude(nhs_number="").exclude(pk__in=records.who_object(people).values("pk"))
    people = people.annotate(asked_at=Subquery(last.values("requested_at")[:1]))
    share = math.ceil(people.count() * (looks_every / every))
    due = people.filter(Q(asked_at=None) | Q(asked_at__lte=timezone.now() - every))
    ordered = due.order_by(F("asked_at").asc(nulls_first=True), "id")
    return list(ordered.values_list("pk", flat=True)[:share])
