"""What is done for a time only: in the live plan at once, gone by itself after its last day."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from governance.errors import StaleRecord
from records import queries, services
from records.errors import NotInThisState
from records.models import CarePlan, Instruction
from tests.people import a_care_plan
from tests.records.pages import as_, page, said

WHY = "Home from hospital with a chest infection"


@pytest.fixture
def live(joan, marcus) -> CarePlan:
    """A plan that people work from."""
    return a_care_plan(joan, by=marcus)


def in_days(number: int):
    return timezone.localdate() + timedelta(days=number)


def sit_up(plan: CarePlan, by: object, *, days: int = 7, **more: object) -> Instruction:
    """Add something for a time only, as a nurse does."""
    return services.add_for_a_time(
        plan, description="Sit her up", ended_on=in_days(days), rationale=WHY, by=by, **more
    )


def test_it_is_in_the_live_plan_at_once_with_its_reason(rosewood, live):
    served = sit_up(live, rosewood.nora)

    assert list(queries.for_a_time(live)) == [served]
    assert queries.last_written(served).reason == WHY
    [goal] = queries.goals(live)
    assert [i.description for i in goal.instructions_now] == ["Offer tea hourly"]


@pytest.mark.parametrize(("later", "is_there"), [(7, True), (8, False)])
def test_it_falls_away_by_itself_after_its_last_day(rosewood, joan, live, later, is_there):
    sit_up(live, rosewood.nora)

    with time_machine.travel(timezone.now() + timedelta(days=later), tick=False):
        assert queries.for_a_time(live).exists() is is_there
        assert bool(queries.plan_in_brief(joan).for_a_time) is is_there
        assert (brief := queries.plan_in_brief(joan))
        assert ("Sit her up" in [task.description for task in brief.asked_at(9)[0]]) is is_there
    assert queries.without_a_goal(live).exists()


@pytest.mark.parametrize("days", [-1, 43])
def test_it_ends_within_six_weeks(rosewood, live, days):
    with pytest.raises(NotInThisState, match="within six weeks"):
        sit_up(live, rosewood.nora, days=days)

    assert sit_up(live, rosewood.nora, days=42).ended_on == in_days(42)


def test_only_the_live_plan_takes_it(joan, rosewood, live):
    draft = services.draft_plan(joan, by=rosewood.nora)

    with pytest.raises(NotInThisState, match="Only the live plan"):
        sit_up(draft, rosewood.nora)


def test_an_open_draft_gets_it_too_so_that_approving_keeps_it(joan, rosewood, marcus, live):
    draft = services.draft_plan(joan, by=marcus)
    [ours] = queries.goals(draft)
    [goal] = queries.goals(live)
    sit_up(live, rosewood.nora, goal=goal)

    services.ask_for_approval(draft, replaces=1, by=marcus)
    plan = services.sign_off_plan(draft, replaces=2, review_on=in_days(30), by=marcus)

    [kept] = queries.for_a_time(plan)
    assert (kept.description, kept.rationale, kept.goal) == ("Sit her up", WHY, ours)


def test_a_new_draft_carries_it(joan, rosewood, marcus, live):
    sit_up(live, rosewood.nora)

    [kept] = queries.for_a_time(services.draft_plan(joan, by=marcus))

    assert (kept.description, kept.goal) == ("Sit her up", None)


def test_what_serves_no_goal_keeps_its_end(joan, rosewood, marcus, live):
    sit_up(live, rosewood.nora)
    [kept] = queries.for_a_time(services.draft_plan(joan, by=marcus))
    words = {"description": "Sit her up", "status": "in_progress", "replaces": "1"}

    refused = as_(marcus).post(page("change_instruction", joan, instruction_id=kept.pk), words)

    assert "Enter the last day it is done" in said(refused)


def test_it_is_stopped_early_in_the_draft_too(joan, rosewood, marcus, live):
    draft = services.draft_plan(joan, by=marcus)
    served = sit_up(live, rosewood.nora)

    services.stop_early(served, replaces=1, reason="Well again", by=rosewood.nora)

    assert not queries.for_a_time(live).exists()
    assert not queries.for_a_time(draft).exists()
    assert queries.last_written(served).reason == "Well again"


def test_what_has_no_end_is_not_stopped_without_a_draft(live, marcus):
    [goal] = queries.goals(live)

    with pytest.raises(NotInThisState, match="Start a new draft"):
        services.stop_early(goal.instructions_now[0], replaces=1, reason="No", by=marcus)


def test_stopping_from_an_old_page_is_refused(rosewood, live):
    served = sit_up(live, rosewood.nora)

    with pytest.raises(StaleRecord):
        services.stop_early(served, replaces=7, reason="No", by=rosewood.nora)


def typed(**changes: str) -> dict[str, str]:
    last = in_days(10)
    words = {
        "description": "Sit her up",
        "rationale": WHY,
        "part_of_day": "night",
        "ended_on-day": str(last.day),
        "ended_on-month": str(last.month),
        "ended_on-year": str(last.year),
    }
    return words | changes


def test_a_lead_adds_it_and_every_worker_reads_it(rosewood, joan, ada, live):
    nora = as_(rosewood.nora)
    assert "for a time only" in said(nora.get(page("add_for_a_time", joan)))

    added = said(nora.post(page("add_for_a_time", joan), typed(), follow=True))
    assert "Every shift sees it now" in added

    for name in ("dailycare:care_plan", "dailycare:person", "dailycare:record"):
        body = said(as_(ada).get(reverse(name, args=[joan.pk])))
        assert "Sit her up" in body, name
        assert f"Until {in_days(10):%A}" in body, name


def test_a_lead_stops_it_with_a_reason(rosewood, joan, live):
    served = sit_up(live, rosewood.nora)
    address = page("stop_early", joan, instruction_id=served.pk)
    nora = as_(rosewood.nora)
    assert "Stop this before its last day" in said(nora.get(address))

    stopped = said(nora.post(address, {"replaces": "1", "reason": "Well again"}, follow=True))

    assert "Nobody is asked to do it any more" in stopped
    assert "Sit her up" not in stopped


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"rationale": ""}, "rationale", "Say why it is for a time only"),
        ({"ended_on-year": "2099"}, "ended_on", "or earlier"),
        ({"ended_on-year": "2020"}, "ended_on", "or later"),
        ({"ended_on-day": "", "ended_on-month": "", "ended_on-year": ""}, "ended_on", "last day"),
        ({"staff_needed": "0"}, "staff_needed", "1 or more"),
    ],
)
def test_the_form_says_what_to_mend(rosewood, joan, live, changes, field, sentence):
    answer = as_(rosewood.nora).post(page("add_for_a_time", joan), typed(**changes))

    assert sentence in " ".join(answer.context["form"].errors[field])
    assert "Sit her up" in said(answer)


def test_without_a_live_plan_there_is_nothing_to_add_to(rosewood, joan):
    assert as_(rosewood.nora).get(page("add_for_a_time", joan)).status_code == 404
