"""The list of residents: floors as headings, then those who left; one row a person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from imports import reasons
from imports.dates import EARLIEST_EVENT, MISSING, birth_year, date_inside
from imports.limits import is_too_long
from imports.names import CALLED, LONGEST_NAME, divided
from imports.people import (
    DIED,
    PLACEHOLDER_BIRTH,
    STILL_HERE,
    TEST_RECORD,
    is_test_name,
    read_nhs_number,
    wrong_birth,
)
from imports.register import Resident, room_codes
from imports.rows import ImportedPerson, Kind, NHSNumber, Outcome, ReadRow
from imports.spreadsheet_home import resuscitation
from imports.spreadsheet_home.headings import plain
from imports.spreadsheet_home.lines import safely
from imports.spreadsheet_home.table import Line, Table
from imports.words import looks_encoded_twice

LEFT_HEADING = re.compile(
    r"\b(?:left|leavers|moved out|passed away|died|deceased|rip|former|discharged|ex-?residents)\b",
    re.IGNORECASE,
)
PLACE = re.compile(
    r"\b(?:floor|wing|annexe?|unit|corridor|suite|house|lodge|cottage|level|side)\b", re.IGNORECASE
)
ROOM_ALONE = re.compile(r"^(?:room|rm)?\.?\s*(?:[a-z]?\d+[a-z]?)?\W*$", re.IGNORECASE)
LONGEST_HEADING = 60


@dataclass(slots=True)
class Section:
    """Where on the list we are: which floor, and whether these people have left."""

    unit: str = ""
    has_left: bool = False


def read_people(table: Table, *, as_of: date) -> Iterator[tuple[ReadRow, Resident | None]]:
    """Each row of the list, and for a person's row the name that other sheets may use."""
    section = Section()
    seen: set[tuple[tuple[str, str], ...]] = set()
    for whole in table.lines():
        line = _with_names_apart(whole)
        if line.layout or not _names_somebody(line):
            if line.number > table.header:
                _enter(section, line)
            yield line.ended(Kind.LAYOUT, Outcome.SKIPPED, line.layout or reasons.REMARK), None
        elif line.cells in seen:
            yield line.ended(Kind.PERSON, Outcome.SKIPPED, reasons.EXACT_REPEAT), None
        else:
            seen.add(line.cells)
            row = safely(line, Kind.PERSON, partial(_read_person, line, section, as_of=as_of))
            yield row, _resident(line, row)


def _names_somebody(line: Line) -> bool:
    held = {"surname", "given_names", "born_on"} & line.values.keys()
    return {"surname", "given_names"} <= held or bool(held and len(line.cells) > 2)


def _with_names_apart(line: Line) -> Line:
    """The line as if its one column of names were several."""
    whole = line.text("full_name")
    if not whole or len(whole) > LONGEST_NAME or len(line.cells) == 1:  # alone it is a heading
        return line
    name = divided(whole)
    parts = {
        "title": line.text("title") or name.title,
        "surname": name.surname,
        "given_names": name.given_names,
        "preferred_name": line.text("preferred_name") or name.preferred_name,
    }
    held = {field: words for field, words in parts.items() if words}
    doubts = () if name.is_certain else (f"{reasons.NAME_DIVIDED}: {whole}",)
    return replace(
        line, values=line.values | held, texts=line.texts | held,
        warnings=(*line.warnings, *doubts),
    )  # fmt: skip


def _enter(section: Section, line: Line) -> None:
    """A heading across the list, or alone on its row, says what the people below it share."""
    if len(line.cells) != 1 or len(line.words) > LONGEST_HEADING:
        return
    is_heading = line.layout == reasons.HEADING
    if LEFT_HEADING.search(line.words) if is_heading else LEFT_HEADING.match(line.words):
        section.unit, section.has_left = "", True
    elif is_heading or PLACE.search(line.words):
        section.unit, section.has_left = line.words.capitalize(), False


def _resident(line: Line, row: ReadRow) -> Resident:
    """What other sheets may call this person, and why not if they were not imported."""
    why_not = reasons.TEST_RECORD if row.reason == reasons.TEST_RECORD else reasons.PERSON_REJECTED
    return Resident(
        row.ref,
        title=line.text("title"),
        surname=line.text("surname"),
        given_names=line.text("given_names"),
        preferred_name=line.text("preferred_name"),
        room_typed=line.text("room"),
        next_of_kin=line.text("next_of_kin"),
        not_imported="" if row.item else why_not,
    )


def _read_person(line: Line, section: Section, *, as_of: date) -> ReadRow:
    surname, given = line.text("surname"), line.text("given_names")
    name = f"{surname}, {given}".strip(", ")
    born = line.day("born_on", year_of=birth_year)
    reason = (
        reasons.TEST_RECORD if _is_test(line)
        else reasons.NO_NAME if not (surname and given)
        else wrong_birth(born, as_of)
    )  # fmt: skip
    number = line.text("nhs_number")
    marks = (read_nhs_number(number)[1].value,)
    if reason or born.on is None:
        return line.ended(
            Kind.PERSON, Outcome.REJECTED, reason, summary=name, marks=marks,
            hint=reasons.month_first(born.perhaps), number_typed=number,
        )  # fmt: skip
    person = _person(line, section, born.on, as_of=as_of)
    if is_too_long(person):
        return line.ended(
            Kind.PERSON, Outcome.REJECTED, reasons.TOO_LONG, marks=marks, number_typed=number
        )
    return line.ended(
        Kind.PERSON, Outcome.IMPORTED, summary=name, item=person, marks=marks,
        warnings=tuple(_doubts(line, person, as_of=as_of)), number_typed=number,
    )  # fmt: skip


def _is_test(line: Line) -> bool:
    if is_test_name(line.text("surname"), line.text("given_names")):
        return True
    return any(TEST_RECORD.search(words) for _, words in line.cells)


def _person(line: Line, section: Section, born_on: date, *, as_of: date) -> ImportedPerson:
    left = line.text("left")
    moved_in, _ = _moved_in(line, as_of)
    number, status = read_nhs_number(line.text("nhs_number"))
    room_typed = line.text("room")
    return ImportedPerson(
        ref=line.ref,
        title=line.text("title").rstrip("."),
        surname=line.text("surname"),
        given_names=line.text("given_names"),
        preferred_name=line.text("preferred_name"),
        born_on=born_on,
        nhs_number=number,
        nhs_status=status,
        nhs_typed=line.text("nhs_number"),
        room=room_codes(room_typed)[0].upper(),
        unit=section.unit,
        moved_in_on=moved_in,
        left_on=date_inside(left),
        left_typed=left,
        is_living_here=not section.has_left and bool(STILL_HERE.match(left)),
        has_died=bool(DIED.search(left)),
        funding=line.text("funding"),
        gp=line.text("gp"),
        resuscitation=tuple(resuscitation.statements(line)),
        kept=tuple(_kept(line)),
        secrets=line.codes,
    )


def _moved_in(line: Line, as_of: date) -> tuple[date | None, str]:
    """The day somebody moved in, or what is doubtful about it; it stops nobody."""
    read = line.day("moved_in_on")
    if read.problem == MISSING:
        return None, ""
    if read.on is None or read.on.year < EARLIEST_EVENT:
        return None, reasons.DATE_NOT_UNDERSTOOD
    return (None, reasons.MOVED_IN_LATER) if read.on > as_of else (read.on, "")


def _kept(line: Line) -> Iterator[tuple[str, str]]:
    """What we have no field for yet, under the headings of the source."""
    if line.text("next_of_kin"):
        yield "Next of kin", line.text("next_of_kin")
    if CALLED.search(line.text("full_name")):
        yield "Name", line.text("full_name")
    yield from (pair for pair in line.others if not resuscitation.HEADING.search(plain(pair[0])))


def _doubts(line: Line, person: ImportedPerson, *, as_of: date) -> Iterator[str]:
    if person.born_on == PLACEHOLDER_BIRTH:
        yield reasons.PLACEHOLDER_BIRTH_DATE
    if person.nhs_status is NHSNumber.QUERIED:
        yield reasons.NHS_QUERIED
    elif person.nhs_status not in {NHSNumber.USABLE, NHSNumber.BLANK}:
        yield f"{reasons.NHS_NOT_USED}: {person.nhs_typed}"
    _, doubt = _moved_in(line, as_of)
    if doubt:
        yield f"{doubt}: {line.text('moved_in_on')}"
    if not ROOM_ALONE.match(line.text("room")):
        yield f"{reasons.ROOM_IN_WORDS}: {line.text('room')}"
    if any(looks_encoded_twice(words) for _, words in line.cells):
        yield reasons.ENCODED_TWICE
