"""What is asked about everyday and nursing needs, area by area: `nursing.yaml` as plain Python.

Answers are kept by the id of their question. None stands for one that was asked and declined; a
question without an answer was not asked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

DECLINED = "Asked: preferred not to say"
type Answers = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class NursingQuestion:
    """One question: a choice, a number of some unit, or words."""

    id: str
    words: str
    choices: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    least: int = 0
    most: int = 0
    told: tuple[str, ...] = ()

    def in_words(self, answer: str | None) -> str:
        """Return an answer as people read it."""
        if answer is None:
            return DECLINED
        return self.choices.get(answer, f"{answer} {self.unit}".strip())


_ROWS: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("nursing.yaml").read_text()
)
AREAS = {
    area: tuple(NursingQuestion(id=name, **row) for name, row in rows.items())
    for area, rows in _ROWS.items()
}
EVERY_QUESTION = tuple(question for questions in AREAS.values() for question in questions)


def in_words(answers: Answers) -> Iterator[tuple[str, str]]:
    """Yield what was answered, in the order of the questions; body mass index after height."""
    for question in EVERY_QUESTION:
        if question.id in answers:
            yield question.words, question.in_words(answers[question.id])
        if question.id == "height" and (index := body_mass_index(answers)):
            yield "Body mass index", f"{index:.1f}, worked out from weight and height"


def body_mass_index(answers: Answers) -> Decimal | None:
    """Return kilograms by square metres; it is worked out, so that nobody can mistype it."""
    weight, height = answers.get("weight"), answers.get("height")
    if not (weight and height):
        return None
    return Decimal(weight) / (Decimal(height) / 100) ** 2


def told(answers: Answers, area: str) -> list[str]:
    """Return the answers of an area that everybody who meets the person should know at once."""
    return [
        question.in_words(answers[question.id])
        for question in AREAS.get(area, ())
        if answers.get(question.id) in question.told
    ]
