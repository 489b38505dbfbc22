"""The contacts and allergies of other homes."""

import openpyxl
import pytest

from imports import reasons
from imports.register import Register, Resident
from imports.rows import AllergyKnowledge, Kind, Outcome
from imports.spreadsheet_home.lines import read_lines
from imports.spreadsheet_home.table import find_table
from imports.workbook import read_workbook
from tests.imports.homes import (
    BETTY,
    CONTACTS,
    RESIDENTS,
    a_home,
    ends,
    of,
    read,
    saved,
)


@pytest.mark.parametrize(
    ("comment", "must_not_be_told"),
    [
        ("DO NOT RING / not to be told anything", True),
        ("must not be contacted", True),
        ("Don't tell him where she lives", True),
        ("no contact - court order", True),
        ("do not ring after 9pm", False),
        ("don't ring at night", False),
        ("works nights", False),
        (None, False),
    ],
)
def test_people_who_must_not_be_told_are_known_from_the_words(comment, must_not_be_told):
    contact = ("Mrs Green", "Tom Green", "Ex-husband", "07700 900345", None, None, comment)

    [row] = of(Kind.CONTACT, read(a_home(residents=[BETTY], contacts=[contact])))

    assert row.item.must_not_be_told is must_not_be_told


@pytest.mark.parametrize(
    ("typed", "power", "doubts"),
    [
        (None, "", ()),
        ("N", "", ()),
        ("H&W", "Health and welfare (H&W)", ()),
        ("P & A", "Property and affairs (P & A)", ()),
        ("both - copy in file", "Health and welfare and property and affairs (both - copy in file)",
         ()),
        ("says has it, not seen", "says has it, not seen", (reasons.POWER_NOT_SEEN,)),
        ("deputy", "deputy", (reasons.POWER_IN_OTHER_WORDS,)),
    ],
)  # fmt: skip
def test_a_power_of_attorney_is_what_was_said_of_it(typed, power, doubts):
    contact = ("Mrs Green", "Tom Green", "Son", "07700 900345", "tom@example.org", typed)

    [row] = of(Kind.CONTACT, read(a_home(residents=[BETTY], contacts=[contact])))

    assert (row.item.power_of_attorney, row.warnings) == (power, doubts)
    assert row.item.email == "tom@example.org"


@pytest.mark.parametrize(
    ("typed", "state", "agents"),
    [
        (None, AllergyKnowledge.NOT_ASKED, []),
        ("NKDA", AllergyKnowledge.NONE_KNOWN, []),
        ("Penecillin", AllergyKnowledge.PRESENT, [("Penecillin", "rash; wheeze")]),
        ("Aspirin; Nuts", AllergyKnowledge.PRESENT, [("Aspirin", "rash"), ("Nuts", "wheeze")]),
        ("Nuts (brazil, pecan)", AllergyKnowledge.PRESENT,
         [("Nuts (brazil, pecan)", "rash; wheeze")]),
        ("None of the nuts, ever", AllergyKnowledge.PRESENT,
         [("None of the nuts", "rash"), ("ever", "wheeze")]),
    ],
)  # fmt: skip
def test_blank_is_not_none_among_allergies(typed, state, agents):
    line = ("Green, Betty", typed, "rash; wheeze", "GP", "31/02/2026")

    [row] = of(Kind.ALLERGY, read(a_home(residents=[BETTY], allergies=[line])))

    assert row.item.state is state
    assert [(agent.name, agent.reaction) for agent in row.item.agents] == agents
    assert row.warnings == (f"{reasons.DATE_NOT_UNDERSTOOD}: 31/02/2026",)


def test_a_remark_among_names_is_told_from_a_name_with_nothing_beside_it():
    lines = [("Mrs Green",), ("Grene, Betty",), ("Reviewed by Sandra Sept 26",)]

    rows = read(a_home(residents=[BETTY], allergies=lines))

    assert ends(Kind.ALLERGY, rows) == ["imported", reasons.UNKNOWN_PERSON]
    assert ends(Kind.LAYOUT, rows)[-1] == reasons.REMARK


def test_a_row_we_stumble_over_costs_no_other_row(caplog):
    [sheet] = read_workbook(a_home(allergies=[("Mrs Green", "Nuts"), ("Mr Black", "Eggs")]))
    register = Register([resident("R!1", "Mrs", "Green"), resident("R!2", "Mr", "Black")])

    def read_line(line, who):
        if who.surname == "Green":
            raise ZeroDivisionError("Nuts")
        return line.ended(Kind.ALLERGY, Outcome.IMPORTED)

    rows = list(read_lines(find_table(sheet), Kind.ALLERGY, register, read_line))

    assert ends(Kind.ALLERGY, rows) == [reasons.NOT_UNDERSTOOD, "imported"]
    assert "ZeroDivisionError" in caplog.text
    assert "Nuts" not in caplog.text


def resident(ref, title, surname):
    return Resident(ref, title, surname, "", "", "")


@pytest.mark.parametrize(
    ("contact", "reason"),
    [
        (("Mrs Green", None, "Son", "07700 900345"), reasons.NO_NAME),
        (("Mrs Green", "x" * 121, "Son", "07700 900345"), reasons.TOO_LONG),
        (("Mrs Green", "Tom Green", "Son", "07700 900345"), "imported"),
    ],
)
def test_a_contact_that_the_record_could_not_hold_is_rejected(contact, reason):
    rows = read(a_home(residents=[BETTY], contacts=[contact]))

    assert ends(Kind.CONTACT, rows) == [reason]


@pytest.mark.parametrize("typed", ["x" * 201, "x, " * 2_000])
def test_an_allergy_too_long_to_be_one_is_rejected_not_cut(typed):
    rows = read(a_home(residents=[BETTY], allergies=[("Mrs Green", typed)]))

    assert ends(Kind.ALLERGY, rows) == [reasons.TOO_LONG]


def test_the_contact_whom_the_list_of_residents_names_is_next_of_kin():
    book = openpyxl.Workbook()
    book.active.append((*RESIDENTS, "NOK (see Contacts)"))
    book.active.append((*BETTY, "Son Tom"))
    contacts = book.create_sheet()
    contacts.append(CONTACTS)
    contacts.append(("Mrs Green", "Tom Green", "son"))
    contacts.append(("Mrs Green", "Tim Green", "Son"))

    rows = of(Kind.CONTACT, read(saved(book)))

    assert [row.item.is_next_of_kin for row in rows] == [True, False]
