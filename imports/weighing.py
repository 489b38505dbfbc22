"""Weights in columns of months or days: what each cell says, or why there is none.

The day of a weighing in a month was never written down: it stands on the first, and says so.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from imports import reasons
from imports.dates import IN_FIGURES, MONTHS, read_date
from imports.mapped.measurements import MEASURED
from imports.rows import ImportedNote, Outcome

WEIGHT = MEASURED["weight"]
YEAR = re.compile(r"(?<!\d)(?:(20\d{2})|'?(\d{2}))\W*$")
YEAR_FIRST = re.compile(r"^\W*(20\d{2})(?!\d)")
DAY_IN_FRONT = re.compile(r"^\W*(\d{1,2})(?:st|nd|rd|th)?\s+[a-z]", re.IGNORECASE)
KILOGRAMS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:kgs?\.?)?", re.IGNORECASE)
STONES = re.compile(
    r"(\d{1,2})\s*st(?:ones?)?\.?\s*(?:(\d{1,2}(?:\.\d)?)\s*(?:lbs?\.?)?)?", re.IGNORECASE
)
POUND, POUNDS_A_STONE = 0.45359237, 14
NOTHING = re.compile(r"[\W_]*|n/?a", re.IGNORECASE)
NOT_TAKEN = {
    reasons.REFUSED: re.compile(r"r|ref|refused|declined\W*", re.IGNORECASE),
    reasons.IN_HOSPITAL: re.compile(r"h|hosp|(?:in\s+)?hospital\W*", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class When:
    """What a column is of: a month, as its first day, or one day."""

    on: date
    is_day: bool = False

    def __str__(self) -> str:
        return f"{self.on:%-d %B %Y}" if self.is_day else f"{self.on:%B %Y}"


@dataclass(frozen=True, slots=True)
class Weighing:
    """What one cell says: a weight, or why there is none."""

    when: When | None
    words: str
    kilograms: float | None = None
    end: str = "imported"
    is_in_stones: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the cells of one row say together."""

    notes: tuple[ImportedNote, ...]
    marks: tuple[str, ...]
    doubts: tuple[str, ...]


def year_in(heading: str) -> int | None:
    """The year at the end of a heading, or in front of it."""
    if first := YEAR_FIRST.search(heading):
        return int(first[1])
    found = YEAR.search(heading)
    return int(found[1] or 2000 + int(found[2])) if found else None


def when_of(heading: str) -> When | None:
    """The month or the day that a heading names with its year."""
    if IN_FIGURES.match(heading):
        on = read_date(heading).on
        return When(on, is_day=True) if on else None
    words = re.findall(r"[a-z]+", heading.lower())
    month = next((MONTHS[word] for word in words if word in MONTHS), None)
    year = year_in(heading)
    if not (month and year):
        return None
    # A month that is a date in its cell is the first of it: "1 January 2026" is January.
    if (day := DAY_IN_FRONT.match(heading)) and int(day[1]) > 1:
        on = read_date(heading).on
        return When(on, is_day=True) if on else None
    return When(date(year, month, 1))


def weighed(person: str, cells: Iterable[tuple[When | None, str]], as_of: date) -> Weighed:
    """What the cells of somebody say, each of its month or day."""
    found = [*_weighings(cells, as_of)]
    marks = [each.end for each in found]
    marks += [reasons.IN_STONES for each in found if each.is_in_stones]
    return Weighed(
        tuple(_note(person, each) for each in found if each.kilograms is not None),
        tuple(marks),
        tuple(
            f"{reasons.WEIGHT_LEFT_OUT}: {each.words}, {_when(each)}, {each.end}"
            for each in found
            if not each.kilograms
        ),
    )


def _weighings(cells: Iterable[tuple[When | None, str]], as_of: date) -> Iterator[Weighing]:
    for when, words in cells:
        if not NOTHING.fullmatch(words):
            yield _weighing(when, words, as_of)


def _weighing(when: When | None, words: str, as_of: date) -> Weighing:
    for why, said in NOT_TAKEN.items():
        if said.fullmatch(words):
            return Weighing(when, words, end=f"not taken: {why}")
    if when is None or when.on > as_of:
        why = reasons.FUTURE_DATE if when else reasons.DATE_WITHOUT_YEAR
        return Weighing(when, words, end=f"{Outcome.REJECTED}: {why}")
    kilograms, is_in_stones = _kilograms(words)
    if kilograms is None:
        return Weighing(when, words, end=f"{Outcome.REJECTED}: {reasons.NOT_A_WEIGHT}")
    if not WEIGHT.least <= kilograms <= WEIGHT.most:
        return Weighing(when, words, end=f"{Outcome.REJECTED}: {reasons.OUT_OF_RANGE}")
    return Weighing(when, words, kilograms, is_in_stones=is_in_stones)


def _kilograms(words: str) -> tuple[float | None, bool]:
    if found := STONES.fullmatch(words):
        pounds = int(found[1]) * POUNDS_A_STONE + float(found[2] or 0)
        return round(pounds * POUND, 1), True
    found = KILOGRAMS.fullmatch(words)
    return (float(found[1].replace(",", ".")) if found else None), False


def _when(weighing: Weighing) -> str:
    return str(weighing.when) if weighing.when else "a month without a year"


def _note(person: str, weighing: Weighing) -> ImportedNote:
    when = weighing.when
    assert when  # without one there is no weight
    said = [] if when.is_day else [f"Weighed in {when}; the day was not written down."]
    said += [f"Typed as {weighing.words}."] if weighing.is_in_stones else []
    return ImportedNote(
        person=person,
        text=" ".join(said),
        on=when.on,
        kind="weight",
        values=(("weight_kg", f"{weighing.kilograms:g}"),),
    )
