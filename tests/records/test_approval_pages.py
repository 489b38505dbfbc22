"""Approving a plan from page to page: asked for, read word by word, agreed, sent back, ended."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import services as accounts
from records import queries, services
from records.models import CarePlan, Contact, PowerOfAttorney
from tests.people import a_care_plan
from tests.records.pages import agreement, as_, asked_for, page, press, said


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


def test_signing_off_shows_what_changes_word_by_word(browser, joan, marcus, draft):
    [goal] = queries.goals(draft)
    services.revise_in_draft(goal, replaces=1, by=marcus, description="Drink 1.2 litres a day")
    asked_for(draft, marcus)

    answer = said(browser.get(page("sign_off_plan", joan, plan_id=draft.pk)))

    assert "<del>" in answer
    assert "1.5<span" in answer
    assert "<ins>" in answer
    assert "1.2<span" in answer


def test_what_changed_while_the_manager_read_is_not_signed_off(browser, joan, ada, draft):
    words = agreement(asked_for(draft, ada))
    [goal] = queries.goals(draft)
    services.take_back_plan(draft, replaces=2, by=ada)
    services.revise_in_draft(goal, replaces=1, by=ada, description="Drink 1.4 litres")
    draft = asked_for(draft, ada)
    address = page("sign_off_plan", joan, plan_id=draft.pk)

    refused = said(browser.post(address, words))

    assert "A colleague changed this while you were writing. It is shown below" in refused
    assert "1.4" in refused
    assert "Chose the words herself</textarea>" in refused
    assert browser.post(address, agreement(draft)).status_code == 302


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"agreement": "best_interests"}, "agreed_with", "Enter who agreed or decided it"),
        ({"agreement": "representative"}, "authority", "Choose on what authority"),
        (
            {"agreement": "representative", "authority": "consulted"},
            "authority",
            "Nobody without authority can agree for them",
        ),
        ({"agreement": ""}, "agreement", "required"),
        ({"how_involved": ""}, "how_involved", "required"),
        ({"review_on-year": "2020"}, "review_on", "or later"),
        ({"edition": "many"}, "edition", "whole number"),
    ],
)
def test_signing_off_asks_for_what_is_missing(
    browser, joan, marcus, draft, changes, field, sentence
):
    asked_for(draft, marcus)
    address = page("sign_off_plan", joan, plan_id=draft.pk)

    answer = browser.post(address, agreement(draft, **changes))

    assert sentence in " ".join(answer.context["form"].errors[field])


def test_nobody_is_asked_to_approve_a_plan_without_goals(browser, joan, marcus):
    draft = services.draft_plan(joan, by=marcus)

    assert "Add at least one goal before you ask" in press(browser, "ask_for_approval", draft)


@pytest.mark.parametrize(
    ("gone", "named"),
    [
        ({"triggers": ""}, "“What may go wrong, and what sets it off”"),
        ({"contingency": " "}, "“What we do if something goes wrong”"),
    ],
)
def test_nobody_is_asked_to_approve_a_plan_that_is_silent_on_trouble(
    browser, marcus, draft, gone, named
):
    services.revise_draft(draft, replaces=1, by=marcus, **gone)

    assert f"Fill in {named} before you ask for approval" in press(
        browser, "ask_for_approval", draft
    )


@pytest.mark.parametrize(
    ("state", "leads_to"), [("live", "dailycare:care_plan"), ("draft", "records:draft_plan")]
)
def test_what_nobody_asked_for_has_no_sign_off_page(browser, joan, live, draft, state, leads_to):
    plan = {"live": live, "draft": draft}[state]

    answer = browser.get(page("sign_off_plan", joan, plan_id=plan.pk))

    assert answer.headers["Location"] == reverse(leads_to, args=[joan.pk])


def test_a_draft_is_sent_back_and_its_author_reads_why(rosewood, browser, joan, draft):
    asked_for(draft, rosewood.sunil)
    sunil = as_(rosewood.sunil)
    waiting = said(sunil.get(page("draft_plan", joan)))
    assert "A manager approves it, or sends it back" in waiting
    assert "Add a goal" not in waiting

    address = page("send_back_plan", joan, plan_id=draft.pk)
    assert "Say why, for those who read the history" in said(browser.post(address, {}))
    browser.post(address, {"replaces": "2", "reason": "Say how often"})

    told = said(sunil.get(page("draft_plan", joan)))
    assert "Sent back by Marcus Webb" in told
    assert "Say how often" in told
    assert "Add a goal" in told


def test_what_was_asked_for_is_taken_back_once(browser, draft, marcus):
    asked_for(draft, marcus)

    assert "You can go on writing" in press(browser, "take_back_plan", draft)
    assert "nobody has asked to approve" in press(browser, "take_back_plan", draft)


def test_a_button_on_an_old_page_says_that_the_plan_changed(browser, joan, draft):
    for replaces in ("7", "many", ""):
        answer = browser.post(
            page("ask_for_approval", joan, plan_id=draft.pk), {"replaces": replaces}, follow=True
        )
        assert "The plan changed meanwhile" in said(answer)


def test_a_plan_is_ended_with_a_reason(browser, joan, live):
    address = page("end_plan", joan, plan_id=live.pk)
    assert "no plan is live until a new one is approved" in said(browser.get(address))

    words = {"replaces": live.version, "reason": "Moved to her son"}
    ended = said(browser.post(address, words, follow=True))

    assert "Plan ended" in ended
    assert "No plan yet" in ended
    old = said(browser.get(page("plan", joan, plan_id=live.pk)))
    assert "Moved to her son" in old
    assert "Nobody works from this version any more" in old


def test_who_may_decide_for_the_person_stands_beside_the_agreement(browser, joan, marcus, draft):
    asked_for(draft, marcus)
    address = page("sign_off_plan", joan, plan_id=draft.pk)
    assert "No power of attorney is on record" in said(browser.get(address))

    peter = services.add(Contact, joan, by=marcus, name="Peter Pettigrew", kind="personal_contact")
    services.add(PowerOfAttorney, joan, by=marcus, attorney=peter, power_type="health-and-welfare")

    assert "On record: Peter Pettigrew, health and welfare" in said(browser.get(address))


def test_words_of_an_ended_session_come_back_when_signing_off(browser, joan, marcus, draft):
    address = page("sign_off_plan", joan, plan_id=draft.pk)
    asked_for(draft, marcus)
    kept = {"how_involved": ["Said yes"], "replaces": ["1"], "edition": ["1"]}
    accounts.keep_draft(address, kept, by=marcus)

    answer = said(browser.get(address))

    assert "You had not saved this on" in answer
    assert "Said yes</textarea>" in answer
    assert 'name="edition" value="1"' in answer
