"""Load the standard once, and answer questions about it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

SOURCE = Path(__file__).with_name("mods.yaml")


@dataclass(frozen=True, slots=True)
class Element:
    """One row of a MODS class: what it is called, what it may hold, how binding it is."""

    id: str
    name: str
    type: str
    level: str
    description: str
    value_set: str
    is_inferred: bool


@dataclass(frozen=True, slots=True)
class MODSClass:
    """One class of the standard, such as About me or Need."""

    id: str
    name: str
    description: str
    group: str
    inherits: str
    is_inferred: bool
    elements: dict[str, Element]


@dataclass(frozen=True, slots=True)
class ValueSet:
    """A coded list. `codes` maps code to display; it is empty where the source gives none."""

    id: str
    name: str
    is_inferred: bool
    codes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Standard:
    """One release of MODS."""

    release: str
    classes: dict[str, MODSClass]
    value_sets: dict[str, ValueSet]


@cache
def standard() -> Standard:
    """Return the release of MODS that ships with the product."""
    return read(SOURCE)


def read(path: Path) -> Standard:
    """Return the release of MODS in a file of the same shape as ours.

    Raises KeyError, TypeError or yaml.YAMLError for a file of another shape.
    """
    document = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    return Standard(
        release=document["standard"]["release_read"],
        classes={c["id"]: _class(c) for c in document["classes"]},
        value_sets={v["id"]: _value_set(v) for v in document["value_sets"]},
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


def _class(row: dict) -> MODSClass:
    return MODSClass(
        id=row["id"],
        name=row["name"],
        description=row.get("description") or "",
        group=row["group"],
        inherits=row.get("inherits") or "",
        is_inferred=row["provenance"] == "inferred",
        elements={e["id"]: _element(e) for e in row.get("elements") or []},
    )


def _element(row: dict) -> Element:
    return Element(
        id=row["id"],
        name=row["name"],
        type=row["type"],
        level=(row.get("occurs") or {}).get("level", ""),
        description=row.get("description") or "",
        value_set=row.get("value_set") or "",
        is_inferred=row["provenance"] == "inferred",
    )


def _value_set(row: dict) -> ValueSet:
    return ValueSet(
        id=row["id"],
        name=row["name"],
        is_inferred=row["provenance"] == "inferred",
        codes={str(c["code"]): c["display"] for c in row.get("codes") or []},
    )
