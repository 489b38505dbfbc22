"""May a GP's system be asked for this person, and what may be concluded from its answer?

The rules of GP Connect; a refusal is a fact.
"""

from gpconnect.errors import Blocked, Refused
from gpconnect.reading import GpRecord, NotARecord, codes
from gpconnect.reading.patient import Demographics
from gpconnect.reading.record import Allergy, Item, Medication, Problem
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


ENDED = {"completed", "stopped", "inactive", "resolved", "entered-in-error"}
CAN_END = (Allergy, Medication, Problem)


def has_ended(item: Item) -> bool:
    """Whether an entry is over, as the practice says; one without a state is not."""
    return isinstance(item, CAN_END) and item.status in ENDED


def tells_all(record: GpRecord, *areas: str) -> bool:
    """Whether what these lists do not hold is not in the GP record.

    Only lists that came, without a warning, and of which every entry could be read. What could
    not be read at all, or was left out without saying of what, may belong to any of them.
    """
    is_in_transit = any("data-in-transit" in one.warnings for one in record.areas.values())
    left_out = {area for one in record.omissions for area in one.areas or codes.AREAS}
    return not (record.unreadable or is_in_transit or left_out.intersection(areas)) and all(
        area.state != "absent" and not area.unresolved and not area.warnings
        for area in map(record.areas.__getitem__, areas)
    )
