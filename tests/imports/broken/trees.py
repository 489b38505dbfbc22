"""JSON: cut, deep, huge, twice under one name, and numbers that are none."""

import json

from imports.files import File, in_memory
from tests.imports.broken.making import Broken, Maker, named
from tests.imports.extracts import tidewell

[PAGE] = tidewell()
with PAGE.open() as stream:
    PERSON = stream.read()
SOMEBODY = json.loads(PERSON)
GOOD = ("people!1 person: imported", "people.notes!1 note: imported (no author)")
BAD_LINE = (GOOD[0], "people!2 person: invalid-json", GOOD[1])
LOST = "people.notes!1 note: imported (no author; letters lost by the old system)"
UNKNOWN = (
    "We do not know an export like this one ({}). "
    "Choose an Excel workbook, or the whole folder or zip that the old system gave."
)
WHOLE = (
    "people.json is not JSON from its beginning to its end: it is damaged, cut short or nested too "
    "deeply."
)
LARGE = (
    "people.json is one document too large to be read at once. "
    "Ask for the export with a line for each record (NDJSON)."
)


def lines(*more: bytes, first: bytes = PERSON) -> Maker:
    """A maker of a page of people with these lines behind the first."""
    return lambda: [in_memory("people-0001.ndjson", b"\n".join((first, *more)))]


def somebody(**more: object) -> bytes:
    return json.dumps(SOMEBODY | more).encode()


def document(data: bytes) -> Maker:
    return named("people.json", data)


def deep(levels: int) -> bytes:
    return b'{"id": "p2", "a": ' + b'{"a": ' * levels + b"1" + b"}" * levels + b"}"


def full_of(item: bytes, times: int) -> Maker:
    def make() -> list[File]:
        return [in_memory("people.json", b"[" + b",".join([item] * times) + b"]")]

    return make


def a_line_full_of(item: bytes, times: int) -> Maker:
    return lambda: lines(b'{"id": "p2", "x": [' + b",".join([item] * times) + b"]}")()


NOTE = SOMEBODY["notes"][0]
TREES = [
    Broken("an empty document", document(b""), WHOLE),
    Broken("a document cut short", document(b"[" + PERSON[:-9]), WHOLE),
    Broken("a document of one number", document(b"7"), UNKNOWN.format("people.json")),
    Broken("lists ten thousand deep", document(b"[" * 10_000 + b"]" * 10_000), WHOLE),
    Broken("objects ten thousand deep", lines(deep(10_000)), rows=BAD_LINE),
    Broken("objects two thousand deep", lines(deep(2_000)), rows=BAD_LINE),
    Broken("objects a hundred deep", lines(deep(100)), rows=BAD_LINE),
    Broken(
        "lists within lists within a cell",
        lines(b'{"id": "p2", "a": ' + b"[" * 900 + b"]" * 900 + b"}"),
        rows=BAD_LINE,
    ),
    Broken("a line cut short", lines(b'{"id": "p2", "notes": ['), rows=BAD_LINE),
    Broken(
        "a number of five thousand figures",
        lines(b'{"id": "p2", "n": ' + b"9" * 5_000 + b"}"),
        rows=BAD_LINE,
    ),
    Broken(
        "numbers that are none",
        lines(first=somebody(weight=float("nan"), height=float("inf"), n=1e308)),
        rows=GOOD,
        words=("NaN", "Infinity"),
    ),
    Broken(
        "one name twice",
        lines(b'{"id": "p2", "id": "p3"}'),
        rows=(GOOD[0], "people!2 person: one-name-twice", GOOD[1]),
    ),
    Broken(
        "one name twice in a document",
        document(b'[{"id": "p2",\n "id": "p3"}]'),
        "people.json says something twice under one name, of which one would be lost.",
    ),
    Broken(
        "half a letter",
        lines(first=somebody(notes=[NOTE | {"text": "Ate \ud83d well", "id": "n\ud800"}])),
        rows=(GOOD[0], LOST),
        words=("Ate \ufffd well",),
    ),
    Broken(
        "NUL in words and names",
        lines(first=somebody(**{"a\0b": "c\0d", "id": "p\0001"})),
        rows=GOOD,
        words=("('ab', 'cd')",),
    ),
    Broken("an id that is a list", lines(first=somebody(id=["p1"])), rows=GOOD),
    Broken(
        "ids that are objects in notes",
        lines(first=somebody(notes=[NOTE | {"id": {"a": 1}, "supersedesId": [1]}])),
        UNKNOWN.format("people-0001.ndjson"),
    ),
    Broken(
        "a note that replaces itself",
        lines(first=somebody(notes=[NOTE | {"supersedesId": "n1"}])),
        rows=GOOD,
    ),
    Broken(
        "notes that replace each other",
        lines(
            first=somebody(
                notes=[
                    NOTE | {"id": "n1", "supersedesId": "n2"},
                    NOTE | {"id": "n2", "supersedesId": "n1"},
                ]
            )
        ),
        rows=(*GOOD, "people.notes!2 note: imported (no author)"),
    ),
    Broken(
        "lists where a person belongs",
        lines(first=somebody(identity=[1, 2], notes={"a": 1})),
        UNKNOWN.format("people-0001.ndjson"),
    ),
    Broken("millions of empty objects", full_of(b"{}", 3_000_000), LARGE),
    Broken("a line of millions of objects", a_line_full_of(b"{}", 3_000_000), rows=BAD_LINE),
    Broken("a line of millions of names", a_line_full_of(b'{"a":1}', 1_400_000), rows=BAD_LINE),
    Broken(
        "thousands of different names",
        lines(b'{"id": "p2", ' + b",".join(b'"k%d": 1' % n for n in range(6_000)) + b"}"),
        "The records have more than 5,000 different fields.",
    ),
    Broken(
        "a text of twenty megabytes",
        lines(first=somebody(notes=[NOTE | {"text": "x" * 20 * 1024**2}])),
        rows=(GOOD[0], "people.notes!1 note: text-too-long"),
        is_large=True,
    ),
    Broken(
        "a document in UTF-16",
        document(b"\xff\xfe" + f"[{PERSON.decode()}]".encode("utf-16-le")),
        rows=GOOD,
    ),
    Broken("a workbook called JSON", document(b"\xd0\xcf\x11\xe0" + bytes(50)), WHOLE),
    Broken("a web page called JSON", document(b"<html>[1, 2]</html>"), WHOLE),
]
