"""A small mapping, and what a test changes of it."""

from copy import deepcopy
from typing import Any

import yaml

from imports.files import in_memory
from imports.mapped.adapter import MappedAdapter
from imports.mapped.spec import parsed
from imports.tables.anything import handed_over
from tests.imports.extracts import AS_OF

A_MAPPING = {
    "name": "willow",
    "label": "Willow 3",
    "times": "local",
    "recognised_by": {"people": ["Id", "Last"], "diary": ["Who", "Words"]},
    "tables": {
        "people": {
            "holds": "person",
            "key": "Id",
            "dates": {"Born": "month first"},
            "fields": {
                "surname": "Last",
                "given_names": ["First", "Middle"],
                "born_on": "Born",
                "sex": {"from": "Sex", "values": {"M": "1", "F": "2"}},
            },
        },
        "diary": {
            "holds": "note",
            "key": "No",
            "person": "Who",
            "fields": {"text": {"all": ["Words", {"from": "More", "label": "More"}],
                                "between": "\n"}, "at": "When", "author": "By"},
        },
    },
}  # fmt: skip
PEOPLE = b"Id,Last,First,Middle,Born,Sex\n1,Green,Art,,03/14/1942,M\n2,Bell,Ann,Jo,12/24/1940,F\n"
DIARY = b"No,Who,Words,More,When,By\n1,1,Sang,,2026-10-01 08:00,AB\n2,9,Slept,,2026-10-01,AB\n"


def as_yaml(content: Any) -> bytes:
    """A mapping as the file that is handed over."""
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True).encode()


def changed(content: dict, at: str, value: Any) -> dict:
    """A mapping in which one thing is another, at a place like "tables.people.key"."""
    made = deepcopy(content)
    *path, last = at.split(".")
    inner = made
    for name in path:
        inner = inner[name]
    inner[last] = value
    return made


def of_willow(name, table, rows):
    """The rows of a table that a provider mapped itself."""
    files = [in_memory("people.csv", PEOPLE), in_memory(f"{name}.csv", rows)]
    adapter = MappedAdapter(parsed(changed(A_MAPPING, f"tables.{name}", table)), handed_over)
    found = adapter.open_source(files, as_of=AS_OF).rows()
    return [row for row in found if row.sheet == name]
