"""A workbook that LibreOffice saved, or an old Excel, is the same workbook."""

import io
import random
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
import xlwt

from imports import old_excel, sheet
from imports.errors import UnreadableFile
from imports.files import in_memory
from imports.opendocument import MAX_IN_A_ROW
from imports.reconciliation import Reconciliation
from imports.spreadsheet_home import adapter
from imports.workbook import read_workbook
from tests.imports.damage import bytes_harmed
from tests.imports.homes import ARTHUR, BETTY, a_home
from tests.imports.resaved import as_ods, as_xls, packed_ods
from tests.imports.test_sample_workbook import EXPECTED, WORKBOOK

NOT_WHOLE = "This is an older Office file, but no whole workbook. Choose the workbook."
LOCKED = (
    "This workbook is locked with a password. "
    "Open it, remove the password, save it, and choose the new file."
)
DAMAGED = (
    "This workbook is damaged or cut short and cannot be read. "
    "Open it in your spreadsheet program, save it again as .xlsx, and choose the new file."
)
CELLS = (
    "This workbook has more than 400,000 cells, the most we can read. "
    "Split it, or delete formatting far outside your lists."
)
TOO_LONG = (
    "Cell A1 of the sheet “One” holds more than 1,000,000 characters, the most we can read. "
    "The file was not opened."
)
FORMATS = (
    "This workbook has far more formats, links and comments than lists need. "
    "Copy the words alone into a new workbook, and choose that."
)


@pytest.fixture(scope="module", params=["ods", "xls"])
def resaved(request):
    """The sample in another format, with its ending."""
    return request.param, {"ods": as_ods, "xls": as_xls}[request.param](WORKBOOK.read_bytes())


def test_the_sample_in_another_format_ends_as_its_expected_json_says(resaved):
    ending, data = resaved
    files = [in_memory(f"home.{ending}", data)]
    assert adapter.ADAPTER.takes(files)

    source = adapter.ADAPTER.open_source(files, as_of=date.fromisoformat(EXPECTED["as_of"]))
    reconciliation = Reconciliation()
    for row in source.rows():
        reconciliation.add(row)
    report = reconciliation.as_dict(source.sheets)

    for part in ("sheets_in_workbook", "people", "notes", "event_times"):
        assert report[part] == EXPECTED[part]
    for name in ("Contacts", "Allergies"):
        assert report["other_sheets"][name] == EXPECTED["other_sheets"][name]


def test_every_sheet_holds_the_same_cells(resaved):
    _, data = resaved

    for one, other in zip(read_workbook(WORKBOOK.read_bytes()), read_workbook(data), strict=True):
        assert (one.title, one.state, one.rows) == (other.title, other.state, other.rows)
        assert sorted(map(str, one.spans)) == sorted(map(str, other.spans))


def test_comments_and_formulas_without_a_result_are_kept_from_an_opendocument_sheet():
    sheets = zip(
        read_workbook(WORKBOOK.read_bytes()),
        read_workbook(as_ods(WORKBOOK.read_bytes())),
        strict=True,
    )

    for one, other in sheets:
        assert (one.comments, one.without_result) == (other.comments, other.without_result)


def a_table(rows):
    return packed_ods(f'<table:table table:name="One">{rows}</table:table>')


def a_row(*cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def a_cell(kind, shown="", **about):
    said = " ".join(f'office:{name.replace("_", "-")}="{value}"' for name, value in about.items())
    return f'<table:table-cell office:value-type="{kind}" {said}>{shown}</table:table-cell>'


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (a_cell("float", value="71.5"), 71.5),
        (a_cell("percentage", value="1"), 1),
        (a_cell("boolean", boolean_value="true"), True),
        (a_cell("date", date_value="2026-10-31"), datetime(2026, 10, 31)),  # noqa: DTZ001 - as typed
        (a_cell("date", date_value="2026-02-31"), "2026-02-31"),
        (a_cell("time", time_value="PT08H30M00S"), time(8, 30)),
        (a_cell("time", time_value="PT30H00M00S"), timedelta(hours=30)),
        (a_cell("time", time_value="half past"), "half past"),
        (a_cell("string", string_value="said"), "said"),
        (a_cell("string", "<text:p>one<text:line-break/>two</text:p><text:p>three</text:p>"),
         "one\ntwo\nthree"),
        (a_cell("string", '<text:p>a<text:s text:c="3"/>b<text:tab/><text:a>c</text:a></text:p>'),
         "a   b\tc"),
        (a_cell("string", "<text:list><text:list-item><text:p>in a list</text:p></text:list-item>"
                "</text:list>"), "in a list"),
        (a_cell("string", "<text:p>Ann <office:annotation><text:p>not this</text:p>"
                "</office:annotation>rang</text:p>"), "Ann rang"),
        (a_cell("string", "<text:p>Sheet <text:sheet-name>One</text:sheet-name> of two</text:p>"),
         "Sheet One of two"),
    ],
)  # fmt: skip
def test_a_cell_of_an_opendocument_sheet_is_what_it_says(cell, value):
    [read] = read_workbook(a_table(a_row(cell)))

    assert read.rows == {1: {1: value}}


def test_an_error_is_a_formula_without_a_result():
    error = (
        '<table:table-cell xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:'
        'calcext:1.0" office:value-type="string" c:value-type="error"><text:p>#REF!</text:p>'
        "</table:table-cell>"
    )

    [read] = read_workbook(a_table(a_row(error)))

    assert (read.rows, read.without_result) == ({}, {(1, 1)})


def test_cells_and_rows_that_come_several_times_are_counted():
    cell = '<table:table-cell office:value-type="float" office:value="7" '
    blank = '<table:table-row table:number-rows-repeated="5"/>'
    twice = f'{cell}table:number-columns-repeated="2"/>'

    [read] = read_workbook(
        a_table(f'{blank}<table:table-row table:number-rows-repeated="2">{twice}</table:table-row>')
    )

    assert read.rows == {6: {1: 7, 2: 7}, 7: {1: 7, 2: 7}}


def repeated(rows="1", columns="1"):
    return a_table(
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'office:value-type="float" office:value="7" table:number-columns-repeated="{columns}"/>'
        "</table:table-row>"
    )


HOSTILE = {
    "a million times": (repeated(rows="1048576"), CELLS),
    "more rows than a sheet has": (repeated(rows="999999999"), CELLS),
    "more columns than a sheet has": (repeated(columns="999999999"), DAMAGED),
    "a negative count": (repeated(rows="-1"), DAMAGED),
    "blank rows without end": (
        a_table('<table:table-row table:number-rows-repeated="999999999"/>' * 2), DAMAGED,
    ),
    "no such number": (a_table(a_row(a_cell("float", value="many"))), DAMAGED),
    "a merge across everything": (
        a_table(a_row('<table:table-cell table:number-rows-spanned="1000000" '
                      'table:number-columns-spanned="1000"/>')), CELLS,
    ),
    "a row of nothing but elements": (
        a_table(a_row("<table:table-cell/>" * (MAX_IN_A_ROW + 1))), FORMATS,
    ),
    "XML that breaks off": (packed_ods("<table:table>"), DAMAGED),
    "XML nested deeply": (a_table("<text:p>" * 99 + "</text:p>" * 99), DAMAGED),
    "locked": (
        packed_ods("", manifest="<m><encryption-data/></m>"), LOCKED,
    ),
    "no manifest": (
        as_ods(WORKBOOK.read_bytes()).replace(b"META-INF/manifest.xml", b"META-INF/manifest.xmk"),
        DAMAGED,
    ),
    "a very long cell": (
        a_table(a_row(a_cell("string", f"<text:p>{'ab' * 600_000}</text:p>"))),
        TOO_LONG,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_opendocument_workbook_is_refused_with_a_sentence(kind):
    data, sentence = HOSTILE[kind]

    with pytest.raises(UnreadableFile) as refused:
        read_workbook(data)

    assert str(refused.value) == sentence


def test_entities_in_an_opendocument_workbook_are_not_opened():
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed_ods(""))) as made, zipfile.ZipFile(target, "w") as new:
        for part in made.infolist():
            is_content = part.filename == "content.xml"
            bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
            new.writestr(part, bomb if is_content else made.read(part))

    with pytest.raises(UnreadableFile, match="XML entities"):
        read_workbook(target.getvalue())


SMALL = as_xls(a_home(residents=[BETTY, ARTHUR]))


def test_an_error_a_truth_and_a_time_in_an_old_workbook():
    book = xlwt.Workbook()
    one = book.add_sheet("One")
    one.row(0).set_cell_error(0, "#REF!")
    one.write(0, 1, True)  # noqa: FBT003 - what the cell holds
    one.write(0, 2, time(8, 30), xlwt.easyxf(num_format_str="HH:MM"))
    one.write(0, 3, 99_999_999, xlwt.easyxf(num_format_str="DD/MM/YYYY"))
    one.write(0, 4, " ")
    target = io.BytesIO()
    book.save(target)

    [read] = read_workbook(target.getvalue())

    assert read.rows == {1: {2: True, 3: time(8, 30), 4: 99_999_999.0}}
    assert read.without_result == {(1, 1)}


OLD_REFUSED = {
    "cut short": (SMALL[:2_000], NOT_WHOLE),
    "locked": (SMALL.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1), LOCKED),
    "its directory alone": (
        SMALL[:512] + bytes(3_000) + "Workbook".encode("utf-16-le"), DAMAGED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", OLD_REFUSED)
def test_a_broken_old_workbook_is_refused_with_a_sentence(kind):
    data, sentence = OLD_REFUSED[kind]

    with pytest.raises(UnreadableFile) as refused:
        read_workbook(data)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("limit", ["MAX_FORMATS", "MAX_RECORDS"])
def test_an_old_workbook_of_too_many_records_is_refused(monkeypatch, limit):
    monkeypatch.setattr(old_excel, limit, 1)

    with pytest.raises(UnreadableFile) as refused:
        read_workbook(SMALL)

    assert str(refused.value) == FORMATS


def test_an_old_workbook_of_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_CELLS", 3)

    with pytest.raises(UnreadableFile, match="more than 3 cells"):
        read_workbook(SMALL)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("data", [SMALL, as_ods(a_home(residents=[BETTY]))], ids=["xls", "ods"])
def test_bytes_that_were_harmed_are_read_or_refused(data, seed):
    chance = random.Random(seed)
    ends = {ending_of(bytes_harmed(data, chance)) for _ in range(60)}

    assert ends <= {"read", "refused"}


def ending_of(data):
    try:
        read_workbook(data)
    except UnreadableFile as refused:
        return "refused" if str(refused).endswith(".") else str(refused)
    return "read"
