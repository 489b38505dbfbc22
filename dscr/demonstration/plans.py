"""One person's care plans: the live one, one before it, what reviews found, a draft to approve."""

import re
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from dscr.demonstration.source import day, moment
from dscr.demonstration.workplaces import Workplace
from governance.services import change
from records import queries
from records import services as records
from records.models import CarePlan, Goal, Instruction, Need, Person, Review
from records.models.base import PartOfDay
from records.services.approval import SIGNED_OFF

CLOCKS = re.compile(r"\d\d:\d\d((,| and) \d\d:\d\d)*")
SAYS_WHEN = {
    "midnight": PartOfDay.NIGHT,
    "every night": PartOfDay.NIGHT,
    "breakfast": PartOfDay.MORNING,
    "morning": PartOfDay.MORNING,
    "lunch": PartOfDay.AFTERNOON,
    "tea": PartOfDay.AFTERNOON,
    "evening": PartOfDay.EVENING,
    "bedtime": PartOfDay.EVENING,
}
TITLE = "Care and support plan"
IN_PERSON = "We read it together and changed what was not right"


def written(story: dict[str, Any], person: Person, place: Workplace) -> None:
    """Add the plans that a person's file tells of, as they were on the days they were signed."""
    if "plan" not in story:
        return
    by = place.staff[story["plan"]["by"]]
    with change(by=by, why="care plan signed off", person_id=person.pk):
        needs = {told["area"]: _need(told, story, person, by) for told in story["plan"]["needs"]}
        if earlier := story.get("earlier_plan"):
            kept = [told for told in story["plan"]["needs"] if told["area"] in earlier["needs"]]
            told = {**earlier, "needs": kept, "status": CarePlan.Status.SUPERSEDED}
            _plan(told, person, needs, by)
        live = _plan(story["plan"], person, needs, by)
        _agreement(story["plan"], live, by)
        for said in story["plan"].get("comments", []):
            _comment(said, live, place)
    for review in story["plan"].get("reviews", []):
        live = _reviewed(review, live, by)
    if "draft" in story:
        _draft(story["draft"], person, place)


def _comment(told: dict[str, Any], plan: CarePlan, place: Workplace) -> None:
    records.comment_on_plan(
        plan,
        by=place.staff[told["by"]],
        text=told["text"],
        web_address=told.get("web_address", ""),
        recorded_at=moment(told["days_ago"], "11:20"),
    )


def _need(told: dict[str, Any], story: dict[str, Any], person: Person, by: User) -> Need:
    known = min(story["admitted"], story.get("earlier_plan", story["plan"])["signed_off"] + 2)
    return records.add(
        Need,
        person,
        by=by,
        category=told["area"],
        text=told["need"],
        what_matters=told["matters"],
        happened_on=day(known),
        recorded_at=moment(known, "14:00"),
    )


def _plan(told: dict[str, Any], person: Person, needs: dict[str, Need], by: User) -> CarePlan:
    """Add a plan signed off on a day gone by, which a sign-off now could not be."""
    then = moment(told["signed_off"], "15:30")
    plan = records.add(
        CarePlan,
        person,
        by=by,
        title=told.get("title", TITLE),
        status=told.get("status", CarePlan.Status.LIVE),
        triggers=told.get("triggers", ""),
        contingency=told.get("contingency", ""),
        review_on=day(-told["review_in"]) if "review_in" in told else None,
        approved_at=then,
        approved_by=by,
        recorded_at=then - timedelta(hours=4),
    )
    for number, part in enumerate(told["needs"]):
        _goal(part, plan, needs[part["area"]], by, then - timedelta(hours=3, minutes=-5 * number))
    return plan


def _goal(told: dict[str, Any], plan: CarePlan, need: Need, by: User, at: datetime) -> None:
    goal = records.add(
        Goal,
        plan.person,
        by=by,
        care_plan=plan,
        need=need,
        description=told["goal"],
        how_we_know=told.get("how_we_know", ""),
        recorded_at=at,
    )
    for number, task in enumerate(told["do"]):
        since, until = task.get("days", (None, None))
        records.add(
            Instruction,
            plan.person,
            by=by,
            care_plan=plan,
            goal=goal,
            description=task["what"],
            **_time(task["when"]),
            started_on=None if since is None else day(since),
            ended_on=None if until is None else day(-until),
            recorded_at=at + timedelta(seconds=30 * (number + 1)),
        )


def _time(when: str) -> dict[str, str]:
    """Say when something is done: at times of the clock, or in words and a part of the day."""
    if CLOCKS.fullmatch(when):
        return {"clock_times": when}
    return {"when": when, "part_of_day": _part_of_day(when)}


def _part_of_day(when: str) -> str:
    """Read the part of the day from words such as "Midnight": a form would ask."""
    said = when.lower()
    return next((part for word, part in SAYS_WHEN.items() if word in said), "")


def _agreement(told: dict[str, Any], plan: CarePlan, by: User) -> None:
    """Say who agreed the plan when it was signed off, as signing it off does."""
    person = plan.person
    agreed = told.get("agreed") or {
        "agreement": Review.Agreement.PERSON,
        "agreed_with": person.full_name,
        "how_involved": IN_PERSON,
    }
    first_review = told["reviews"][0]["held"] if told.get("reviews") else -told["review_in"]
    records.add(
        Review,
        person,
        by=by,
        care_plan=plan,
        held_on=day(told["signed_off"]),
        outcome=SIGNED_OFF,
        next_review_on=day(first_review),
        recorded_at=moment(told["signed_off"], "15:30"),
        **agreed,
    )


def _reviewed(told: dict[str, Any], plan: CarePlan, by: User) -> CarePlan:
    held = {name: value for name, value in told.items() if name not in {"held", "next_in"}}
    findings = {goal.pk: ("going_well", "") for goal in queries.goals(plan)}
    review = records.review_plan(
        plan,
        replaces=plan.version,
        findings=findings,
        by=by,
        held_on=day(told["held"]),
        next_review_on=day(-told["next_in"]),
        recorded_at=moment(told["held"], "14:45"),
        **held,
    )
    return review.care_plan


def _draft(told: dict[str, str], person: Person, place: Workplace) -> None:
    by = place.staff[told["by"]]
    draft = records.draft_plan(person, by=by)
    goal = queries.goals(draft)[0]
    records.add_instruction(goal, by=by, description=told["what"], when=told["when"])
    records.ask_for_approval(draft, replaces=draft.version, by=by)
