"""What columns hold, told from their first rows."""

import pytest

from imports.columns import Looks, profile_from, profiles
from imports.dates import DAY_FIRST, MONTH_FIRST
from imports.files import in_memory
from imports.tables.delimited import DelimitedTable
from tests.imports.extracts import as_csv


def a_table(name, *rows):
    return DelimitedTable(in_memory(f"{name}.csv", as_csv(list(rows)).encode()))


def a_column(*values, name="It"):
    rows = [{"Row": f"r{number}", name: value} for number, value in enumerate(values)]
    [profile] = profiles([a_table("list", *rows)])
    return profile.column(name)


@pytest.mark.parametrize(
    ("values", "looks"),
    [
        (["", ""], Looks.EMPTY),
        (["Y", "n"], Looks.YES_NO),
        (["999 000 0018", "9990000018"], Looks.NHS_NUMBER),
        (["AM call", "PM call", "AM call", "PM call"], Looks.CODES),
        (["4.3.26", "1st May 2026"], Looks.DATE),
        (["2026-03-04 08:30", "04/03/2026 8.30am"], Looks.MOMENT),
        (["08:30", "Late", "0915"], Looks.TIME),
        (["art@example.org", "b@example.org"], Looks.EMAIL),
        (["HB1 1AA", "hb12 2ab"], Looks.POSTCODE),
        (["01632 960 395", "0191 498 0311"], Looks.PHONE),
        (["AB", "cd", "EF/GH", "ij", "kl"], Looks.INITIALS),
        ([f"CL{n}" for n in range(9)], Looks.ID),
        (["x " * 60, "y"], Looks.WORDS),
        (["x " * 120, "y"], Looks.LONG),
        (["One thing", "Another one", "A third", "And more", "Yet more"], Looks.WORDS),
    ],
)
def test_a_column_is_what_its_values_look_like(values, looks):
    column = a_column(*values)

    assert column.looks is looks


def test_days_as_excel_counts_them_are_dates_where_the_heading_says_so():
    assert a_column("45000", "45001", name="Date of visit").looks is Looks.DATE
    assert a_column("45000", "45001", "45002", "45003", "45004", name="Ref").looks is Looks.ID


@pytest.mark.parametrize(
    ("values", "style", "doubt"),
    [
        (["13/02/2026", "14/03/2026"], DAY_FIRST, ""),
        (["03/13/2026", "02/14/2026"], MONTH_FIRST, "2 can only be so: no month has such a number"),
        (["03/04/2026", "02/05/2026"], DAY_FIRST, "each of these dates can be read in both ways"),
        (["13/04/2026", "14/05/2026", "02/15/2026"], DAY_FIRST, "1 can only be read month first"),
        (["04/13/2026", "05/14/2026", "15/02/2026"], MONTH_FIRST, "1 can only be read day first"),
        (["2026-03-04", "4 March 2026"], DAY_FIRST, ""),
    ],
)
def test_a_column_of_dates_has_one_style_and_says_what_speaks_against_it(values, style, doubt):
    column = a_column(*values)

    assert (column.style, column.doubt) == (style, doubt)


def test_a_column_is_counted_and_shows_examples_without_door_codes():
    column = a_column("key safe 1234", "Ring", "Ring", "")

    assert (column.filled, column.distinct, column.longest) == (3, 2, 13)
    assert column.examples == ("key safe [code kept apart]", "Ring")


def test_a_list_of_codes_is_kept_with_its_numbers():
    assert a_column("CALL", "MEDS", "CALL").codes == {"CALL": 2, "MEDS": 1}


def test_the_key_tells_rows_apart_and_other_tables_point_at_it():
    clients = a_table("clients", *[{"ClientID": f"CL{n}", "Name": f"N {n}"} for n in range(20)])
    notes = a_table("notes", *[
        {"NoteID": f"N{n}", "Client": f"CL{n % 15}", "Text": "well", "Other": f"x{n}"}
        for n in range(60)
    ])  # fmt: skip

    of_clients, of_notes = profiles([clients, notes])

    assert (of_clients.key, of_notes.key) == ("ClientID", "NoteID")
    assert of_notes.points_at == {"Client": "clients"}
    assert of_clients.points_at == {}
    assert of_notes.column("Nothing") is None


def test_few_rows_point_where_the_heading_is_the_same():
    clients, notes = profiles([
        a_table("clients", {"ClientID": "CL1"} | {"Name": "A"}, {"ClientID": "CL2", "Name": "B"}),
        a_table("notes", *[{"NoteID": f"N{n}", "ClientID": f"CL{n}"} for n in (1, 2, 3, 4, 5)]),
    ])  # fmt: skip

    assert clients.key == "ClientID"
    assert notes.points_at == {}


def test_a_table_without_rows_holds_nothing():
    [profile] = profiles([a_table("empty", {"A": "", "B": ""})])

    assert (profile.key, profile.looked_at) == ("", 0)


def test_a_profile_is_kept_as_json():
    [profile] = profiles([a_table("list", {"Id": "a1", "When": "4.3.26"})])

    assert profile_from(profile.as_dict()) == profile


def test_of_very_many_columns_the_first_are_looked_at():
    wide = {f"C{number}": "x" for number in range(200)}

    assert len(profiles([a_table("wide", wide)])[0].columns) == 150
