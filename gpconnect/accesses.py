"""Puts each access to a GP record, and each attempt at one, on record as IG10 asks."""

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from django.conf import settings

from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import MAY, Permission, Role
from gpconnect.models import GPAttempt, GPRecordAccess
from gpconnect.protocol import Sent
from records.models import Person

Kind = GPRecordAccess.Kind
ROLE_WITHOUT_ACCESS = "ROLE_WITHOUT_ACCESS"
NO_LEGITIMATE_RELATIONSHIP = "NO_LEGITIMATE_RELATIONSHIP"
# A worker was stopped in the middle: what it had asked by then is not known.
INTERRUPTED = "INTERRUPTED"
NO_AUTHORITY = "none"
NOTHING_SENT = Sent(trace_id="", to_asid="", interaction="", outcome="")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """In whose name an access is: their role and organisation then, and what allows it."""

    user_id: UUID
    name: str
    role: str
    organisation_ods: str
    organisation_name: str
    authority: str


def standing_of(user: User, person: Person | None) -> Standing:
    """As what somebody acts for a person: by a post where the person is, which may see it."""
    posts = [
        post
        for post in user.posts_now
        if person
        and post.location_id in person.places
        and Permission.SEE_GP_RECORD in MAY[post.role]
    ]
    provider = accounts.provider_of(user)
    ods_codes = [post.location.ods_code for post in posts if post.location.ods_code]
    where = ", ".join(sorted({post.location.name for post in posts}))
    roles = ", ".join(sorted({Role(post.role).label for post in posts}))
    return Standing(
        user_id=user.pk,
        name=user.name,
        role=roles or user.role_in_words or "no post today",
        organisation_ods=[*ods_codes, provider.ods_code][0],
        organisation_name=provider.name,
        authority=f"direct care: {roles} at {where}" if posts else NO_AUTHORITY,
    )


def put_attempt_on_record(
    pull: GPAttempt, *, by: User, standing: Standing, nhs_number: str, outcome: str
) -> None:
    """What came of asking for a record: an entry for each question that went to the practice.

    An answer may be refused once it is read, so a failure of all is that of the last question.
    Where nothing was sent, because a rule stood against it, one entry says that.
    """
    *earlier, last = pull.sent or (NOTHING_SENT,)
    if outcome != "OK":
        last = replace(last, outcome=outcome)
    for sent in (*earlier, last):
        GPRecordAccess.objects.create(
            kind=Kind.ASKED,
            actor=by,
            person_id=pull.person_id,
            nhs_number=nhs_number[:10],
            attempt_id=pull.pk,
            from_asid=settings.GP_CONNECT_ASID if sent.to_asid else "",
            **asdict(sent),
            **asdict(standing),
        )


def put_interruption_on_record(pull: GPAttempt) -> None:
    """An attempt whose worker was stopped; whoever takes it over says what comes of it then."""
    GPRecordAccess.objects.create(
        kind=Kind.ASKED,
        actor=pull.requested_by,
        person_id=pull.person_id,
        nhs_number=pull.person.nhs_number,
        attempt_id=pull.pk,
        outcome=INTERRUPTED,
        **asdict(standing_of(pull.requested_by, pull.person)),
    )


def put_reading_on_record(person: Person, source: GPAttempt, *, by: User) -> None:
    """Somebody was shown what is held of a record: under the trace by which it was had."""
    GPRecordAccess.objects.create(
        kind=Kind.SHOWN,
        actor=by,
        person_id=person.pk,
        nhs_number=person.nhs_number,
        attempt_id=source.pk,
        trace_id=source.trace_id,
        to_asid=source.practice_asid,
        outcome="shown",
        **asdict(standing_of(by, person)),
    )


def put_refusal_on_record(person_id: UUID, *, by: User, is_found: bool) -> None:
    """Somebody was refused at the door: by their role, or because the person is not theirs."""
    GPRecordAccess.objects.create(
        kind=Kind.REFUSED,
        actor=by,
        person_id=person_id,
        outcome=ROLE_WITHOUT_ACCESS if is_found else NO_LEGITIMATE_RELATIONSHIP,
        **asdict(standing_of(by, None)),
    )
