"""Whom a row of a person joins, by what somebody decided."""

from datetime import date

import pytest

from imports.joining import Joining, words_of
from imports.rows import ImportedNote, ImportedPerson, Kind, Outcome, ReadRow

BORN = date(1940, 3, 2)


def somebody(number, **more):
    person = ImportedPerson(f"people!{number}", "Green", "Art", BORN, source_id=f"CL{number}")
    for name, value in more.items():
        object.__setattr__(person, name, value)
    return ReadRow("people", number, Kind.PERSON, Outcome.IMPORTED, item=person)


def joined(rows, *pairs, **was_made):
    """Whom each person of some rows joins."""
    joining = Joining(pairs, key_of=lambda row: row.item.source_id, was_made=was_made, as_of=BORN)
    return [row.item.joins for row in joining.rows(rows)]


@pytest.mark.parametrize("pair", [("CL1", "CL2"), ("CL2", "CL1")])
def test_the_later_row_joins_the_earlier_whichever_was_named_first(pair):
    assert joined([somebody(1), somebody(2)], pair) == ["", "people!1"]


def test_three_who_are_one_all_join_the_first():
    rows = [somebody(1), somebody(2), somebody(3)]

    assert joined(rows, ("CL3", "CL2"), ("CL2", "CL1")) == ["", "people!1", "people!1"]


def test_who_is_one_with_somebody_on_record_joins_them_before_any_row():
    rows = [somebody(1), somebody(2)]

    assert joined(rows, ("record:abc", "CL2"), ("CL1", "CL2")) == ["abc", "abc"]


def test_a_row_whose_partner_came_in_before_joins_what_that_became():
    assert joined([somebody(2)], ("CL1", "CL2"), CL1="abc") == ["abc"]


def test_nobody_joins_anybody_without_a_decision():
    assert joined([somebody(1), somebody(2)]) == ["", ""]
    assert joined([somebody(1), somebody(2)], ("CL3", "CL4")) == ["", ""]


def test_rows_of_anything_else_pass_as_they_are():
    note = ImportedNote("people!1", "Slept", BORN)
    row = ReadRow("notes", 1, Kind.NOTE, Outcome.IMPORTED, item=note)
    joining = Joining([("CL1", "CL2")], key_of=lambda row: "", was_made={}, as_of=BORN)

    assert list(joining.rows([row])) == [row]


def test_what_a_joining_row_says_is_kept_under_its_headings():
    row = somebody(2, nhs_typed="999 145 9995", kept=(("Religion", "C of E"),),
                   fields=(("phone", "07700 900345"),))  # fmt: skip

    words = words_of(row, row.item)

    assert words.splitlines() == [
        "From the old system, people row 2, said to be the same person",
        "Name: Art Green",
        "Born: 1940-03-02",
        "NHS number: 999 145 9995",
        "Number there: CL2",
        "phone: 07700 900345",
        "Religion: C of E",
    ]
