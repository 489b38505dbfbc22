"""Where each element of the standard lives in the record, or the reason why it has no field.

Read from `homes.yaml`. Models are named as Django names them, `records.Need`, and never imported:
a test holds every name to a field that exists.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mods.standard import Element, MODSClass, standard

SOURCE = Path(__file__).with_name("homes.yaml")


@dataclass(frozen=True, slots=True)
class Home:
    """An element's fields, such as `records.Need.text`, or the reason why it has none.

    Where several classes share a table, `when` says which of its rows are of this one.
    """

    mods_class: MODSClass
    element: Element
    fields: tuple[str, ...] = ()
    reason: str = ""
    when: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Name the element among all of the standard, such as `need.free_text`."""
        return f"{self.mods_class.id}.{self.element.id}"

    @property
    def told_by(self) -> frozenset[str]:
        """Return the names of the fields that tell whether a row is of the class."""
        return frozenset(lookup.partition("__")[0] for lookup in self.when)


@cache
def homes() -> tuple[Home, ...]:
    """Return every element of the standard with its home, in the order of the standard."""
    return tuple(
        _home(mods_class, element)
        for mods_class in standard().classes.values()
        for element in mods_class.elements.values()
    )


@cache
def homes_by_field() -> Mapping[str, tuple[Home, ...]]:
    """Return for each field the elements that it is the home of: `homes` the other way round.

    Only the first field of an element counts: the others say more about the same.
    """
    found: dict[str, tuple[Home, ...]] = defaultdict(tuple)
    for home in homes():
        for name in home.fields[:1]:
            found[name] += (home,)
    return dict(found)


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
    return Home(mods_class, element, fields, when=row.get("when", {}))


def _shared(mods_class: MODSClass, element: str) -> Any:
    """What every event, or every activity, says of an element."""
    shared: dict[str, Any] = {}
    if mods_class.inherits or mods_class.id == "event":
        shared = _document()["event"]
    elif mods_class.group == "activity":
        shared = _document()["activity"]
    return shared.get(element)
