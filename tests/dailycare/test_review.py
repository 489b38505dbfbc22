"""A review reads what the notes, outcomes and changes since the last one say of goals and needs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dailycare import services as dailycare
from records import queries, services
from records.models import Goal, Incident, Instruction, Need, Outcome, Risk
from tests.people import a_care_plan
from tests.records.pages import as_, said

LAST_WEEK = timedelta(days=7)


@pytest.fixture
def live(joan, marcus):
    """A plan approved a week ago."""
    plan = a_care_plan(joan, by=marcus)
    then = timezone.now() - LAST_WEEK
    fields = {"approved_at": then, "recorded_at": then}
    return services.revise(plan, replaces=plan.version, by=marcus, **fields)


def review(browser: object, person: object) -> str:
    return said(browser.get(reverse("dailycare:review_plan", args=[person.pk])))


def test_it_shows_what_happened_and_what_came_of_it(rosewood, joan, ada, marcus, live):
    [goal] = queries.goals(live)
    services.add(Incident, joan, by=ada, text="Found on the floor")
    services.add(Outcome, joan, by=ada, text="Drinks from her own cup", goal=goal)
    services.add(Outcome, joan, by=ada, text="Sings again")
    services.add_for_a_time(
        live,
        description="Sit her up",
        ended_on=timezone.localdate(),
        rationale="Chest infection",
        by=rosewood.nora,
    )

    body = review(as_(marcus), joan)

    assert "<b>Incident:</b> Found on the floor" in body
    assert "<b>Outcome:</b> Sings again" in body
    assert "<b>For a time only:</b> Sit her up" in body
    assert "(Chest infection)" in body
    [own] = [part for part in body.split("<section") if f"goal-{goal.pk}" in part]
    assert "Drinks from her own cup" in own


def test_a_need_that_no_goal_answers_has_its_notes_too(joan, ada, marcus, live):
    services.add(Need, joan, by=marcus, category="sleep", text="Wakes at night")
    dailycare.record_care(
        joan, by=ada, kind="sleep", happened_at=timezone.now(), values={"state": "awake"}
    )

    body = review(as_(marcus), joan)

    assert "A need that no goal answers: Wakes at night" in body
    assert "1 note: sleep 1" in body.split("A need that no goal answers")[1]


def test_a_goal_for_a_risk_has_what_was_done_for_it(joan, ada, marcus, live):
    risk = services.add(Risk, joan, by=marcus, category="accident", text="May fall at night")
    about = {"care_plan": live, "by": marcus}
    goal = services.add(Goal, joan, risk=risk, description="Safe nights", **about)
    served = services.add(Instruction, joan, goal=goal, description="A light", **about)
    dailycare.record_care(
        joan, by=ada, kind="planned", happened_at=timezone.now(), instruction_id=served.pk
    )

    body = review(as_(marcus), joan)

    [own] = [part for part in body.split("<section") if f"goal-{goal.pk}" in part]
    assert "<b>The risk:</b> May fall at night" in own
    assert "1 note: from the plan 1" in own


def test_nothing_new_is_said_in_few_words(joan, marcus, live):
    body = review(as_(marcus), joan)

    assert "No notes of this kind were recorded since then" in body
    assert "A need that no goal answers" not in body


def test_what_changed_since_stands_beside_what_it_was(joan, ada, marcus, live):
    long_ago = {"recorded_at": timezone.now() - 2 * LAST_WEEK}
    need = services.add(Need, joan, by=marcus, category="skin", text="Dry skin", **long_ago)
    services.revise(need, replaces=1, by=ada, text="Sore skin")
    services.revise(need, replaces=2, by=ada, text="Sore heels")
    fall = {"category": "accident", "text": "May fall"}
    services.add(Risk, joan, by=marcus, **fall, **long_ago)
    gone = services.add(Risk, joan, by=marcus, **fall)
    services.withdraw(gone, replaces=1, reason="No longer", by=marcus)
    services.add(Risk, joan, by=marcus, category="infection", text="Chest")

    found = queries.changed_since(joan, timezone.now() - LAST_WEEK)

    [skin] = [part for part in found if part.heading.startswith("Need, by Ada Lark on ")]
    assert skin.before == "Area: Skin\nThe need, in words: Dry skin"
    assert skin.after == "Area: Skin\nThe need, in words: Sore heels"
    new = [part for part in found if part.heading.startswith("Risk")]
    assert [("Chest" in risk.after, risk.before) for risk in new] == [(True, "")]
    assert queries.changed_since(joan, timezone.now() + LAST_WEEK) == []
    assert "Need, by Ada Lark" in review(as_(marcus), joan)
