"""Weights in columns of months or days, mapped by hand: as the home's own workbook has them."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from governance.services import acting_for
from imports.adapters import ADAPTERS
from imports.columns import profiles
from imports.files import in_memory, on_disk, unpacked
from imports.mapped.source import MappedSource
from imports.mapped.spec import parsed
from imports.mapping.drafting import finished
from imports.mapping.suggesting import Learnt, draft_of
from imports.models import ImportRun
from imports.rows import Kind
from imports.tables.anything import handed_over
from imports.weighing import when_of
from tests.imports.mapper import UPLOAD, Mapper

AS_OF = date(2026, 10, 31)
PEOPLE = b"Ref,Surname,Forename,Born\nP1,Green,Art,1.2.1940\nP2,Bell,Ann,3.4.1938\n"


def suggested(files):
    """Some files with the mapping that is suggested of them."""
    tables = handed_over(unpacked(files)).tables
    return tables, finished(draft_of(profiles(tables), Learnt(), label="x"))


def rows_of(files, name):
    tables, content = suggested(files)
    found = MappedSource(parsed(content), tables, as_of=AS_OF).rows()
    return [row for row in found if row.sheet == name]


def test_each_filled_cell_is_a_weight_in_the_month_of_its_heading():
    weights = b"Resident,Jan 2026,Feb 2026,Height\nArt Green,62.5,8st 3,1.70\nAnn Bell,,ref,\n"
    files = [in_memory("people.csv", PEOPLE), in_memory("weights.csv", weights)]

    art, ann = rows_of(files, "weights")

    january, february = art.item.notes
    assert (january.on, january.values) == (date(2026, 1, 1), (("weight_kg", "62.5"),))
    assert january.text == "Weighed in January 2026; the day was not written down."
    assert february.text.endswith("Typed as 8st 3.")
    assert (ann.outcome, ann.reason) == ("rejected", "missing-field")


@pytest.mark.django_db
def test_weights_are_previewed_with_their_months(cast, browser, at_once):
    weights = b"Resident,Jan 2026,Feb 2026\nArt Green,62.5,8st 3\n"
    files = [
        SimpleUploadedFile(f"{name}.csv", words)
        for name, words in (("people", PEOPLE), ("weights", weights))
    ]
    with at_once():
        browser.post(
            reverse("imports:upload"),
            UPLOAD | {"export": files, "location": str(cast.home.pk), "read_as": "map"},
        )
    with acting_for(cast.provider.pk):
        mapper = Mapper(browser, cast, ImportRun.objects.get())

    [shown] = [one for one in mapper.page("mapping_preview").context["lists"]
               if one.name == "weights"]  # fmt: skip

    assert shown.rows[0][1] == [("Weights", "1 January 2026, 62.5\n1 February 2026, 52.2")]


def test_a_heading_that_is_a_day_is_the_day():
    weights = b"Resident,01/09/2026,15.9.2026\nArt Green,62.5,hosp\n"
    files = [in_memory("people.csv", PEOPLE), in_memory("weights.csv", weights)]

    [art] = rows_of(files, "weights")

    [weighing] = art.item.notes
    assert (weighing.on, weighing.text) == (date(2026, 9, 1), "")
    assert [doubt.partition(":")[2] for doubt in art.warnings] == [
        " hosp, 15 September 2026, not taken: in hospital"
    ]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("2025 Oct", "October 2025"),
        ("Sept '26", "September 2026"),
        ("January 2026", "January 2026"),
        ("1 January 2026", "January 2026"),
        ("12th March 2026", "12 March 2026"),
        ("31/09/2026", "None"),
        ("31 February 2026", "None"),
        ("Oct", "None"),
        ("Height", "None"),
        ("Maybe 2026", "None"),
    ],
)
def test_a_heading_names_a_month_or_a_day_with_its_year(heading, said):
    assert str(when_of(heading)) == said


def said_of(row):
    return sorted((one.on, one.values, one.text) for one in row.item.notes)


def test_the_home_s_weights_are_read_as_its_own_reader_reads_them():
    [workbook] = Path("tests/samples/legacy/spreadsheet-home").glob("*.xlsx")
    files = on_disk(workbook)
    own = ADAPTERS["spreadsheet_home"].open_source(unpacked(files), as_of=AS_OF)
    expected = {row.number: row for row in own.rows() if row.kind is Kind.MEASUREMENT}

    mapped = {row.number: row for row in rows_of(files, "weights") if row.item}

    taken = {number: row for number, row in expected.items() if row.item}
    assert mapped.keys() == taken.keys()
    assert mapped
    for number, row in mapped.items():
        assert sorted(row.marks) == sorted(taken[number].marks), number
        assert said_of(row) == said_of(taken[number])
