"""The one-minute view: what a stand-in reads first, whatever the hour."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dailycare.services import UK, record_care
from records import queries, services
from records.models import Allergy, Need, Risk
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


def test_what_to_do_and_not_to_do_is_never_cut(joan, ada, marcus):
    long = "Please sit with me until I have finished my tea. " * 40 + "Please don't take it away."
    services.write_about_me(
        joan,
        replaces=None,
        by=marcus,
        please_do_and_please_dont=long,
        how_and_when_to_support_me="Mornings,\nbefore the news",
        how_i_communicate_and_how_to_communicate_with_me="Speak to my left side",
        also_worth_knowing_about_me="I was a nurse",
    )

    body = said(as_(ada).get(today(joan)))

    assert long in body.replace("&#x27;", "'")
    assert "Mornings,<br>before the news" in body
    assert "Speak to my left side" in body
    assert "I was a nurse" not in body


def test_an_about_me_that_says_nothing_for_today_says_so(joan, ada, marcus):
    services.write_about_me(joan, replaces=None, by=marcus, my_wellness="Well")

    body = said(as_(ada).get(today(joan)))

    assert "is not written in About Me yet. Ask Joan." in body


def test_risks_in_force_stand_there_with_what_we_do_the_worst_first(joan, ada, marcus):
    yesterday, tomorrow = (timezone.localdate() + timedelta(days=days) for days in (-1, 1))
    for text, more in (
        ("Dry skin", {"controls": "Cream at night"}),
        ("Over", {"ended_on": yesterday}),
        ("Not yet", {"started_on": tomorrow}),
        ("Choking", {"impact": "high", "view_of_person": "I love toast"}),
    ):
        services.add(Risk, joan, by=marcus, category="accident", text=text, **more)

    body = said(as_(ada).get(today(joan)))

    told = body[body.index("What could go wrong") :]
    assert told.index("Choking") < told.index("Dry skin") < told.index("Cream at night")
    assert "Joan says: I love toast" in told
    assert "Over" not in told
    assert "Not yet" not in told


def test_without_a_risk_it_says_so(joan, ada):
    assert "No risk is recorded." in said(as_(ada).get(today(joan)))


def test_who_has_not_worked_with_somebody_lately_is_led_there_first(joan, ada, marcus):
    record_care(joan, by=marcus, kind="general", happened_at=timezone.now(), text="Slept well")
    address = reverse("dailycare:person", args=[joan.pk])

    stand_in, knows_her = (said(as_(who).get(address)) for who in (ada, marcus))

    first = f'<a href="{today(joan)}">Read first: how to support Joan today</a>'
    content = stand_in[stand_in.index('id="person"') :]
    assert content.index(first) < content.index("Record care for")
    assert first not in knows_her
    assert today(joan) in knows_her
