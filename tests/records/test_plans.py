"""Care plans: a draft beside the live plan, signed off as it was read, compared word for word."""

from datetime import date

import pytest
from django.db import IntegrityError

from governance.errors import NotYours, StaleRecord
from governance.services import acting_for
from records import queries, services
from records.errors import NotInThisState
from records.models import CarePlan, Goal, Instruction, Need, Risk
from tests.people import TROUBLE, a_care_plan, a_person

AGREED = {"agreement": "person", "agreed_with": "", "how_involved": "Chose the words herself"}


@pytest.fixture
def need(joan, marcus) -> Need:
    return services.add(Need, joan, by=marcus, category="skin", text="Dry skin")


@pytest.fixture
def draft(joan, marcus, need) -> CarePlan:
    """A first draft with one goal and one instruction."""
    draft = services.draft_plan(joan, by=marcus, **TROUBLE)
    goal = services.add_goal(draft, by=marcus, need=need, description="No sore skin")
    services.add_instruction(goal, by=marcus, description="Cream", when="Mornings")
    return draft


def asked(draft: CarePlan, by: object) -> CarePlan:
    """The draft, as it waits for approval."""
    draft.refresh_from_db()
    return services.ask_for_approval(draft, replaces=draft.version, by=by)


def sign_off(draft: CarePlan, by: object, **more: object) -> CarePlan:
    draft.refresh_from_db()
    if draft.status == "draft":
        asked(draft, by)
        draft.refresh_from_db()
    return services.sign_off_plan(
        draft, replaces=draft.version, review_on=date(2030, 1, 1), by=by, **more
    )


def test_a_draft_starts_as_a_copy_of_the_live_plan(joan, marcus):
    live = a_care_plan(joan, by=marcus)

    draft = services.draft_plan(joan, by=marcus)

    [ours], [theirs] = queries.goals(draft), queries.goals(live)
    assert ours.description == theirs.description
    assert ours.pk != theirs.pk
    assert [i.description for i in ours.instructions_now] == ["Offer tea hourly"]
    assert queries.plans_in_use(joan) == (live, draft)


def test_two_drafts_at_once_are_refused(joan, marcus, draft):
    with pytest.raises(NotInThisState, match="already a draft"):
        services.draft_plan(joan, by=marcus)


def test_signing_off_makes_the_draft_live_and_the_live_one_superseded(joan, marcus, draft):
    first = sign_off(draft, marcus, **AGREED)
    second = sign_off(services.draft_plan(joan, by=marcus), marcus)

    first.refresh_from_db()
    assert (first.status, second.status) == ("superseded", "live")
    assert (second.approved_by, second.review_on) == (marcus, date(2030, 1, 1))
    assert queries.plans(joan) == [second, first]


def test_signing_off_keeps_who_agreed(marcus, draft):
    plan = sign_off(draft, marcus, **AGREED)

    [agreed] = queries.reviews(plan)
    assert (agreed.agreement, agreed.how_involved) == ("person", "Chose the words herself")
    assert agreed.next_review_on == date(2030, 1, 1)


def test_nobody_is_asked_to_approve_a_plan_without_a_goal(joan, marcus):
    with pytest.raises(NotInThisState, match="at least one goal"):
        sign_off(services.draft_plan(joan, by=marcus), marcus)


def test_what_changed_since_it_was_read_is_not_signed_off(marcus, ada, draft):
    read = queries.edition(asked(draft, marcus))
    [goal] = queries.goals(draft)
    services.take_back_plan(draft, replaces=2, by=ada)
    services.revise_in_draft(goal, replaces=1, by=ada, description="No sore skin at all")
    asked(draft, ada)

    with pytest.raises(StaleRecord):
        sign_off(draft, marcus, edition=read)

    draft.refresh_from_db()
    assert sign_off(draft, marcus, edition=queries.edition(draft)).status == "live"


def test_every_change_of_a_plan_raises_its_edition(marcus, need, draft):
    seen = [queries.edition(draft)]
    goal = services.add_goal(draft, by=marcus, need=need, description="Soft skin")
    seen.append(queries.edition(draft))
    served = services.add_instruction(goal, by=marcus, description="Oil")
    seen.append(queries.edition(draft))
    services.revise_in_draft(served, replaces=1, by=marcus, when="Evenings")
    seen.append(queries.edition(draft))
    services.take_from_draft(goal, replaces=1, reason="Not agreed", by=marcus)
    seen.append(queries.edition(draft))
    services.revise_draft(draft, replaces=1, by=marcus, contingency="Ring the doctor")
    seen.append(queries.edition(draft))

    assert seen == sorted(set(seen))


def test_taking_out_a_goal_takes_its_instructions_with_it(marcus, joan, draft):
    [goal] = queries.goals(draft)

    services.take_from_draft(goal, replaces=1, reason="Not agreed", by=marcus)

    assert not queries.current(Goal, joan).exists()
    assert not queries.current(Instruction, joan).exists()


@pytest.mark.parametrize(
    "write",
    [
        lambda plan, goal, need, by: services.revise_draft(plan, replaces=3, by=by, title="X"),
        lambda plan, goal, need, by: services.discard_draft(plan, replaces=3, reason="X", by=by),
        lambda plan, goal, need, by: services.add_goal(plan, by=by, need=need, description="X"),
        lambda plan, goal, need, by: services.add_instruction(goal, by=by, description="X"),
        lambda plan, goal, need, by: services.revise_in_draft(
            goal, replaces=1, by=by, description="X"
        ),
        lambda plan, goal, need, by: services.take_from_draft(goal, replaces=1, reason="X", by=by),
    ],
    ids=["revise", "discard", "add goal", "add instruction", "revise goal", "take out goal"],
)
def test_a_plan_that_is_signed_off_is_not_written(marcus, need, draft, write):
    [goal] = queries.goals(draft)
    plan = sign_off(draft, marcus)

    with pytest.raises(NotInThisState, match="signed off"):
        write(plan, goal, need, marcus)


def test_a_discarded_draft_is_hidden_and_another_can_start(joan, marcus, draft):
    services.discard_draft(draft, replaces=1, reason="Started over", by=marcus)

    assert queries.open_draft(joan) is None
    with pytest.raises(NotInThisState, match="taken out"):
        services.revise_draft(draft, replaces=2, by=marcus, title="X")
    assert services.draft_plan(joan, by=marcus).is_open


def test_nothing_is_added_to_a_goal_that_was_taken_out(marcus, draft):
    [goal] = queries.goals(draft)
    services.take_from_draft(goal, replaces=1, reason="Not agreed", by=marcus)

    with pytest.raises(NotInThisState, match="taken out"):
        services.add_instruction(goal, by=marcus, description="Oil")


def test_comparing_shows_what_each_part_said(joan, marcus):
    live = a_care_plan(joan, by=marcus)
    draft = services.draft_plan(joan, by=marcus)
    [goal] = queries.goals(draft)
    services.revise_in_draft(
        goal, replaces=1, by=marcus, description="Drink 1.2 litres", target_on=date(2027, 3, 1)
    )

    title, *_, drinking = queries.compare(live, draft)

    assert not title.is_changed
    assert drinking.heading == "Eating and drinking: Needs help to drink enough"
    assert drinking.before == "Goal: Drink 1.5 litres a day\nWhat we do: Offer tea hourly"
    assert drinking.after == (
        "Goal: Drink 1.2 litres\nWanted by: 1 March 2027\nWhat we do: Offer tea hourly"
    )


def test_the_first_plan_is_compared_with_nothing(draft):
    assert all(part.before == "" for part in queries.compare(None, draft))


def test_an_ended_instruction_falls_away_but_stays_written(marcus, draft):
    [goal] = queries.goals(draft)
    services.add_instruction(goal, by=marcus, description="Thicken", ended_on=date(2025, 1, 7))

    [now] = queries.goals(draft)
    [written] = queries.goals_as_written(draft)
    assert [i.description for i in now.instructions_now] == ["Cream"]
    assert [i.description for i in written.instructions_now] == ["Cream", "Thicken"]
    assert not queries.for_a_time(draft).exists()


def test_goals_stand_under_the_need_they_answer(joan, marcus, need, draft):
    other = services.add(Need, joan, by=marcus, category="mood", text="Low in winter")
    services.add_goal(draft, by=marcus, need=other, description="Out each day")
    services.add_goal(draft, by=marcus, need=need, description="Soft skin")

    found = [
        (answered.what.text, [goal.description for goal in answered.goals])
        for answered in queries.by_answer(queries.goals(draft))
    ]

    assert found == [
        ("Dry skin", ["No sore skin", "Soft skin"]),
        ("Low in winter", ["Out each day"]),
    ]


def test_a_goal_answers_a_risk_in_every_plan_that_takes_it_over(joan, marcus, draft):
    risk = services.add(Risk, joan, by=marcus, category="accident", text="May fall at night")
    goal = services.add_goal(draft, by=marcus, risk=risk, description="Safe nights")
    services.add_instruction(goal, by=marcus, description="A light by the bed")
    sign_off(draft, marcus)

    copy = services.draft_plan(joan, by=marcus)

    [_, answered] = queries.letter(copy).answered
    assert (answered.what, answered.heading) == (risk, "Risk: accident, such as a fall")
    [_, aim] = queries.plan_in_brief(joan).aims
    assert (aim.area, aim.description) == ("Risk, accident, such as a fall", "Safe nights")
    [compared] = [c for c in queries.compare(None, copy) if "May fall" in c.heading]
    assert compared.after == "Goal: Safe nights\nWhat we do: A light by the bed"


@pytest.mark.parametrize("both", [True, False])
def test_a_goal_answers_one_thing(joan, marcus, draft, need, both):
    risk = services.add(Risk, joan, by=marcus, category="accident", text="May fall at night")
    answers = {"need": need, "risk": risk} if both else {}

    with pytest.raises(IntegrityError, match="goal_answers_a_need_or_a_risk"):
        services.add_goal(draft, by=marcus, description="Safe nights", **answers)


def test_parts_of_another_persons_plan_are_not_found(rosewood, marcus, draft):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    [goal] = queries.goals(draft)
    [served] = goal.instructions_now

    for query, pk in (
        (queries.plan_of, draft.pk),
        (queries.goal_of, goal.pk),
        (queries.instruction_of, served.pk),
    ):
        with pytest.raises(NotYours):
            query(amy, pk)


def test_a_review_ends_goals_and_sets_the_next_date(joan, marcus, draft):
    [goal] = queries.goals(draft)
    plan = sign_off(draft, marcus)

    services.review_plan(
        plan,
        replaces=plan.version,
        findings={goal.pk: ("ended", "Her skin is well")},
        by=marcus,
        held_on=date(2026, 1, 5),
        outcome="Goal reached",
        agreement="person",
        how_involved="Said so herself",
        next_review_on=date(2026, 4, 5),
    )

    plan.refresh_from_db()
    goal.refresh_from_db()
    assert (plan.review_on, goal.status) == (date(2026, 4, 5), "completed")
    assert list(queries.goals(plan)) == []
    compared = queries.compare(None, plan)[-1]
    assert "Status: Completed" in compared.after


def test_another_providers_draft_is_not_there(rosewood, olive, draft):
    with acting_for(rosewood.other.pk), pytest.raises(NotYours):
        services.revise_draft(draft, replaces=1, by=olive, title="Mine")
