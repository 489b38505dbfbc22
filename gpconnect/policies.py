"""May a GP's system be asked for this person? The rules of GP Connect; a refusal is a fact."""

from gpconnect.errors import Blocked, Refused
from gpconnect.reading import GpRecord, NotARecord
from gpconnect.reading.patient import Demographics
from gpconnect.register import RegisterEntry, is_our_person


def gp_may_be_asked(entry: RegisterEntry, *, nhs_number: str, ours: Demographics) -> None:
    """Refuse for a number that is replaced, a death, a restriction, a stranger, no practice.

    CORE02 to CORE08: none of these may reach the practice.
    """
    if entry.nhs_number != nhs_number:
        raise Blocked("PDS_SUPERSEDED")
    if entry.is_sensitive:
        raise Blocked("PDS_SENSITIVE")
    if entry.is_deceased:
        raise Blocked("PDS_DECEASED")
    if not (entry.is_verified and is_our_person(entry, ours)):
        raise Blocked("PDS_NOT_VERIFIED")
    if not entry.practice_ods:
        raise Blocked("PDS_NO_PRACTICE")


def is_their_record(read: GpRecord | NotARecord, *, nhs_number: str) -> GpRecord:
    """The record, when it is one and every patient in it is the person asked for."""
    if isinstance(read, NotARecord):
        raise Refused(read.code or "NOT_A_RECORD")
    if not read.is_about(nhs_number):
        raise Refused("WRONG_PERSON")
    return read
