"""At what times of the clock something of the plan is done."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from records import clock_times, queries, services
from records.models import Instruction
from tests.people import a_care_plan
from tests.records.pages import as_, said, the_plan


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("08:00", (time(8),)),
        ("20:30, 8.00 and 14:00", (time(8), time(14), time(20, 30))),
        ("08:00 08:00", (time(8),)),
        ("", ()),
    ],
)
def test_times_are_read_in_order_and_each_once(typed, times):
    if typed:
        clock_times.check(typed)

    assert clock_times.read(typed) == times


@pytest.mark.parametrize("typed", ["8", "25:00", "08:60", "before lunch", "08:00-10:00", "8:00pm"])
def test_what_is_no_time_is_refused_by_name(typed):
    with pytest.raises(ValidationError, match="Enter times like 08:00 and 20:30"):
        clock_times.check(f"08:00, {typed}")


def test_the_plan_says_the_times_and_the_next_plan_keeps_them(joan, ada, marcus):
    live = a_care_plan(joan, by=marcus)
    [goal] = queries.goals(live)
    times = {"part_of_day": "morning", "clock_times": "08:00, 10:00", "when": "in bed"}
    services.revise(goal.instructions_now[0], replaces=1, by=marcus, **times)

    draft = services.draft_plan(joan, by=marcus)

    assert Instruction.objects.get(care_plan=draft).clock_times == "08:00, 10:00"
    assert "<b>Morning, 08:00, 10:00, in bed</b>" in said(as_(ada).get(the_plan(joan)))
