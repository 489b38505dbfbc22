"""What is asked about everybody, and where each answer is: `questions.yaml` as plain Python.

What the standard asks for of every person is among it, whether the file has words for it or not.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import mods
from accounts.permissions import Permission
from records.kinds import BY_SLUG, Kind, Part
from records.musts import OF_THE_PERSON, Must


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what it is in words, and the one place where its answer is.

    `fields` are columns of the person, of which any answers it, `heading` is one of About Me,
    `kind` a kind of record, `plan` the state of a care plan. `codes` says what a code means that is
    no answer. Where one of these says that somebody declined or that there are none, it
    `is_said_there` and nowhere else.
    """

    id: str
    part: Part
    words: str
    mods_class: mods.MODSClass
    element: mods.Element
    codes: dict[str, str]
    fields: tuple[str, ...] = ()
    heading: str = ""
    kind: Kind | None = None
    plan: str = ""
    is_said_there: bool = False

    @property
    def permission(self) -> Permission:
        """Say what it takes to answer it where its answer is."""
        if self.kind:
            return self.kind.permission
        if self.plan:
            return Permission.EDIT_PLAN
        return Permission.EDIT_RECORD if self.heading else Permission.ADD_PERSON

    @property
    def is_must(self) -> bool:
        """Say whether the standard asks for it of every person, as far as it could be read."""
        return bool(self.fields) and self.element.is_must


# What a code may say instead of an answer, and the state that it stands for.
NO_ANSWER = {"unasked": "never_asked", "declined": "declined", "unknown": "not_known"}


def questions(parts: dict[str, dict[str, Any]], musts: Iterable[Must]) -> Iterator[Question]:
    """Yield what a file of questions asks, then what the standard asks for beside it."""
    left = {must.id: must for must in musts}
    for part, rows in parts.items():
        for name, row in rows.items():
            yield _question(part, name, row, left.pop(row["element"], None))
    for must in left.values():
        row = {"words": must.label, "element": must.id}
        yield _question(Part.WHO_I_AM.name, must.id, row, must)


def _question(part: str, name: str, row: dict[str, Any], must: Must | None) -> Question:
    mods_class, element = row["element"].split(".")
    codes = {code: state for said, state in NO_ANSWER.items() for code in row.get(said, [])}
    return Question(
        id=name,
        part=Part[part],
        words=row["words"],
        mods_class=mods.standard().classes[mods_class],
        element=mods.element(mods_class, element),
        codes=codes,
        fields=must.fields if must else (row["field"],) if "field" in row else (),
        heading=row.get("heading", ""),
        kind=BY_SLUG[row["kind"]] if "kind" in row else None,
        plan=row.get("plan", ""),
        is_said_there="declined" in codes.values() or row.get("none_is_said_there", False),
    )


_PARTS = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text())
QUESTIONS = tuple(questions(_PARTS, OF_THE_PERSON))
