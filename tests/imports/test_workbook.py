"""Files that are not workbooks, and workbooks that mean harm, get one sentence and nothing more."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from imports import packages, sheet, workbook
from imports.errors import UnreadableFile
from imports.workbook import read_workbook
from tests.imports.test_sample_workbook import WORKBOOK


def packed(**parts: bytes) -> bytes:
    """A zip with these parts, `__` in a name standing for a slash and `_dot_` for a full stop."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The smallest real workbook with one of its parts replaced."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SMALLEST)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for part in source.infolist():
            package.writestr(part, content if part.filename == name else source.read(part))
    return target.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


SMALLEST = saved(openpyxl.Workbook())
SHEET = "xl/worksheets/sheet1.xml"
OPENING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
FILES_REFUSED = {
    "empty": (b"", "empty"),
    "a PNG": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "picture (PNG)"),
    "a JPEG": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "picture (JPEG)"),
    "a GIF": (b"GIF89a", "picture (GIF)"),
    "a PDF": (b"%PDF-1.7", "PDF"),
    "text": (b"Surname,First name\nGreen,Art\n", "not a workbook"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "older Office file"),
    "a locked workbook": (
        b"\xd0\xcf\x11\xe0" + b"\0" * 100 + "EncryptedPackage".encode("utf-16-le"),
        "password",
    ),
    "another zip": (packed(readme_dot_txt=b"hello"), "not an Excel workbook"),
    "an OpenDocument sheet": (packed(content_dot_xml=b"<a/>"), "not an Excel workbook"),
    "a zip cut short": (SMALLEST[:900], "damaged or cut short"),
    "broken XML": (with_part(SHEET, OPENING + b"<sheetData>"), "damaged or cut short"),
    "entities": (with_part(SHEET, DOCTYPE + OPENING + b"&b;</worksheet>"), "XML entities"),
    "deep XML": (with_part(SHEET, b"<a>" * 5000 + b"</a>" * 5000), "damaged or cut short"),
    "a workbook of nothing": (packed(xl__workbook_dot_xml=b"<workbook/>"), "damaged or cut short"),
    "a bomb": (with_part(SHEET, b" " * (packages.MAX_UNPACKED_BYTES + 1)), "far more"),
    "many parts": (packed(**{f"p{n}": b"" for n in range(packages.MAX_PARTS + 1)}), "far more"),
    "a merge across everything": (
        with_part(
            SHEET,
            OPENING + b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
            b"</worksheet>",
        ),
        "cells",
    ),
}


@pytest.mark.parametrize("kind", FILES_REFUSED)
def test_a_file_that_is_no_workbook_gets_one_sentence(kind):
    data, words = FILES_REFUSED[kind]

    with pytest.raises(UnreadableFile, match=words.replace("(", r"\(").replace(")", r"\)")):
        read_workbook(data)


def test_a_file_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_FILE_BYTES", 1024**2)

    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        read_workbook(b"PK" + b"\0" * 1024**2)


def test_a_workbook_with_too_many_cells_is_not_opened(monkeypatch):
    monkeypatch.setattr(sheet, "MAX_CELLS", 100)

    with pytest.raises(UnreadableFile, match="more than 100 cells"):
        read_workbook(WORKBOOK.read_bytes())


def test_a_part_locked_with_a_password_is_not_opened():
    entry = SMALLEST.index(b"PK\x01\x02")
    locked = SMALLEST[: entry + 8] + b"\x01" + SMALLEST[entry + 9 :]

    with pytest.raises(UnreadableFile, match="password"):
        read_workbook(locked)


def test_a_mark_at_the_far_corner_costs_nothing():
    book = openpyxl.Workbook()
    book.active["A1"] = "Surname"
    book.active["XFD1048576"] = "."

    [read] = read_workbook(saved(book))

    assert read.rows == {1: {1: "Surname"}, 1048576: {16384: "."}}


def test_formulas_are_not_run_and_comments_are_kept():
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["B1"] = '=HYPERLINK("http://example.org")'
    book.active["C1"] = "words"
    book.active["C1"].comment = Comment("ask her daughter", "Sandra")

    [read] = read_workbook(saved(book))

    assert read.rows == {1: {3: "words"}}
    assert read.without_result == {(1, 1), (1, 2)}
    assert "ask her daughter" in read.comments[1, 3]


def test_hidden_sheets_and_merged_cells_are_seen():
    book = openpyxl.Workbook()
    book.active.merge_cells("A2:A4")
    book.create_sheet("Lists").sheet_state = "hidden"

    first, second = read_workbook(saved(book))

    assert (first.spans[0].top, first.spans[0].bottom) == (2, 4)
    assert (second.title, second.state) == ("Lists", "hidden")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_bytes_are_read_or_refused_and_never_crash(data):
    damaged = bytearray(SMALLEST)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(SMALLEST) - 1))] = data.draw(st.integers(0, 255))

    assert reads_or_says_why(bytes(damaged))


def reads_or_says_why(data: bytes) -> bool:
    try:
        return isinstance(read_workbook(data), tuple)
    except UnreadableFile as refused:
        return str(refused).endswith(".")


def test_errors_in_cells_and_parts_that_are_no_xml_are_passed_over():
    book = openpyxl.Workbook()
    book.active["A1"] = "#DIV/0!"
    book.active["A1"].data_type = "e"
    target = io.BytesIO(saved(book))
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG")

    [read] = read_workbook(target.getvalue())

    assert (read.rows, read.without_result) == ({}, {(1, 1)})


def test_a_link_over_whole_columns_is_not_followed():
    links = b'<sheetData/><hyperlinks><hyperlink ref="A:XFD" location="B1"/></hyperlinks>'

    with pytest.raises(UnreadableFile, match="damaged"):
        read_workbook(with_part(SHEET, OPENING + links + b"</worksheet>"))
