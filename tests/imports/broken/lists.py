"""CSV files: of other letters, other lines, other kinds, and those made to harm."""

import codecs

from imports.files import File, in_memory
from tests.imports.broken.archives import CLIENTS
from tests.imports.broken.making import Broken, Maker
from tests.imports.extracts import ART, AT_HOME, NOTE, as_csv

ADDRESSES = as_csv([AT_HOME]).encode()
HEAD = "NoteID,ClientID,NoteType,EventTime,NoteText,StaffID\r\n"
ONE = "1,CL1,CALL,2026-10-01 08:00:00,Ate well,\r\n"
UNKNOWN = "We do not know an export like this one (clients.csv, addresses.csv, visit_notes.csv). "
FIRST = ("clients!2 person: imported", "addresses!2 record: imported")
GOOD = (*FIRST, "visit_notes!2 note: imported (no author)")


def notes(data: bytes | str, clients: bytes = CLIENTS) -> Maker:
    """A maker of an export as files, whose list of notes is this."""
    content = data.encode() if isinstance(data, str) else data
    return lambda: [
        in_memory("clients.csv", clients),
        in_memory("addresses.csv", ADDRESSES),
        in_memory("visit_notes.csv", content),
    ]


def says(words: str) -> str:
    return f"{UNKNOWN}visit_notes.csv is {words}, not a list (CSV), whatever its name says."


def a_note(**cells: str) -> str:
    return as_csv([NOTE | cells])


def with_a_cell_of(words: str, size: int) -> Maker:
    """A list of notes of which one cell is very long; made late, since it is large."""

    def make() -> list[File]:
        text = (words * (size // len(words) + 1))[:size] + "x"
        return notes(a_note(NoteText=text))()

    return make


def all_over(words: str) -> Maker:
    """The same words, very long, in every cell of a client and of a note."""

    def make() -> list[File]:
        long = (words * 1_000_000)[:1_000_000]
        clients = as_csv([ART, dict.fromkeys(ART, long)]).encode()
        return notes(as_csv([NOTE, dict.fromkeys(NOTE, long)]), clients)()

    return make


LONG = (
    FIRST[0], "clients!3 person: impossible-date-of-birth", FIRST[1], GOOD[2],
    "visit_notes!3 note: person-rejected",
)  # fmt: skip
NO_LIST = f"{UNKNOWN}visit_notes.csv holds no list with columns."
OPEN = (
    "visit_notes.csv cannot be read beyond row 2: a quotation mark that is never closed, or a cell "
    "that is far too long, may stand there."
)
LISTS = [
    Broken("an empty list", notes(b""), NO_LIST),
    Broken("only a byte order mark", notes(codecs.BOM_UTF8), NO_LIST),
    Broken("only line ends", notes("\r\n" * 50), NO_LIST),
    Broken("only NUL bytes", notes(bytes(5_000)), NO_LIST),
    Broken("a PDF called a list", notes(b"%PDF-1.7 a,b\n1,2\n"), says("a PDF")),
    Broken(
        "an archive cut short called a list",
        notes(b"PK\x03\x04"),
        "visit_notes.csv is damaged or cut short and cannot be read.",
    ),
    Broken(
        "an old workbook called a list",
        notes(b"\xd0\xcf\x11\xe0" + bytes(99)),
        says("an older Office file"),
    ),
    Broken(
        "a web page called a list",
        notes(b"<!DOCTYPE html><table><tr><td>a,b"),
        says("a web page or XML"),
    ),
    Broken(
        "an RTF text called a list",
        notes(b"{\\rtf1 a,b\n1,2}"),
        says("a text with formatting (RTF)"),
    ),
    Broken("a program called a list", notes(b"MZ" + bytes(99)), says("a program")),
    Broken("UTF-16 without a mark", notes((HEAD + ONE).encode("utf-16-le")), rows=GOOD),
    Broken("UTF-16 the other way round", notes((HEAD + ONE).encode("utf-16-be")), rows=GOOD),
    Broken("UTF-32", notes((HEAD + ONE).encode("utf-32")), rows=GOOD),
    Broken(
        "UTF-16 with a byte missing",
        notes((HEAD + ONE).encode("utf-16")[:-1]),
        rows=(*GOOD, "visit_notes!3 note: wrong-column-count"),
    ),
    Broken(
        "two encodings in one file",
        notes(
            HEAD.encode()
            + ONE.replace("Ate", "Caf\u00e9").encode()
            + ONE.replace("1,", "2,", 1).replace("Ate", "Ren\u00e9e").encode("cp1252")
        ),
        rows=(*GOOD, "visit_notes!3 note: imported (no author)"),
        words=("Caf\u00e9 well", "Ren\u00e9e well"),
    ),
    Broken(
        "three line ends in one file",
        notes(
            HEAD
            + ONE.replace("\r\n", "\r")
            + ONE.replace("1,", "2,", 1).replace("\r\n", "\n")
            + ONE.replace("1,", "3,", 1)
        ),
        rows=(
            *GOOD,
            "visit_notes!3 note: imported (no author)",
            "visit_notes!4 note: imported (no author)",
        ),
    ),
    Broken(
        "a quotation that is never closed",
        notes(HEAD + ONE + '2,CL1,CALL,2026-10-01 08:00:00,"Ate well,\r\n' + ONE * 20),
        OPEN,
    ),
    Broken(
        "a quotation open at the last cell",
        notes(HEAD + ONE + '2,CL1,CALL,2026-10-01 08:00:00,Ate well,"AB'),
        OPEN,
    ),
    Broken(
        "ragged rows",
        notes(HEAD + ONE + "2,CL1\r\n" + "3,CL1,CALL,,a,b,c,d\r\n"),
        rows=(*GOOD, "visit_notes!3 note: empty-note", "visit_notes!4 note: wrong-column-count"),
    ),
    Broken("headings typed twice", notes(HEAD.replace("StaffID", "NoteText") + ONE), rows=GOOD),
    Broken(
        "no headings",
        notes(ONE * 3),
        f"{UNKNOWN}Choose an Excel workbook, or the whole folder or zip that the old system gave.",
    ),
    Broken(
        "a million columns",
        notes("a," * 1_000_000 + "\r\n"),
        f"{UNKNOWN}visit_notes.csv has more than 5,000 columns.",
    ),
    Broken(
        "a million cells in one row",
        notes(HEAD + ONE + "x," * 1_000_000 + "\r\n"),
        "visit_notes.csv has more than 5,000 cells in row 3.",
    ),
    Broken(
        "a cell of twenty megabytes",
        with_a_cell_of("x", 20 * 1024**2),
        rows=(*FIRST, "visit_notes!2 note: text-too-long"),
    ),
    Broken(
        "a cell of forty megabytes",
        with_a_cell_of("x", 40 * 1024**2),
        OPEN.replace("row 2", "row 1"),
    ),
    Broken(
        "twenty megabytes of blanks",
        with_a_cell_of("code" + " " * 20_000_000, 20_000_000),
        rows=(*FIRST, "visit_notes!2 note: text-too-long"),
        is_large=True,
    ),
    Broken(
        "twenty megabytes of tags begun",
        with_a_cell_of("<p", 20 * 1024**2),
        rows=(*FIRST, "visit_notes!2 note: text-too-long"),
        is_large=True,
    ),
    Broken(
        "twenty megabytes of comments begun",
        with_a_cell_of("<p><!--", 20 * 1024**2),
        rows=(*FIRST, "visit_notes!2 note: text-too-long"),
        is_large=True,
    ),
    Broken(
        "letters encoded twice over and over",
        with_a_cell_of("\u00e2\u20ac\u2122", 7 * 1024**2),
        rows=(*FIRST, "visit_notes!2 note: text-too-long"),
        is_large=True,
    ),
    Broken(
        "blanks all over",
        all_over("1 "),
        rows=LONG,
        is_large=True,
    ),
    Broken(
        "brackets all over",
        all_over("((a"),
        rows=LONG,
        is_large=True,
    ),
    Broken(
        "hyphens all over",
        all_over("a-"),
        rows=LONG,
        is_large=True,
    ),
    Broken(
        "millions of blank rows in a list",
        notes(HEAD + "\r\n" * 3_000_000 + ONE),
        rows=(*FIRST, "visit_notes!3000002 note: imported (no author)"),
        is_large=True,
    ),
    Broken(
        "millions of rows of separators",
        notes(HEAD + ",,,,,\r\n" * 1_000_000 + ONE),
        rows=(*FIRST, "visit_notes!1000002 note: imported (no author)"),
        is_large=True,
    ),
    Broken(
        "NUL bytes within words",
        notes(a_note(NoteText="Ate\0 well", NoteID="1\0")),
        rows=GOOD,
        words=("'Ate well'", "source_id='1'"),
    ),
    Broken(
        "marks that turn words round",
        notes(a_note(NoteText="\u202ellew etA\u202c")),
        rows=GOOD,
        words=("'llew etA'",),
    ),
    Broken(
        "a formula in a list",
        notes(a_note(NoteText='=cmd|"/C calc"!A0')),
        rows=GOOD,
        words=("=cmd|",),
    ),
    Broken(
        "markup round nothing",
        notes(a_note(NoteText="<p><br></p>")),
        rows=(*FIRST, "visit_notes!2 note: empty-note"),
    ),
    Broken(
        "a note in RTF that breaks off",
        notes(a_note(NoteText="{\\rtf1{\\b Ate\\par well{\\pict 89504e")),
        rows=GOOD,
        words=("'Ate\\nwell'",),
    ),
    Broken(
        "a script in a note",
        notes(a_note(NoteText="<p>Ate<script>alert(1)</script> well</p>")),
        rows=GOOD,
        words=("'Ate well'",),
    ),
    Broken(
        "years that cannot be",
        notes(
            as_csv(
                [
                    NOTE | {"NoteID": "1", "EventTime": "0001-01-01T00:00:00+05:00"},
                    NOTE | {"NoteID": "2", "EventTime": "9999-12-31T23:59:59-05:00"},
                    NOTE | {"NoteID": "3", "EventTime": "31/12/9999 23:59"},
                    NOTE | {"NoteID": "4", "EventTime": "2026-13-45 99:99:99"},
                    NOTE | {"NoteID": "5", "EventTime": "2026-10-01T08:00:00+99:99"},
                ]
            )
        ),
        rows=(
            *FIRST,
            "visit_notes!2 note: impossible-date",
            "visit_notes!3 note: impossible-date",
            "visit_notes!4 note: future-date",
            "visit_notes!5 note: impossible-date",
            "visit_notes!6 note: impossible-date",
        ),
    ),
    Broken(
        "letters that are none",
        notes(HEAD.encode() + ONE.encode().replace(b"Ate", b"A\x81te")),
        rows=(*FIRST, "visit_notes!2 note: imported (no author; letters lost by the old system)"),
        words=("A\ufffdte",),
    ),
]
