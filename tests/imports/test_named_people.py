"""Lists whose people are named, whose dates have the month first, whose names are in one cell."""

from datetime import UTC, date, datetime

import pytest

from imports import reasons
from imports.files import in_memory
from imports.mapped.source import MappedSource
from imports.mapped.spec import Cell, parsed
from imports.rows import Outcome
from imports.tables.delimited import DelimitedTable
from tests.imports.extracts import AS_OF, as_csv

BETTY = {"Name": "Harding, Betty", "Born": "4.3.38", "Room": "12"}
JEAN = {"Name": "Jean Wood", "Born": "4.3.40", "Room": "1"}
JOAN = {"Name": "Jean Ward", "Born": "4.3.41", "Room": "2"}
PEOPLE = {
    "holds": "person",
    "fields": {"full_name": "Name", "born_on": "Born", "room": "Room"},
}
NOTES = {
    "holds": "note",
    "person": "Who",
    "person_by": "name",
    "repeats": "skip",
    "fields": {"text": "What", "at": "Day", "time": "When", "author": "By"},
}
STAFF = {"holds": "staff", "key": "Initials", "fields": {"name": "Name"}}


def read(people, notes=(), staff=(), **said):
    """The rows of a small home by table, under a mapping with what a test says of its notes."""
    lists = {"people": people, "staff": staff, "notes": notes}
    mapping = parsed({
        "name": "home", "label": "A home",
        "tables": {"people": PEOPLE, "staff": STAFF, "notes": NOTES | said},
    })  # fmt: skip
    tables = [
        DelimitedTable(in_memory(f"{name}.csv", as_csv(list(rows)).encode()))
        for name, rows in lists.items()
        if rows
    ]
    found = {}
    for row in MappedSource(mapping, tables, as_of=AS_OF).rows():
        found.setdefault(row.sheet, []).append(row)
    return found


def a_note(**more):
    return {"Who": "Betty H", "Day": "1.5.26", "When": "9.10am", "What": "Sang", "By": "AB"} | more


@pytest.mark.parametrize("who", ["Harding, Betty", "Betty H", "Rm 12 Betty", "mrs harding"])
def test_somebody_is_known_by_every_form_of_their_name(who):
    rows = read([BETTY, JEAN], [a_note(Who=who)])

    assert rows["notes"][0].item.person == rows["people"][0].ref


@pytest.mark.parametrize(
    ("who", "reason", "hint"),
    [
        ("Jean W", reasons.AMBIGUOUS_PERSON, "Perhaps Jean Ward (people row 3) or Jean Wood"),
        ("Betty Hardng", reasons.UNKNOWN_PERSON, "Perhaps Betty Harding (people row 4)"),
        ("everyone", reasons.NOT_ABOUT_A_PERSON, ""),
        ("", reasons.NO_PERSON, ""),
    ],
)
def test_a_name_that_fits_nobody_or_two_is_refused_with_suggestions(who, reason, hint):
    [row] = read([JEAN, JOAN, BETTY], [a_note(Who=who)])["notes"]

    assert (row.outcome, row.reason) == (Outcome.REJECTED, reason)
    assert row.hint.startswith(hint)


def test_rows_of_somebody_who_was_refused_are_refused_with_them():
    [row] = read([BETTY | {"Born": "31/04/1941"}], [a_note()])["notes"]

    assert row.reason == reasons.PERSON_REJECTED


def test_one_cell_with_the_whole_name_is_told_apart_and_a_guess_is_a_doubt():
    sure, guessed = (row.item for row in read([BETTY, BETTY | {"Name": "Ann Mary Bell"}])["people"])

    assert (sure.surname, sure.given_names) == ("Harding", "Betty")
    assert (guessed.surname, guessed.given_names) == ("Bell", "Ann Mary")
    assert read([BETTY | {"Name": "Ann Mary Bell"}])["people"][0].warnings == (
        f"{reasons.NAME_DIVIDED}: Ann Mary Bell",
    )
    assert read([BETTY | {"Name": "x" * 400}])["people"][0].reason == reasons.NO_NAME


@pytest.mark.parametrize(
    ("when", "at", "part", "doubts"),
    [
        ("9.10am", datetime(2026, 5, 1, 8, 10, tzinfo=UTC), "", ()),
        ("Late", None, "evening", ()),
        ("", None, "", ()),
        ("around 9", None, "", (f"{reasons.TIME_NOT_UNDERSTOOD}: around 9",)),
        ("about 09:10", datetime(2026, 5, 1, 8, 10, tzinfo=UTC), "",
         (f"{reasons.TIME_IN_DOUBT}: about 09:10",)),
    ],
)  # fmt: skip
def test_the_day_and_the_time_stand_in_cells_of_their_own(when, at, part, doubts):
    [row] = read([BETTY], [a_note(When=when)])["notes"]

    assert (row.item.on, row.item.at, row.item.part_of_day) == (date(2026, 5, 1), at, part)
    assert row.warnings == doubts


def test_a_time_without_a_day_is_no_moment():
    assert read([BETTY], [a_note(Day="")])["notes"][0].reason == reasons.NO_DATE


def test_a_column_whose_months_stand_first_is_read_so():
    rows = read([BETTY], [a_note(Day="05/13/2026"), a_note(Day="05/04/2026", What="x")],
                dates={"Day": "month first"})  # fmt: skip

    assert [row.item.on for row in rows["notes"]] == [date(2026, 5, 13), date(2026, 5, 4)]


def test_the_same_row_word_for_word_counts_once_where_rows_have_no_id():
    ends = [row.reason for row in read([BETTY], [a_note(), a_note()])["notes"]]

    assert ends == ["", reasons.EXACT_REPEAT]
    assert [r.reason for r in read([BETTY], [a_note(), a_note()], repeats="keep")["notes"]] == [
        "", "",
    ]  # fmt: skip


def test_initials_of_two_people_name_neither():
    staff = [{"Initials": "AB", "Name": "Ann Bell"}, {"Initials": "JB", "Name": "Jo Bird"},
             {"Initials": "JB", "Name": "Jim Boyd"}]  # fmt: skip

    rows = read([BETTY], [a_note(), a_note(By="JB"), a_note(By="XY")], staff)["notes"]

    assert [row.item.author for row in rows] == ["Ann Bell", "JB", "XY"]
    assert rows[2].warnings == (f"{reasons.STAFF_NOT_HERE}: XY",)


def test_a_cell_gives_the_part_before_a_separator_or_the_rest():
    cells = {"Name": "Green, Betty, Ann"}

    assert Cell("Name", separator=",").read(cells) == ("Green", ())
    assert Cell("Name", separator=",", take="rest").typed(cells) == "Betty, Ann"
    assert Cell("Name", separator="/", take="rest").typed(cells) == ""
