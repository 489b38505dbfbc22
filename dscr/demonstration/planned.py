"""What plans asked for in the last days, as it was done: now and then late, refused, not at all."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from dailycare import clock, occasions
from dailycare import services as dailycare
from dailycare.models import CareEntry, Outcome
from dailycare.occasions import Occasion
from dailycare.policies import State
from dscr.demonstration.workplaces import Workplace
from governance.services import change

DAYS = timedelta(days=4)
# How often of a hundred something was refused, late, or nobody wrote it down.
REFUSED, LATE, MISSED = 3, 3, 2
WHY_REFUSED = ("Was asleep, offered again later", "Said no, asked to be left alone", "Had visitors")
WHY_LATE = ("Was with somebody else who needed two of us", "They slept late", "Was at the dentist")


type Away = Mapping[UUID, Sequence[tuple[datetime, datetime]]]


def written(place: Workplace, away: Away) -> None:
    """Write for each thing that was to be done by now what came of it; none while one was away."""
    now, chance = timezone.now(), Random(place.location.name)
    first, last = clock.shift_day(now - DAYS), clock.shift_day(now)
    found = occasions.between([place.location.pk], first, last, now)
    for some in found.values():
        for one in some:
            is_away = any(left <= one.due_at < back for left, back in away.get(one.person_id, ()))
            if one.state == State.MISSED and not is_away and (told := _told(one, chance)):
                _write(one, told, place, chance)


def _told(one: Occasion, chance: Random) -> dict[str, Any]:
    """Return what came of it; nothing where nobody wrote it down."""
    drawn = chance.randrange(100)
    at = one.due_at + timedelta(minutes=chance.randint(-5, 20))
    if drawn < MISSED:
        return {}
    if drawn < MISSED + REFUSED:
        return {"at": at, "outcome": Outcome.REFUSED, "reason": chance.choice(WHY_REFUSED)}
    if drawn < MISSED + REFUSED + LATE:
        late = one.window.until + timedelta(minutes=chance.randint(5, 50))
        return {"at": late, "outcome": Outcome.DONE, "reason": chance.choice(WHY_LATE)}
    return {"at": at, "outcome": Outcome.DONE, "reason": ""}


def _write(one: Occasion, told: dict[str, Any], place: Workplace, chance: Random) -> None:
    by = place.staff[chance.choice(_on_shift(place, told["at"]))]
    with change(by=by, why="care recorded: planned", person_id=one.person_id):
        CareEntry.objects.create(
            person_id=one.person_id,
            instruction_id=one.instruction_id,
            kind="planned",
            outcome=told["outcome"],
            outcome_reason=told["reason"],
            recorded_at=told["at"] + timedelta(minutes=chance.randint(1, 9)),
            **dailycare.moment(told["at"]),
        )


def _on_shift(place: Workplace, at: datetime) -> Any:
    hour = timezone.localtime(at).hour
    shift = "day" if 7 <= hour < 15 else "evening" if 15 <= hour < 22 else "night"
    return place.shifts.get(shift) or place.shifts["evening"]
