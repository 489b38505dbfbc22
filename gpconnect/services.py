"""Has GP records fetched, keeps the last good answer for a while, and forgets it."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from governance.models import Act
from governance.queries import provider_ids
from governance.services import acting_for, record_act
from gpconnect import accesses, asking, changes, queries, register_checks
from gpconnect.asking import Answers, Question
from gpconnect.errors import Blocked, GpConnectError, Unavailable
from gpconnect.models import GPAttempt, GPRecordPull, GPSectionPull
from gpconnect.queries import GpRecordSeen
from gpconnect.sealing import seal
from records import queries as records
from records.models import Person

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
        put_on_record(pull, by=by)
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
        question = asking.question(Person.objects.get(pk=person_id), by=by)
    failure = None
    answers = None
    try:
        answers = asking.fetch(question, pull)
    except GpConnectError as error:
        failure = error
    with acting_for(by.provider_id):
        code = failure.code if failure else pull.further_code
        put_access_on_record(pull, question, by=by, outcome=code or "OK")
        _finish(pull, by=by, answers=answers, failure=failure)
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


def _finish(
    pull: GPRecordPull, *, by: User, answers: Answers | None, failure: GpConnectError | None
) -> None:
    """Close the attempt, put it on record, and hold at most the one latest good answer.

    An attempt that somebody took over meanwhile is theirs to close.
    """
    row = GPRecordPull.objects.select_for_update().get(pk=pull.pk)
    if row.finished_at or row.started_at != pull.started_at:
        return
    now = timezone.now()
    pull.finished_at = now
    pull.outcome = outcome_of(failure)
    if failure:
        pull.code = failure.code
    if answers and (kept_for := _kept_for(by)):
        pull.retrieved_at = now
        pull.answer = seal(answers.record)
        pull.further = seal(answers.further) if answers.further else None
        pull.keep_until = now + kept_for
    pull.save()
    if answers or pull.code in FORGETS:
        older = GPRecordPull.objects.filter(person_id=pull.person_id).exclude(pk=pull.pk)
        older.filter(answer__isnull=False).update(answer=None, further=None)
    if answers:
        changes.note_changes(pull, answers.record, now, by=by)
    elif pull.code in FORGETS:
        changes.take_back_what_waits(pull, by=by)
    put_on_record(pull, by=by)
    logger.info("GP record pull %s: %s %s", pull.pk, pull.outcome, pull.code)


def _kept_for(by: User) -> timedelta:
    """How long an answer is held; no hours at all is while somebody reads what they asked for."""
    if settings.GP_RECORD_KEPT_FOR or by.is_system:
        return settings.GP_RECORD_KEPT_FOR
    return settings.GP_READ_WITHIN


def put_access_on_record(pull: GPAttempt, question: Question, *, by: User, outcome: str) -> None:
    """Every attempt with all of its facts (IG10), also one that somebody took over meanwhile."""
    accesses.put_attempt_on_record(
        pull,
        by=by,
        standing=question.standing,
        nhs_number=question.nhs_number,
        outcome=outcome,
    )


def outcome_of(failure: GpConnectError | None) -> str:
    if failure is None:
        return Outcome.SUCCEEDED
    if isinstance(failure, Blocked):
        return Outcome.BLOCKED
    return Outcome.FAILED if isinstance(failure, Unavailable) else Outcome.REFUSED


def put_on_record(pull: GPAttempt, *, by: User) -> None:
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
    """Who is due, one of each provider in turn: the person, and that part of the system."""
    waiting = []
    for provider_id in provider_ids():
        with acting_for(provider_id):
            by = system_user("gp-connect", provider_id)
            people = queries.people_due(looks_every=looks_every)
        waiting.append([(person_id, by.pk) for person_id in people])
    for in_turn in zip_longest(*waiting):
        yield from (due for due in in_turn if due)


def forget_old_answers() -> int:
    """Forget the GP answers whose time is over, and those of people who object; the attempts stay.

    Returns how many were forgotten.
    """
    with transaction.atomic():
        register_checks.forget_old()
        sections = GPSectionPull.objects.filter(answer__isnull=False)
        sections.filter(_may_not_be_held(sections)).update(answer=None)
        kept = GPRecordPull.objects.filter(answer__isnull=False)
        return kept.filter(_may_not_be_held(kept)).update(answer=None, further=None)


def _may_not_be_held(kept: QuerySet[Any]) -> Q:
    object_to_it = records.who_object(Person.objects.filter(pk__in=kept.values("person")))
    return queries.is_over(timezone.now()) | Q(person__in=object_to_it.values("pk"))
