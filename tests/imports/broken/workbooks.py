"""Workbooks: damaged, locked, hostile, and those that say of themselves what is not so."""

import io
import zipfile
from datetime import date

import openpyxl
from openpyxl.comments import Comment

from imports import packages
from imports.files import File
from tests.imports.broken.making import Broken, Maker, a_workbook, a_zip, changed, with_parts
from tests.imports.homes import ARTHUR, BETTY, a_file, a_home, saved

HOME = a_home(residents=[BETTY, ARTHUR])
SHEET = "xl__worksheets__sheet1_dot_xml"
OPENING = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
DAMAGED = (
    "This workbook is damaged or cut short and cannot be read. "
    "Open it in your spreadsheet program, save it again as .xlsx, and choose the new file."
)
CUT = "home.xlsx is damaged or cut short and cannot be read."
MUCH = "This workbook unpacks to far more than a care record can hold. It was not opened."
CELLS = (
    "This workbook has more than 400,000 cells, the most we can read. "
    "Split it, or delete formatting far outside your lists."
)
FORMATS = (
    "This workbook has far more formats, links and comments than lists need. "
    "Copy the words alone into a new workbook, and choose that."
)
ENTITIES = "This workbook holds XML entities, which no spreadsheet needs. It was not opened."
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(9)
)
BOTH = ("residents!3 person: imported", "residents!4 person: imported")


def a_sheet(inner: bytes, before: bytes = b"") -> Maker:
    """A maker of a workbook whose first sheet holds this XML."""
    return lambda: a_file(with_parts(HOME, **{SHEET: before + OPENING + inner + b"</worksheet>"}))


def a_part(name: str, content: bytes) -> Maker:
    """A maker of a workbook with a part replaced or added."""
    return lambda: a_file(with_parts(HOME, **{name: content}))


def a_formula(where: str, words: str) -> Maker:
    def change(book: openpyxl.Workbook) -> None:
        book["residents"][where] = words

    return changed(change, residents=[BETTY, ARTHUR])


def styles(count: int) -> bytes:
    return (
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
        + b"<xf/>" * count + b"</cellXfs></styleSheet>"
    )  # fmt: skip


def strings(count: int) -> bytes:
    return (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + b"".join(b"<si><t>%d</t></si>" % (n * 7_919 % 10**6) for n in range(count)) + b"</sst>"
    )  # fmt: skip


def with_strings(count: int) -> Maker:
    """A maker of a workbook with so many strings besides those of its cells."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    said = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()

    def make() -> list[File]:
        with zipfile.ZipFile(io.BytesIO(HOME)) as package:
            types = package.read("[Content_Types].xml").replace(b"</Types>", said)
        new = {"xl__sharedStrings_dot_xml": strings(count), "[Content_Types]_dot_xml": types}
        return a_file(with_parts(HOME, **new))

    return make


def old_office(stream: bytes = b"") -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream


def of_1904() -> list[File]:
    book = openpyxl.load_workbook(io.BytesIO(HOME))
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book["residents"]["E3"] = date(1938, 3, 4)
    return a_file(saved(book))


def in_cases() -> list[File]:
    book = openpyxl.load_workbook(io.BytesIO(HOME))
    book.create_sheet("second").append(["Weather"])
    data = saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.read("xl/workbook.xml").replace(b'name="second"', b'name="RESIDENTS"')
    return a_file(with_parts(data, xl__workbook_dot_xml=names))


def far_off(book: openpyxl.Workbook) -> None:
    for place, days in (("H3", 99_999_999_999), ("H4", -700_000)):
        book["residents"][place] = days
        book["residents"][place].number_format = "dd/mm/yyyy"


def hidden(book: openpyxl.Workbook) -> None:
    book.create_sheet("Codes").append(["Weather"])
    book["Codes"].sheet_state = "veryHidden"


def a_comment_over(reference: bytes) -> Maker:
    def make() -> list[File]:
        book = openpyxl.load_workbook(io.BytesIO(HOME))
        book["residents"]["A3"].comment = Comment("x", "x")
        data = saved(book)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            [name] = [n for n in package.namelist() if "comment" in n and n.endswith(".xml")]
            part = package.read(name).replace(b'ref="A3"', b'ref="' + reference + b'"')
        return a_file(with_parts(data, **{name.replace("/", "__").replace(".", "_dot_"): part}))

    return make


def a_cell(row: bytes) -> Maker:
    """The home's residents, with one cell more as it stands in the XML."""
    with zipfile.ZipFile(io.BytesIO(HOME)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    return a_part(SHEET, sheet.replace(b"</sheetData>", row + b"</sheetData>"))


WORKBOOKS = [
    Broken("an empty workbook", a_workbook(b""), "This file is empty. Choose the workbook again."),
    Broken("a workbook cut short", a_workbook(HOME[:900]), CUT),
    Broken("a workbook without its end", a_workbook(HOME[:-40]), CUT),
    Broken(
        "a locked workbook",
        a_workbook(old_office("EncryptedPackage".encode("utf-16-le"))),
        "This workbook is locked with a password. "
        "Open it, remove the password, save it, and choose the new file.",
    ),
    Broken(
        "an old Office file",
        a_workbook(old_office()),
        "This is an older Office file, but no whole workbook. Choose the workbook.",
    ),
    Broken(
        "a PDF called a workbook",
        a_workbook(b"%PDF-1.7\n"),
        "This is a PDF, not a workbook. Choose the workbook itself.",
    ),
    Broken(
        "a picture called a workbook",
        a_workbook(b"\x89PNG\r\n\x1a\n" + bytes(50)),
        "This is a picture (PNG), not a workbook. Choose the workbook itself.",
    ),
    Broken(
        "a web page called a workbook",
        a_workbook(b"<html><table><tr><td>x</table>", "home.xls"),
        "This is a web page or XML, not a workbook. Choose the workbook itself.",
    ),
    Broken(
        "a CSV file called a workbook",
        a_workbook(b"Surname,First name\nGreen,Art\n"),
        "This is not a workbook, whatever its name says. "
        "Choose a file saved as .xlsx, .ods or .xls.",
    ),
    Broken(
        "another zip called a workbook",
        a_workbook(a_zip(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>"))),
        "This is a zip file but not an Excel workbook. Choose a file saved as .xlsx.",
    ),
    Broken("XML that breaks off", a_part(SHEET, OPENING + b"<sheetData>"), DAMAGED),
    Broken("XML bombs", a_sheet(b"&l8;", b"<!DOCTYPE x [" + LAUGHS + b"]>"), ENTITIES),
    Broken(
        "an external entity",
        a_sheet(b"&x;", b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        ENTITIES,
    ),
    Broken(
        "an external document type",
        a_sheet(b"", b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">'),
        ENTITIES,
    ),
    Broken(
        "entities in UTF-16",
        a_part(
            SHEET,
            (
                '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
            ).encode("utf-16"),
        ),
        ENTITIES,
    ),
    Broken("XML five thousand deep", a_part(SHEET, b"<a>" * 5_000 + b"</a>" * 5_000), DAMAGED),
    Broken("a sheet of blanks", a_sheet(b" " * (packages.MAX_UNPACKED_BYTES + 1)), MUCH),
    Broken(
        "thousands of parts",
        lambda: a_file(
            a_zip(
                *((f"p{n}", b"") for n in range(packages.MAX_PARTS + 1)),
                ("[Content_Types].xml", b""),
            )
        ),
        MUCH,
    ),
    Broken(
        "millions of blank rows",
        a_sheet(b"<sheetData>" + b"<row/>" * 2_000_000 + b"</sheetData>"),
        CELLS,
    ),
    Broken(
        "a merge across everything",
        a_sheet(b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        CELLS,
    ),
    Broken("a comment across everything", a_comment_over(b"A1:XFD1048576"), CELLS),
    Broken(
        "a link across whole columns",
        a_sheet(b'<sheetData/><hyperlinks><hyperlink ref="A:XFD"/></hyperlinks>'),
        DAMAGED,
    ),
    Broken("a hundred thousand styles", a_part("xl__styles_dot_xml", styles(2_000_000)), FORMATS),
    Broken(
        "strings in bulk",
        with_strings(500_000),
        rows=BOTH,
        is_large=True,
    ),
    Broken(
        "cells in bulk",
        a_cell(
            b"".join(
                b'<row r="%d"><c r="B%d" t="inlineStr"><is><t>%d</t></is></c></row>' % (n, n, n)
                for n in range(9, 60_000)
            )
        ),
        rows=BOTH,
        is_large=True,
    ),
    Broken(
        "styles in bulk",
        a_part("xl__styles_dot_xml", styles(140_000)),
        rows=BOTH,
        is_large=True,
    ),
    Broken(
        "a shared string out of range",
        a_cell(b'<row r="9"><c r="A9" t="s"><v>99999</v></c></row>'),
        DAMAGED,
    ),
    Broken(
        "one cell of twenty megabytes",
        a_cell(
            b'<row r="9"><c r="B9" t="inlineStr"><is><t>'
            + b"x" * 20 * 1024**2
            + b"</t></is></c></row>"
        ),
        "Cell B9 of the sheet “residents” holds more than 1,000,000 characters, the most we can "
        "read. The file was not opened.",
    ),
    Broken("a sheet of nothing", a_part(SHEET, b""), DAMAGED),
    Broken(
        "a dimension that is not so",
        lambda: a_file(_with_dimension(b"A1:XFD1048576")),
        rows=BOTH,
    ),
    Broken(
        "a cell beyond the last column",
        a_cell(b'<row r="9"><c r="ZZZZ9"><v>1</v></c></row>'),
        DAMAGED,
    ),
    Broken(
        "a date out of range",
        changed(far_off, residents=[BETTY, ARTHUR]),
        rows=(
            f"{BOTH[0]} (a formula has no stored result)",
            f"{BOTH[1]} (a formula has no stored result)",
        ),
    ),
    Broken("days counted from 1904", of_1904, rows=BOTH, words=("datetime.date(1938, 3, 4)",)),
    Broken(
        "two sheets of one name in other letters",
        in_cases,
        rows=(*BOTH, "RESIDENTS1!1 other: sheet not taken yet"),
    ),
    Broken(
        "a very hidden sheet",
        changed(hidden, residents=[BETTY]),
        rows=("residents!3 person: imported", "Codes!1 other: sheet not taken yet"),
    ),
    Broken(
        "a formula that starts a program",
        a_formula("J3", '=cmd|"/C calc"!A0'),
        rows=(f"{BOTH[0]} (a formula has no stored result)", BOTH[1]),
    ),
    Broken(
        "a formula that fetches",
        a_formula("J3", '=WEBSERVICE("http://127.0.0.1:1")'),
        rows=(f"{BOTH[0]} (a formula has no stored result)", BOTH[1]),
    ),
    Broken("words that begin like a formula", a_formula("J4", "+44 7700 900345"), rows=BOTH),
    Broken(
        "macros",
        a_part("xl__vbaProject_dot_bin", b"\xd0\xcf\x11\xe0" + b"Auto_Open" * 9),
        rows=BOTH,
    ),
    Broken(
        "links to other workbooks",
        a_part(
            "xl__externalLinks__externalLink1_dot_xml",
            b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        ),
        rows=BOTH,
    ),
    Broken(
        "a part with dots in its path",
        a_part("..__..__etc__passwd", b"x"),
        "This workbook holds a file whose name leads out of its folder. It was not opened.",
    ),
    Broken(
        "control characters in a cell",
        lambda: a_file(a_home(residents=[(*BETTY[:9], "_x0000_a_xD83D_b\u202ec"), ARTHUR])),
        rows=BOTH,
        words=("a\ufffdbc",),
    ),
]


def _with_dimension(said: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(HOME)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    start = sheet.index(b'<dimension ref="') + 16
    end = sheet.index(b'"', start)
    return with_parts(HOME, **{SHEET: sheet[:start] + said + sheet[end:]})
