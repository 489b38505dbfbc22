"""The one-minute view: what a stand-in reads first, whatever the hour."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dailycare.services import UK
from records import queries, services
from records.models import Allergy, Need
from tests.people import a_care_plan
from tests.records.pages import as_, said


@pytest.fixture
def plan(joan, marcus):
    """A live plan with something for the morning, the evening and any time."""
    need = services.add(Need, joan, by=marcus, category="skin", text="Dry skin")
    draft = services.draft_plan(joan, by=marcus)
    services.revise_draft(
        draft,
        replaces=1,
        by=marcus,
        triggers="A fall",
        contingency="Ring the nurse. " * 30 + "Do not lift her",
    )
    goal = services.add_goal(draft, by=marcus, need=need, description="No sore skin")
    for words, part in (("Cream", "morning"), ("Wool socks", "evening"), ("Soft soap", "")):
        services.add_instruction(goal, by=marcus, description=words, part_of_day=part)
    services.add_instruction(goal, by=marcus, description="Buy cream", status="done")
    services.add_instruction(goal, by=marcus, description="Lotion", status="refused")
    services.ask_for_approval(draft, replaces=2, by=marcus)
    review_on = timezone.localdate() + timedelta(days=30)
    return services.sign_off_plan(draft, replaces=3, review_on=review_on, by=marcus)


def today(person: object) -> str:
    return reverse("dailycare:today", args=[person.pk])


@pytest.mark.parametrize(
    ("hour", "order"),
    [
        (8, ["Now: morning", "Cream", "At any time", "Soft soap", "Evening", "Wool socks"]),
        (19, ["Now: evening", "Wool socks", "At any time", "Soft soap", "Morning", "Cream"]),
        (14, ["At any time", "Soft soap", "Evening", "Wool socks", "Morning", "Cream"]),
    ],
)
def test_what_is_done_now_comes_first(joan, plan, hour, order):
    brief = queries.plan_in_brief(joan)

    found = [
        word
        for heading, tasks in brief.by_part_of_day(hour)
        for word in [heading, *(task.description for _, task in tasks)]
    ]

    assert found == order


def test_it_says_what_matters_what_to_do_and_what_may_go_wrong(rosewood, joan, ada, plan):
    services.write_about_me(
        joan, replaces=None, by=rosewood.marcus, what_is_most_important_to_me="My cat"
    )
    services.add(Allergy, joan, by=rosewood.nora, causative_agent="Latex")
    services.add_for_a_time(
        plan,
        description="Sit her up",
        ended_on=timezone.localdate(),
        rationale="Chest infection",
        by=rosewood.nora,
    )

    body = said(as_(ada).get(today(joan)))

    places = [body.index(word) for word in ("Latex", "My cat", "Sit her up", "Cream", "A fall")]
    assert places == sorted(places)
    assert "Do not lift her" in body
    assert "Buy cream" not in body
    assert "Lotion" not in body


def test_without_a_plan_or_about_me_it_says_what_to_do(joan, ada):
    body = said(as_(ada).get(today(joan)))

    assert "About Me is not written yet. Ask Joan." in body
    assert "No plan is live. Ask the senior on shift" in body


def test_a_plan_without_words_for_trouble_says_whom_to_tell(joan, ada, marcus):
    plan = a_care_plan(joan, by=marcus)
    services.revise(plan, replaces=plan.version, by=marcus, contingency="")

    assert "Tell the senior on shift" in said(as_(ada).get(today(joan)))


def test_it_asks_twelve_times_at_most(joan, ada, plan):
    browser = as_(ada)
    browser.get(today(joan))

    with CaptureQueriesContext(connection) as captured:
        browser.get(today(joan))

    assert sum("SAVEPOINT" not in query["sql"] for query in captured) <= 12


def test_the_hour_is_the_hour_here(joan, ada, plan):
    """In summer the clock here is an hour ahead of the one that times are kept by."""
    with time_machine.travel(datetime(2027, 7, 1, 6, 30, tzinfo=UK), tick=False):
        body = said(as_(ada).get(today(joan)))

    assert "Thursday 1 July 2027, 06:30" in body
    assert "Now: morning" in body
