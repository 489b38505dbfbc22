"""The notes of other homes: those that cannot be placed, those to look at."""

import io

import openpyxl
import pytest

from imports import reasons
from imports.rows import Kind, Outcome
from tests.imports.homes import (
    ARTHUR,
    BETTY,
    CONTACTS,
    NOTES,
    a_home,
    ends,
    of,
    read,
    saved,
)


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
        (("1.6.26", "8.30ish", "Betty G", "Sang", "AB"), (f"{reasons.TIME_IN_DOUBT}: 8.30ish",)),
        (("1.6.26", "AM", "Betty G", "caf\u00c3\u00a9", "AB"), (reasons.ENCODED_TWICE,)),
        (("1.6.26", "AM", "Betty G", "key safe 4370", "AB"), (reasons.SECRET_APART,)),
    ],
)
def test_a_doubtful_note_is_imported_with_a_warning(note, doubts):
    staff = [("AB", "Ann Bell"), ("CD", "Carl Dow"), ("JB", "Jo Bond"), ("JB", "Jim Beck")]

    [row] = of(Kind.NOTE, read(a_home(residents=[BETTY], notes=[note], staff=staff)))

    assert (row.outcome, row.warnings) == (Outcome.IMPORTED, doubts)


def test_a_time_typed_beside_the_date_is_the_time_of_the_note():
    notes = [("1.6.26 08:30", None, "Betty G", "Sang", "AB"), ("1.6.26", 0, "Betty G", "Sat", "AB")]

    first, second = of(Kind.NOTE, read(a_home(residents=[BETTY], notes=notes)))

    assert (first.item.at.hour, first.item.time_typed) == (7, "08:30")
    assert second.warnings[-1] == f"{reasons.TIME_NOT_UNDERSTOOD}: 0"


def test_a_date_with_the_month_first_is_left_out_with_a_suggestion():
    note = ("04/13/2026", "AM", "Betty G", "Sang", "AB")

    [row] = of(Kind.NOTE, read(a_home(residents=[BETTY], notes=[note])))

    assert (row.reason, row.hint) == (
        reasons.IMPOSSIBLE_DATE,
        "Perhaps 13 April 2026, with the month first",
    )


@pytest.mark.parametrize(
    ("typed", "author"),
    [
        ("AB", "Ann Bell (AB)"),
        ("ab/CD", "Ann Bell and Carl Dow (ab/CD)"),
        ("A.B.", "Ann Bell (A.B.)"),
        ("Ann Bell", "Ann Bell"),
        ("JB", "JB"),
        ("AB/JB", "AB/JB"),
        ("AB/agency", "AB/agency"),
        ("LN", "LN"),
        (None, ""),
    ],
)
def test_initials_are_shown_with_the_name_they_can_only_mean(typed, author):
    staff = [("AB", "Ann Bell"), ("CD", "Carl Dow"), ("JB", "Jo Bond"), ("JB", "Jim Beck"),
             ("LN", "Long Name" * 20)]  # fmt: skip
    note = ("1.6.26", "AM", "Betty G", "Sang", typed)

    [row] = of(Kind.NOTE, read(a_home(residents=[BETTY], notes=[note], staff=staff)))

    assert (row.item.author, row.item.author_typed) == (author, typed or "")


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
