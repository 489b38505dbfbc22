"""The care plan from page to page: drafted, changed, signed off, read as a letter, compared."""

from datetime import date

import pytest
from django.test import Client

from records import queries, services
from records.models import (
    AdvanceStatement,
    CarePlan,
    Goal,
    InformedConsent,
    Instruction,
    Need,
    Risk,
)
from tests.people import a_care_plan, a_person
from tests.records.pages import agreement, as_, asked_for, of_kind, page, press, said, the_plan


@pytest.fixture
def browser(marcus) -> Client:
    """Marcus, who manages Rosewood, at his desk."""
    return as_(marcus)


@pytest.fixture
def live(joan, marcus) -> CarePlan:
    """A plan that people work from."""
    return a_care_plan(joan, by=marcus)


@pytest.fixture
def draft(joan, marcus, live) -> CarePlan:
    """A draft started from the live plan."""
    return services.draft_plan(joan, by=marcus)


def test_a_plan_is_drafted_signed_off_and_read(browser, joan, marcus):
    need = services.add(Need, joan, by=marcus, category="skin", text="Dry skin")
    assert "Draft a plan" in said(browser.get(the_plan(joan)))

    browser.post(page("draft_plan", joan))
    draft = queries.open_draft(joan)
    assert "Add the first goal" in said(browser.get(page("draft_plan", joan)))
    goal_words = {"need": need.pk, "description": "No sore skin", "status": "active"}
    browser.post(page("add_goal", joan, plan_id=draft.pk), goal_words)
    goal = Goal.objects.get()
    served = {"description": "Cream on her shins", "when": "Mornings", "status": "in_progress"}
    browser.post(page("add_instruction", joan, goal_id=goal.pk), served)
    words = {"title": "A plan with Joan", "triggers": "A fall", "replaces": "1"}
    words["contingency"] = "Ring the nurse"
    browser.post(page("edit_plan", joan, plan_id=draft.pk), words)
    assert "Sent for approval" in press(browser, "ask_for_approval", draft)
    draft.refresh_from_db()
    answer = browser.post(
        page("sign_off_plan", joan, plan_id=draft.pk), agreement(draft), follow=True
    )

    letter = said(answer)
    assert answer.redirect_chain == [(the_plan(joan), 302)]
    for words in (
        "Plan signed off. Everybody works from it now",
        "Dry skin",
        "No sore skin",
        "Cream on her shins <b>Mornings</b>",
        "Ring the nurse",
        "The person agreed it",
        "Chose the words herself",
        "Next review Friday 1 March 2030",
        "signed off by Marcus Webb",
    ):
        assert words in letter


def test_the_letter_names_the_risks_and_what_the_person_says(browser, joan, marcus, live):
    services.add(
        Risk,
        joan,
        by=marcus,
        category="accident",
        text="May fall at night",
        controls="Low bed",
        benefit="She likes to get up by herself",
        view_of_person="No rails",
    )

    letter = said(browser.get(the_plan(joan)))

    assert "<b>What we do about it:</b> Low bed" in letter
    assert "<b>What Joan gains:</b> She likes to get up by herself" in letter
    assert "<b>What Joan says:</b> No rails" in letter


def test_an_overdue_review_is_said(browser, joan, marcus, live):
    services.revise(live, replaces=live.version, by=marcus, review_on=date(2025, 1, 2))

    assert "Review was due Thursday 2 January 2025" in said(browser.get(the_plan(joan)))


def test_a_worker_reads_the_plan_and_is_offered_no_change(joan, ada, live):
    letter = said(as_(ada).get(the_plan(joan)))

    assert "Offer tea hourly" in letter
    assert "Review this plan" not in letter
    assert "Change the plan" not in letter


def test_a_person_without_a_plan_has_no_letter(joan, ada):
    assert "No plan is live yet" in said(as_(ada).get(the_plan(joan)))
    assert "No plan yet" in said(as_(ada).get(page("plans", joan)))


def test_a_second_draft_is_refused_with_a_sentence(browser, joan, draft):
    answer = browser.post(page("draft_plan", joan), follow=True)

    assert "There is already a draft of this plan" in said(answer)


def test_a_goal_is_changed_and_taken_out_of_the_draft(browser, joan, draft):
    [goal] = queries.goals(draft)
    words = {"need": goal.need_id, "description": "Drink 1.2 litres", "status": "active"}

    changed = browser.post(
        page("change_goal", joan, goal_id=goal.pk), words | {"replaces": "1"}, follow=True
    )
    assert "Drink 1.2 litres" in said(changed)

    taken = {"replaces": "2", "reason": "Not agreed"}
    gone = browser.post(page("take_out_goal", joan, goal_id=goal.pk), taken, follow=True)
    assert "Taken out of the draft" in said(gone)
    assert "No goals yet" in said(gone)


def test_an_instruction_is_changed_and_taken_out_of_the_draft(browser, joan, draft):
    [goal] = queries.goals(draft)
    [served] = goal.instructions_now
    words = {"description": "Offer squash", "status": "in_progress", "replaces": "1"}
    words["ended_on-day"] = "8"
    address = page("change_instruction", joan, instruction_id=served.pk)

    half_a_date = browser.post(address, words)
    assert "Until must include a month and a year" in said(half_a_date)
    day = {"ended_on-month": "1", "ended_on-year": "2030"}
    assert "Until Tuesday 8 January 2030" in said(browser.post(address, words | day, follow=True))

    gone = {"replaces": "2", "reason": "Back to usual drinks"}
    browser.post(page("take_out_instruction", joan, instruction_id=served.pk), gone)
    assert not queries.current(Instruction, joan).filter(care_plan=draft).exists()


def test_the_whole_draft_is_taken_out_and_the_live_plan_stays(browser, joan, live, draft):
    words = {"replaces": "1", "reason": "Started over"}

    answer = browser.post(page("discard_plan", joan, plan_id=draft.pk), words, follow=True)

    assert "Draft taken out. The live plan is as it was" in said(answer)
    assert queries.plans_in_use(joan) == (live, None)
    assert "Withdrawn" in said(browser.get(page("plan", joan, plan_id=draft.pk)))


def test_two_who_change_one_goal_see_both(browser, joan, ada, draft):
    [goal] = queries.goals(draft)
    services.revise_in_draft(goal, replaces=1, by=ada, description="Drink 1.4 litres")
    words = {"need": goal.need_id, "description": "Drink 1.2 litres", "status": "active"}

    refused = said(
        browser.post(page("change_goal", joan, goal_id=goal.pk), words | {"replaces": "1"})
    )

    assert "Ada Lark wrote:" in refused
    assert "Drink 1.4 litres" in refused
    assert "Drink 1.2 litres</textarea>" in refused


def test_a_goal_typed_while_the_plan_was_signed_off_is_not_lost(browser, joan, marcus, draft):
    [goal] = queries.goals(draft)
    asked_for(draft, marcus)
    services.sign_off_plan(draft, replaces=2, review_on=date(2030, 1, 1), by=marcus)
    words = {"need": goal.need_id, "description": "Walk to the gate", "status": "active"}

    refused = said(browser.post(page("add_goal", joan, plan_id=draft.pk), words))

    assert "This plan is signed off. Start a new draft to change it" in refused
    assert "Walk to the gate</textarea>" in refused


def test_a_goal_answers_a_need_of_this_person_only(rosewood, browser, marcus, joan, draft):
    amy = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    hers = services.add(Need, amy, by=marcus, category="skin", text="Dry skin")
    words = {"need": hers.pk, "description": "No sore skin", "status": "active"}

    refused = browser.post(page("add_goal", joan, plan_id=draft.pk), words)

    assert refused.context["form"].errors["need"] == ["Choose one of the answers shown"]


def test_a_goal_answers_a_risk(browser, joan, marcus, draft):
    risk = services.add(Risk, joan, by=marcus, category="accident", text="May fall at night")
    words = {"risk": risk.pk, "description": "Safe nights", "status": "active"}

    browser.post(page("add_goal", joan, plan_id=draft.pk), words)

    written = said(browser.get(page("draft_plan", joan)))
    assert "<h2>Risk: accident, such as a fall</h2>" in written
    assert "<b>The risk:</b> May fall at night" in written


@pytest.mark.parametrize(
    ("both", "field", "sentence"),
    [
        (False, "need", "Choose the need, or the risk, that it answers"),
        (True, "risk", "Choose the need or the risk, not both"),
    ],
)
def test_a_goal_answers_one_need_or_one_risk(browser, joan, marcus, draft, both, field, sentence):
    [goal] = queries.goals(draft)
    risk = services.add(Risk, joan, by=marcus, category="accident", text="May fall at night")
    chosen = {"need": goal.need_id, "risk": risk.pk} if both else {}
    words = {"description": "Safe nights", "status": "active"} | chosen

    refused = browser.post(page("add_goal", joan, plan_id=draft.pk), words)

    assert refused.context["form"].errors == {field: [sentence]}


def test_a_goal_keeps_a_need_that_was_taken_out_since(browser, joan, marcus, draft):
    [goal] = queries.goals(draft)
    services.withdraw(goal.need, replaces=1, reason="No longer so", by=marcus)

    answer = browser.get(page("change_goal", joan, goal_id=goal.pk))

    assert f'<option value="{goal.need_id}" selected>' in said(answer)


def test_what_a_review_found_stands_with_it_and_beside_the_goal_of_the_next_draft(
    browser, joan, marcus, live
):
    [goal] = queries.goals(live)
    reviewed(live, marcus, {goal.pk: ("change", "She drinks more from a cup")})
    services.draft_plan(joan, by=marcus)

    read = said(browser.get(the_plan(joan)))
    old = said(browser.get(page("plan", joan, plan_id=live.pk)))
    drafted = said(browser.get(page("draft_plan", joan)))

    for body in (read, old):
        assert "Drink 1.5 litres a day: <b>change</b>. She drinks more from a cup" in body
    assert "Review on 4 March 2026: change</span> She drinks more from a cup" in drafted


def reviewed(plan: CarePlan, by: object, findings: dict[object, tuple[str, str]]) -> object:
    """A review of a plan with what was found of its goals."""
    return services.review_plan(
        plan,
        replaces=plan.version,
        findings=findings,
        by=by,
        held_on=date(2026, 3, 4),
        outcome="Goes on",
        agreement="person",
        how_involved="Sat with us",
        next_review_on=date(2030, 1, 1),
    )


def test_everything_a_plan_says_is_read_and_carried_over(browser, joan, marcus, draft):
    consent = services.add(
        InformedConsent,
        joan,
        by=marcus,
        concerns="Help at night",
        consent_status="given",
        stated_by="Joan herself",
    )
    about = {"where_prepared": "At her kitchen table", "other_documents": "Her wound plan"}
    services.revise_draft(draft, replaces=1, by=marcus, consent=consent, **about)
    [goal] = queries.goals(draft)
    services.revise_in_draft(
        goal.instructions_now[0],
        replaces=1,
        by=marcus,
        confidence=7,
        review_on=date(2030, 2, 3),
        consent=consent,
    )
    asked_for(draft, marcus)
    live = services.sign_off_plan(
        queries.plan_of(joan, draft.pk), replaces=3, review_on=date(2030, 1, 1), by=marcus
    )
    services.draft_plan(joan, by=marcus)

    addresses = (the_plan(joan), page("draft_plan", joan), page("plan", joan, plan_id=live.pk))
    for body in (said(browser.get(address)) for address in addresses):
        for words in (
            "At her kitchen table",
            "Her wound plan",
            "by Joan herself: Help at night",
            "How sure they are it can be done: 7 of 10",
            "Look again on 3 February 2030",
            "Consent: given, by Joan herself",
        ):
            assert words in body


def test_trouble_is_read_with_what_they_want_to_be_known(browser, joan, marcus, live):
    assert "No advance statement is on record" in said(browser.get(the_plan(joan)))
    words = {"statement": "I want to stay here", "location_of_document": "Red folder"}
    statement = services.add(AdvanceStatement, joan, by=marcus, **words)

    body = said(browser.get(the_plan(joan)))

    assert "I want to stay here The original: Red folder." in body
    assert of_kind("record", "advance-statements", joan, statement.pk) in body


def test_a_contingency_plan_says_what_sets_it_off(browser, joan, draft):
    words = {"title": "A plan", "who_to_contact": "Peter", "replaces": "1"}

    answer = browser.post(page("edit_plan", joan, plan_id=draft.pk), words)

    assert "Say what may go wrong" in said(answer)


def test_past_plans_are_listed_read_and_compared(browser, joan, marcus, live, draft):
    [goal] = queries.goals(draft)
    services.revise_in_draft(goal, replaces=1, by=marcus, description="Drink 1.2 litres a day")
    asked_for(draft, marcus)
    services.sign_off_plan(draft, replaces=2, review_on=date(2030, 1, 1), by=marcus)

    listed = said(browser.get(page("plans", joan)))
    old = said(browser.get(page("plan", joan, plan_id=live.pk)))
    compared = said(
        browser.get(page("compare_plans", joan), {"before": live.pk, "after": draft.pk})
    )

    assert "Superseded" in listed
    assert "Nobody works from this version any more" in old
    assert "Drink 1.5 litres a day" in old
    assert "This version was not reviewed" in old
    assert "1.5<span" in compared
    assert "1.2<span" in compared


def test_a_past_plan_shows_its_reviews(browser, joan, marcus, live):
    [goal] = queries.goals(live)
    services.review_plan(
        live,
        replaces=live.version,
        findings={goal.pk: ("going_well", "")},
        by=marcus,
        held_on=date(2026, 1, 5),
        outcome="Goes on as it is",
        agreement="representative",
        agreed_with="Peter, attorney for health",
        how_involved="Sat with us",
        next_review_on=date(2026, 4, 5),
    )

    answer = said(browser.get(page("plan", joan, plan_id=live.pk)))

    assert "Goes on as it is" in answer
    assert "Somebody with authority agreed it for them: Peter, attorney for health" in answer


@pytest.mark.parametrize(
    "asked", ["", "?before=nonsense&after=x", "?before=9a72ea55-3593-4059-a65b-18f8cad3dbc9"]
)
def test_comparing_what_is_not_there_is_not_found(browser, joan, asked):
    assert browser.get(page("compare_plans", joan) + asked).status_code == 404
