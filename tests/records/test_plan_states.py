"""A plan from state to state: asked for, sent or taken back, approved, ended, nothing else."""

from collections.abc import Callable
from datetime import date

import pytest

from governance.errors import StaleRecord
from records import queries, services
from records.errors import NotInThisState
from records.models import CarePlan, Goal, Need
from tests.people import TROUBLE, a_care_plan

NEXT_REVIEW = date(2030, 1, 1)


@pytest.fixture
def draft(joan, marcus) -> CarePlan:
    """A first draft with one goal."""
    need = services.add(Need, joan, by=marcus, category="skin", text="Dry skin")
    draft = services.draft_plan(joan, by=marcus, **TROUBLE)
    services.add_goal(draft, by=marcus, need=need, description="No sore skin")
    return draft


@pytest.fixture
def asked(draft, rosewood) -> CarePlan:
    """The draft, as Sunil asked for its approval."""
    return services.ask_for_approval(draft, replaces=1, by=rosewood.sunil)


def test_a_draft_is_asked_for_sent_back_and_approved(draft, rosewood, marcus):
    services.ask_for_approval(draft, replaces=1, by=rosewood.sunil)
    services.send_back_plan(draft, replaces=2, reason="Say how often", by=marcus)
    services.ask_for_approval(draft, replaces=3, by=rosewood.sunil)
    live = services.sign_off_plan(draft, replaces=4, review_on=NEXT_REVIEW, by=marcus)

    assert [(step.what, step.by, step.why) for step in queries.steps(live)] == [
        ("Draft started", "Marcus Webb", ""),
        ("Approval asked for", "Sunil Rao", ""),
        ("Sent back", "Marcus Webb", "Say how often"),
        ("Approval asked for", "Sunil Rao", ""),
        ("Approved", "Marcus Webb", ""),
    ]
    assert (live.status, live.review_by) == ("live", marcus)


def test_what_was_asked_for_can_be_taken_back(asked, rosewood):
    services.take_back_plan(asked, replaces=2, by=rosewood.sunil)

    last = queries.steps(asked)[-1]
    assert (last.what, last.why, last.is_sent_back) == ("Taken back", "", False)
    assert services.revise_draft(asked, replaces=3, by=rosewood.sunil, title="Ours").is_open


def test_somebody_else_may_answer_for_the_review(asked, rosewood, marcus):
    plan = services.sign_off_plan(
        asked, replaces=2, review_on=NEXT_REVIEW, review_by=rosewood.nora, by=marcus
    )

    assert plan.review_by == rosewood.nora


def test_a_plan_ends_with_a_reason(joan, marcus):
    live = a_care_plan(joan, by=marcus)

    services.end_plan(live, replaces=live.version, reason="Moved to her son", by=marcus)

    assert queries.live_plan(joan) is None
    last = queries.steps(live)[-1]
    assert (last.what, last.by, last.why) == ("Ended", "Marcus Webb", "Moved to her son")


Turn = Callable[[CarePlan, object], object]
TURNS: dict[str, Turn] = {
    "ask": lambda plan, by: services.ask_for_approval(plan, replaces=plan.version, by=by),
    "take back": lambda plan, by: services.take_back_plan(plan, replaces=plan.version, by=by),
    "send back": lambda plan, by: services.send_back_plan(
        plan, replaces=plan.version, reason="No", by=by
    ),
    "approve": lambda plan, by: services.sign_off_plan(
        plan, replaces=plan.version, review_on=NEXT_REVIEW, by=by
    ),
    "end": lambda plan, by: services.end_plan(plan, replaces=plan.version, reason="No", by=by),
}
REFUSED = {
    "draft": ("nobody has asked to approve", ["take back", "send back", "approve", "end"]),
    "awaiting": ("waits for approval", ["ask", "end"]),
    "live": ("live already", ["ask", "take back", "send back", "approve"]),
    "superseded": ("newer plan", list(TURNS)),
    "ended": ("has ended", list(TURNS)),
}


@pytest.mark.parametrize(
    ("state", "sentence", "turn"),
    [(state, words, turn) for state, (words, turns) in REFUSED.items() for turn in turns],
)
def test_every_other_turn_is_refused_with_a_sentence(joan, marcus, draft, state, sentence, turn):
    plan = in_state(state, draft, by=marcus)

    with pytest.raises(NotInThisState, match=sentence):
        TURNS[turn](plan, marcus)


def in_state(state: str, draft: CarePlan, *, by: object) -> CarePlan:
    """The draft, brought to a state by the ways there are."""
    if state != "draft":
        draft = TURNS["ask"](draft, by)
    if state in {"live", "superseded", "ended"}:
        draft = TURNS["approve"](draft, by)
    if state == "superseded":
        newer = TURNS["ask"](services.draft_plan(draft.person, by=by), by)
        TURNS["approve"](newer, by)
    if state == "ended":
        draft = TURNS["end"](draft, by)
    draft.refresh_from_db()
    assert draft.status == state
    return draft


@pytest.mark.parametrize("turn", ["send back", "approve"])
def test_only_those_who_may_review_plans_approve_or_send_back(asked, rosewood, turn):
    with pytest.raises(NotInThisState, match="Only somebody who may review"):
        TURNS[turn](asked, rosewood.sunil)


def test_only_those_who_may_review_plans_end_one(joan, rosewood, marcus):
    live = a_care_plan(joan, by=marcus)

    with pytest.raises(NotInThisState, match="Only somebody who may review"):
        TURNS["end"](live, rosewood.nora)


@pytest.mark.parametrize("turn", ["take back", "send back", "approve"])
def test_a_turn_from_an_old_page_is_refused(asked, marcus, turn):
    asked.version = 1

    with pytest.raises(StaleRecord):
        TURNS[turn](asked, marcus)


def test_nobody_changes_what_waits_for_approval(asked, marcus):
    [goal] = queries.goals(asked)

    for write in (
        lambda: services.revise_draft(asked, replaces=2, by=marcus, title="Mine"),
        lambda: services.add_instruction(goal, by=marcus, description="Oil"),
        lambda: services.take_from_draft(goal, replaces=1, reason="No", by=marcus),
        lambda: services.discard_draft(asked, replaces=2, reason="No", by=marcus),
    ):
        with pytest.raises(NotInThisState, match="Take it back to change it"):
            write()


def test_a_draft_carries_everything_that_is_in_force(joan, marcus, draft):
    [goal] = queries.goals(draft)
    services.revise_draft(draft, replaces=1, by=marcus, triggers="A fall", kept_ready="Dressings")
    services.revise_in_draft(goal, replaces=1, by=marcus, importance=9)
    services.add_goal(
        draft, by=marcus, need=goal.need, description="Soft by June", step_towards=goal
    )
    services.add_instruction(
        goal,
        by=marcus,
        description="Cream",
        part_of_day="morning",
        staff_needed=2,
        strategies="Warm",
    )
    services.add_instruction(goal, by=marcus, description="Buy cream", status="done")
    draft.refresh_from_db()
    live = in_state("live", draft, by=marcus)

    copy = services.draft_plan(joan, by=marcus)

    big, step = queries.goals(copy)
    [served] = big.instructions_now
    assert (copy.triggers, copy.kept_ready) == ("A fall", "Dressings")
    assert (big.importance, step.step_towards) == (9, big)
    assert (served.part_of_day, served.staff_needed, served.strategies) == ("morning", 2, "Warm")
    assert not any(
        part.is_changed for part in queries.compare(live, copy) if "Skin" not in part.heading
    )


def test_a_goal_that_is_a_step_is_no_bigger_goal(marcus, draft):
    [goal] = queries.goals(draft)
    step = services.add_goal(
        draft, by=marcus, need=goal.need, description="Soft by June", step_towards=goal
    )

    assert list(queries.bigger_goals(draft, than=None)) == [goal]
    assert list(queries.bigger_goals(draft, than=goal.pk)) == []
    assert Goal.objects.get(pk=step.pk).step_towards == goal
