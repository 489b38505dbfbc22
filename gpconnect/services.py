"""Has GP records fetched, keeps the last good answer for a while, and forgets it."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Permission
from accounts.services import system_user
from governance.models import Act
from governance.queries import provider_ids
from governance.services import acting_for, record_act
from gpconnect import accesses, policies, queries
from gpconnect.accesses import Standing
from gpconnect.client import GpConnectClient
from gpconnect.errors import Blocked, GpConnectError, Unavailable
from gpconnect.models import GPRecordPull
from gpconnect.protocol import Asker
from gpconnect.queries import GpRecordSeen
from gpconnect.reading import read_bundle
from gpconnect.reading.patient import Demographics
from gpconnect.sealing import seal
from records import queries as records
from records.models import Person
from records.nhs_number import has_valid_check_digit

logger = logging.getLogger(__name__)
Outcome = GPRecordPull.Outcome

# What makes an answer that we still hold one that may no longer be shown.
FORGETS = {
    queries.OBJECTION,
    "NO_PATIENT_CONSENT",
    "NO_RELATIONSHIP",
    "NO_RECORD_FOUND",
    "PATIENT_NOT_FOUND",
    "PDS_NOT_FOUND",
    "PDS_NOT_VERIFIED",
    "PDS_SENSITIVE",
    "PDS_SUPERSEDED",
}


def read_gp_record(person: Person, *, by: User) -> GpRecordSeen:
    """What a user may see of a person's GP record; that it was shown is put on record.

    Raises PermissionDenied for a role that may see nothing of it.
    """
    seen = queries.gp_record_seen_by(by, person)
    if seen.source:
        accesses.put_reading_on_record(person, seen.source, by=by)
    return seen


def ask_for_gp_record(person_id: UUID, *, by: User) -> GPRecordPull:
    """Put an attempt on record, for a task to carry out; one that is open already is returned."""
    pull, is_new = GPRecordPull.objects.get_or_create(
        person_id=person_id, finished_at=None, defaults={"requested_by": by}
    )
    if is_new:
        _put_on_record(pull, by=by)
    return pull


def refresh_gp_record(person_id: UUID, *, by: User) -> GPRecordPull:
    """Ask the practice for a person's record, and keep the answer if it is a good one.

    One attempt a person at a time: returns the open one untouched while another worker is at
    it. No transaction is open while the practice is asked. Every attempt is audited, whatever
    comes of it. Raises Unavailable, after putting it on record, when it is worth another try.
    """
    with acting_for(by.provider_id):
        pull = ask_for_gp_record(person_id, by=by)
        if not _take(pull):
            return pull
        question = _question(Person.objects.get(pk=person_id), by=by)
    failure = None
    answer = None
    try:
        answer = _fetch(question, pull)
    except GpConnectError as error:
        failure = error
    with acting_for(by.provider_id):
        _put_access_on_record(pull, question, by=by, outcome=failure.code if failure else "OK")
        _finish(pull, by=by, answer=answer, failure=failure)
    if isinstance(failure, Unavailable):
        raise failure
    return pull


def _take(pull: GPRecordPull) -> bool:
    """Begin an open attempt, or take over an interrupted one; not one that is going on or over."""
    row = GPRecordPull.objects.select_for_update().get(pk=pull.pk)
    if row.finished_at or (row.started_at and not queries.is_abandoned(row)):
        return False
    if row.started_at:
        accesses.put_interruption_on_record(row)
    pull.started_at = timezone.now()
    pull.save(update_fields=["started_at"])
    return True


@dataclass(frozen=True, kw_only=True)
class Question:
    """All that asking needs, read before the practice is asked; or our own rule against it."""

    nhs_number: str
    ours: Demographics
    standing: Standing
    asker: Asker | None
    problem: str


def _question(person: Person, *, by: User) -> Question:
    """Whose record is asked for, and in whose name; a scheduled attempt needs a person too.

    Somebody whose access ended since they asked, or who has it elsewhere only, is not named.
    """
    name = queries.who_may_ask_for(person) if by.is_system else by
    may_see_it = name and name.may(Permission.SEE_GP_RECORD, at=person.places)
    asker = _asker(person, name) if name and may_see_it else None
    standing = accesses.standing_of(name or by, person)
    return Question(
        nhs_number=person.nhs_number,
        ours=queries.demographics(person),
        standing=standing,
        asker=asker,
        problem=_problem(person, asker, by=by),
    )


def _problem(person: Person, asker: Asker | None, *, by: User) -> str:
    """The code of what stands against it whatever the number is: an objection, no relationship."""
    if records.objects_to_gp_record(person):
        return queries.OBJECTION
    if asker is None:
        return "NOBODY_MAY_SEE_IT" if by.is_system else "NO_ACCESS"
    return ""


def _asker(person: Person, name: User) -> Asker:
    provider = accounts.provider_of(name)
    stay = records.latest_stay(person).select_related("location").first()
    place_ods = stay.location.ods_code if stay else ""
    return Asker(
        user_id=str(name.pk),
        name=name.name,
        organisation_ods=place_ods or provider.ods_code,
        organisation_name=provider.name,
        system_url=settings.GP_CONNECT_SYSTEM_URL,
        asid=settings.GP_CONNECT_ASID,
    )


def _fetch(question: Question, pull: GPRecordPull) -> bytes:
    """Register, directory, practice, in that order; notes on the attempt how far it came."""
    asker = _may_ask(question)
    nhs_number = question.nhs_number
    with GpConnectClient() as client:
        entry = client.look_up(nhs_number, organisation_ods=asker.organisation_ods)
        policies.gp_may_be_asked(entry, nhs_number=nhs_number, ours=question.ours)
        pull.practice_ods = entry.practice_ods
        endpoint = client.find_practice(entry.practice_ods)
        pull.practice_asid = endpoint.asid
        try:
            answer = client.get_record(nhs_number, endpoint=endpoint, asker=asker)
        finally:
            pull.trace_id = client.trace_id
    record = policies.is_their_record(read_bundle(answer), nhs_number=nhs_number)
    pull.practice_name = record.patient.practice_name[:200]
    if record.bundle_id != pull.trace_id:
        logger.warning("GP record pull %s: the answer bears another trace", pull.pk)
    return answer


def _may_ask(question: Question) -> Asker:
    """Who asks, once nothing on our own side stands against it."""
    if question.problem or question.asker is None:
        raise Blocked(question.problem)
    if not question.nhs_number:
        raise Blocked("NO_NHS_NUMBER")
    if not has_valid_check_digit(question.nhs_number):
        raise Blocked("INVALID_NHS_NUMBER")
    if not question.asker.organisation_ods:
        raise Blocked("NO_ODS_CODE")
    return question.asker


def _finish(
    pull: GPRecordPull, *, by: User, answer: bytes | None, failure: GpConnectError | None
) -> None:
    """Close the attempt, put it on record, and hold at most the one latest good answer.

    An attempt that somebody took over meanwhile is theirs to close.
    """
    row = GPRecordPull.objects.select_for_update().get(pk=pull.pk)
    if row.finished_at or row.started_at != pull.started_at:
        return
    now = timezone.now()
    pull.finished_at = now
    pull.outcome = _outcome(failure)
    if failure:
        pull.code = failure.code
    if answer is not None and settings.GP_RECORD_KEPT_FOR:
        pull.retrieved_at = now
        pull.answer = seal(answer)
        pull.keep_until = now + settings.GP_RECORD_KEPT_FOR
    pull.save()
    if answer is not None or pull.code in FORGETS:
        older = GPRecordPull.objects.filter(person_id=pull.person_id).exclude(pk=pull.pk)
        older.filter(answer__isnull=False).update(answer=None)
    _put_on_record(pull, by=by)
    logger.info("GP record pull %s: %s %s", pull.pk, pull.outcome, pull.code)


def _put_access_on_record(
    pull: GPRecordPull, question: Question, *, by: User, outcome: str
) -> None:
    """Every attempt with all of its facts (IG10), also one that somebody took over meanwhile."""
    accesses.put_attempt_on_record(
        pull,
        by=by,
        standing=question.standing,
        nhs_number=question.nhs_number,
        asker=question.asker,
        outcome=outcome,
    )


def _outcome(failure: GpConnectError | None) -> str:
    if failure is None:
        return Outcome.SUCCEEDED
    if isinstance(failure, Blocked):
        return Outcome.BLOCKED
    return Outcome.FAILED if isinstance(failure, Unavailable) else Outcome.REFUSED


def _put_on_record(pull: GPRecordPull, *, by: User) -> None:
    """The audit entry of an attempt; `gpconnect.accesses` has one with the rest of the facts."""
    record_act(
        Act.GP_RECORD,
        by=by,
        why="direct care: GP record asked for",
        person_id=pull.person_id,
        record_id=pull.pk,
        outcome=(pull.code or pull.outcome)[:60],
    )


def due_everywhere(*, looks_every: timedelta) -> Iterator[tuple[UUID, UUID]]:
    """Who is due, provider by provider: each person, and the part of the system that asks."""
    for provider_id in provider_ids():
        with acting_for(provider_id):
            by = system_user("gp-connect", provider_id)
            people = queries.people_due(looks_every=looks_every)
        yield from ((person_id, by.pk) for person_id in people)


def forget_old_answers() -> int:
    """Forget the GP answers whose time is over, and those of people who object; the attempts stay.

    Returns how many were forgotten.
    """
    with transaction.atomic():
        kept = GPRecordPull.objects.filter(answer__isnull=False)
        object_to_it = records.who_object(Person.objects.filter(pk__in=kept.values("person")))
        over = Q(keep_until__lte=timezone.now()) | Q(person__in=object_to_it.values("pk"))
        return kept.filter(over).update(answer=None)
