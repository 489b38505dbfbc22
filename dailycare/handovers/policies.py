"""May this be done with a handover as it stands? Pure functions; a refusal is a sentence."""

from typing import Protocol
from uuid import UUID

from accounts.models import User
from dailycare.handovers.concerns import OF_THE_PLACE, Concern
from records.errors import NotInThisState

# What a handover says of safeguarding: who needs to know is told in person.
SEE_THE_LEAD = "See the lead"


class HandedOver(Protocol):
    """A handover: whether it is signed, by whom first, and whether by both leads."""

    handed_over_by_id: UUID | None

    @property
    def is_draft(self) -> bool: ...

    @property
    def is_signed(self) -> bool: ...


def may_be_written(handover: HandedOver) -> None:
    """A handover is written until the outgoing lead signs it: they sign what they read."""
    if not handover.is_draft:
        raise NotInThisState("It is signed. What comes now is an addendum, or the next handover")


def is_fit_to_say(concern: str, words: str, *, is_of_somebody: bool) -> None:
    """Everybody who works there reads it: no detail of safeguarding, no name among the supplies."""
    if concern == Concern.SAFEGUARDING and words.strip(" .").lower() != SEE_THE_LEAD.lower():
        raise NotInThisState(f"Of safeguarding a handover says “{SEE_THE_LEAD}” and nothing more")
    if concern in OF_THE_PLACE and is_of_somebody:
        raise NotInThisState("Staffing and the service are about nobody. Choose what else it is")
    if concern not in (*OF_THE_PLACE, Concern.OTHER) and not is_of_somebody:
        raise NotInThisState("Choose who it is about")


def may_be_taken_back(handover: HandedOver) -> None:
    """The outgoing lead's signature can be taken back until the incoming lead has signed too."""
    if handover.is_draft or handover.is_signed:
        raise NotInThisState("It can be taken back only between the first signature and the second")


def may_be_taken_over_by(handover: HandedOver, user: User) -> None:
    """The shift that begins signs after the one that ends, and somebody else does."""
    if handover.is_draft:
        raise NotInThisState("The lead of the shift that ends has not signed it yet")
    if handover.is_signed:
        raise NotInThisState("It is signed by both leads already")
    if handover.handed_over_by_id == user.pk:
        raise NotInThisState("You handed it over. The lead of the shift that begins signs next")


def may_have_an_addendum(handover: HandedOver) -> None:
    """Before both have signed, what is missing is written into the handover itself."""
    if not handover.is_signed:
        raise NotInThisState("It is not signed by both leads yet: write it into the handover")


def may_be_ticked_read(handover: HandedOver) -> None:
    """Until both have signed it may still change: whoever ticked it would have read other words."""
    if not handover.is_signed:
        raise NotInThisState("It is not signed by both leads yet. Tick it when it is")
