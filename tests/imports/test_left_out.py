"""Rows that are left out say whose they were, and are counted with that person."""

import pytest

from imports import comparison
from imports.models import ImportRow, ReconciledPerson
from imports.sampling import sample_of
from tests.imports.extracts import ART, AT_HOME, NOTE, rondel
from tests.imports.runs import NOTES, brought_in, brought_in_files, small_home
from tests.imports.test_mending import as_file, downloaded, rows_of

pytestmark = pytest.mark.django_db
WRONG_DAY = NOTE | {"NoteID": "2", "EventTime": "31/02/2026 08:00"}
OF_NOBODY = NOTE | {"NoteID": "3", "ClientID": "CL9"}
TWICE = [NOTE, NOTE]
SAME_ID = NOTE | {"NoteText": "Ate nothing"}
REFUSED = ART | {"ClientID": "CL2", "ClientRef": "X", "Forename": "Zed", "DateOfBirth": "1/1/2099"}
OF_REFUSED = NOTE | {"NoteID": "4", "ClientID": "CL2"}


def whose(run):
    """Of each row that was left out why, and whether it is known whose it was."""
    rows = ImportRow.objects.filter(run=run, outcome__in=["rejected", "skipped"])
    return [(row.reason, row.person_id is not None) for row in rows.order_by("position")]


def by_person(run):
    """Of everybody how many rows are about them, and how many of those were left out."""
    people = ReconciledPerson.objects.filter(run=run).order_by("name")
    return {one.name: (one.rows, one.left_out) for one in people}


def test_a_row_that_cannot_be_read_counts_with_its_person(adele):
    run = brought_in_files(rondel(notes=[NOTE, WRONG_DAY]), by=adele)

    assert whose(run) == [("impossible-date", True)]
    assert by_person(run) == {"Art Green": (4, 1)}


@pytest.mark.parametrize(
    ("notes", "reason"), [(TWICE, "exact repeat"), ([NOTE, SAME_ID], "duplicate-id-conflict")]
)
def test_a_row_that_came_before_counts_with_its_person(adele, notes, reason):
    run = brought_in_files(rondel(notes=notes), by=adele)

    assert whose(run) == [(reason, True)]
    assert by_person(run) == {"Art Green": (4, 1)}


def test_rows_of_nobody_and_of_those_who_were_left_out_themselves_count_with_nobody(adele):
    run = brought_in_files(
        rondel(
            clients=[ART, REFUSED],
            addresses=[AT_HOME, AT_HOME | {"AddressID": "AD2", "ClientID": "CL2"}],
            notes=[NOTE, OF_NOBODY, OF_REFUSED],
        ),
        by=adele,
    )

    assert {is_known for _, is_known in whose(run)} == {False}
    assert len(whose(run)) == 4
    assert by_person(run) == {"Art Green": (3, 0)}


def test_a_workbook_says_whose_its_rows_were_too(adele):
    wrong = [("31.2.26", "0830", "Betty G", "Sang", "AB"), NOTES[0], ("1.6.26", "AM", "Zz", "x")]
    run = brought_in(small_home(notes=[*NOTES, *wrong]), by=adele)

    assert whose(run)[-3:] == [
        ("impossible-date", True), ("exact repeat", True), ("unknown-person", False),
    ]  # fmt: skip
    assert by_person(run)["Elizabeth Green"] == (7, 2)


def test_somebody_with_rows_left_out_is_looked_at_by_eye(adele):
    wrong = ("31.2.26", "0830", "Betty G", "Sang", "AB")
    run = brought_in(small_home(notes=[*NOTES, wrong]), by=adele)

    chosen = {one.name: why for one, why in sample_of(run)}
    betty = next(one for one in comparison.as_report(run)["people_in_the_record"]
                 if one["name"] == "Elizabeth Green")  # fmt: skip

    assert "rows left out" in chosen["Elizabeth Green"]
    assert (betty["left_out"], betty["expected"], betty["found"]) == (1, 5, 5)


def test_a_row_that_was_mended_and_is_still_wrong_counts_with_its_person(adele):
    run = brought_in_files(rondel(notes=[NOTE | {"StaffID": "J.B."}, WRONG_DAY]), by=adele)

    again = brought_in_files(as_file(rows_of(downloaded(run))), by=adele)

    assert whose(again) == [("impossible-date", True)]
    assert by_person(again) == {"Art Green": (1, 1)}
