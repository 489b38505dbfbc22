"""What is compared from day to day: how the notes of a kind become one value, and what is marked.

A day without a note of the kind has no value: nothing recorded is not zero. How far and for how
many days a value must be away from the person's usual before it is marked is general knowledge,
not national guidance; `docs/changes.md` says what each choice catches and how often it is wrong.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import NamedTuple

from dailycare import kinds
from dailycare.kinds import Kind, Question
from dailycare.models import GIVEN, Outcome

HOUR = 3600
TIMES = "times"
# Turns further apart than this were not written down, or the person was up: no gap between them.
LONGEST_GAP = 24 * HOUR
SHARE_EATEN = {"all": 100, "most": 75, "half": 50, "little": 25, "none": 0}
LOW_MOODS = {"low", "worried", "upset", "angry"}
ASLEEP = {"asleep", "fell_asleep"}
OPENED = {"bowels", "both"}
WAS_GIVEN = {outcome.value for outcome in GIVEN}
# From by themselves to two helpers, as moving and washing ask it.
HELP = next(one.choices for one in kinds.kind_of("mobility").questions if one.name == "help")
HELP_SCALE = {value: float(place) for place, (value, _) in enumerate(HELP)}
HELP_WORDS = tuple(words for _, words in HELP)
# The answer of each kind that is compared, and one more that matters.
ANSWERS = {
    "drink": "amount_ml",
    "food": "amount",
    "weight": "weight_kg",
    "continence": "what",
    "sleep": "state",
    "night_check": "state",
    "pain": "score",
    "mood": "mood",
    "personal_care": "help",
    "mobility": "help",
}
DETAILS = {"continence": "stool_type"}
LOOSE = {"6", "7"}
ASLEEP = {"asleep", "fell_asleep"}
OPENED = {"bowels", "both"}
WAS_GIVEN = {outcome.value for outcome in GIVEN}
# From by themselves to two helpers, as moving and washing ask it.
HELP = next(one.choices for one in kinds.kind_of("mobility").questions if one.name == "help")
HELP_SCALE = {value: float(place) for place, (value, _) in enumerate(HELP)}
HELP_WORDS = tuple(words for _, words in HELP)
# The answer of each kind that is compared, and one more that matters.
ANSWERS = {
    "drink": "amount_ml",
    "food": "amount",
    "weight": "weight_kg",
    "continence": "what",
    "sleep": "state",
    "night_check": "state",
    "pain": "score",
    "mood": "mood",
    "personal_care": "help",
    "mobility": "help",
}
DETAILS = {"continence": "stool_type"}


class Reading(NamedTuple):
    """What one note says: its moment in seconds, whether that is its own time, what came of it.

    Of its answers, the one that is compared (`ANSWERS`) and one more where it matters (`DETAILS`);
    of a kind that is in neither, all of them as JSON.
    """

    at: float
    is_timed: bool
    outcome: str
    answer: str | None
    detail: str | None = None

    @property
    def was_given(self) -> bool:
        return self.outcome in WAS_GIVEN


type Fold = Callable[[Sequence[Reading]], float | None]


@dataclass(frozen=True, slots=True)
class Marked:
    """When a measure is marked: which way, in which words, and how far at least.

    `floor` is the least distance from the usual that matters, in the measure's unit; `share` the
    same as a part of the usual. `drop` is a part of the value of a month ago, for what changes
    slowly. `none_for` marks so many recorded days in a row with nothing.
    """

    less: str = ""
    more: str = ""
    floor: float = 0
    share: float = 0
    drop: float = 0
    none_for: int = 0
    none: str = ""

    @property
    def is_ever(self) -> bool:
        """Say whether anything of it is marked; else it is only compared."""
        return bool(self.less or self.more or self.none)


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is compared: from which kinds of care, how folded, drawn and marked."""

    slug: str
    kinds: tuple[str, ...]
    title: str
    unit: str
    fold: Fold
    is_line: bool = False
    is_night: bool = False
    top: float | None = None  # where the scale ends, if it is a fixed one
    steps: tuple[str, ...] = ()  # the words of an ordered choice, from 0
    marked: Marked = Marked()

    @property
    def is_count(self) -> bool:
        return self.unit == TIMES

    def in_words(self, value: float) -> str:
        """Return a value with its unit; of an ordered choice, the words nearest to it."""
        if self.steps:
            return self.steps[round(value)]
        return f"{self.number(value)} {self.unit}".strip()

    def number(self, value: float) -> str:
        """Return a value as it is read: whole where it is large, else with at most one decimal."""
        return f"{value:,.0f}" if value >= 100 else f"{round(value, 1):g}"


def number(said: str | None) -> float | None:
    """An answer as a number; what was typed otherwise is no number, and not zero."""
    try:
        return float(said or "")
    except ValueError:
        return None


def _numbers(readings: Sequence[Reading]) -> list[float]:
    found = [number(one.answer) for one in readings if one.outcome in WAS_GIVEN]
    return [one for one in found if one is not None]


def total(readings: Sequence[Reading]) -> float | None:
    """Add up what was given; offered and refused counts as nothing taken."""
    return sum(_numbers(readings))


def latest(readings: Sequence[Reading]) -> float | None:
    """Take the last number of the day."""
    return next(reversed(_numbers(readings)), None)


def highest(readings: Sequence[Reading]) -> float | None:
    """Take the highest number of the day."""
    return max(_numbers(readings), default=None)


def mean_of(name: str) -> Fold:
    """Take the mean of the day's answers to one question of a kind that is not in `ANSWERS`."""

    def fold(readings: Sequence[Reading]) -> float | None:
        given = [json.loads(one.answer or "{}") for one in readings if one.was_given]
        found = [number(str(one.get(name, ""))) for one in given]
        known = [one for one in found if one is not None]
        return fmean(known) if known else None

    return fold


def help_needed(readings: Sequence[Reading]) -> float | None:
    """Take the mean place of the day's help, from by themselves to two helpers."""
    given = [one.answer for one in readings if one.outcome in WAS_GIVEN]
    places = [HELP_SCALE[one] for one in given if one in HELP_SCALE]
    return fmean(places) if places else None


def counted(readings: Sequence[Reading]) -> float | None:
    """Count what was done."""
    return sum(reading.was_given for reading in readings)


def refused(readings: Sequence[Reading]) -> float | None:
    """Count what was refused."""
    return sum(reading.outcome == Outcome.REFUSED for reading in readings)


def eaten(readings: Sequence[Reading]) -> float | None:
    """Take the mean share of the meals that were offered; one refused is one not eaten."""
    shares = [0.0] * int(refused(readings) or 0)
    given = [one.answer for one in readings if one.outcome in WAS_GIVEN]
    shares += [SHARE_EATEN[one] for one in given if one in SHARE_EATEN]
    return fmean(shares) if shares else None


def low_moods(readings: Sequence[Reading]) -> float | None:
    """Take the share of the day's moods that were low, worried, upset or angry."""
    moods = [reading.answer for reading in readings if reading.answer]
    return 100 * sum(mood in LOW_MOODS for mood in moods) / len(moods) if moods else None


def bowels(readings: Sequence[Reading]) -> float | None:
    """Count how often bowels opened; notes of the toilet that say nothing of them count none."""
    return sum(reading.answer in OPENED for reading in readings)


def loose(readings: Sequence[Reading]) -> float | None:
    """Count the loose stools: types 6 and 7."""
    return sum(reading.detail in LOOSE for reading in readings)


def hours_asleep(readings: Sequence[Reading]) -> float | None:
    """Add up the hours from each note that says asleep to the next one of the night.

    With fewer than two timed notes nobody knows. After the last one nothing is assumed.
    """
    timed = [reading for reading in readings if reading.is_timed]
    if len(timed) < 2:
        return None
    asleep = (b.at - a.at for a, b in pairwise(timed) if a.answer in ASLEEP)
    return sum(asleep) / HOUR


def longest_gap(readings: Sequence[Reading]) -> float | None:
    """Take the longest time between two turns of the day, in hours."""
    turned = [reading.at for reading in readings if reading.is_timed and reading.was_given]
    gaps = [b - a for a, b in pairwise(turned) if b - a <= LONGEST_GAP]
    return max(gaps) / HOUR if gaps else None


MEASURES = (
    Measure(
        "fluid", ("drink",), "Drunk in a day", "ml", total,
        marked=Marked(less="Drank less than usual", floor=200, share=0.15),
    ),
    Measure(
        "food", ("food",), "Eaten of what was offered", "%", eaten, top=100,
        marked=Marked(less="Ate less than usual", floor=20),
    ),
    Measure(
        "weight", ("weight",), "Weight", "kg", latest, is_line=True,
        marked=Marked(less="Weight down", more="Weight up", drop=0.05),
    ),
    Measure(
        "bowels", ("continence",), "Bowels opened in a day", TIMES, bowels,
        marked=Marked(floor=1, none_for=3, none="No bowel movement recorded"),
    ),
    Measure(
        "loose", ("continence",), "Loose stools in a day (type 6 or 7)", TIMES, loose,
        marked=Marked(more="More loose stools than usual", floor=1),
    ),
    Measure(
        "sleep", ("sleep", "night_check"), "Asleep in a night, as noted", "hours", hours_asleep,
        is_night=True, marked=Marked(less="Slept less than usual", floor=1),
    ),
    Measure(
        "pain", ("pain",), "Worst pain of the day, 0 to 10", "of 10", highest,
        is_line=True, top=10, marked=Marked(more="More pain than usual", floor=2),
    ),
    Measure(
        "mood", ("mood",), "Moods noted as low, worried, upset or angry", "%", low_moods, top=100,
        marked=Marked(more="Low, worried, upset or angry more than usual", floor=50),
    ),
    Measure(
        "activity", ("activity",), "Activities in a day", TIMES, counted, marked=Marked(floor=1)
    ),
    Measure(
        "care_refused", ("personal_care",), "Washing and dressing refused in a day", TIMES,
        refused, marked=Marked(more="Refused washing or dressing more than usual", floor=1),
    ),
    Measure(
        "washing_help", ("personal_care",), "Help with washing and dressing", "",
        help_needed, is_line=True, top=3, steps=HELP_WORDS,
        marked=Marked(more="Needed more help to wash or dress than usual", floor=0.6),
    ),
    Measure(
        "moving_help", ("mobility",), "Help with moving", "", help_needed,
        is_line=True, top=3, steps=HELP_WORDS,
        marked=Marked(more="Needed more help to move than usual", floor=0.6),
    ),
    Measure(
        "turns", ("repositioning",), "Longest time between turns in a day", "hours", longest_gap,
        marked=Marked(more="Longer between turns than usual", floor=1),
    ),
)  # fmt: skip
MARKED_KINDS = sorted({kind for one in MEASURES if one.marked.is_ever for kind in one.kinds})
BY_SLUG = {measure.slug: measure for measure in MEASURES}


def of_kind(kind: Kind) -> Measure:
    """Return what is compared of a kind that nobody thought of above: its number, or how often."""
    asked = number_of(kind)
    if asked is None:
        return Measure(kind.slug, (kind.slug,), f"{kind.label} in a day", TIMES, counted)
    fold = mean_of(asked.name)
    return Measure(kind.slug, (kind.slug,), kind.label, asked.unit, fold, is_line=True)


def number_of(kind: Kind) -> Question | None:
    """Return the question of a kind that is answered by a number."""
    return next((question for question in kind.questions if question.number), None)


def measures_of(recorded: Iterable[Kind]) -> list[Measure]:
    """Return what can be compared of these kinds: what is known above, then the others."""
    known = {slug for measure in MEASURES for slug in measure.kinds}
    others = [kind for kind in recorded if kind.slug not in known and not kind.needs_words]
    return [*MEASURES, *map(of_kind, others)]
