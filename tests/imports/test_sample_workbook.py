"""The sample workbook ends exactly as its expected.json says."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from imports.adapters import ADAPTERS
from imports.files import on_disk
from imports.reconciliation import Reconciliation
from imports.rows import Outcome

FOLDER = Path(__file__).parents[1] / "samples" / "legacy" / "spreadsheet-home"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
[WORKBOOK] = FOLDER.glob("*.xlsx")


@pytest.fixture(scope="module")
def source():
    as_of = date.fromisoformat(EXPECTED["as_of"])
    return ADAPTERS["spreadsheet_home"].open_source(on_disk(WORKBOOK), as_of=as_of)


@pytest.fixture(scope="module")
def rows(source):
    return list(source.rows())


@pytest.fixture(scope="module")
def report(source, rows):
    reconciliation = Reconciliation()
    for row in rows:
        reconciliation.add(row)
    return reconciliation.as_dict(source.sheets)


def test_the_sample_is_the_one_the_counts_were_measured_from():
    data = WORKBOOK.read_bytes()

    assert EXPECTED["files"][WORKBOOK.name] == {
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


@pytest.mark.parametrize("part", ["local_time_zone", "sheets_in_workbook", "notes", "event_times"])
def test_each_part_of_the_report_is_exactly_as_expected(report, part):
    assert report[part] == EXPECTED[part]


def test_people_are_exactly_as_expected(report):
    assert report["nhs_number_on_different_people"] == []
    assert report["people"] == EXPECTED["people"]


@pytest.mark.parametrize("sheet", ["Contacts", "Allergies", "Care Plans", "Falls log", "Weights"])
def test_what_belongs_to_people_is_exactly_as_expected(report, sheet):
    assert report["other_sheets"][sheet] == EXPECTED["other_sheets"][sheet]


def test_the_people_to_check_by_hand_have_the_notes_expected(report):
    found = {person["name"]: person for person in report["named_people"]}

    assert [found[person["name"]] for person in EXPECTED["named_people"]] == (
        EXPECTED["named_people"]
    )


def test_every_row_that_holds_anything_ends_exactly_once(source, rows):
    ended = [row.ref for row in rows]

    assert len(ended) == len(set(ended)) == sum(sheet.rows for sheet in source.sheets)


def test_every_row_that_was_left_out_says_why(rows):
    assert all(row.reason for row in rows if row.outcome is not Outcome.IMPORTED)
    assert all(row.item and not row.reason for row in rows if row.outcome is Outcome.IMPORTED)


def test_sheets_and_columns_not_taken_yet_are_named_with_their_rows(report):
    left = {
        title: sheet["rows"]
        for title, sheet in report["rows"].items()
        if "not taken" in sheet["outcome"] and sheet["taken_as"] == "other"
    }

    assert left == {
        "DNACPR list": 36,
        "Lists": 3,
    }
    assert report["rows"]["Residents"]["columns_not_taken"] == ["DNACPR?"]


def test_advice_totals_and_cell_comments_are_in_the_report(report):
    words = {entry["row"]: entry["words"] for entry in report["not_records"]}

    assert words["Residents!64"].startswith("NB Jean W and Jean W")
    assert words["Daily Notes!2884"].startswith("TOTAL NOTES")
    assert [comment["cell"] for comment in report["comments"]] == ["Residents!11", "Residents!17"]
