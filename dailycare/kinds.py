"""The kinds of care that can be recorded, as data: what to ask, what it serves, how it reads.

`kinds.yaml` has those that everybody records; a provider adds its own (`dailycare.own_kinds`). Each
needs at most one choice before saving, so the common case is three taps: the kind, the choice,
save (DLY-03). Words are ours; free text stands beside every choice.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# Beside the answers, an entry keeps what they do not say: which of them were asked about and
# confirmed, for how many people it was written at once, what a provider's own kind was called,
# and in which unit it counted, so that it reads for good as it did then; and which photographs
# stand beside it, in order.
CONFIRMED, FOR_SEVERAL, CALLED, UNIT = "confirmed", "for_several", "called", "unit"
PHOTOGRAPHS = "photographs"
MARKS = {CONFIRMED, FOR_SEVERAL, CALLED, UNIT, PHOTOGRAPHS}
# What the photographs of an entry show, in words.
SHOWN = "photograph_of"
# How the slug of a provider's own kind begins, and what its one answer is named.
OWN, ANSWER = "own_", "answer"
# A comma parts thousands and is no point: 71,5 may not become 715.
A_NUMBER = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<decimals>\d+))?", flags=re.ASCII)
# What an answer says when nothing was eaten, drunk or passed: it stands beside a refusal.
NOTHING = {"none", "nothing"}


def meal_at(hour: int) -> str:
    """Return the meal that belongs to an hour."""
    meals = ((11, "breakfast"), (15, "lunch"), (18, "tea"))
    return next((meal for before, meal in meals if hour < before), "supper")


TOLD_BY: dict[str, Callable[[int], str]] = {"meal_at": meal_at}


@dataclass(frozen=True, slots=True)
class Number:
    """What a number can be, in its unit, and what is usual: the rest is asked about (OBS-02)."""

    unit: str
    least: float
    most: float
    usual: tuple[float, float]
    places: int = 0
    jump: float | None = None

    def read(self, typed: str) -> int | float:
        """Return what was typed as a number. Raises ValueError, in words that say what to do."""
        plain = typed.strip().casefold().removesuffix(self.unit.casefold()).strip()
        if not (found := A_NUMBER.fullmatch(plain)):
            raise ValueError(f"Enter a number{self._in_unit}, such as {self.example}")
        decimals = found["decimals"] or ""
        if len(decimals) > self.places:
            at_most = f"at most {self.places} digits after the point" if self.places else "no point"
            raise ValueError(f"Enter a number with {at_most}, such as {self.example}")
        whole = found["whole"].replace(",", "")
        number = float(f"{whole}.{decimals}") if decimals else int(whole)
        if not self.least <= number <= self.most:
            raise ValueError(f"Enter a number from {self.least:,g} to {self.most:,.10g}")
        return number

    @property
    def example(self) -> str:
        return f"{sum(self.usual) // 2:g}"

    @property
    def _in_unit(self) -> str:
        return f" in {self.unit}" if self.unit else ""

    def is_usual(self, number: float, last: float | None) -> bool:
        """Say whether a number, and its way from the last one, need no second look."""
        low, high = self.usual
        leaps = last is not None and self.jump is not None and abs(number - last) > self.jump
        return low <= number <= high and not leaps

    def in_words(self, number: float) -> str:
        """Return a number as it reads: 20,000 ml."""
        return f"{number:,} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing a kind asks. `choices` are (value, words) pairs; a number may be typed as well.

    The one that `is_required` says what was done. One that nobody answers is `told_by` the hour.
    """

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()
    is_required: bool = False
    number: Number | None = None
    told_by: Callable[[int], str] | None = None

    @property
    def unit(self) -> str:
        return self.number.unit if self.number else ""

    @property
    def typed_number(self) -> Number | None:
        """Return what may be typed beside the choices; nothing where they are all there is."""
        number = self.number
        is_all = number and len(self.choices) > number.most - number.least
        return None if is_all else number

    def in_words(self, value: object) -> str:
        """Return an answer as it reads in a sentence; a value not on the list reads as typed."""
        if words := dict(self.choices).get(str(value)):
            return words
        if self.number and isinstance(value, int | float):
            return self.number.in_words(value)
        return f"{value} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of care. `serves` are the areas of need for which it is evidence."""

    slug: str
    label: str
    group: str = ""
    questions: tuple[Question, ...] = ()
    serves: tuple[str, ...] = ()
    is_common: bool = False
    is_for_several: bool = False
    needs_words: bool = False
    asks_outcome: bool = False
    is_own: bool = False

    @property
    def marks(self) -> dict[str, str]:
        """Return what an entry of a provider's own kind keeps of it, to read as it does now."""
        if not self.is_own:
            return {}
        unit = next((question.unit for question in self.questions), "")
        return {CALLED: self.label, **({UNIT: unit} if unit else {})}

    def in_words(self, values: Mapping[str, object]) -> str:
        """Return the answers as one line for the timeline, those last that no question asks."""
        said = {name: value for name, value in values.items() if is_said(value)}
        answers = [q.in_words(said[q.name]) for q in self.questions if q.name in said]
        asked = {question.name for question in self.questions}
        others = {name: said[name] for name in said if name not in asked | MARKS}
        if answers and UNIT in said:
            answers[0] = f"{answers[0]} {said[UNIT]}"
        answers += [f"{name.replace('_', ' ')}: {value}" for name, value in others.items()]
        return ", ".join(answers)


def is_said(value: object) -> bool:
    """Say whether there is an answer: a pain of 0 is one."""
    return value == 0 or bool(value)


def _question(name: str, row: dict[str, Any]) -> Question:
    choices = tuple((str(value), words) for value, words in row.get("choices", {}).items())
    number = row.get("number")
    return Question(
        name=name,
        label=row["label"],
        choices=choices,
        is_required=row.get("is_required", False),
        number=Number(**number | {"usual": tuple(number["usual"])}) if number else None,
        told_by=TOLD_BY[row["told_by"]] if "told_by" in row else None,
    )


def _kind(slug: str, row: dict[str, Any]) -> Kind:
    asks = row.pop("asks", {}).items()
    questions = tuple(_question(name, asked) for name, asked in asks)
    return Kind(slug, questions=questions, serves=tuple(row.pop("serves")), **row)


_ROWS = yaml.safe_load(Path(__file__).with_name("kinds.yaml").read_text())
KINDS = tuple(_kind(slug, row) for slug, row in _ROWS.items())
# What is recorded for an instruction of the plan alone: what came of it is the one answer.
PLANNED = Kind("planned", "From the plan", asks_outcome=True)
BY_SLUG = {kind.slug: kind for kind in (*KINDS, PLANNED)}
# How much help somebody needed, from none: washing and moving are answered in the same words.
HELP = BY_SLUG["personal_care"].questions[0].choices


def kind_of(slug: str) -> Kind:
    """Return a kind; one from elsewhere reads as it was written, and asks nothing."""
    if slug.startswith(OWN):
        return Kind(slug, "A kind of our own", questions=(Question(ANSWER, "Answer"),))
    return BY_SLUG.get(slug) or Kind(slug, slug.replace("_", " ").capitalize())
