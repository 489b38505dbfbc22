"""Tidewell Connect, a care group's app: pages of its API, one person a line.

What an API gives is not yet what a table says: a person comes again when a page was fetched later,
a note names the one it replaces, and a point on a body map is two numbers.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from imports.files import File
from imports.mapped.adapter import adapter
from imports.tables import Table
from imports.tables.tree import Record, Tree, records_in

NEWER = "resourceVersion"
ENDINGS = frozenset({".ndjson", ".jsonl", ".json"})
# Beside the pages of people: what was fetched, and what the vendor says of its codes.
NOT_PAGES = {"manifest"}


def tables_of(files: Sequence[File]) -> list[Table]:
    """The pages of people as one list, and the lists within each of them."""
    pages = [file for file in files if file.suffix in ENDINGS and file.stem not in NOT_PAGES]
    if not pages:
        return []
    newest = newest_copies(records_in(pages))
    return [*Tree("people", lambda: prepared(records_in(pages), newest)).tables]


def prepared(records: Iterator[Record], newest: dict[str, int]) -> Iterator[Record]:
    """The records with what only the whole of one can say, under names that begin with "@"."""
    for record in records:
        person = record.value
        if newest.get(_id(person)) not in (None, record_version(person)):
            yield Record(record.file, record.number, _outline(person))
            continue
        if notes := _listed(person, "notes"):
            person["notes"] = _with_replaced_first(notes)
        for value in _listed(person, "observations"):
            is_number = value.get("type") != "BP"
            if is_number and isinstance(value.get("value"), str):
                value["@asText"] = "yes"
        for point in _listed(person, "bodyMap"):
            point |= _placed(point)
        yield record


def record_version(person: dict[str, Any]) -> int:
    """Which copy of somebody it is: a later one has a higher number."""
    version = person.get(NEWER)
    return version if isinstance(version, int) else 0


def newest_copies(records: Iterator[Record]) -> dict[str, int]:
    """The highest version of everybody who comes more than once."""
    found: dict[str, int] = {}
    for record in records:
        if name := _id(record.value):
            found[name] = max(found.get(name, 0), record_version(record.value))
    return found


def _outline(person: dict[str, Any]) -> dict[str, Any]:
    """An older copy: who it is of, and none of what is in the newer one."""
    return {"id": person.get("id"), "identity": person.get("identity", {}), "@older": "yes"}


def _id(record: dict[str, Any], name: str = "id") -> str:
    """What a record is known by; a list or an object, which names nothing, is no id."""
    found = record.get(name)
    return str(found) if isinstance(found, str | int) else ""


def _listed(person: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = person.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _with_replaced_first(notes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The notes, those that another replaces marked with its id and before all others."""
    by_id = {_id(note): note for note in notes if _id(note)}
    replaced = {_id(note, "supersedesId") for note in notes}
    # From those that nothing replaces: notes that replace each other in a ring are none's earlier.
    for newest in (note for note in notes if _id(note) not in replaced):
        newer = newest
        while (older := by_id.get(_id(newer, "supersedesId"))) and "@replacedBy" not in older:
            older["@replacedBy"] = _id(newer)
            newer = older
    return sorted(notes, key=lambda note: "@replacedBy" not in note)


def _placed(point: dict[str, Any]) -> dict[str, str]:
    """Where on the body in words; one off the figure has a side only."""
    side, x, y = str(point.get("view", "")).lower(), point.get("x"), point.get("y")
    on_the_figure = all(isinstance(at, int | float) and 0 <= at <= 1 for at in (x, y))
    if not on_the_figure or x is None or y is None:
        return {"@site": side, "@off": "yes"}
    return {"@site": f"{side}, {x:.0%} from the left and {y:.0%} from the top of the body map"}


ADAPTER = adapter("json_vendor", tables_of, ENDINGS)
