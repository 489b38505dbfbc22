"""Where everything stands in a plot: worked out here, drawn by `<c-care.plot>` as SVG.

Bars stand on zero, a line has its own scale; a period without a value is a gap in either. What is
usual is a band, somebody's own range are broken lines, and words stand at the line, not in a key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor, log10

from dailycare.trends.changes import Limits, Usual
from dailycare.trends.measures import Measure
from dailycare.trends.periods import Point

WIDTH, HEIGHT = 320, 150
# Room for the scale's end above, the days below and words to the right.
TOP, BOTTOM, RIGHT = 20, 20, 74
LINE_OF_TEXT = 13
# A bar of nothing is still seen: what was recorded as none is no gap.
LEAST = 2
ROUND = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: a bar or a dot, hollow while its day goes on, pointed out when not usual."""

    x: float
    y: float
    width: float
    height: float
    is_so_far: bool
    is_away: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Label:
    """Words at the right of a line."""

    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot with everything in its place."""

    is_line: bool
    marks: list[Mark]
    lines: list[str]
    band: tuple[float, float] | None  # its top and its height
    limits: list[float]
    labels: list[Label]
    highest: str
    lowest: str
    first: str
    last: str
    floor: float = HEIGHT - BOTTOM
    right: float = WIDTH - RIGHT


def plot(
    measure: Measure, points: Sequence[Point], usual: Usual | None, limits: Limits | None
) -> Plot:
    """Lay out one measure; `usual` and `limits` are drawn where they are known."""
    ends = [one for one in (limits.lowest, limits.highest) if one is not None] if limits else []
    scale = _Scale.over(measure, _values(points, usual, ends))
    slot = (WIDTH - RIGHT) / len(points)
    marks = {
        place: _mark(scale, usual, point, place * slot, slot)
        for place, point in enumerate(points)
        if point.value is not None
    }
    return Plot(
        is_line=measure.is_line,
        marks=list(marks.values()),
        lines=list(_lines(marks)) if measure.is_line else [],
        band=_band(scale, usual),
        limits=[scale.y(one) for one in ends],
        labels=_apart(list(_labels(measure, scale, points, usual, limits))),
        highest=measure.in_words(scale.top),
        lowest=measure.in_words(scale.bottom),
        first=points[0].period.short,
        last=points[-1].period.short,
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    bottom: float
    top: float

    @classmethod
    def over(cls, measure: Measure, values: Sequence[float]) -> "_Scale":
        if measure.top is not None:
            return cls(0, measure.top)
        if not measure.is_line:
            return cls(0, _round_up(max(values)) or 1)
        room = (max(values) - min(values)) / 10 or 1
        return cls(max(floor(min(values) - room), 0), -floor(-(max(values) + room)))

    def y(self, value: float) -> float:
        inside = min(max(value, self.bottom), self.top)
        share = (inside - self.bottom) / (self.top - self.bottom)
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - share), 1)


def _round_up(value: float) -> float:
    if value <= 0:
        return 0
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in ROUND if value <= step * power)


def _values(points: Sequence[Point], usual: Usual | None, ends: list[float]) -> list[float]:
    values = [point.value for point in points if point.value is not None]
    return [*values, *ends, *([usual.low, usual.high] if usual else [])]


def _mark(scale: _Scale, usual: Usual | None, point: Point, left: float, slot: float) -> Mark:
    value, ground = point.value or 0, scale.y(scale.bottom)
    y = min(scale.y(value), ground - LEAST)
    return Mark(
        x=round(left + slot * 0.15, 1),
        y=y,
        width=round(slot * 0.7, 1),
        height=round(ground - y, 1),
        is_so_far=point.is_so_far,
        is_away=usual is not None and not point.is_so_far and usual.has_outside(value),
    )


def _lines(marks: dict[int, Mark]) -> Iterator[str]:
    """Yield a line through each run of neighbours: it does not cross a gap."""
    for _, run in groupby(enumerate(marks), key=lambda one: one[1] - one[0]):
        yield " ".join(f"{marks[place].middle},{marks[place].y}" for _, place in run)


def _band(scale: _Scale, usual: Usual | None) -> tuple[float, float] | None:
    if usual is None:
        return None
    top = scale.y(usual.high)
    return top, round(max(scale.y(usual.low) - top, 2), 1)


def _labels(
    measure: Measure,
    scale: _Scale,
    points: Sequence[Point],
    usual: Usual | None,
    limits: Limits | None,
) -> Iterator[Label]:
    latest = next(point.value for point in reversed(points) if point.value is not None)
    words = "latest" if measure.steps else f"{measure.number(latest)} {measure.unit}"
    yield Label(scale.y(latest), words)
    if usual:
        yield Label(scale.y(usual.middle), "usual")
    if limits and limits.lowest is not None:
        yield Label(scale.y(limits.lowest), f"least {measure.number(limits.lowest)}")
    if limits and limits.highest is not None:
        yield Label(scale.y(limits.highest), f"most {measure.number(limits.highest)}")


def _apart(labels: list[Label]) -> list[Label]:
    """Move words down until none stand on others, then all up if the last left the plot."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda one: one.y):
        least = placed[-1].y + LINE_OF_TEXT if placed else TOP
        placed.append(Label(max(label.y, least), label.words))
    over = max(placed[-1].y - (HEIGHT - BOTTOM), 0)
    return [Label(round(label.y - over, 1), label.words) for label in placed]
