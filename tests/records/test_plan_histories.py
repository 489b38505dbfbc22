"""Who changed what of a plan and why is read; what should never have been there is taken out."""

from datetime import date

import pytest

from records import queries, services
from records.errors import NotInThisState
from records.models import AboutMe, CarePlan, Goal
from records.models.base import Standing
from tests.people import a_care_plan
from tests.records.pages import as_, page, said, the_plan

WHY = {"replaces": "1", "reason": "It was Amy"}


@pytest.fixture
def live(joan, marcus) -> CarePlan:
    """A plan that people work from."""
    return a_care_plan(joan, by=marcus)


def reviewed(plan: CarePlan, by: object, finding: str, next_review_on: date) -> object:
    """A review that found the same of every goal."""
    return services.review_plan(
        plan,
        replaces=plan.version,
        findings={goal.pk: (finding, "She drinks enough") for goal in queries.goals(plan)},
        by=by,
        held_on=date(2026, 3, 4),
        outcome="Goes on",
        agreement="person",
        how_involved="Sat with us",
        next_review_on=next_review_on,
    )


def test_why_each_part_of_a_draft_changed_is_read(joan, marcus, live):
    draft = services.draft_plan(joan, by=marcus)
    [goal] = queries.goals(draft)
    [served] = goal.instructions_now
    services.revise_draft(draft, replaces=1, by=marcus, why="She asked for it", title="Mine")
    services.revise_in_draft(goal, replaces=1, by=marcus, why="Too much", description="1 litre")
    services.revise_in_draft(served, replaces=1, by=marcus, why="Cold by then", when="Hot")
    browser = as_(marcus)

    for address, why, now in (
        (page("plan_history", joan, plan_id=draft.pk), "She asked for it", "Mine"),
        (page("goal_history", joan, goal_id=goal.pk), "Too much", "1 litre"),
        (page("instruction_history", joan, instruction_id=served.pk), "Cold by then", "Hot"),
    ):
        body = said(browser.get(address))
        assert f"<p>{why}</p>" in body
        assert now in body
    drafted = said(browser.get(page("draft_plan", joan)))
    assert page("goal_history", joan, goal_id=goal.pk) in drafted
    assert page("instruction_history", joan, instruction_id=served.pk) in drafted


def test_the_history_of_a_goal_says_what_reviews_found_in_the_plans_before(joan, marcus, live):
    reviewed(live, marcus, "change", date(2030, 1, 1))
    [copy] = queries.goals(services.draft_plan(joan, by=marcus))

    body = said(as_(marcus).get(page("goal_history", joan, goal_id=copy.pk)))

    assert "Wednesday 4 March 2026, Marcus Webb:</b> change. She drinks enough" in body


def test_a_goal_that_no_review_looked_at_says_so(joan, marcus, live):
    [goal] = queries.goals(live)

    body = said(as_(marcus).get(page("goal_history", joan, goal_id=goal.pk)))

    assert "No review has looked at it yet" in body


def test_a_review_entered_in_error_is_undone(joan, marcus, live):
    reviewed(live, marcus, "going_well", date(2030, 1, 1))
    live.refresh_from_db()
    wrong = reviewed(live, marcus, "ended", date(2031, 1, 1))
    browser = as_(marcus)
    address = page("review_in_error", joan, review_id=wrong.pk)
    assert address in said(browser.get(the_plan(joan)))
    assert "Goes on" in said(browser.get(address))

    done = said(browser.post(address, WHY, follow=True))

    assert "Review taken out" in done
    assert done.count("Goes on") == 1
    live.refresh_from_db()
    wrong.refresh_from_db()
    assert live.review_on == date(2030, 1, 1)
    assert wrong.standing == Standing.ENTERED_IN_ERROR
    assert Goal.objects.get().status == "active"
    assert queries.last_written(wrong).reason == "It was Amy"


def test_without_an_earlier_review_there_is_no_next_one(joan, marcus, live):
    wrong = reviewed(live, marcus, "going_well", date(2031, 1, 1))

    services.mark_review_in_error(wrong, replaces=1, reason="It was Amy", by=marcus)

    live.refresh_from_db()
    assert live.review_on is None


def test_a_plan_entered_in_error_is_worked_from_by_nobody_and_stays_to_be_read(joan, marcus, live):
    browser = as_(marcus)
    address = page("plan_in_error", joan, plan_id=live.pk)
    one = page("plan", joan, plan_id=live.pk)
    assert address in said(browser.get(one))

    done = said(browser.post(address, WHY | {"replaces": str(live.version)}, follow=True))

    assert "Plan taken out as entered in error" in done
    assert "entered in error by Marcus Webb, It was Amy" in done
    assert queries.live_plan(joan) is None
    read = said(browser.get(one))
    assert "Marcus Webb took it out on" in read
    assert address not in read


def test_a_draft_is_discarded_not_entered_in_error(joan, marcus, live):
    draft = services.draft_plan(joan, by=marcus)

    with pytest.raises(NotInThisState, match="Take out the draft instead"):
        services.mark_plan_in_error(draft, replaces=1, reason="x", by=marcus)


@pytest.mark.parametrize("act", ["mark_plan_in_error", "mark_review_in_error"])
def test_only_who_may_review_plans_takes_them_out(rosewood, marcus, live, act):
    review = reviewed(live, marcus, "going_well", date(2031, 1, 1))
    about = {"mark_plan_in_error": live, "mark_review_in_error": review}[act]

    with pytest.raises(NotInThisState, match="Only somebody who may review"):
        getattr(services, act)(about, replaces=1, reason="x", by=rosewood.sunil)


def test_about_me_entered_in_error_is_taken_out_and_written_anew(joan, ada):
    services.write_about_me(
        joan, replaces=None, by=ada, my_wellness="Well", what_is_most_important_to_me="My cat"
    )
    browser = as_(ada)
    address = page("about_me_in_error", joan)
    assert "My cat" in said(browser.get(address))

    done = said(browser.post(address, WHY, follow=True))

    assert "Ada Lark took out what stood here on" in done
    assert "My cat" in done.split("What it said")[1]
    assert queries.about_me(joan) is None
    assert browser.get(address).status_code == 404
    assert "It was Amy" in said(browser.get(page("about_me_history", joan)))
    services.write_about_me(joan, replaces=None, by=ada, my_wellness="Stiff")
    about_me = AboutMe.objects.get()
    assert [words for _, words in about_me.answers] == ["Stiff"]
    assert about_me.versions.count() == 3


def test_without_about_me_nothing_is_taken_out_and_there_is_no_history(joan, ada):
    for name in ("about_me_in_error", "about_me_history"):
        assert as_(ada).get(page(name, joan)).status_code == 404
