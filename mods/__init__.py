"""The Minimum Operational Data Standard (DAPB4102) as plain Python: classes, elements, code lists.

Everything is read from `mods.yaml`, which says of each item whether it was read in the
specification (`spec`) or filled in from elsewhere (`inferred`). Nothing inferred may be shown
as a requirement of the standard.
"""

from mods.standard import (
    Element,
    MODSClass,
    Rule,
    Source,
    ValueSet,
    choices,
    element,
    hint,
    label,
    standard,
)

__all__ = [
    "Element",
    "MODSClass",
    "Rule",
    "Source",
    "ValueSet",
    "choices",
    "element",
    "hint",
    "label",
    "standard",
]
