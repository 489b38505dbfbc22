"""Has one section fetched as a page, holds it for minutes, and puts every sight of it on record."""

import logging
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission
from governance.services import acting_for
from gpconnect import accesses, asking, queries
from gpconnect.errors import SENTENCES, GpConnectError, Refused
from gpconnect.models import GPSectionPull
from gpconnect.reading import GpRecord, read_bundle
from gpconnect.reading.patient import Difference, differences
from gpconnect.sealing import seal, unseal
from gpconnect.sections.catalogue import SECTIONS, Section
from gpconnect.sections.sanitising import clean, narrative
from gpconnect.services import outcome_of, put_access_on_record, put_on_record
from records import queries as records
from records.models import Person

logger = logging.getLogger(__name__)
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class SectionSeen:
    """What there is to show of a section: the page held now, if any, and the last attempt."""

    section: Section
    attempt: GPSectionPull | None
    is_waiting: bool
    source: GPSectionPull | None
    html: str | None
    differences: tuple[Difference, ...]
    died_on: str
    sentence: str


def may_see(user: User, person: Person, section: Section) -> bool:
    """Whether a role may see a section at the person's place (INT-05)."""
    full, summary = Permission.SEE_FULL_GP_RECORD, Permission.SEE_GP_RECORD
    return user.may(full if section.is_for_full_view else summary, at=person.places)


def sections_for(user: User, person: Person) -> list[Section]:
    """The sections that a role may see of a person; none for one that may see nothing."""
    return [section for section in SECTIONS.values() if may_see(user, person, section)]


def ask(
    person: Person, section: Section, *, by: User, starts_on: date | None = None
) -> GPSectionPull:
    """Put an attempt on record, for a task to carry out; one that is open already is returned.

    Raises PermissionDenied for a role that may not see the section.
    """
    if not may_see(by, person, section):
        raise PermissionDenied
    pull, is_new = GPSectionPull.objects.get_or_create(
        person=person,
        section=section.code,
        finished_at=None,
        defaults={"requested_by": by, "starts_on": starts_on if section.takes_period else None},
    )
    if is_new:
        put_on_record(pull, by=by)
    return pull


def fetch(pull_id: UUID, *, by: User) -> None:
    """Ask the practice for the section, and hold its page if it is a good one.

    No transaction is open meanwhile. One worker at a time; every attempt is put on record.
    """
    with acting_for(by.provider_id):
        pull = GPSectionPull.objects.select_for_update().get(pk=pull_id)
        if pull.finished_at or (pull.started_at and not queries.is_abandoned(pull)):
            return
        if pull.started_at:
            accesses.put_interruption_on_record(pull)
        pull.started_at = timezone.now()
        pull.save(update_fields=["started_at"])
        question = asking.question(pull.person, by=by)
    failure, answer = None, None
    try:
        answer = asking.fetch_section(question, pull)
        if not narrative(answer):
            raise Refused("NOT_A_RECORD")
    except GpConnectError as error:
        failure = error
    with acting_for(by.provider_id):
        put_access_on_record(pull, question, by=by, outcome=failure.code if failure else "OK")
        _finish(pull, answer=answer, failure=failure, by=by)


def _finish(
    pull: GPSectionPull, *, answer: bytes | None, failure: GpConnectError | None, by: User
) -> None:
    """Close the attempt; an attempt that somebody took over meanwhile is theirs to close."""
    row = GPSectionPull.objects.select_for_update().get(pk=pull.pk)
    if row.finished_at or row.started_at != pull.started_at:
        return
    now = timezone.now()
    pull.finished_at, pull.outcome = now, outcome_of(failure)
    pull.code = failure.code if failure else ""
    if answer and not failure:
        pull.retrieved_at, pull.answer = now, seal(answer)
        pull.keep_until = now + settings.GP_READ_WITHIN
    pull.save()
    older = GPSectionPull.objects.filter(person_id=pull.person_id, section=pull.section)
    older.exclude(pk=pull.pk).update(answer=None)
    put_on_record(pull, by=by)
    logger.info("GP section pull %s: %s %s", pull.pk, pull.outcome, pull.code)


def read(person: Person, section: Section, *, by: User) -> SectionSeen:
    """What may be shown of a section now. Raises PermissionDenied for a role that may not."""
    if not may_see(by, person, section):
        raise PermissionDenied
    attempts = GPSectionPull.objects.filter(person=person, section=section.code)
    latest = attempts.order_by("-requested_at", "-id").first()
    is_open = latest is not None and latest.finished_at is None
    is_broken_off = latest is not None and queries.is_abandoned(latest)
    objects = records.objects_to_gp_record(person)
    record, html = (None, None) if objects or latest is None else _opened(latest, person)
    patient = record.patient if record else None
    return SectionSeen(
        section=section,
        attempt=latest,
        is_waiting=is_open and not is_broken_off,
        source=latest if html else None,
        html=html,
        differences=differences(patient, queries.demographics(person)) if patient else (),
        died_on=patient.died_on if patient else "",
        sentence=_sentence(latest, objects=objects, is_broken_off=is_broken_off),
    )


def show(person: Person, section: Section, *, by: User) -> SectionSeen:
    """The same, for somebody who is shown the page itself: that goes on record."""
    seen = read(person, section, by=by)
    if seen.source:
        accesses.put_reading_on_record(person, seen.source, by=by)
    return seen


def _sentence(latest: GPSectionPull | None, *, objects: bool, is_broken_off: bool) -> str:
    if objects:
        return SENTENCES["OBJECTION"]
    if is_broken_off:
        return SENTENCES["INTERRUPTED"]
    return latest.sentence if latest else ""


def _opened(pull: GPSectionPull, person: Person) -> tuple[GpRecord | None, str | None]:
    """The page held, if its minutes are not over and it is about this person's number still."""
    if not (pull.answer and pull.keep_until and pull.keep_until > timezone.now()):
        return None, None
    answer = unseal(bytes(pull.answer))
    record = read_bundle(answer) if answer else None
    if answer is None or not isinstance(record, GpRecord):
        return None, None
    if not record.is_about(person.nhs_number):
        return None, None
    return record, clean(narrative(answer))
