"""May this be done in this state? Pure functions; a refusal is a sentence."""

from collections.abc import Container
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from accounts.models import User
from accounts.permissions import Permission
from records.errors import AlreadyRecorded, NotInThisState

CURRENT = "current"
DRAFT, AWAITING, LIVE, SUPERSEDED, ENDED = "draft", "awaiting", "live", "superseded", "ended"
OPEN_STATES = (DRAFT, AWAITING)
# A state, and the one that a plan comes to it from (CPL-11).
COMES_FROM = {AWAITING: DRAFT, DRAFT: AWAITING, LIVE: AWAITING, SUPERSEDED: LIVE, ENDED: LIVE}
WHERE_IT_STANDS = {
    DRAFT: "This plan is a draft that nobody has asked to approve",
    AWAITING: "This plan waits for approval",
    LIVE: "This plan is live already",
    SUPERSEDED: "A newer plan has taken the place of this one",
    ENDED: "This plan has ended",
}
# What is added to a live plan without a new draft lasts no longer: then it belongs in the plan.
LONGEST_FOR_A_TIME = timedelta(weeks=6)


# What a role that has it may do for somebody whose record was opened from outside (0024).
FROM_OUTSIDE = frozenset({Permission.SEE_PEOPLE, Permission.RECORD_CARE})
MOST_LOOKED_FOR = 10


class SeenPerson(Protocol):
    """A person as somebody came to see them."""

    @property
    def places(self) -> list[UUID]: ...
    @property
    def opened(self) -> object | None: ...


class HasStanding(Protocol):
    """A record that stands, or was taken out."""

    standing: str


class Signed(Protocol):
    """What somebody wrote."""

    recorded_by_id: UUID


class Written(Protocol):
    """A record, or one version of it: whose it is and who wrote it."""

    person_id: UUID
    recorded_by_id: UUID


class HasStatus(Protocol):
    """A care plan, in one of its states."""

    status: str


def may(user: User, permission: Permission, person: SeenPerson) -> bool:
    """Say whether somebody may do this for a person: where they are, or while it is open to them.

    The second is for seeing and recording alone, as their role allows it at a place of its own.
    """
    from_outside = person.opened is not None and permission in FROM_OUTSIDE
    return user.may(permission, at=None if from_outside else person.places)


def may_look_elsewhere(found_nobody: int) -> None:
    """Whoever finds nobody again and again may be trying names: somebody who leads is told."""
    if found_nobody >= MOST_LOOKED_FOR:
        raise NotInThisState(
            f"You looked for somebody {MOST_LOOKED_FOR} times in an hour and found nobody. Ask "
            "whoever leads the shift: they are told. You can look again in an hour"
        )


def may_end_opening(*, is_open: bool) -> None:
    """What has ended is not ended again."""
    if not is_open:
        raise NotInThisState("This has ended already")


def is_a_repeat(first: Written, person_id: UUID, by: User, fields: dict[str, Any]) -> None:
    """A repeat has the author, person and content of the first version, or it is none."""
    same = first.person_id == person_id and first.recorded_by_id == by.pk
    if not same or any(getattr(first, name) != value for name, value in fields.items()):
        raise AlreadyRecorded


def may_be_revised(record: HasStanding) -> None:
    """A record that was withdrawn or entered in error is read, not written."""
    if record.standing != CURRENT:
        raise NotInThisState("This was taken out of the record, so it cannot be changed")


def plan_may_be_edited(plan: HasStatus) -> None:
    """Goals and instructions change only in a draft: not while somebody reads it to approve it."""
    if plan.status == AWAITING:
        raise NotInThisState("This plan waits for approval. Take it back to change it")
    if plan.status != DRAFT:
        raise NotInThisState("This plan is signed off. Start a new draft to change it")


def plan_may_become(plan: HasStatus, status: str) -> None:
    """A plan goes from state to state by one way only."""
    if plan.status != COMES_FROM[status]:
        raise NotInThisState(WHERE_IT_STANDS[plan.status])


def plan_has_a_goal(goals: int) -> None:
    """A plan without a goal says nothing to a worker."""
    if goals == 0:
        raise NotInThisState("Add at least one goal before you ask for approval")


def says_what_to_do_in_trouble(missing: list[str]) -> None:
    """A plan says at least one thing that may go wrong, and what is done then (CPL-07).

    `missing` names the boxes that are empty.
    """
    if missing:
        named = " and ".join(f"“{label}”" for label in missing)
        raise NotInThisState(f"Fill in {named} before you ask for approval")


def may_approve(by: User, places: Container[UUID]) -> None:
    """Approving, reviewing and ending are for those who may review plans where the person is."""
    if not by.may(Permission.REVIEW_PLAN, at=places):
        raise NotInThisState("Only somebody who may review care plans can do this")


def may_take_out_comment(comment: Signed, by: User, places: Container[UUID]) -> None:
    """Whoever said something about a plan may take it back, and so may those who lead there."""
    if comment.recorded_by_id != by.pk and not by.may(Permission.CORRECT_CARE, at=places):
        raise NotInThisState("Only its author, or somebody who leads the shift, can take this out")


def may_be_for_a_time(plan: HasStatus, ended_on: date, today: date) -> None:
    """What is added to the live plan without a new draft ends by itself, and soon."""
    if plan.status != LIVE:
        raise NotInThisState("Only the live plan takes what is for a time only")
    if not today <= ended_on <= today + LONGEST_FOR_A_TIME:
        raise NotInThisState(
            "It must end within six weeks from today. What lasts longer belongs in a new draft"
        )


def serves_a_goal_or_ends(goal_id: UUID | None, ended_on: date | None) -> None:
    """What is done without end is done for something; a plan shows it under that goal."""
    if goal_id is None and ended_on is None:
        raise NotInThisState("Enter the last day it is done: it serves no goal of the plan")


def may_be_stopped(plan: HasStatus, ended_on: date | None) -> None:
    """Only what has an end leaves the live plan before it: the rest is changed by a draft."""
    if plan.status != LIVE or ended_on is None:
        raise NotInThisState("Start a new draft to take this out of the plan")


def plan_was_signed_off(plan: HasStatus) -> None:
    """What people never worked from is a draft: its author discards it."""
    if plan.status in OPEN_STATES:
        raise NotInThisState("This plan is a draft. Take out the draft instead")


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


class CanClose(Protocol):
    """A place, or a part of one."""

    is_closed: bool


def is_not_closed(place: CanClose) -> None:
    """What is closed is history."""
    if place.is_closed:
        raise NotInThisState("This is closed, so it cannot be changed")


def nobody_lives_there(names: list[str]) -> None:
    """People never vanish with a room."""
    if names:
        live = "lives" if len(names) == 1 else "live"
        raise NotInThisState(f"{', '.join(names)} {live} there. Move them first")


def unit_has_no_rooms(rooms: int) -> None:
    """Rooms of a unit that is gone would belong nowhere."""
    if rooms:
        raise NotInThisState("It still has rooms. Close them, or move them to another unit first")


def nothing_is_named_so(name: str, *, is_there: bool) -> None:
    """Two rooms of one name send somebody to the wrong person."""
    if is_there:
        raise NotInThisState(f"This place has “{name}” already. Choose another name")
