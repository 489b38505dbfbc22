"""A person's own copy of their record in plain words: one source for the page and for the paper."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import typst
from django.utils import timezone
from django.utils.formats import date_format

from dailycare import photographs
from dailycare.kinds import SHOWN
from dailycare.words import kind_in_words
from governance.models import Act
from portability import queries
from portability.own_plans import plan_sections
from portability.own_words import Chapter, Lines, Section, said
from records import queries as records
from records.kinds import KINDS, Kind, Part
from records.models import Asked, GPDecision, NursingNeed, Person
from records.questions import QUESTIONS

TEMPLATE = Path(__file__).with_name("own_copy.typ")
LOOKS = "Who has looked at my record"
# What somebody did with a record, to follow their name.
DID: dict[str, str] = {
    Act.READ: "read it",
    Act.CHANGE: "wrote in it",
    Act.BREAK_GLASS: "opened it from outside their places",
    Act.OPENED_PRIVATE: "opened what I want few to read in it",
    Act.GP_RECORD: "asked for the GP record",
    Act.REFUSED: "was refused it",
}


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
    chapters = [Chapter(part.value, list(_sections(person, part, of_part))) for part in Part]
    chapters.append(Chapter(LOOKS, [_looks(person)]))
    return OwnCopy(
        name=person.full_name,
        provider=queries.provider(person.provider_id).name,
        made_on=date_format(timezone.localdate(), "j F Y"),
        chapters=[whole for chapter in chapters if (whole := _without_gaps(chapter)).sections],
    )


def _without_gaps(chapter: Chapter) -> Chapter:
    return Chapter(chapter.title, [section for section in chapter.sections if section.records])


def _sections(person: Person, part: Part, of_part: dict[Part, list[Kind]]) -> Iterator[Section]:
    if part == Part.WHO_I_AM:
        yield Section("About you", [said(person)])
        yield Section("What you were asked", list(_asked(person)))
    elif part == Part.WHAT_MATTERS:
        about_me = records.about_me(person)
        yield Section("About Me", [said(about_me)] if about_me else [])
    elif part == Part.WATCH:
        yield Section("Photographs that we took at care", list(_photographs(person)))
        decided = records.listed(GPDecision, person, ("recorded_at", "id"))
        yield Section(
            "Where the GP record and ours differed, and what we decided",
            [said(decision) for decision in decided],
        )
    elif part == Part.SUPPORT:
        areas = records.listed(NursingNeed, person, ("area",))
        yield Section("Everyday and nursing needs", [said(area) for area in areas])
    elif part == Part.PLAN:
        yield from plan_sections(person)
    for kind in of_part.get(part, []):
        listed = records.listed(kind.model, person, kind.order)
        yield Section(kind.title, [said(record) for record in listed])


def _asked(person: Person) -> Iterator[Lines]:
    """Questions that left no record but their answer, in the words in which they are asked."""
    asked_as = {question.id: question.words for question in QUESTIONS}
    for asked in records.listed(Asked, person, ("recorded_at", "id")):
        question = asked_as.get(asked.question, asked.question)
        yield [("What you were asked", question), *said(asked, but="question")]


def _photographs(person: Person) -> Iterator[Lines]:
    """Say of each when it was taken and of what: the pictures come with a copy of the record."""
    for _photograph, entry in photographs.of_person(person):
        yield [
            ("Taken on", date_format(entry.happened_on, "j F Y")),
            ("What it shows", str(entry.values.get(SHOWN) or kind_in_words(entry))),
        ]


def _looks(person: Person) -> Section:
    """Return who did what with the record how often; each look is on a page of its own."""
    looks = [
        (who, ", ".join(f"{DID[act]} {_times(n)}" for act, n in acts.items() if act in DID))
        for who, acts in queries.looks_by_whom(person)
    ]
    return Section("Everybody who did, and how often", [looks])


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


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
