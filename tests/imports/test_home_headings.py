"""Headings of other homes: other words, other places, names in one column."""

import io

import openpyxl
import pytest

from imports import reasons
from imports.names import divided
from imports.rows import Kind, Outcome
from imports.spreadsheet_home.headings import LAYOUTS, plain
from tests.imports.homes import BETTY, NOTES, RESIDENTS, a_home, ends, of, read, report, saved

WHOLE_NAMES = ("Name of resident", "D.O.B (dd/mm/yy)", "NHS number", "Room no.")


def a_book(**sheets):
    """A workbook of sheets as they stand, headings and all."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


@pytest.mark.parametrize(
    "heading",
    ["D.O.B (dd/mm/yy)", "date of birth [day first]", " DATE OF BIRTH: ", "Born / age", "DoB"],
)
def test_a_heading_is_known_with_brackets_case_and_alternatives(heading):
    headings = [heading if name == "D.O.B" else name for name in RESIDENTS]

    [row] = of(Kind.PERSON, read(saved(a_book(people=[headings, BETTY]))))

    assert row.outcome is Outcome.IMPORTED


def test_alternatives_and_synonyms_of_every_list_are_followed():
    headings = list(RESIDENTS)
    headings[8] = "Left / Passed away"
    book = a_book(
        people=[headings, (*BETTY[:8], "RIP 5.4.26", None)],
        contacts=[("Service user name", "Contact name", "How related", "Mobile no", "Other info"),
                  ("Mrs Green", "Tom Green", "Son", "07700 900345", "works nights")],
        notes=[("Date", "Shift", "Client", "What happened / notes", "Signature"),
               ("1.4.26", "AM", "Betty G", "Sang", "AB")],
    )  # fmt: skip

    rows = read(saved(book))

    [person], [contact] = of(Kind.PERSON, rows), of(Kind.CONTACT, rows)
    assert (person.item.is_living_here, person.item.has_died) == (False, True)
    assert (contact.item.phone, contact.item.comment) == ("07700 900345", "works nights")
    assert [row.item.text for row in of(Kind.NOTE, rows)] == ["Sang"]


def test_no_word_means_two_things_on_one_sheet():
    for layout in LAYOUTS:
        of_field = [
            (plain(word), field) for field, words in layout.fields.items()
            for word in words.split("|")
        ]  # fmt: skip
        words = [word for word, _ in set(of_field)]

        assert len(words) == len(set(words))
        assert not layout.never.intersection(words)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Green, Betty", ("", "Betty", "Green", "")),
        ("Betty Green", ("", "Betty", "Green", "")),
        ("Mrs. Betty Green", ("Mrs", "Betty", "Green", "")),
        ("Green, Mrs Elizabeth Ann", ("Mrs", "Elizabeth Ann", "Green", "")),
        ("GREEN Betty", ("", "Betty", "GREEN", "")),
        ("VAN DYKE Anna", ("", "Anna", "VAN DYKE", "")),
        ("BETTY GREEN", ("", "BETTY", "GREEN", "")),
        ("Anna van der Berg", ("", "Anna", "van der Berg", "")),
        ("de la Cruz, Maria Luz", ("", "Maria Luz", "de la Cruz", "")),
        ("Mary O'Donnell", ("", "Mary", "O'Donnell", "")),
        ("Oliver St. John", ("", "Oliver", "St. John", "")),
        ("Green, Elizabeth (Betty)", ("", "Elizabeth", "Green", "Betty")),
        ('Elizabeth "Betty" Green', ("", "Elizabeth", "Green", "Betty")),
        ("Green, Betty (n\u00e9e Brown)", ("", "Betty", "Green", "")),
        ("Betty", ("", "", "Betty", "")),
        ("Van Morrison", ("", "Van", "Morrison", "")),
        ("(Betty)", ("", "", "", "Betty")),
    ],
)
def test_a_whole_name_is_told_apart(typed, name):
    parts = divided(typed)

    assert (parts.title, parts.given_names, parts.surname, parts.preferred_name) == name
    assert parts.is_certain


def test_people_whose_names_stand_in_one_column_are_found_by_every_form_of_them():
    book = a_book(
        people=[("GARDEN WING",), WHOLE_NAMES,
                ("FIRST FLOOR",),
                ("Green, Elizabeth (Betty)", "4.3.38", "999 145 9995", 12),
                ("Mary Ann Black", "5th May 1940", "999 163 2425", 14),
                ("x" * 301, "5th May 1940", None, 15)],
        notes=[NOTES, ("1.6.26", "AM", "Betty G", "Sang", "AB"),
               ("1.6.26", "AM", "Black, Mary Ann", "Sat", "AB")],
    )  # fmt: skip

    rows = read(saved(book))

    betty, mary, nobody = of(Kind.PERSON, rows)
    assert (betty.item.surname, betty.item.preferred_name) == ("Green", "Betty")
    assert betty.item.unit == "First floor"
    assert betty.item.kept == (("Name", "Green, Elizabeth (Betty)"),)
    assert mary.warnings == (f"{reasons.NAME_DIVIDED}: Mary Ann Black",)
    assert nobody.reason == reasons.NO_NAME
    assert [row.item.person for row in of(Kind.NOTE, rows)] == [betty.ref, mary.ref]


def test_a_second_list_with_whole_names_doubles_nobody():
    birthdays = [WHOLE_NAMES, ("Betty Green", "4.3.38", "999 145 9995", 12)]
    book = a_book(people=[RESIDENTS, BETTY], birthdays=birthdays)

    found = report(saved(book))

    assert found["people"]["imported_unmerged"] == 1
    assert found["rows"]["birthdays"]["outcome"] == {"not taken": 2}


@pytest.mark.parametrize(
    "headings",
    [
        ("Name", "D.O.B", "Room"),
        ("Date", "Resident", "Weight (kg)", "Notes"),
        ("Date", "Resident", "Need / problem", "Notes"),
    ],
)
def test_other_lists_are_not_taken_for_people_or_notes(headings):
    book = a_book(people=[RESIDENTS, BETTY], other=[headings, ("1.6.26", "Betty Green", 12, 3)])

    assert report(saved(book))["rows"]["other"]["taken_as"] == "other"


def test_a_heading_typed_twice_is_told_apart_and_kept():
    book = a_book(people=[(*RESIDENTS, "Diet", "Diet"), (*BETTY, "soft", "no pork")])

    [row] = of(Kind.PERSON, read(saved(book)))

    assert row.item.kept == (("Diet", "soft"), ("Diet (L)", "no pork"))


def test_headings_in_two_rows_merged_downwards_are_one_row_of_headings():
    book = a_book(people=[RESIDENTS[:8], (None,) * 8 + ("Left / RIP", "Comments"), BETTY])
    for column in "ABCDEFGH":
        book["people"].merge_cells(f"{column}1:{column}2")

    rows = read(saved(book))

    assert ends(Kind.PERSON, rows) == ["imported"]
    assert ends(Kind.LAYOUT, rows) == [reasons.HEADING, reasons.HEADING]


def test_hidden_rows_and_hidden_sheets_are_read_like_others():
    book = openpyxl.load_workbook(
        io.BytesIO(a_home(residents=[BETTY], notes=[("1.6.26", "AM", "Betty G", "Sang", "AB")]))
    )
    book["notes"].sheet_state = "hidden"
    book["residents"].row_dimensions[3].hidden = True

    rows = read(saved(book))

    assert ends(Kind.PERSON, rows) == ends(Kind.NOTE, rows) == ["imported"]
    assert report(saved(book))["sheets_in_workbook"]["notes"] == "hidden"
