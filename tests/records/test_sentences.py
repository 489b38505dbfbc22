"""Starting sentences are offered, and counted until somebody makes them personal."""

import pytest

from records import queries, sentences, services
from records.models import Need
from records.models.observations import NeedCategory
from tests.people import TROUBLE
from tests.records.pages import as_, asked_for, page, said

CREAM = sentences.STARTS["skin"][0]


@pytest.fixture
def goal(joan, marcus):
    need = services.add(Need, joan, by=marcus, category="skin", text="Dry skin")
    draft = services.draft_plan(joan, by=marcus, **TROUBLE)
    return services.add_goal(draft, by=marcus, need=need, description="No sore skin")


def test_every_area_of_need_offers_sentences():
    assert set(sentences.STARTS) == set(NeedCategory)
    assert all(offered for offered in sentences.STARTS.values())


@pytest.mark.parametrize("text", [CREAM, CREAM.upper(), f"  {CREAM[:-1]} ", f"Hello. {CREAM}"])
def test_a_sentence_as_offered_is_found(text):
    assert len(sentences.unchanged([text, "Her own words"])) == 1


def test_a_sentence_made_personal_is_not_counted():
    assert sentences.unchanged([CREAM.replace("hips", "hips and her left elbow"), ""]) == []


def test_the_draft_offers_a_start_and_counts_what_stays_as_it_was(joan, marcus, goal):
    browser = as_(marcus)
    address = page("add_instruction", joan, goal_id=goal.pk)
    assert CREAM in said(browser.get(address))

    begun = said(browser.get(address, {"start": "1"}))
    assert f"{CREAM}</textarea>" in begun
    browser.post(address, {"description": CREAM, "status": "in_progress"})

    draft = goal.care_plan
    assert queries.unchanged_sentences(draft) == [CREAM]
    assert "1 sentence is still as offered" in said(browser.get(page("draft_plan", joan)))
    asked_for(draft, marcus)
    approval = said(browser.get(page("sign_off_plan", joan, plan_id=draft.pk)))
    assert "1 sentence is still as offered" in approval
    assert CREAM in approval


@pytest.mark.parametrize("start", ["0", "99", "one", ""])
def test_a_start_that_is_none_leaves_the_box_empty(joan, marcus, goal, start):
    address = page("add_instruction", joan, goal_id=goal.pk)

    answer = as_(marcus).get(address, {"start": start})

    assert not answer.context["form"]["description"].value()
