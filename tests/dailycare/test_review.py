"""A review reads what the notes, outcomes and changes since the last one say of goals and needs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dailycare import services as dailycare
from records import queries, services
from records.models import CarePlan, Goal, Incident, Instruction, Need, Outcome, Risk
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


def sends(plan: CarePlan, **changes: str) -> dict[str, str]:
    """What somebody sends who reviewed a plan as they found it."""
    goals = queries.goals(plan)
    return {
        "plan": str(plan.pk),
        "replaces": str(plan.version),
        **{f"finding-{goal.pk}": "going_well" for goal in goals},
        **{f"comment-{goal.pk}": "She likes the blue cup" for goal in goals},
        "outcome": "Carry on",
        "how_involved": "Joan chose the cup",
        "agreement": "person",
        "next_review_on-day": "1",
        "next_review_on-month": "3",
        "next_review_on-year": "2030",
    } | changes


def test_of_two_who_review_at_once_the_second_sees_what_the_first_found(
    rosewood, joan, marcus, live
):
    """Both keep the same next date: the plan's version rises all the same."""
    [goal] = queries.goals(live)
    browser, address = as_(marcus), reverse("dailycare:review_plan", args=[joan.pk])
    services.revise(live, replaces=live.version, by=marcus, review_on="2030-03-01")
    live.refresh_from_db()
    first = sends(live) | {f"finding-{goal.pk}": "ended", f"comment-{goal.pk}": "She drinks enough"}
    second = sends(live)
    browser.post(address, first)

    answer = browser.post(address, second)

    body = said(answer)
    assert "What Marcus Webb found" in body
    assert "<b>ended</b>. She drinks enough" in body
    assert "She likes the blue cup</textarea>" in body
    assert live.reviews.count() == 1
    kept = {box.html_name: box.value() for box in answer.context["form"]}
    again = second | {"replaces": str(kept["replaces"])}
    assert browser.post(address, again).status_code == 302
    assert live.reviews.count() == 2


def test_a_review_of_a_plan_that_was_replaced_meanwhile_keeps_every_word(joan, marcus, live):
    need = services.add(Need, joan, by=marcus, category="skin", text="Dry skin")
    other = services.add(
        Goal, joan, by=marcus, care_plan=live, need=need, description="No sore skin"
    )
    sent = sends(live) | {f"comment-{other.pk}": "Her heels are sore"}
    draft = services.draft_plan(joan, by=marcus)
    gone = draft.goals.get(lineage=other.lineage)
    services.take_from_draft(gone, replaces=1, reason="Healed", by=marcus)
    services.ask_for_approval(draft, replaces=1, by=marcus)
    newer = services.sign_off_plan(
        draft, replaces=2, review_on=timezone.localdate() + LAST_WEEK, by=marcus
    )
    browser, address = as_(marcus), reverse("dailycare:review_plan", args=[joan.pk])

    answer = browser.post(address, sent)

    assert "A newer plan took the place of the one that you reviewed" in said(answer)
    [goal] = queries.goals(newer)
    kept = {box.html_name: box.value() for box in answer.context["form"]}
    assert kept[f"comment-{goal.pk}"] == "She likes the blue cup"
    assert kept["outcome"] == "Carry on\nNo sore skin: Her heels are sore"
    assert (kept["plan"], kept["replaces"]) == (str(newer.pk), str(newer.version))
    names = ("plan", "replaces", "outcome", f"finding-{goal.pk}", f"comment-{goal.pk}")
    assert browser.post(address, sent | {name: kept[name] for name in names}).status_code == 302
    assert newer.reviews.get().goal_reviews.get().comment == "She likes the blue cup"


def test_a_review_of_a_plan_that_ended_meanwhile_is_refused_with_its_words(joan, marcus, live):
    sent = sends(live)
    services.end_plan(live, replaces=live.version, reason="Moved away", by=marcus)
    live.refresh_from_db()
    browser, address = as_(marcus), reverse("dailycare:review_plan", args=[joan.pk])

    body = said(browser.post(address, sent | {"replaces": str(live.version)}))

    assert "Only the live plan can be reviewed" in body
    assert "She likes the blue cup</textarea>" in body


@pytest.mark.parametrize("odd", [{"plan": "x"}, {"comment-x": "y"}])
def test_a_review_of_nothing_is_not_found(joan, marcus, live, odd):
    address = reverse("dailycare:review_plan", args=[joan.pk])

    assert as_(marcus).post(address, sends(live) | odd).status_code == 404


def test_without_a_plan_there_is_nothing_to_review(joan, marcus):
    assert as_(marcus).get(reverse("dailycare:review_plan", args=[joan.pk])).status_code == 404
