"""Rows to mend or to look at: listed whole in the report, and in a workbook that runs nothing."""

import io

import openpyxl
import pytest
from django.urls import reverse

from governance.services import acting_for
from imports import presentation, services
from tests.imports.homes import (
    ARTHUR,
    AS_OF,
    BETTY,
    NOTES,
    RESIDENTS,
    a_file,
    a_home,
    read,
    report,
    saved,
)
from tests.imports.runs import checked
from tests.people import signed_in

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("http://example.org","click")'
MESSY = {
    "residents": [
        (*BETTY[:5], "999 145 9994", *BETTY[6:]),
        (*ARTHUR[:4], "31/04/1941", "999 145 999?", *ARTHUR[6:]),
        (*ARTHUR[:1], "x" * 101, *ARTHUR[2:5], "ask GP", *ARTHUR[6:]),
    ],
    "notes": [
        ("04/13/2026", "AM", "Betty G", FORMULA, "AB", "+44 loose"),
        ("1.6.26", "ish", "Betty G", "@SUM(1)", "AB"),
        ("2.6.26", "AM", "Betty G", "Sang", "AB"),
    ],
    "staff": [("AB", "Ann Bell")],
}


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def a_messy_home():
    """A home whose workbook holds, as text, what a spreadsheet would run."""
    book = opened(a_home(**MESSY))
    cell = book["notes"]["D3"]
    cell.value, cell.data_type = FORMULA, "s"
    return saved(book)


def test_the_report_lists_every_row_left_out_and_every_row_with_a_warning(cast):
    data = a_messy_home()

    found = services.dry_run(a_file(data), as_of=AS_OF)

    arthur, too_long, month_first = found["rejected_rows"]
    assert (arthur["sheet"], arthur["row"], arthur["reason"]) == (
        "residents", 4, "impossible-date-of-birth",
    )  # fmt: skip
    assert ["D.O.B", "31/04/1941"] in arthur["cells"]
    assert too_long["sentence"] == "A name or a text is longer than the record can hold."
    assert month_first["hint"] == "Perhaps 13 April 2026, with the month first"
    betty, note = found["rows_with_warnings"]
    assert betty["warnings"] == ["NHS number cannot be right and was left out: 999 145 9994"]
    assert ["What happened", "@SUM(1)"] in note["cells"]
    assert (note["sheet"], note["row"]) == ("notes", 4)


def test_the_report_of_a_run_lists_the_same_rows(cast):
    data = a_messy_home()
    dry = services.dry_run(a_file(data), as_of=AS_OF)

    with acting_for(cast.provider.pk):
        written = presentation.reconciliation(checked(data, by=cast.adele))

    for part in ("rejected_rows", "rows_with_warnings", "nhs_numbers_doubted", "rows"):
        assert written[part] == dry[part]


def test_every_doubted_nhs_number_is_in_the_report_as_typed():
    found = report(a_messy_home())

    assert [(one["row"], one["typed"], one["why"]) for one in found["nhs_numbers_doubted"]] == [
        ("residents!3", "999 145 9994", "fail the check digit"),
        ("residents!4", "999 145 999?", "wrong length"),
        ("residents!5", "ask GP", "words"),
    ]


def test_sheets_that_are_not_taken_are_named_and_rows_add_up():
    book = opened(a_messy_home())
    book.create_sheet("Rota").append(("Mon", "Tue"))

    found = report(saved(book))

    assert found["sheets_not_taken"] == [{"sheet": "Rota", "state": "visible", "rows": 1}]
    for sheet in found["rows"].values():
        assert sum(sheet["outcome"].values()) == sheet["rows"]


def test_the_rows_to_mend_are_downloaded_in_the_columns_of_their_sheets(cast, client):
    with acting_for(cast.provider.pk):
        run = checked(a_messy_home(), by=cast.adele)

    answer = signed_in(client, cast.adele).get(reverse("imports:problems", args=[run.pk]))

    book = opened(answer.content)
    assert book.sheetnames == ["residents", "notes"]
    people, notes = book["residents"], book["notes"]
    ours = ("What is wrong", "Row in the workbook")
    assert next(people.values) == (*RESIDENTS, *ours)
    rows = list(notes.values)
    assert rows[0][:7] == (*NOTES, *ours)
    assert rows[1][3] == FORMULA
    assert rows[1][5:] == (
        "The date is not a date that can be. Perhaps 13 April 2026, with the month first", "3",
        "Column F: +44 loose",
    )  # fmt: skip
    assert rows[2][5] == "Not left out, but look: time not understood: ish"


def test_nothing_in_the_rows_to_mend_is_run_by_a_spreadsheet(cast, client):
    with acting_for(cast.provider.pk):
        run = checked(a_messy_home(), by=cast.adele)

    answer = signed_in(client, cast.adele).get(reverse("imports:problems", args=[run.pk]))

    cells = [cell for sheet in opened(answer.content) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value in {FORMULA, "@SUM(1)"})


def test_a_file_without_a_problem_gives_a_workbook_that_says_so(cast, client):
    with acting_for(cast.provider.pk):
        run = checked(a_home(residents=[BETTY]), by=cast.adele)

    answer = signed_in(client, cast.adele).get(reverse("imports:problems", args=[run.pk]))

    assert opened(answer.content).sheetnames == ["Nothing to mend"]


def test_rows_mended_in_the_downloaded_workbook_can_be_brought_again(cast, client):
    with acting_for(cast.provider.pk):
        run = checked(a_home(residents=[(*BETTY[:4], "31/04/1938", *BETTY[5:])]), by=cast.adele)
    answer = signed_in(client, cast.adele).get(reverse("imports:problems", args=[run.pk]))
    book = opened(answer.content)

    book["residents"]["E2"].value = "30/04/1938"
    [_, row] = read(saved(book))

    assert (row.outcome, row.item.kept) == ("imported", ())
