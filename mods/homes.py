"""Where each element of the standard lives in the record, or the reason why it has no field.

Read from `homes.yaml`. Models are named as Django names them, `records.Need`, and never imported:
a test holds every name to a field that exists.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mods.standard import Element, MODSClass, standard

SOURCE = Path(__file__).with_name("homes.yaml")


@dataclass(frozen=True, slots=True)
class Home:
    """An element's fields, such as `records.Need.text`, or the reason why it has none."""

    mods_class: MODSClass
    element: Element
    fields: tuple[str, ...] = ()
    reason: str = ""


@cache
def homes() -> tuple[Home, ...]:
    """Return every element of the standard with its home, in the order of the standard."""
    return tuple(
        _home(mods_class, element)
        for mods_class in standard().classes.values()
        for element in mods_class.elements.values()
    )


@cache
def class_homes() -> dict[str, str]:
    """Return the model that each class of the standard lives in."""
    return {name: row["home"] for name, row in _document()["classes"].items()}


@cache
def _document() -> dict[str, Any]:
    return yaml.load(SOURCE.read_bytes(), Loader=yaml.CSafeLoader)


def _home(mods_class: MODSClass, element: Element) -> Home:
    row = _document()["classes"].get(mods_class.id, {})
    said = row.get(element.id) or _shared(mods_class, element.id) or element.id
    if isinstance(said, str) and said.endswith("."):
        return Home(mods_class, element, reason=said)
    names = said if isinstance(said, list) else [said]
    fields = tuple(name if "." in name else f"{row.get('home', '')}.{name}" for name in names)
    return Home(mods_class, element, fields)


def _shared(mods_class: MODSClass, element: str) -> Any:
    """What every event, or every activity, says of an element."""
    shared: dict[str, Any] = {}
    if mods_class.inherits or mods_class.id == "event":
        shared = _document()["event"]
    elif mods_class.group == "activity":
        shared = _document()["activity"]
    return shared.get(element)
