"""Rows of people: who they are, where they live, what the old system says of their safety."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from imports import reasons
from imports.dates import MISSING, ReadDate, birth_year, date_inside, read_date
from imports.limits import is_too_long
from imports.mapped.line import Line
from imports.names import LONGEST_NAME, Name, divided
from imports.people import (
    DIED,
    PLACEHOLDER_BIRTH,
    STILL_HERE,
    TEST_RECORD,
    is_test_name,
    read_nhs_number,
    wrong_birth,
)
from imports.rows import Agent, AllergyKnowledge, ImportedPerson, Kind, NHSNumber, Outcome, ReadRow
from imports.spreadsheet_home.allergies import understood
from imports.words import without_secrets

# Fields of ImportedPerson that are read as they stand, and those of the record's Person.
AS_TYPED = ("room", "unit", "funding", "place", "postcode")
OF_PERSON = (
    "sex", "gender_identity", "ethnicity", "religion", "marital_status", "first_language",
    "local_identifier", "phone", "email", "other_names", "gp_practice_code", "gp_name",
)  # fmt: skip
NAME_AND_REACTION = re.compile(r"\s+[-\u2013\u2014:]\s+")
REACTION_BEHIND = re.compile(r"^(?P<name>[^(]+?)\s*\((?P<what>[^)]+)\)\W*$")
LOST_LETTER = re.compile(r"\w\?\w|^\?\w|\ufffd")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Whose:
    """What rows of a person need to know of them: how their own row ended, and when they came."""

    ref: str
    label: str
    outcome: Outcome = Outcome.IMPORTED
    reason: str = ""
    moved_in_on: date | None = None
    left_on: date | None = None


def read_person(line: Line, *, as_of: date) -> tuple[ReadRow, Whose]:
    """A row of somebody, and what the rows that are theirs need to know."""
    names = names_of(line)
    surname, given = names.surname, names.given_names
    name = f"{surname}, {given}".strip(", ")
    outcome, reason, hint = _refusal(line, surname, given, as_of)
    number = line.typed("nhs_number")
    marks = (read_nhs_number(number)[1].value,) if reason != reasons.TEST_RECORD else ()
    if reason:
        theirs = reasons.TEST_RECORD if reason == reasons.TEST_RECORD else reasons.PERSON_REJECTED
        theirs = reason if outcome is Outcome.SKIPPED else theirs
        row = line.ended(
            Kind.PERSON, outcome, reason, summary=name, marks=marks, hint=hint, number_typed=number
        )
        return row, Whose(line.ref, name, outcome, theirs)
    person = _person(line, names, as_of)
    if not names.is_certain:
        line.doubts.append(f"{reasons.NAME_DIVIDED}: {line.typed('full_name')}")
    line.doubts += _doubts(person, name)
    row = line.ended(
        Kind.PERSON, Outcome.IMPORTED, summary=name, marks=marks, number_typed=number, item=person
    )
    if is_too_long(person):
        row = line.ended(Kind.PERSON, Outcome.REJECTED, reasons.TOO_LONG, summary=name, marks=marks)
        return row, Whose(line.ref, name, Outcome.REJECTED, reasons.PERSON_REJECTED)
    return row, Whose(
        line.ref, person.full_name, moved_in_on=person.moved_in_on, left_on=person.left_on
    )


def _refusal(line: Line, surname: str, given: str, as_of: date) -> tuple[Outcome, str, str]:
    born = _born(line)
    if line.is_so("older_copy"):
        return Outcome.SKIPPED, reasons.OLDER_COPY, ""
    if line.is_so("deleted"):
        return Outcome.SKIPPED, reasons.PERSON_DELETED, ""
    if line.is_so("test_record") or is_test_name(surname, given) or _says_test(line):
        return Outcome.REJECTED, reasons.TEST_RECORD, ""
    if not (surname and given):
        return Outcome.REJECTED, reasons.NO_NAME, ""
    if wrong := wrong_birth(born, as_of):
        return Outcome.REJECTED, wrong, reasons.month_first(born.perhaps)
    if "address" in line.spec.fields and not line.typed("address"):
        return Outcome.REJECTED, reasons.NO_ADDRESS, ""
    return Outcome.IMPORTED, "", ""


def _born(line: Line) -> ReadDate:
    return read_date(line.day_first("born_on", line.typed("born_on")), year_of=birth_year)


def _says_test(line: Line) -> bool:
    return any(TEST_RECORD.search(words) for words in line.row.values.values())


def names_of(line: Line) -> Name:
    """The parts of somebody's name, from columns of their own or from one for the whole."""
    typed = line.typed("full_name")
    whole = divided(typed) if 0 < len(typed) <= LONGEST_NAME else Name()
    return Name(
        line.read("title") or whole.title,
        line.typed("given_names") or whole.given_names,
        line.typed("surname") or whole.surname,
        line.read("preferred_name") or whole.preferred_name,
        whole.is_certain,
    )


def _person(line: Line, names: Name, as_of: date) -> ImportedPerson:
    born = _born(line).on
    assert born  # a row without one was refused
    number, status = read_nhs_number(line.typed("nhs_number"))
    state = line.read("status")
    moved_in, died = _day(line, "moved_in_on", as_of), _day(line, "died_on", as_of)
    left, has_left = _left(line, state, as_of)
    knowledge, agents = _allergies(line)
    line.read("nhs_claim")
    return ImportedPerson(
        ref=line.ref,
        surname=names.surname,
        given_names=names.given_names,
        title=names.title,
        preferred_name=names.preferred_name,
        born_on=born,
        nhs_number=number,
        nhs_status=status,
        nhs_typed=line.typed("nhs_number"),
        gp=line.typed("gp"),
        moved_in_on=moved_in,
        left_on=died or left,
        left_typed=line.typed("status") or line.typed("left_on"),
        is_living_here=state == "here" or not (state or has_left or died),
        has_died=state == "died" or died is not None or bool(DIED.search(line.typed("left_on"))),
        died_on=died,
        resuscitation=tuple(_resuscitation(line)),
        kept=tuple(_kept(line)),
        secrets=line.codes(),
        source_id=line.source_id,
        fields=tuple((name, value) for name in OF_PERSON if (value := line.read(name))),
        lives_elsewhere="address" in line.spec.fields,
        allergy_state=knowledge,
        agents=agents,
        **{name: line.read(name) for name in AS_TYPED},
    )


def _day(line: Line, name: str, as_of: date) -> date | None:
    """A day, where it is one and not after the export; a doubt with the words where not."""
    typed = line.typed(name)
    read = read_date(line.day_first(name, typed).partition("T")[0])
    if read.on and read.on <= as_of:
        return read.on
    if read.problem != MISSING:
        line.doubts.append(f"{reasons.DATE_NOT_UNDERSTOOD}: {typed}")
    return None


def _left(line: Line, state: str, as_of: date) -> tuple[date | None, bool]:
    """When somebody left, and whether they did: also where only words say so, as "RIP 5.4.26"."""
    typed = line.typed("left_on")
    if STILL_HERE.match(typed):
        told = date_inside(line.typed("status")) if state in {"left", "died"} else None
        return (told if told and told <= as_of else None), False
    day = line.day_first("left_on", typed)
    on = read_date(day.partition("T")[0]).on or date_inside(day)
    if on and on <= as_of:
        return on, True
    line.doubts.append(f"{reasons.DATE_NOT_UNDERSTOOD}: {typed}")
    return None, on is None


def _kept(line: Line) -> Iterator[tuple[str, str]]:
    """What no field of ours takes, under the old system's own headings."""
    yield from line.left_over()
    yield from line.unknown()


def _resuscitation(line: Line) -> Iterator[str]:
    """What the old system says of it, with where the form is: never a decision by itself."""
    if said := line.read_or_typed("resuscitation"):
        place = line.typed("resuscitation_place")
        where = f"form: {place}" if place else "place of the form not given"
        yield without_secrets(f"{said}, {where}")[0]


def _allergies(line: Line) -> tuple[AllergyKnowledge, tuple[Agent, ...]]:
    """What is said of allergies, in a code of ours or in the words of people."""
    if "allergy_state" in line.spec.fields:
        state = line.read("allergy_state")
        return AllergyKnowledge(state or AllergyKnowledge.NOT_ASKED), ()
    said = line.typed("allergies")
    state, substances, is_doubtful = understood(said)
    if is_doubtful:
        line.doubts.append(f"{reasons.ALLERGY_IN_DOUBT}: {said}")
    return state, tuple(map(agent, substances))


def agent(typed: str) -> Agent:
    """A substance with what it does behind a dash or in brackets."""
    if found := REACTION_BEHIND.match(typed):
        return Agent(found["name"], found["what"])
    name, *what = NAME_AND_REACTION.split(typed, maxsplit=1)
    return Agent(name.strip(), "".join(what).strip())


def _doubts(person: ImportedPerson, name: str) -> Iterator[str]:
    if person.born_on == PLACEHOLDER_BIRTH:
        yield reasons.PLACEHOLDER_BIRTH_DATE
    if person.nhs_status is NHSNumber.QUERIED:
        yield reasons.NHS_QUERIED
    elif person.nhs_status not in {NHSNumber.USABLE, NHSNumber.BLANK}:
        yield f"{reasons.NHS_NOT_USED}: {person.nhs_typed}"
    if LOST_LETTER.search(name):
        yield reasons.LETTERS_LOST
    if person.postcode and not POSTCODE.fullmatch(person.postcode):
        yield f"{reasons.POSTCODE_ODD}: {person.postcode}"
    if person.resuscitation:
        yield f"{reasons.RESUSCITATION}: {', '.join(person.resuscitation)}"
