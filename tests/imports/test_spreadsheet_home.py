"""Other homes' workbooks: other columns, other places, other defects, the same rules."""

import io
from datetime import datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.errors import UnreadableFile
from imports.rows import Kind, Outcome
from imports.spreadsheet_home import adapter
from tests.imports.homes import (
    ARTHUR,
    AS_OF,
    BETTY,
    RESIDENTS,
    a_file,
    a_home,
    of,
    read,
    report,
    saved,
    the_sample_rearranged,
)
from tests.imports.test_sample_workbook import EXPECTED


@pytest.mark.parametrize("seed", range(2))
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
        adapter.ADAPTER.open_source(a_file(a_home(notes=[])), as_of=AS_OF)


JUNK = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
    st.sampled_from(["?", "Date", "Betty G", "31/06/26", "=1/0", "w/c 1.6.26", "Total", "0830"]),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(min_value=datetime(1900, 3, 1), max_value=datetime(9999, 1, 1)),  # noqa: DTZ001 - a workbook knows no zones
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
