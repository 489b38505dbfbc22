"""A person's own copy of their record in plain words: one source for the page and for the paper."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone
from django.utils.formats import date_format

from portability import queries
from records import queries as records
from records import words
from records.kinds import KINDS, Kind, Part
from records.models import Person

TEMPLATE = Path(__file__).with_name("own_copy.typ")
type Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Section:
    """One class of records: a heading, and of each record what it says, label by label."""

    title: str
    records: list[Lines]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the record as people think of it."""

    title: str
    sections: list[Section]


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """The record of one person, for them. Notes of each day and earlier versions are not in it."""

    name: str
    provider: str
    made_on: str
    chapters: list[Chapter]

    @property
    def title(self) -> str:
        return f"The record of {self.name}"


def own_copy(person: Person) -> OwnCopy:
    """Gather what stands in a person's record, in the parts in which people think of it."""
    of_part = {part: list(kinds) for part, kinds in groupby(KINDS, lambda kind: kind.part)}
    chapters = [
        Chapter(part.value, [one for one in _sections(person, part, of_part) if one.records])
        for part in Part
    ]
    return OwnCopy(
        name=person.full_name,
        provider=queries.provider(person.provider_id).name,
        made_on=date_format(timezone.localdate(), "j F Y"),
        chapters=[chapter for chapter in chapters if chapter.sections],
    )


def _sections(person: Person, part: Part, of_part: dict[Part, list[Kind]]) -> Iterator[Section]:
    if part == Part.WHO_I_AM:
        yield Section("About you", [_said(person)])
    elif part == Part.WHAT_MATTERS:
        about_me = records.about_me(person)
        yield Section("About Me", [_said(about_me)] if about_me else [])
    elif part == Part.PLAN:
        yield Section("Your care plan", list(_plan(person)))
    for kind in of_part.get(part, []):
        listed = records.listed(kind.model, person, kind.order)
        yield Section(kind.title, [_said(record) for record in listed])


def _said(record: Any) -> Lines:
    return [(one.label, one.words) for one in words.answers(record) if one.words]


def _plan(person: Person) -> Iterator[Lines]:
    plan = records.live_plan(person)
    for goal in records.goals(plan) if plan else []:
        done = "\n".join(
            f"{served.description} {served.when}".strip() for served in goal.instructions_now
        )
        lines = [
            ("What we want to reach", goal.description),
            ("What we do", done),
            ("How we know", goal.how_we_know),
        ]
        yield [(label, said) for label, said in lines if said]


def as_pdf(own: OwnCopy) -> bytes:
    """Return a copy as a tagged PDF, which a screen reader follows: PDF/UA-1.

    That standard refuses a sign that the typeface does not have, such as a picture of a smile in
    a message. The copy is then made without its seal, and still tagged.
    """
    said = {"copy": json.dumps(asdict(own) | {"title": own.title})}
    try:
        return bytes(typst.compile(TEMPLATE, sys_inputs=said, pdf_standards="ua-1"))
    except typst.TypstError:
        return bytes(typst.compile(TEMPLATE, sys_inputs=said))
