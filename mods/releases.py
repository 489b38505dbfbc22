"""What a new release of the standard changes, and what of ours no longer fits it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from mods.homes import homes
from mods.standard import Element, MODSClass, Rule, Standard, ValueSet

# What may change in an element, in a class or in a rule.
SAID = {
    Element: ("name", "type", "level", "is_repeated", "value_set", "refers_to", "is_inferred"),
    MODSClass: ("name", "group", "inherits"),
    Rule: ("level", "text"),
}


def changes(old: Standard, new: Standard) -> Iterator[str]:
    """Yield a sentence for each rule, class, element, code list and code that is not the same."""
    yield from _came_and_went("rule", old.rules, new.rules)
    for name in old.rules.keys() & new.rules.keys():
        yield from _changed(f"rule {name}", old.rules[name], new.rules[name])
    yield from _came_and_went("class", old.classes, new.classes)
    for name in old.classes.keys() & new.classes.keys():
        before, after = old.classes[name], new.classes[name]
        yield from _changed(f"class {name}", before, after)
        yield from _came_and_went(f"element of {name}", before.elements, after.elements)
        for element in sorted(before.elements.keys() & after.elements.keys()):
            one, other = before.elements[element], after.elements[element]
            yield from _changed(f"element {name}.{element}", one, other)
    yield from _came_and_went("code list", old.value_sets, new.value_sets)
    for name in sorted(old.value_sets.keys() & new.value_sets.keys()):
        yield from _codes(old.value_sets[name], new.value_sets[name])


def misfits(new: Standard) -> Iterator[str]:
    """Yield a sentence for each element of a release that no field of ours holds, or wrongly."""
    ours = {(home.mods_class.id, home.element.id): home for home in homes()}
    for mods_class in new.classes.values():
        for element in mods_class.elements.values():
            home = ours.pop((mods_class.id, element.id), None)
            if home is None:
                yield f"{mods_class.id}.{element.id} has no home: give it one in mods/homes.yaml"
            elif home.reason and element.level == "must" != home.element.level:
                yield f"{mods_class.id}.{element.id} is demanded now, and has only a reason"
    for class_id, element_id in sorted(ours):
        yield f"{class_id}.{element_id} is no longer in the standard, and mods/homes.yaml names it"


def _came_and_went(what: str, old: Mapping, new: Mapping) -> Iterator[str]:
    for name in sorted(new.keys() - old.keys()):
        yield f"New {what}: {name}"
    for name in sorted(old.keys() - new.keys()):
        yield f"Gone {what}: {name}"


def _changed[Said: (Element, MODSClass, Rule)](what: str, old: Said, new: Said) -> Iterator[str]:
    for field in fields(old):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name in SAID[type(old)] and before != after:
            yield f"Changed {what}: {field.name} was {before!r}, is {after!r}"


def _codes(old: ValueSet, new: ValueSet) -> Iterator[str]:
    yield from _came_and_went(f"code of {old.id}", old.codes, new.codes)
    for code in sorted(old.codes.keys() & new.codes.keys()):
        if old.codes[code] != new.codes[code]:
            yield f"Changed code {old.id}.{code}: was {old.codes[code]!r}, is {new.codes[code]!r}"
