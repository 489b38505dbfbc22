"""Asks for one GP record: in whose name, whether the rules admit it, and then those who know."""

import logging
from dataclasses import dataclass, replace

from django.conf import settings

from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Permission
from governance.services import acting_for
from gpconnect import accesses, policies, protocol, queries, register_checks
from gpconnect.accesses import Standing
from gpconnect.client import GpConnectClient
from gpconnect.errors import Blocked, GpConnectError, Unavailable
from gpconnect.models import GPAttempt, GPRecordPull, GPSectionPull
from gpconnect.protocol import Asker, Call, Endpoint
from gpconnect.reading import read_bundle
from gpconnect.reading.patient import Demographics
from gpconnect.register import RegisterEntry
from gpconnect.sections import protocol as section_protocol
from gpconnect.sections.catalogue import SECTIONS
from records import queries as records
from records.models import Person
from records.nhs_number import has_valid_check_digit

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Question:
    """All that asking needs, read before the practice is asked; or our own rule against it."""

    person: Person
    nhs_number: str
    ours: Demographics
    standing: Standing
    asker: Asker | None
    may_see_all: bool
    problem: str


@dataclass(frozen=True)
class Answers:
    """What a practice sent: the areas that every role may see, and for a full view the others."""

    record: bytes
    further: bytes | None = None


def question(person: Person, *, by: User) -> Question:
    """Whose record is asked for, and in whose name; a scheduled attempt needs a person too.

    Somebody whose access ended since they asked, or who has it elsewhere only, is not named.
    """
    name = queries.who_may_ask_for(person) if by.is_system else by
    may_see_it = name and name.may(Permission.SEE_GP_RECORD, at=person.places)
    asker = _asker(person, name) if name and may_see_it else None
    may_see_all = name and name.may(Permission.SEE_FULL_GP_RECORD, at=person.places)
    standing = accesses.standing_of(name or by, person)
    if asker:
        standing = replace(standing, organisation_ods=asker.organisation_ods)
    return Question(
        person=person,
        nhs_number=person.nhs_number,
        ours=queries.demographics(person),
        standing=standing,
        asker=asker,
        may_see_all=bool(asker and may_see_all),
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


def fetch(question: Question, pull: GPRecordPull) -> Answers:
    """Register, directory, practice, in that order; notes on the attempt how far it came."""
    asker = _may_ask(question)
    with GpConnectClient() as client:
        endpoint = _reach(client, question, pull, asker=asker)
        call = protocol.record(question.nhs_number)
        answer = _answer(client, call, question, pull, endpoint=endpoint, asker=asker)
        if not question.may_see_all:
            return Answers(answer)
        return Answers(answer, _further(client, question, pull, endpoint=endpoint, asker=asker))


def fetch_section(question: Question, pull: GPSectionPull) -> bytes:
    """The same for one section as a page; nobody has one fetched who may not see it."""
    if SECTIONS[pull.section].is_for_full_view and not question.may_see_all:
        raise Blocked(question.problem or "NO_ACCESS")
    asker = _may_ask(question)
    with GpConnectClient() as client:
        endpoint = _reach(client, question, pull, asker=asker, interaction=section_protocol.HTML)
        call = section_protocol.section(question.nhs_number, pull.section, starts_on=pull.starts_on)
        return _answer(client, call, question, pull, endpoint=endpoint, asker=asker)


def _reach(
    client: GpConnectClient,
    question: Question,
    pull: GPAttempt,
    *,
    asker: Asker,
    interaction: str = protocol.STRUCTURED,
) -> Endpoint:
    """Where the practice answers, once the register admits the question."""
    pull.sent = client.sent
    entry = _look_up(client, question, asker, pull)
    policies.gp_may_be_asked(entry, nhs_number=question.nhs_number, ours=question.ours)
    pull.practice_ods = entry.practice_ods
    endpoint = client.find_practice(entry.practice_ods, interaction)
    pull.practice_asid = endpoint.asid
    return endpoint


def _answer(
    client: GpConnectClient,
    call: Call,
    question: Question,
    pull: GPAttempt,
    *,
    endpoint: Endpoint,
    asker: Asker,
) -> bytes:
    """What the practice sent, when it is about this person."""
    try:
        answer = client.ask_practice(call, endpoint=endpoint, asker=asker)
    finally:
        pull.trace_id = client.trace_id
    record = policies.is_their_record(read_bundle(answer), nhs_number=question.nhs_number)
    pull.practice_name = record.patient.practice_name[:200]
    if record.bundle_id != pull.trace_id:
        logger.warning("GP record pull %s: the answer bears another trace", pull.pk)
    return answer


def _further(
    client: GpConnectClient,
    question: Question,
    pull: GPRecordPull,
    *,
    endpoint: Endpoint,
    asker: Asker,
) -> bytes | None:
    """The areas for a full view. Without them the first answer is good, and the page says so."""
    call = protocol.further(question.nhs_number)
    try:
        answer = client.ask_practice(call, endpoint=endpoint, asker=asker)
        policies.is_their_record(read_bundle(answer), nhs_number=question.nhs_number)
    except GpConnectError as error:
        pull.further_code = error.code
        return None
    return answer


def _look_up(
    client: GpConnectClient, question: Question, asker: Asker, pull: GPAttempt
) -> RegisterEntry:
    """What the register says now; when it cannot be reached, what it said within the day (CORE01).

    Kept at once, in a transaction of its own: what it says stands whatever the practice does.
    """
    try:
        entry = client.look_up(question.nhs_number, organisation_ods=asker.organisation_ods)
    except Unavailable:
        return _said_before(question, pull)
    except Blocked:
        with acting_for(question.person.provider_id):
            register_checks.forget(question.person)
        raise
    with acting_for(question.person.provider_id):
        check = register_checks.keep(question.person, entry, ours=question.ours)
    pull.register_checked_at = check.checked_at
    return entry


def _said_before(question: Question, pull: GPAttempt) -> RegisterEntry:
    with acting_for(question.person.provider_id):
        check, entry = register_checks.standing(question.person, ours=question.ours)
    if check is None or entry is None:
        raise Unavailable("PDS_UNAVAILABLE")
    pull.register_checked_at = check.checked_at
    return entry


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
