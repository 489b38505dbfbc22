"""Invented days of invented people, seeded: with nothing happening, and with a known change.

Each draws one day's value as it would be noted: rounded, some days forgotten, some noted by half.
How far people vary is general knowledge, not a measurement of anybody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import median

from dailycare.trends.changes import changes
from dailycare.trends.measures import BY_SLUG

SEED = 20261128
FIRST = date(2026, 1, 1)
# The change begins here: what is usual is known by then.
SHIFTED_ON = 45
FORGOTTEN = 0.08
HALF_NOTED = 0.03

type Draw = Callable[[Random, float], float]
type Days = dict[date, float]


@dataclass(frozen=True, slots=True)
class World:
    """How one measure varies: a day's value for a size of change, and the changes to look for."""

    draw: Draw
    shifts: tuple[float, ...]
    every: int = 1
    can_be_half_noted: bool = False
    ramp: int = 0  # days over which the change comes about; 0 is at once


def _fluid(chance: Random, shift: float) -> float:
    return 50 * round(max(chance.gauss(1450 + shift, 220), 0) / 50)


def _meals(chance: Random, shift: float) -> float:
    meals = [chance.gauss(75 + shift, 28) for _ in range(3)]
    return sum(25 * round(min(max(meal, 0), 100) / 25) for meal in meals) / 3


def _sleep(chance: Random, shift: float) -> float:
    return max(chance.gauss(7.2 + shift, 1.0), 0)


def _weight(chance: Random, shift: float) -> float:
    return round(62 * (1 + shift / 100) + chance.gauss(0, 0.6), 1)


def _pain(chance: Random, shift: float) -> float:
    return min(max(round(chance.gauss(2 + shift, 1.2)), 0), 10)


def _moods(chance: Random, shift: float) -> float:
    low = [chance.random() < 0.15 + shift for _ in range(chance.choice((1, 2, 3)))]
    return 100 * sum(low) / len(low)


def _bowels(chance: Random, shift: float) -> float:
    return 0 if chance.random() < 0.3 + shift else chance.choice((1, 1, 2))


def _loose(chance: Random, shift: float) -> float:
    return sum(chance.random() < 0.05 + shift / 3 for _ in range(3))


def _refused(chance: Random, shift: float) -> float:
    return sum(chance.random() < 0.1 + shift for _ in range(2))


def _help(chance: Random, shift: float) -> float:
    return min(max(sum(round(chance.gauss(1 + shift, 0.5)) for _ in range(2)) / 2, 0), 3)


def _turns(chance: Random, shift: float) -> float:
    return max(chance.gauss(4 + shift, 0.6), 1)


WORLDS = {
    "fluid": World(_fluid, (-300, -450, -600), can_be_half_noted=True),
    "food": World(_meals, (-20, -35, -50)),
    "sleep": World(_sleep, (-1, -2, -3)),
    "weight": World(_weight, (-3, -5, -8), every=7, ramp=30),
    "pain": World(_pain, (2, 3, 4)),
    "mood": World(_moods, (0.3, 0.5, 0.8)),
    "bowels": World(_bowels, (0.3, 0.7)),
    "loose": World(_loose, (1, 2, 3)),
    "care_refused": World(_refused, (0.3, 0.5, 0.8)),
    "washing_help": World(_help, (0.5, 1, 2)),
    "moving_help": World(_help, (0.5, 1, 2)),
    "turns": World(_turns, (1, 2, 3)),
}


def days_of(world: World, chance: Random, *, days: int, shift: float = 0) -> Days:
    """Draw somebody's days, with a change from `SHIFTED_ON` on."""
    found = {}
    for number in range(0, days, world.every):
        is_forgotten = chance.random() < FORGOTTEN
        since = number - SHIFTED_ON
        share = min(since / world.ramp, 1) if world.ramp else 1
        value = world.draw(chance, shift * share if since >= 0 else 0)
        if world.can_be_half_noted and chance.random() < HALF_NOTED:
            value /= 2
        if not is_forgotten:
            found[FIRST + timedelta(days=number)] = value
    return found


def marked_days(slug: str, days: Days, first: int, last: int) -> Iterator[int]:
    """The days, by number, at whose end something is marked."""
    for number in range(first, last):
        if changes(days, BY_SLUG[slug], last=FIRST + timedelta(days=number)):
            yield number


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """How often something is marked of people with whom nothing is the matter."""

    days_in_thousand: float
    episodes_a_year: float


def false_alarms(slug: str, *, people: int = 150, days: int = 120) -> FalseAlarms:
    """Watch people who do not change; an episode is a first marked day after a week without."""
    chance = Random(f"{SEED} {slug} calm")
    watched = people * (days - SHIFTED_ON)
    marked = episodes = 0
    for _ in range(people):
        found = list(marked_days(slug, days_of(WORLDS[slug], chance, days=days), SHIFTED_ON, days))
        marked += len(found)
        episodes += sum(not any(before in found for before in range(one - 7, one)) for one in found)
    return FalseAlarms(1000 * marked / watched, 365 * episodes / watched)


@dataclass(frozen=True, slots=True)
class Detection:
    """How many known changes were marked in a week, in two, and after how many days half were."""

    in_a_week: float
    in_two_weeks: float
    median_days: float | None


def detection(slug: str, shift: float, *, people: int = 200) -> Detection:
    """Change people by so much and see when it is marked; what comes slowly counts from its end."""
    chance = Random(f"{SEED} {slug} {shift}")
    world = WORLDS[slug]
    start, took = SHIFTED_ON + world.ramp, []
    for _ in range(people):
        days = days_of(world, chance, days=start + 14, shift=shift)
        first = next(marked_days(slug, days, SHIFTED_ON, start + 14), None)
        if first is not None:
            took.append(first - start + 1)
    in_a_week = sum(days <= 7 for days in took) / people
    return Detection(in_a_week, len(took) / people, median(took) if took else None)
