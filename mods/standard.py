"""Load the standard once, and answer questions about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

SOURCE = Path(__file__).with_name("mods.yaml")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something about the standard was read: a page of it, a guide, PRSB, FHIR."""

    id: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that binds every record, such as R5: an event has a person and a date."""

    id: str
    level: str
    text: str
    source: Source
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class Element:
    """One row of a MODS class: what it is called, what it may hold, how binding it is.

    A lookup holds one of the codes of `value_set`, or points at a record of the class `refers_to`.
    `not_read` names what was cut off in the specification and is our reading.
    """

    id: str
    name: str
    type: str
    level: str
    is_repeated: bool
    description: str
    value_set: str
    refers_to: str
    source: Source
    is_inferred: bool
    not_read: tuple[str, ...]
    note: str

    @property
    def is_must(self) -> bool:
        """Say whether it is mandatory, as far as the standard could be read."""
        return self.level == "must"

    @property
    def demand(self) -> str:
        """Say in words that it is mandatory; nothing where it is not."""
        if not self.is_must:
            return ""
        return f"MODS {'probably ' if self.is_inferred else ''}asks for this"


@dataclass(frozen=True, slots=True)
class MODSClass:
    """One class of the standard, such as About me or Need. No record is of an abstract one."""

    id: str
    name: str
    description: str
    group: str
    inherits: str
    is_abstract: bool
    sources: tuple[Source, ...]
    is_inferred: bool
    note: str
    elements: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A coded list. `codes` maps code to display; it is empty where the source gives none."""

    id: str
    name: str
    system: str
    source: Source
    is_inferred: bool
    is_complete: bool
    codes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Standard:
    """One release of MODS."""

    release: str
    groups: Mapping[str, str]
    sources: Mapping[str, Source]
    rules: Mapping[str, Rule]
    classes: Mapping[str, MODSClass]
    value_sets: Mapping[str, ValueSet]


@cache
def standard() -> Standard:
    """Return the release of MODS that ships with the product."""
    return read(SOURCE)


def read(path: Path) -> Standard:
    """Return the release of MODS in a file of the same shape as ours.

    Raises KeyError, TypeError or yaml.YAMLError for a file of another shape.
    """
    document = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    sources = {name: _source(name, row) for name, row in document["file"]["sources"].items()}
    return Standard(
        release=document["standard"]["release_read"],
        groups=MappingProxyType({row["id"]: row["name"] for row in document["groups"]}),
        sources=MappingProxyType(sources),
        rules=_by_id(Rule, document["rules"], _rule, sources),
        classes=_by_id(MODSClass, document["classes"], _class, sources),
        value_sets=_by_id(ValueSet, document["value_sets"], _value_set, sources),
    )


def element(class_id: str, element_id: str) -> Element:
    """Return one element. Raises KeyError when the standard has no such class or element."""
    return standard().classes[class_id].elements[element_id]


def label(class_id: str, element_id: str) -> str:
    """Return the standard's name for an element, to label a field with."""
    return element(class_id, element_id).name


def hint(class_id: str, element_id: str) -> str:
    """Return what the standard says an element holds, to show beside its field."""
    return element(class_id, element_id).description


def choices(value_set_id: str) -> list[tuple[str, str]]:
    """Return a coded list as (code, display) pairs, in the order of the source."""
    return list(standard().value_sets[value_set_id].codes.items())


def _by_id(made: type, rows: list[dict] | None, said: Any, sources: dict[str, Source]) -> Mapping:
    """What rows of the file say, each beside what every row says of itself."""
    found = {}
    for row in rows or []:
        shared = {"id": row["id"], "is_inferred": row["provenance"] == "inferred"}
        found[row["id"]] = made(**shared, **said(row, sources))
    return MappingProxyType(found)


def _source(name: str, row: dict) -> Source:
    return Source(id=name, title=row["title"], address=row.get("address") or "")


def _rule(row: dict, sources: dict[str, Source]) -> dict[str, Any]:
    return {"level": row["level"], "text": row["text"], "source": sources[row["source"]]}


def _class(row: dict, sources: dict[str, Source]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "description": row.get("description") or "",
        "group": row["group"],
        "inherits": row.get("inherits") or "",
        "is_abstract": row["abstract"],
        "sources": tuple(sources[name] for name in row["source"]),
        "note": row.get("note") or "",
        "elements": _by_id(Element, row.get("elements"), _element, sources),
    }


def _element(row: dict, sources: dict[str, Source]) -> dict[str, Any]:
    occurs = row.get("occurs") or {}
    return {
        "name": row["name"],
        "type": row["type"],
        "level": occurs.get("level", ""),
        "is_repeated": occurs.get("cardinality") == "once or more",
        "description": row.get("description") or "",
        "value_set": row.get("value_set") or "",
        "refers_to": row.get("refers_to") or "",
        "source": sources[row["source"]],
        "not_read": tuple(row.get("not_read") or ()),
        "note": row.get("note") or "",
    }


def _value_set(row: dict, sources: dict[str, Source]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "system": row.get("system") or "",
        "source": sources[row["source"]],
        "is_complete": bool(row["complete"]),
        "codes": MappingProxyType({str(c["code"]): c["display"] for c in row.get("codes") or []}),
    }
