"""Damage at random, from a seed, to exports of the three kinds of source that we know.

Each export is the beginning of a sample, small enough to be damaged and read thousands of times.
"""

import csv
import io
import json
import zipfile
from copy import deepcopy
from functools import cache
from pathlib import Path

import openpyxl

from imports.files import in_memory

LEGACY = Path(__file__).parents[1] / "samples" / "legacy"
ROWS, PEOPLE, NOTES = 12, 4, 8
HOSTILE = (
    "", " ", "\t", "\x00", "a\x00b", "\ud83d", "\u202etxet", "\ufeff", '"', '""', "'", ",", ";",
    "\n", "\r\n\r\n", "=cmd|'/C calc'!A0", "@SUM(A1)", "<script>alert(1)</script>", "<p", "&#0;",
    "{\\rtf1 x}", "{\\rtf1{{{{", "31/02/2026", "00/00/0000", "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00", "25/10/2026 01:30", "-1", "1e400", "NaN", "9" * 400, "0.1.2",
    "999 145 9995?", "nil", "none known", "?", "x" * 5_000, " " * 5_000 + "x", "(" * 2_000,
    "../../etc/passwd", "CON", "key safe 1234", "_x0000__xD800_", "\u0661\u0662/\u0663", "TRUE",
)  # fmt: skip
VALUES = (
    None, True, 0, -1.5, 10**400, float("nan"), float("inf"), [], [[]], [None], {}, {"a": {}},
    [{"id": 1}], {"id": ["p1"]}, *HOSTILE,
)  # fmt: skip


@cache
def rondel():
    """The beginning of each list of the CSV sample."""
    [path] = (LEGACY / "homecare-csv").glob("*.zip")
    with zipfile.ZipFile(path) as package:
        return {
            name: _records(package.read(name).decode("utf-8-sig", "replace"))[: ROWS + 1]
            for name in package.namelist()
            if name.endswith(".csv")
        }


def _records(text):
    return list(csv.reader(io.StringIO(text)))


@cache
def tidewell():
    """A few people of the JSON sample, with some of everything that is theirs."""
    [first, *_] = sorted((LEGACY / "json-vendor").glob("*.ndjson"))
    with first.open(encoding="utf-8") as lines:
        people = [json.loads(line) for line, _ in zip(lines, range(PEOPLE), strict=False)]
    return json.dumps([
        {name: value[:NOTES] if isinstance(value, list) else value for name, value in one.items()}
        for one in people
    ])  # fmt: skip


@cache
def home():
    """The workbook with the beginning of each of its sheets."""
    [path] = (LEGACY / "spreadsheet-home").glob("*.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for span in [span for span in sheet.merged_cells.ranges if span.max_row > 3 * ROWS]:
            sheet.unmerge_cells(str(span))
        sheet.delete_rows(3 * ROWS, sheet.max_row)
    return _saved(book)


def _saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def damaged_lists(chance):
    """The CSV sample with cells, rows, headings and lists harmed; packed or as files."""
    lists = {name: [list(row) for row in rows] for name, rows in rondel().items()}
    for _ in range(chance.randint(1, 6)):
        chance.choice(LISTS_HARMED)(lists, chance)
    encoding = chance.choice(("utf-8", "utf-8", "utf-8", "cp1252", "utf-16", "utf-8-sig"))
    parts = {
        name: _written(rows, chance).encode(encoding, "replace") for name, rows in lists.items()
    }
    if chance.random() < 0.3:
        name = chance.choice(list(parts))
        parts[name] = bytes_harmed(parts[name], chance)
    if chance.random() < 0.5:
        return [in_memory(name, data) for name, data in parts.items()]
    return [in_memory("extract.zip", _packed(parts))]


def _written(rows, chance):
    target = io.StringIO()
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(target, quoting=quoting, delimiter=chance.choice(",,,;\t")).writerows(rows)
    return target.getvalue()


def _packed(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


def _harm_cell(lists, chance):
    row = chance.choice(chance.choice(list(lists.values())))
    if row:
        row[chance.randrange(len(row))] = chance.choice(HOSTILE)


def _harm_row(lists, chance):
    rows = chance.choice(list(lists.values()))
    at = chance.randrange(len(rows))
    row = rows[at]
    rows[at : at + 1] = chance.choice(([], [row, row], [row[:-2]], [row + row], [[]], [["x"], row]))
    if not rows:
        rows.append([])


def _harm_column(lists, chance):
    rows = chance.choice(list(lists.values()))
    at = chance.randrange(max(map(len, rows)) or 1)
    for row in rows:
        del row[at : at + 1]


def _swap_cells(lists, chance):
    one, other = (chance.choice(chance.choice(list(lists.values()))) for _ in range(2))
    one[:], other[:] = list(other), list(one)


def _lose_list(lists, chance):
    if len(lists) > 1:
        del lists[chance.choice(list(lists))]


LISTS_HARMED = (_harm_cell,) * 8 + (_harm_row, _harm_row, _harm_column, _swap_cells, _lose_list)


def damaged_people(chance):
    """The JSON sample with values, names and whole branches harmed; as lines or one document."""
    people = json.loads(tidewell())
    for _ in range(chance.randint(1, 8)):
        _harm_value(people, chance)
    if chance.random() < 0.2:
        data = json.dumps(chance.choice((people, {"data": people, "n": 1}))).encode()
        name = "people.json"
    else:
        data = "\n".join(map(json.dumps, people)).encode()
        name = "people-0001.ndjson"
    return [in_memory(name, bytes_harmed(data, chance) if chance.random() < 0.2 else data)]


def _harm_value(within, chance):
    """Go down by chance, and put something else where that ends."""
    while within:
        key = chance.choice(list(within) if isinstance(within, dict) else range(len(within)))
        inner = within[key]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.85:
            within = inner
            continue
        if isinstance(within, dict) and chance.random() < 0.2:
            within[chance.choice(HOSTILE)] = within.pop(key)
        elif chance.random() < 0.1:
            del within[key]
        else:
            # A value of ours that a later round harms must not be in itself then.
            other = chance.choice((*VALUES, [inner], {"value": inner}, str(inner)))
            within[key] = deepcopy(other)
        return


def damaged_home(chance):
    """The workbook with cells harmed by a spreadsheet program, or its parts by hand."""
    data = home()
    if chance.random() < 0.5:
        data = _with_cells_harmed(data, chance)
    if chance.random() < 0.6:
        data = _with_part_harmed(data, chance)
    return [in_memory("home.xlsx", bytes_harmed(data, chance) if chance.random() < 0.1 else data)]


def _with_cells_harmed(data, chance):
    book = openpyxl.load_workbook(io.BytesIO(data))
    for _ in range(chance.randint(1, 8)):
        sheet = chance.choice(book.worksheets)
        place = sheet.cell(chance.randint(1, 2 * ROWS), chance.randint(1, 11))
        if not isinstance(place, openpyxl.cell.MergedCell):
            words = chance.choice(HOSTILE)
            place.value = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", words).replace(
                "\ud83d", ""
            )
    if chance.random() < 0.3:
        sheet = chance.choice(book.worksheets)
        sheet.delete_rows(chance.randint(1, ROWS), chance.randint(1, 3))
        sheet.insert_cols(chance.randint(1, 5))
    return _saved(book)


def _with_part_harmed(data, chance):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {part.filename: package.read(part) for part in package.infolist()}
    name = chance.choice([name for name in parts if name.startswith("xl/")])
    parts[name] = bytes_harmed(parts[name], chance)
    return _packed(parts)


def bytes_harmed(data, chance):
    """The same with bytes changed, lost, doubled or moved, in one place or a few."""
    harmed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(harmed) or 1)
        size = chance.choice((1, 1, 4, 50))
        piece = bytes(harmed[at : at + size])
        new = chance.choice((b"", b"\x00" * size, piece * 2, piece[::-1], chance.randbytes(size),
                             b'"', b"<", b"\n"))  # fmt: skip
        harmed[at : at + size] = new
    return bytes(harmed[: chance.randrange(len(harmed) or 1)] if chance.random() < 0.1 else harmed)


KINDS = {"lists": damaged_lists, "people": damaged_people, "home": damaged_home}
