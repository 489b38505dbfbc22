"""May this be done in this state? Pure functions; a refusal is a sentence."""

from typing import Protocol

from records.errors import NotInThisState

CURRENT, LIVE = "current", "live"
OPEN_STATES = ("draft", "awaiting")


class HasStanding(Protocol):
    """A record that stands, or was taken out."""

    standing: str


class HasStatus(Protocol):
    """A care plan, in one of its states."""

    status: str


def may_be_revised(record: HasStanding) -> None:
    """A record that was withdrawn or entered in error is read, not written."""
    if record.standing != CURRENT:
        raise NotInThisState("This was taken out of the record, so it cannot be changed")


def plan_may_be_edited(plan: HasStatus) -> None:
    """Goals and instructions change only in a plan that is not signed off."""
    if plan.status not in OPEN_STATES:
        raise NotInThisState("This plan is signed off. Start a new draft to change it")


def plan_may_be_signed_off(plan: HasStatus, *, goals: int) -> None:
    """A plan without a goal says nothing to a worker."""
    plan_may_be_edited(plan)
    if goals == 0:
        raise NotInThisState("Add at least one goal before you sign the plan off")


def plan_may_be_reviewed(plan: HasStatus) -> None:
    """Only what people work from is reviewed."""
    if plan.status != LIVE:
        raise NotInThisState("Only the live plan can be reviewed")


def no_draft_is_open(draft: HasStatus | None) -> None:
    """Two drafts at once would lose one author's words."""
    if draft is not None:
        raise NotInThisState("There is already a draft of this plan. Open it to go on with it")


def no_allergy_stands(count: int) -> None:
    """Nobody may have allergies and no known allergies at once."""
    if count:
        raise NotInThisState(
            "Allergies are recorded. Withdraw each with a reason before you record none known"
        )


def none_known_stands(allergy_state: str) -> None:
    """Only what somebody stated can be taken back."""
    if allergy_state != "none_known":
        raise NotInThisState("It does not say that there are no known allergies")


def somebody_still_supports(*, stays: int) -> None:
    """A person without any stay is at nobody's place, so nobody would see them again."""
    if stays == 0:
        raise NotInThisState(
            "This is their only stay: without it nobody would see their record. "
            "Add the right stay first, or give this one its end"
        )
