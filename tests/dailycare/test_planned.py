"""Instructions make tasks: what the plan asks for is offered, recorded, and told back (CPL-10)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import services as accounts
from dailycare import planned, services, words
from dailycare.models import CareEntry, Outcome
from dailycare.trends import drunk_today
from governance.errors import NotYours
from governance.ids import uuid7
from records import queries as records
from records import services as plans
from records.errors import NotInThisState
from records.models import Instruction, Need
from tests.people import TROUBLE, a_care_plan, a_person
from tests.records.pages import as_, said, the_plan


@pytest.fixture
def live(joan, marcus):
    """A live plan with one goal and one instruction."""
    return a_care_plan(joan, by=marcus)


@pytest.fixture
def tea(live):
    """What the plan asks for: "Offer tea hourly"."""
    [goal] = records.goals(live)
    return goal.instructions_now[0]


def given(person, tea, by, **fields):
    about = {"kind": "planned", "happened_at": timezone.now(), "instruction_id": tea.pk}
    return services.record_care(person, by=by, **(about | fields))


def record(person, **asked: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return reverse("dailycare:record", args=[person.pk]) + f"?{query}"


def asked_of(person, served) -> str:
    """The page that a tap on something of the plan opens."""
    return record(person, kind="planned", instruction=served.pk)


def typed(tea, **changes: str) -> dict[str, str]:
    """What the page of an instruction sends."""
    now = timezone.localtime()
    words = {
        "entry_id": str(uuid7()),
        "kind": "planned",
        "instruction": str(tea.pk),
        "outcome": "done",
        "day-day": str(now.day),
        "day-month": str(now.month),
        "day-year": str(now.year),
        "time": f"{now:%H:%M}",
    }
    return words | changes


def a_successor(person, by) -> object:
    """The plan that takes the place of the live one, word for word."""
    draft = plans.draft_plan(person, by=by)
    plans.ask_for_approval(draft, replaces=1, by=by)
    review_on = timezone.localdate() + timedelta(days=30)
    return plans.sign_off_plan(draft, replaces=2, review_on=review_on, by=by)


def test_what_the_plan_asks_for_is_recorded_in_three_taps(joan, ada, tea):
    browser = as_(ada)

    offered = said(browser.get(record(joan)))
    asked = said(browser.get(asked_of(joan, tea)))
    saved = said(browser.post(record(joan), typed(tea), follow=True))

    assert f'href="?kind=planned&amp;instruction={tea.pk}"' in offered
    assert "Not yet today" in offered
    assert "<h1>Offer tea hourly</h1>" in asked
    assert "checked" not in asked
    assert "From the plan: Offer tea hourly" in saved
    assert "Not yet today" not in saved
    entry = CareEntry.objects.get()
    assert (entry.instruction, entry.outcome, entry.kind) == (tea, "done", "planned")


def test_an_answer_is_asked_for_and_a_refusal_needs_its_reason(joan, ada, tea):
    browser = as_(ada)

    nothing = said(browser.post(record(joan), typed(tea, outcome="")))
    refused = said(browser.post(record(joan), typed(tea, outcome="refused")))

    assert "Choose what came of it" in nothing
    assert "Say why" not in nothing
    assert "Say why it was refused" in refused
    assert not CareEntry.objects.exists()


def test_it_is_recorded_with_how_much_where_that_matters(joan, ada, tea):
    browser = as_(ada)
    assert f"?kind=drink&amp;instruction={tea.pk}" in said(browser.get(asked_of(joan, tea)))

    page = said(browser.get(record(joan, kind="drink", instruction=tea.pk)))
    browser.post(record(joan), typed(tea, kind="drink", amount_ml="200"))

    assert "<b>From the plan:</b> Offer tea hourly" in page
    entry = CareEntry.objects.get()
    assert (entry.instruction, entry.values) == (tea, {"amount_ml": 200})
    assert drunk_today(joan, now=timezone.now()).millilitres == 200


def test_what_is_for_a_time_serves_no_area_and_is_recorded_too(rosewood, joan, ada, live):
    served = plans.add_for_a_time(
        live,
        description="Sit her up",
        ended_on=timezone.localdate(),
        rationale="Chest infection",
        by=rosewood.nora,
    )
    browser = as_(ada)

    offered = said(browser.get(record(joan)))
    asked = said(browser.get(asked_of(joan, served)))

    assert f"Until {timezone.localdate():%A}" in offered
    assert "choose what it was" not in asked


def test_what_is_for_another_time_of_the_day_is_folded_away(joan, ada, marcus, live):
    [goal] = records.goals(live)
    hour = timezone.localtime().hour
    other = "night" if 6 <= hour < 21 else "afternoon"
    plans.revise(goal.instructions_now[0], replaces=1, by=marcus, part_of_day=other)

    body = said(as_(ada).get(record(joan)))

    assert "More from the plan" in body
    assert "<h2>From the plan</h2>" not in body


def test_what_is_not_recorded_today_stands_first_and_no_more_than_six(joan, ada, marcus, live, tea):
    [goal] = records.goals(live)
    about = {"care_plan": live, "goal": goal, "by": marcus}
    for number in range(7):
        plans.add(Instruction, joan, description=f"Do {number}", **about)
    given(joan, tea, ada)

    first, folded = said(as_(ada).get(record(joan))).split("More from the plan")

    assert [number for number in range(7) if f">Do {number}<" in first] == [0, 1, 2, 3, 4, 5]
    assert folded.index(">Do 6<") < folded.index(">Offer tea hourly<")


def test_the_pages_say_when_it_was_last_done_and_by_whom(rosewood, joan, ada, tea):
    morning = timezone.localtime().replace(hour=8, minute=10)
    with time_machine.travel(morning.replace(hour=9), tick=False):
        given(joan, tea, rosewood.sunil, happened_at=morning)
        for address in (reverse("dailycare:today", args=[joan.pk]), the_plan(joan)):
            assert "Last done 08:10 today by Sunil Rao" in said(as_(ada).get(address))


def test_what_came_of_it_since_it_was_last_done_is_said_first(joan, ada, tea):
    now = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(now, tick=False):
        given(joan, tea, ada, happened_at=now - timedelta(days=3))
        given(joan, tea, ada, happened_at=now - timedelta(days=1, hours=1))
        refused = {"outcome": Outcome.REFUSED, "outcome_reason": "Not thirsty"}
        given(joan, tea, ada, happened_at=now - timedelta(days=2), **refused)
        given(joan, tea, ada, happened_at=now, **refused)
        lately = planned.given_lately(joan)[tea.lineage]

        assert words.lately_in_words(lately) == (
            "Refused 12:00 today by Ada Lark: Not thirsty",
            "Last done 11:00 yesterday by Ada Lark",
        )


def test_what_was_never_done_says_what_came_of_it(joan, ada, tea):
    given(joan, tea, ada, outcome=Outcome.NOT_OFFERED, outcome_reason="She slept")

    [told] = words.lately_in_words(planned.given_lately(joan)[tea.lineage])

    assert told.startswith("Not offered ")
    assert told.endswith(" today by Ada Lark: She slept")


def test_an_entry_without_a_time_says_its_day(joan, ada, tea):
    entry = given(joan, tea, ada)
    day = timezone.localdate() - timedelta(days=4)
    plans.revise(entry, replaces=1, by=ada, **services.day_only(day, "evening"))

    [told] = words.lately_in_words(planned.given_lately(joan)[tea.lineage])

    assert told == f"Last done on {day:%A} {day.day} {day:%B} by Ada Lark"


def test_what_was_done_longer_ago_is_not_told(joan, ada, tea):
    given(joan, tea, ada)

    with time_machine.travel(timezone.now() + timedelta(days=32), tick=False):
        assert planned.given_lately(joan) == {}


def test_a_successor_goes_on_where_the_plan_before_it_stopped(joan, ada, marcus, tea):
    given(joan, tea, ada)

    successor = a_successor(joan, marcus)

    [goal] = records.goals(successor)
    [copy] = goal.instructions_now
    assert (copy.pk != tea.pk, copy.lineage) == (True, tea.lineage)
    assert "Last done" in said(as_(ada).get(the_plan(joan)))


def test_what_was_read_in_the_plan_before_is_recorded_while_the_new_one_asks_for_it(
    joan, ada, marcus, tea
):
    a_successor(joan, marcus)

    assert given(joan, tea, ada).instruction_id == tea.pk


def test_a_repeat_is_recognised_although_the_plan_ended_meanwhile(joan, ada, marcus, live, tea):
    again = {"entry_id": uuid7(), "happened_at": timezone.now()}
    first = given(joan, tea, ada, **again)
    plans.end_plan(live, replaces=live.version, reason="Moved away", by=marcus)

    assert given(joan, tea, ada, **again) == first


def test_what_the_plan_does_not_ask_for_any_more_is_offered_as_a_note(joan, ada, marcus, live, tea):
    plans.end_plan(live, replaces=live.version, reason="Moved away", by=marcus)
    browser = as_(ada)
    sent = typed(tea, text="Two cups")

    refused = browser.post(record(joan), sent)

    assert "The plan does not ask for this any more" in said(refused)
    form = refused.context["form"]
    kept = {box.name: box.value() for box in form if not box.name.startswith(("day", "time"))}
    assert (kept["kind"], kept["instruction"]) == ("general", "")
    assert kept["text"] == "Offer tea hourly\nTwo cups"
    browser.post(
        record(joan), sent | {name: kept[name] for name in ("kind", "instruction", "text")}
    )
    entry = CareEntry.objects.get()
    assert (entry.instruction, entry.kind, entry.text) == (None, "general", kept["text"])


def test_a_drink_that_the_plan_does_not_ask_for_any_more_stays_a_drink(
    joan, ada, marcus, live, tea
):
    plans.end_plan(live, replaces=live.version, reason="Moved away", by=marcus)

    refused = as_(ada).post(record(joan), typed(tea, kind="drink", amount_ml="200"))

    assert refused.context["form"]["kind"].value() == "drink"


@pytest.mark.parametrize("changes", [{"status": "done"}, {"started_on": "2099-01-01"}])
def test_what_is_not_done_now_cannot_be_recorded(joan, ada, marcus, tea, changes):
    plans.revise(tea, replaces=1, by=marcus, **changes)

    with pytest.raises(NotInThisState, match="does not ask for this"):
        given(joan, tea, ada)


def test_nobody_records_for_somebody_else_by_the_plan(rosewood, joan, ada, tea):
    peter = a_person(rosewood.home, by=rosewood.marcus, given_name="Peter", nhs_number="")

    with pytest.raises(NotYours):
        given(peter, tea, ada)

    assert as_(ada).get(asked_of(peter, tea)).status_code == 404
    assert as_(ada).get(record(joan, kind="planned", instruction="x")).status_code == 404


def test_from_the_plan_without_an_instruction_is_a_choice_to_make(joan, ada, tea):
    assert "What did you do?" in said(as_(ada).get(record(joan, kind="planned")))


def test_what_was_not_saved_is_offered_again_with_what_the_plan_asked_for(joan, ada, tea):
    address = asked_of(joan, tea)
    left = {name: [value] for name, value in typed(tea, text="Half a cup").items()}
    accounts.keep_draft(address, left, by=ada)
    browser = as_(ada)

    assert "From the plan, as you wrote it" in said(browser.get(record(joan)))
    assert "Half a cup" in said(browser.get(address))


def test_an_entry_says_what_the_plan_asked_for(joan, ada, tea):
    entry = given(joan, tea, ada)
    browser = as_(ada)

    one = said(browser.get(reverse("dailycare:entry", args=[joan.pk, entry.pk])))
    all_notes = said(browser.get(reverse("dailycare:timeline", args=[joan.pk])))

    assert "What the plan asked for" in one
    assert "Offer tea hourly" in all_notes


def test_a_correction_leaves_what_the_plan_asked_for(joan, ada, tea):
    entry = given(joan, tea, ada)
    address = reverse("dailycare:correct", args=[joan.pk, entry.pk])
    refused = {"outcome": "refused", "outcome_reason": "Not thirsty"}

    as_(ada).post(address, typed(tea) | refused | {"replaces": "1", "reason": "I misread it"})

    entry.refresh_from_db()
    assert (entry.outcome, entry.instruction) == ("refused", tea)


def test_a_review_counts_what_came_of_each(joan, ada, marcus, live, tea):
    then = timezone.now() - timedelta(days=7)
    plans.revise(live, replaces=live.version, by=marcus, approved_at=then, recorded_at=then)
    for outcome, why in (("done", ""), ("done", ""), ("refused", "Not thirsty")):
        given(joan, tea, ada, outcome=outcome, outcome_reason=why)

    body = said(as_(marcus).get(reverse("dailycare:review_plan", args=[joan.pk])))

    assert "Since then: done 2, refused 1" in body
    assert "3 notes: from the plan 3" in body
    assert "Refused: Not thirsty" in body


def test_a_large_plan_is_read_in_few_questions(joan, ada, marcus):
    draft = plans.draft_plan(joan, by=marcus, **TROUBLE)
    for number in range(12):
        need = plans.add(Need, joan, by=marcus, category="skin", text=f"Need {number}")
        goal = plans.add_goal(draft, by=marcus, need=need, description=f"Goal {number}")
        for place in range(4):
            plans.add_instruction(goal, by=marcus, description=f"Do {place}")
    plans.ask_for_approval(draft, replaces=1, by=marcus)
    review_on = timezone.localdate() + timedelta(days=30)
    live = plans.sign_off_plan(draft, replaces=2, review_on=review_on, by=marcus)
    for served in records.instructions_now(live):
        given(joan, served, ada)

    assert asks(ada, record(joan)) <= 12
    assert asks(ada, reverse("dailycare:today", args=[joan.pk])) <= 12
    assert asks(ada, the_plan(joan)) <= 12
    assert asks(marcus, reverse("dailycare:review_plan", args=[joan.pk])) <= 20


def asks(user: object, address: str) -> int:
    """How often a page asks the database, the second time it is opened."""
    browser = as_(user)
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        browser.get(address)
    return sum("SAVEPOINT" not in query["sql"] for query in captured)
