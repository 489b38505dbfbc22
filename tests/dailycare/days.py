"""A plan with times, and what is recorded for it on the day after it was approved.

The database gives the moment at which something is recorded, so that days are told ahead of it.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from dailycare import services
from dailycare.clock import shift_day
from dailycare.models import CareEntry
from records import queries
from records import services as records
from records.models import Goal, Instruction, Person
from tests.people import a_care_plan


def at(clock: str, days: int = 1) -> datetime:
    """A time of tomorrow, or of so many days ahead; the night belongs to the day of care before."""
    day = shift_day(timezone.now()) + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def the_goal(person: Person, *, by: User) -> Goal:
    """The goal of a live plan whose own instruction names no time."""
    plan = queries.live_plan(person) or a_care_plan(person, by=by)
    return queries.goals(plan)[0]


def asked(person: Person, *, by: User, **fields: Any) -> Instruction:
    """Something that the live plan asks for: a turn at 14:00 from tomorrow, or as told."""
    goal = the_goal(person, by=by)
    turn = {"description": "Turn her", "clock_times": "14:00", "started_on": at("00:00").date()}
    about = {"care_plan": goal.care_plan, "goal": goal}
    return records.add(Instruction, person, by=by, **turn | about | fields)


def given(served: Instruction, clock: str, *, by: User, days: int = 1, **fields: Any) -> CareEntry:
    """What somebody recorded for it."""
    about = {"kind": "planned", "instruction_id": served.pk, "happened_at": at(clock, days)}
    return services.record_care(served.person, by=by, **about | fields)


REFUSED = {"outcome": "refused", "outcome_reason": "Was asleep"}
