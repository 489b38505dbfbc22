"""Other homes' workbooks: other columns, other places, other defects, the same rules."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports import reasons
from imports.errors import UnreadableFile
from imports.rows import AllergyKnowledge, Kind, NHSNumber, Outcome
from imports.spreadsheet_home import adapter
from tests.imports.homes import (
    AS_OF,
    CONTACTS,
    NOTES,
    RESIDENTS,
    a_home,
    read,
    report,
    saved,
    the_sample_rearranged,
)
from tests.imports.test_sample_workbook import EXPECTED

BETTY = ("Mrs", "Green", "Elizabeth", "Betty", "4.3.38", "999 145 9995", 12, "1.2.24", None, None)
ARTHUR = ("Mr", "Black", "Arthur", None, "5th May 1940", "9991632425", "14", "3.3.25", None, None)


def of(kind: Kind, rows: list) -> list:
    """The rows of one kind, without headings."""
    return [row for row in rows if row.kind is kind]


def ends(kind: Kind, rows: list) -> list[str]:
    return [row.reason or row.outcome.value for row in of(kind, rows)]


@pytest.mark.parametrize("seed", range(3))
def test_columns_places_and_names_of_sheets_change_nothing(seed):
    found = report(the_sample_rearranged(seed))

    assert {k: found["people"][k] for k in ("rows", "imported_unmerged", "nhs_numbers")} == {
        k: EXPECTED["people"][k] for k in ("rows", "imported_unmerged", "nhs_numbers")
    }
    assert found["people"]["living_there_now"] == EXPECTED["people"]["living_there_now"]
    assert found["notes"] == EXPECTED["notes"]
    assert found["event_times"] == EXPECTED["event_times"]
    for sheet in ("Contacts", "Allergies"):
        assert found["other_sheets"][sheet] == EXPECTED["other_sheets"][sheet]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({4: None}, reasons.NO_BIRTH_DATE),
        ({4: "?"}, reasons.NO_BIRTH_DATE),
        ({4: "31/04/1941"}, reasons.IMPOSSIBLE_BIRTH_DATE),
        ({4: "about 1940"}, reasons.IMPOSSIBLE_BIRTH_DATE),
        ({4: "04/03/2041"}, reasons.FUTURE_BIRTH_DATE),
        ({1: None}, reasons.NO_NAME),
        ({1: "ZZTest"}, reasons.TEST_RECORD),
        ({9: "test record, ignore"}, reasons.TEST_RECORD),
        ({4: datetime(1938, 3, 4)}, ""),  # noqa: DTZ001 - as a workbook gives it
        ({5: "applied for"}, ""),
        ({7: "sometime"}, ""),
    ],
)
def test_a_person_without_what_a_person_needs_is_rejected_with_all_that_is_theirs(change, reason):
    typed = tuple(change.get(column, value) for column, value in enumerate(BETTY))
    note = ("1.6.26", "AM", "Rm 12 Betty", "Sang", "AB")

    rows = read(a_home(residents=[typed, ARTHUR], notes=[note]))

    follows = {"": "imported", reasons.TEST_RECORD: reasons.TEST_RECORD}
    assert ends(Kind.PERSON, rows) == [reason or "imported", "imported"]
    assert ends(Kind.NOTE, rows) == [follows.get(reason, reasons.PERSON_REJECTED)]


@pytest.mark.parametrize(
    ("typed", "number", "status"),
    [
        ("999 145 9995", "9991459995", NHSNumber.USABLE),
        ("999-145-9995", "9991459995", NHSNumber.USABLE),
        (9991459995, "9991459995", NHSNumber.USABLE),
        ("999 145 9995 ?", "9991459995", NHSNumber.QUERIED),
        ("999 145 9994", "", NHSNumber.FAILS_CHECK),
        ("999 145 999", "", NHSNumber.WRONG_LENGTH),
        ("0000000000", "", NHSNumber.FAILS_CHECK),
        ("ask GP", "", NHSNumber.WORDS),
        (None, "", NHSNumber.BLANK),
    ],
)
def test_a_bad_nhs_number_never_stops_a_person(typed, number, status):
    rows = read(a_home(residents=[(*BETTY[:5], typed, *BETTY[6:])]))

    [person] = [row.item for row in of(Kind.PERSON, rows)]
    assert (person.nhs_number, person.nhs_status) == (number, status)
    assert person.nhs_typed == str(typed or "")


def test_a_placeholder_birth_date_is_imported_with_a_warning():
    [row] = of(Kind.PERSON, read(a_home(residents=[(*BETTY[:4], "01/01/1900", *BETTY[5:])])))

    assert row.item.born_on == date(1900, 1, 1)
    assert reasons.PLACEHOLDER_BIRTH_DATE in row.warnings


def test_floors_and_leavers_are_told_from_headings_merged_or_not():
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[])))
    sheet = book["residents"]
    sheet.append(("GARDEN WING",))
    sheet.append(BETTY)
    sheet.append(("Total residents:", "=COUNTA(B3:B4)"))
    sheet.append(("Beds 38   Empty 1",))
    sheet.append(("LEFT / PASSED AWAY",))
    sheet.merge_cells("A7:J7")
    sheet.append((*ARTHUR[:6], "-", ARTHUR[7], "RIP in hospital 5.4.26", None))

    betty, arthur = (row.item for row in of(Kind.PERSON, read(saved(book))))

    assert (betty.unit, betty.is_living_here) == ("Garden wing", True)
    assert (arthur.unit, arthur.is_living_here, arthur.has_died) == ("", False, True)
    assert arthur.left_on == date(2026, 4, 5)


def test_two_rows_with_one_number_are_proposed_and_twins_are_not():
    twin = ("Mr", "Black", "Alfred", None, "5th May 1940", None, "15", "3.3.25", None, None)
    again = ("Mr", "Black", "Arthur", None, "05/05/1940", None, "-", "1.1.24", "Home 2.2.24", None)
    other = (*BETTY[:2], "Mary", None, "1.1.39", BETTY[5], *BETTY[6:])

    people = report(a_home(residents=[ARTHUR, twin, again, BETTY, other]))["people"]

    assert people["merge_proposals"] == [["row 3: Arthur Black", "row 5: Arthur Black"]]
    assert people["imported_merged"] == 4
    assert people["nhs_number_on_different_people"] == [
        ["row 6: Elizabeth Green", "row 7: Mary Green"]
    ]


def test_a_resident_pasted_twice_is_skipped():
    assert ends(Kind.PERSON, read(a_home(residents=[BETTY, BETTY]))) == [
        "imported",
        reasons.EXACT_REPEAT,
    ]


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (("31/06/2026", "AM", "Betty G", "Sang", "AB"), reasons.IMPOSSIBLE_DATE),
        (("1.6.1026", "AM", "Betty G", "Sang", "AB"), reasons.IMPOSSIBLE_DATE),
        (("5th Oct", "AM", "Betty G", "Sang", "AB"), reasons.DATE_WITHOUT_YEAR),
        ((None, "AM", "Betty G", "Sang", "AB"), reasons.NO_DATE),
        (("1.11.26", "AM", "Betty G", "Sang", "AB"), reasons.FUTURE_DATE),
        (("31.10.26", "AM", "Betty G", "Sang", "AB"), ""),
        (("1.6.26", "AM", "Betty G", None, "AB"), reasons.EMPTY_NOTE),
        (("1.6.26", "AM", "Bety Grene", "Sang", "AB"), reasons.UNKNOWN_PERSON),
        (("1.6.26", "AM", None, "Sang", "AB"), reasons.NO_PERSON),
        (("1.6.26", "AM", "Betty G & Arthur B", "Sang", "AB"), reasons.MORE_THAN_ONE_PERSON),
        (("1.6.26", "AM", "Lounge", "Fridge 4C", "AB"), reasons.NOT_ABOUT_A_PERSON),
        (("1.6.26", "AM", "Betty G", "x" * 20_000, "AB"), ""),
        (("1.6.26", None, "Betty G", "Total care given", None), ""),
    ],
)
def test_a_note_that_cannot_be_placed_says_why(note, reason):
    rows = read(a_home(residents=[BETTY, ARTHUR], notes=[note]))

    assert ends(Kind.NOTE, rows) == [reason or "imported"]


@pytest.mark.parametrize(
    ("note", "doubts"),
    [
        (("1.6.26", "AM", "Betty G", "Sang", "AB"), ()),
        (("1.6.26", "AM", "Betty G", "Sang", "ab/CD"), ()),
        (("1.6.26", "AM", "Betty G", "Sang", "Ann Bell"), ()),
        (("1.6.26", "AM", "Betty G", "Sang", None), (reasons.NO_INITIALS,)),
        (("1.6.26", "AM", "Betty G", "Sang", "AB/agency"), (reasons.UNKNOWN_INITIALS,)),
        (("1.6.26", "AM", "Betty G", "Sang", "JB"), (reasons.SHARED_INITIALS,)),
        (("1.6.23", "AM", "Betty G", "Sang", "AB"), (reasons.BEFORE_MOVING_IN,)),
        (("25.10.26", "01:30", "Betty G", "Sang", "AB"), (f"{reasons.TIME_TWICE}: 01:30",)),
        (("29.3.26", "1.15am", "Betty G", "Sang", "AB"), (f"{reasons.TIME_NEVER_WAS}: 1.15am",)),
        (("1.6.26", "ish", "Betty G", "Sang", "AB"), (f"{reasons.TIME_NOT_UNDERSTOOD}: ish",)),
        (("1.6.26", "AM", "Betty G", "caf\u00c3\u00a9", "AB"), (reasons.ENCODED_TWICE,)),
        (("1.6.26", "AM", "Betty G", "key safe 4370", "AB"), (reasons.SECRET_APART,)),
    ],
)
def test_a_doubtful_note_is_imported_with_a_warning(note, doubts):
    staff = [("AB", "Ann Bell"), ("CD", "Carl Dow"), ("JB", "Jo Bond"), ("JB", "Jim Beck")]

    [row] = of(Kind.NOTE, read(a_home(residents=[BETTY], notes=[note], staff=staff)))

    assert (row.outcome, row.warnings) == (Outcome.IMPORTED, doubts)


def test_a_note_after_somebody_left_is_imported_with_a_warning():
    left = (*ARTHUR[:8], "RIP 15/04/2026", None)
    notes = [("15.4.26", "N", "Arthur B", "Died", "AB"), ("16.4.26", "N", "Arthur B", "Ate", "AB")]

    first, second = of(Kind.NOTE, read(a_home(residents=[left], notes=notes)))

    assert reasons.AFTER_LEAVING not in first.warnings
    assert reasons.AFTER_LEAVING in second.warnings


def test_a_note_pasted_twice_is_skipped_even_with_a_managers_tick():
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[BETTY])))
    for number, tick in enumerate((None, "y")):
        sheet = book.create_sheet(f"notes {number}")
        sheet.append((*NOTES, "Mgr seen"))
        sheet.append(("1.6.26", "AM", "Betty G", "Sang", "AB", tick))

    assert ends(Kind.NOTE, read(saved(book))) == ["imported", reasons.EXACT_REPEAT]


def test_headings_typed_again_in_another_order_are_followed():
    notes = [
        ("w/c 1st June",),
        ("1.6.26", "AM", "Betty G", "Sang", "AB"),
        ("Staff", "Resident", "Date", "What happened", "Time"),
        ("AB", "Betty G", "2.6.26", "Danced", "0830"),
        ("TOTAL NOTES", None, None, 2),
    ]

    rows = read(a_home(residents=[BETTY], notes=notes))

    assert [(row.item.on.day, row.item.text) for row in of(Kind.NOTE, rows)] == [
        (1, "Sang"),
        (2, "Danced"),
    ]
    assert ends(Kind.LAYOUT, rows)[-3:] == [reasons.HEADING, reasons.HEADING, reasons.TOTAL]


def test_a_date_and_a_name_merged_down_hold_for_each_row_below():
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[BETTY, ARTHUR])))
    notes = book.create_sheet("notes")
    for row in (
        NOTES,
        ("1.6.26", "AM", "Betty G", "Sang", "AB"),
        (None, "PM", "Arthur B", "Slept", "AB"),
        (None, "N", "Arthur B", "No date here", "AB"),
    ):
        notes.append(row)
    notes.merge_cells("A2:A3")
    contacts = book.create_sheet("contacts")
    for row in (
        CONTACTS,
        ("Mrs Green", "Ann Green", "Daughter"),
        (None, "Tom Green", "Son"),
        (None, "Somebody", "Friend"),
        ("Doctors / others",),
        (None, "Mill Lane Surgery", "GP"),
    ):
        contacts.append(row)
    contacts.merge_cells("A2:A3")

    rows = read(saved(book))

    assert ends(Kind.NOTE, rows) == ["imported", "imported", reasons.NO_DATE]
    assert ends(Kind.CONTACT, rows) == ["imported", "imported", reasons.NO_PERSON]
    assert ends(Kind.OTHER, rows) == [reasons.NOT_ABOUT_A_PERSON]


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
        ("?", AllergyKnowledge.NOT_ASKED, []),
        ("ask GP", AllergyKnowledge.NOT_ASKED, []),
        ("not known", AllergyKnowledge.NOT_ASKED, []),
        ("tbc", AllergyKnowledge.NOT_ASKED, []),
        ("NKDA", AllergyKnowledge.NONE_KNOWN, []),
        ("No known allergies", AllergyKnowledge.NONE_KNOWN, []),
        ("nil known", AllergyKnowledge.NONE_KNOWN, []),
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


def test_a_door_code_reaches_no_row_and_no_report():
    betty = (*BETTY[:9], "key safe C4370Y at side door")
    note = ("1.6.26", "AM", "Betty G", "Door code is 9005 now", "AB")
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[betty], notes=[note])))
    book.create_sheet("Other").append(("keypad 8224",))
    data = saved(book)

    rows = read(data)

    assert [row.item.secrets for row in rows if row.outcome is Outcome.IMPORTED] == [
        ("C4370Y",),
        ("9005",),
    ]
    shown = "".join(f"{r.summary}{r.cells}{r.warnings}" for r in rows) + str(report(data))
    assert not any(code in shown for code in ("4370", "9005", "8224"))
    assert not any("9005" in row.item.text for row in of(Kind.NOTE, rows))


def test_columns_nobody_knows_stay_with_the_person_as_typed():
    book = openpyxl.Workbook()
    book.active.append((*RESIDENTS, "Mobility", "DNACPR?"))
    book.active.append((*BETTY, "zimmer frame", "Y"))

    [person] = [row.item for row in of(Kind.PERSON, read(saved(book)))]

    assert person.kept == (("Mobility", "zimmer frame"),)
    assert report(saved(book))["rows"]["Sheet"]["columns_not_taken"] == ["DNACPR?"]


def test_a_workbook_without_a_list_of_residents_is_refused_in_a_sentence():
    with pytest.raises(UnreadableFile, match="headings of a list of residents"):
        adapter.open_source(a_home(notes=[]), as_of=AS_OF)


JUNK = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
    st.sampled_from(["?", "Date", "Betty G", "31/06/26", "=1/0", "w/c 1.6.26", "Total", "0830"]),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(min_value=datetime(1900, 3, 1), max_value=datetime(9999, 1, 1)),  # noqa: DTZ001
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(("residents", "contacts", "allergies", "notes", "staff")),
                  st.integers(1, 6), st.integers(1, 10), JUNK),
        max_size=25,
    )
)  # fmt: skip
def test_whatever_stands_in_a_cell_no_row_vanishes(changes):
    book = openpyxl.load_workbook(io.BytesIO(SMALL_HOME))
    for sheet, row, column, junk in changes:
        book[sheet].cell(row, column).value = junk

    try:
        rows = read(saved(book))
    except UnreadableFile as refused:
        said = str(refused)
    else:
        said = "."
        assert all(row.reason for row in rows if row.outcome is not Outcome.IMPORTED)
    assert said.endswith(".")


SMALL_HOME = a_home(
    residents=[BETTY, ARTHUR],
    contacts=[("Mrs Green", "Tom Green", "Son", "07700 900345")],
    allergies=[("Green, Betty", "Nuts")],
    notes=[("1.6.26", "AM", "Betty G", "Sang", "AB"), ("1.6.26", "0830", "Arthur B", "Ate", "CD")],
    staff=[("AB", "Ann Bell")],
)
