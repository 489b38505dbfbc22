"""Sheets of a workbook as tables, and tables of whatever is handed over."""

from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.comments import Comment

from imports import reasons
from imports.errors import UnreadableFile
from imports.files import in_memory
from imports.sheet import Sheet, Span
from imports.tables.anything import handed_over
from imports.tables.sheets import HEADING_ABOVE, IN_THE_MARGIN, SheetTable, sheets_of
from tests.imports.homes import saved


def a_sheet(*rows, merged=(), comment="", **more):
    """A sheet as a table, with these rows and merged cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "People"
    for row in rows:
        sheet.append(row)
    for span in merged:
        sheet.merge_cells(span)
    if comment:
        sheet["A3"].comment = Comment(comment, "Sandra")
    [table] = sheets_of(in_memory("home.xlsx", saved(book)))
    return table


# As a workbook gives it: without a time zone.
AT_HALF_PAST_EIGHT = datetime.combine(date(2026, 4, 3), time(8, 30))
HEADS = ("Name", "Born", "Room")


def lines(table):
    return [(row.problem, row.values) for row in table.rows()]


def test_headings_stand_below_a_title_and_every_row_is_said():
    table = a_sheet(("OUR RESIDENTS 2026",), (), HEADS, ("Betty", "4.3.38", 12))

    assert (table.name, table.columns, table.about) == ("people", HEADS, 3)
    assert lines(table) == [
        (reasons.HEADING, {"Name": "OUR RESIDENTS 2026"}),
        (reasons.HEADING, dict(zip(HEADS, HEADS, strict=True))),
        ("", {"Name": "Betty", "Born": "4.3.38", "Room": "12"}),
    ]


def test_headings_typed_again_totals_and_advice_are_no_rows():
    table = a_sheet(
        HEADS, ("Betty", "4.3.38", 12), ("w/c 4th May",), HEADS, ("Total", None, 1), ("NB ask",)
    )

    assert [problem for problem, _ in lines(table)] == [
        reasons.HEADING, "", reasons.HEADING, reasons.HEADING, reasons.TOTAL, reasons.REMARK,
    ]  # fmt: skip


def test_a_heading_across_the_sheet_is_said_of_the_rows_below_it():
    table = a_sheet(
        HEADS, ("FIRST FLOOR",), ("Betty", "4.3.38", 12), ("w/c 4 May",), ("Art", "1.1.40", 3),
        merged=["A2:C2", "A4:C4"],
    )  # fmt: skip

    assert table.columns == (*HEADS, HEADING_ABOVE)
    assert [values.get(HEADING_ABOVE) for problem, values in lines(table) if not problem] == [
        "FIRST FLOOR", "FIRST FLOOR",
    ]  # fmt: skip


def test_a_name_alone_is_a_row_like_the_others():
    assert lines(a_sheet(HEADS, ("Betty", "4.3.38", 12), ("Mrs Green",)))[-1] == (
        "", {"Name": "Mrs Green"},
    )  # fmt: skip


def test_what_is_merged_down_belongs_to_every_row():
    table = a_sheet(HEADS, ("Betty", "a", 1), (None, "b", 2), merged=["A2:A3"])

    assert [values["Name"] for _, values in lines(table)[1:]] == ["Betty", "Betty"]


def test_the_year_above_a_group_of_columns_tells_them_apart():
    table = a_sheet(
        ("WEIGHTS",), ("Name", 2025, None, 2026), (None, "Nov", "Dec", "Nov"), ("Art", 1, 2, 3),
        merged=["A2:A3", "B2:C2"],
    )  # fmt: skip

    assert table.columns == ("Name", "2025 Nov", "2025 Dec", "Nov")


def test_comments_and_formulas_without_result_are_not_lost():
    table = a_sheet(HEADS, ("Betty", "4.3.38", 1), ("Art", "=1+", 2), comment="ask his son")

    assert table.columns == (*HEADS, IN_THE_MARGIN)
    assert lines(table)[-1][1][IN_THE_MARGIN] == f"Name: ask his son\nBorn: {reasons.FORMULA}"


def test_dates_are_said_with_the_month_in_words_so_that_none_is_turned_round():
    table = a_sheet(HEADS, (date(2026, 4, 3), AT_HALF_PAST_EIGHT, time(8, 30)))

    assert list(lines(table)[-1][1].values()) == ["3 April 2026", "3 April 2026 08:30", "08:30"]


def test_a_sheet_without_headings_is_read_from_its_first_row():
    table = a_sheet((1, 2), (3, 4), (5,))

    assert (table.header, table.columns) == (0, ("Column A", "Column B"))
    assert [values for _, values in lines(table)] == [
        {"Column A": "1", "Column B": "2"}, {"Column A": "3", "Column B": "4"}, {"Column A": "5"},
    ]  # fmt: skip


def test_a_comment_beside_an_unused_column_names_it_by_its_letter():
    sheet = Sheet("x", "visible", {1: {1: "Name", 2: "Room"}, 2: {1: "Art", 2: "1"}},
                  spans=(Span(5, 6, 1, 1),), comments={(2, 9): "left"})  # fmt: skip

    assert list(SheetTable(sheet).rows())[1].values[IN_THE_MARGIN] == "I: left"


def test_tables_are_made_of_whatever_is_handed_over():
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(("Who", "What"))
    book.create_sheet("Empty")
    files = [
        in_memory("notes.csv", b"Who,What\nArt,Sang\n"),
        in_memory("home.xlsx", saved(book)),
        in_memory("people-0001.ndjson", b'{"id": "1"}\n'),
        in_memory("people-0002.ndjson", b'{"id": "2"}\n'),
        in_memory("2026.json", b'[{"id": "2"}]'),
        in_memory("letter.pdf", b"%PDF-1.4"),
        in_memory("empty.csv", b""),
        in_memory("words.csv", b"no list at all"),
    ]

    handed = handed_over(files)

    assert [table.name for table in handed.tables] == ["notes", "notes (2)", "people", "2026"]
    again = handed.tables[1]
    assert (again.columns, again.about, len(list(again.rows()))) == (("Who", "What"), 1, 1)
    assert [len(list(table.rows())) for table in handed.tables[2:]] == [2, 1]
    assert [file.name for file in handed.beside] == ["letter.pdf", "empty.csv", "words.csv"]


def test_a_damaged_workbook_is_refused_with_a_sentence():
    with pytest.raises(UnreadableFile, match="picture"):
        handed_over([in_memory("home.xlsx", b"\x89PNG")])
