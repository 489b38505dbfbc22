"""What is asked about everybody, and where each answer is: `questions.yaml` as plain Python."""

from dataclasses import dataclass
from pathlib import Path

import yaml

import mods
from records.kinds import BY_SLUG, Kind, Part


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it is in words, and the one place where its answer is.

    `field` is a column of the person, `heading` one of About Me, `kind` a kind of record, `plan`
    the state of a care plan. `codes` says what a code means that is no answer. Where one of these
    says that somebody declined or that there are none, it `is_said_there` and nowhere else.
    """

    id: str
    part: Part
    words: str
    element: mods.Element
    codes: dict[str, str]
    field: str = ""
    heading: str = ""
    kind: Kind | None = None
    plan: str = ""
    is_said_there: bool = False

    @property
    def is_must(self) -> bool:
        """Say whether the standard demands it, as far as the standard could be read."""
        return self.element.level == "must" and not self.element.is_inferred


# What a code may say instead of an answer, and the state that it stands for.
NO_ANSWER = {"unasked": "never_asked", "declined": "declined", "unknown": "not_known"}


def _question(part: str, name: str, row: dict) -> Question:
    mods_class, element = row["element"].split(".")
    codes = {code: state for said, state in NO_ANSWER.items() for code in row.get(said, [])}
    return Question(
        id=name,
        part=Part[part],
        words=row["words"],
        element=mods.element(mods_class, element),
        codes=codes,
        field=row.get("field", ""),
        heading=row.get("heading", ""),
        kind=BY_SLUG[row["kind"]] if "kind" in row else None,
        plan=row.get("plan", ""),
        is_said_there="declined" in codes.values() or row.get("none_is_said_there", False),
    )


_ROWS = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text())
QUESTIONS = tuple(_question(part, name, row) for part in _ROWS for name, row in _ROWS[part].items())
