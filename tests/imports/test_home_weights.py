"""A list of weights, a column a month: an entry for each value, or why there is none."""

import io
from datetime import date

import openpyxl
import pytest

from dailycare.models import CareEntry
from imports import reasons
from imports.reconciled import differences
from imports.rows import Kind, Outcome
from tests.imports.homes import ARTHUR, BETTY, a_home, of, read, report, saved
from tests.imports.runs import brought_in, taken_back

MONTHS = ("Resident", "Height", "Nov", "Dec", "Jan", "Feb")


def with_weights(*rows, headings=MONTHS, years=(None, None, "2025", None, "2026")):
    book = openpyxl.load_workbook(io.BytesIO(a_home(residents=[BETTY, ARTHUR])))
    sheet = book.create_sheet("Scales")
    for row in (("MONTHLY",), years, headings, *rows):
        sheet.append(row)
    return saved(book)


def weights(*rows, **about):
    return of(Kind.MEASUREMENT, read(with_weights(*rows, **about)))


def values(row):
    return [(note.on, dict(note.values)["weight_kg"]) for note in row.item.notes]


def test_each_month_is_a_weight_in_kilograms_under_the_year_above_it():
    [row] = weights(("Betty G", "1.60", 52.5, "53kg", "8st 3", "54,5"))

    assert values(row) == [
        (date(2025, 11, 1), "52.5"), (date(2025, 12, 1), "53"), (date(2026, 1, 1), "52.2"),
        (date(2026, 2, 1), "54.5"),
    ]  # fmt: skip
    assert row.item.notes[0].text == "Weighed in November 2025; the day was not written down."
    assert row.item.notes[2].text.endswith("Typed as 8st 3.")
    assert row.marks.count(reasons.IN_STONES) == 1
    assert {note.kind for note in row.item.notes} == {"weight"}


def test_a_year_may_stand_in_the_heading_itself():
    [row] = weights(
        ("Betty G", None, 52, 53, 54), headings=("Name", "MUST", "Nov 2025", "Dec '25", "Jan-26"),
        years=(),
    )  # fmt: skip

    assert [on for on, _ in values(row)] == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1),
    ]  # fmt: skip


def test_a_weight_that_was_not_taken_or_cannot_be_is_left_out_and_said():
    betty, arthur = weights(
        ("Betty G", None, "R", "hosp", 512, 60), ("Arthur B", None, "-", "ref", "ask Ann")
    )

    assert betty.warnings == (
        "weight left out: R, November 2025, not taken: refused",
        "weight left out: hosp, December 2025, not taken: in hospital",
        "weight left out: 512, January 2026, rejected: out of range",
    )  # fmt: skip
    assert values(betty) == [(date(2026, 2, 1), "60")]
    assert (arthur.outcome, arthur.reason) == (Outcome.REJECTED, reasons.MISSING_FIELD)


def test_a_month_without_a_year_or_after_the_export_is_left_out():
    [without] = weights(("Betty G", None, 52, 53, 54, 55), years=())
    [later] = weights(("Betty G", None, 52, 53, 54, 55), years=(None, None, "2026"))

    assert (without.outcome, without.reason) == (Outcome.REJECTED, reasons.MISSING_FIELD)
    assert set(without.marks) == {"rejected: date-without-year"}
    assert (later.marks.count("rejected: future-date"), len(later.item.notes)) == (2, 2)


def test_values_are_counted_one_by_one_and_with_their_row_when_that_is_left_out():
    found = report(with_weights(("Betty G", None, 52, "ref", "8st 3", "x"), ("Nobody", None, 52)))

    assert found["other_sheets"]["Scales"] == {
        "imported": 2, "not taken: refused": 1, "rejected: not understood": 1,
        "of which typed in stones": 1,
    }  # fmt: skip


def test_months_without_a_height_or_a_score_beside_them_are_no_weights():
    rows = read(with_weights(("Betty G", 52, 53, 54), headings=("Resident", "Nov", "Dec", "Jan")))

    assert of(Kind.MEASUREMENT, rows) == []


@pytest.mark.django_db
def test_weights_come_into_the_record_once_and_go_with_their_import(adele):
    run = brought_in(with_weights(("Betty G", None, 52.5, 53)), by=adele)

    kept = CareEntry.objects.filter(kind="weight", standing="current").order_by("happened_on")
    assert [one.values for one in kept] == [{"weight_kg": 52.5}, {"weight_kg": 53}]
    assert differences(run) == []

    newer = brought_in(with_weights(("Betty G", None, 52.5, 53, 54)), by=adele)
    assert kept.all().count() == 3

    taken_back(newer, by=adele)
    assert kept.all().count() == 2

    taken_back(run, by=adele)
    assert not kept.all().exists()
