"""What the rows of a package look like: JSON Schema, made from the models and the standard."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import models

import mods
from mods.homes import homes
from portability.tables import ABOUT_VERSION, LEFT_OUT, STAYS, STAYS_WHY, Table, tables

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES: list[tuple[type[models.Field], dict[str, Any]]] = [
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DecimalField, {"type": "number"}),
    (models.JSONField, {"type": ["object", "array"]}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.TimeField, {"type": "string", "format": "time"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.Field, {"type": "string"}),
]
IN_JSON = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": float,
    "object": dict,
    "array": list,
    "null": type(None),
}
WORDS = {"type": "string"}
ACT = {
    "person_id": {"type": "string", "format": "uuid"},
    "actor_id": {"type": "string", "format": "uuid"},
    "actor_name": WORDS,
    "act": WORDS,
    "day": {"type": "string", "format": "date"},
    "times": {"type": "integer"},
}


@cache
def schema() -> dict[str, Any]:
    """Return the schema of every part of a package, with what each field holds in MODS."""
    return {
        "$schema": DIALECT,
        "title": "Digital Social Care Record: the rows of a package",
        "description": "One definition a part; a part is one JSON object a line. "
        "x-mods names the class and element of the standard that a field holds, x-codes what its "
        "codes mean, x-points-at the table whose id it is.",
        "x-mods-release": mods.standard().release,
        "x-left-out": LEFT_OUT,
        "x-columns-left-out": {table: [*columns] for table, columns in STAYS.items()},
        "x-columns-left-out-why": STAYS_WHY,
        "$defs": dict(_definitions()),
    }


def _definitions() -> Iterator[tuple[str, dict[str, Any]]]:
    for table in tables():
        fields = {str(field.column): _property(table, field) for field in table.fields}
        what = (table.model.__doc__ or "").split("\n\n")[0]
        yield table.names[0], _object(what, fields)
        if table.history:
            about = {name: _property_of_version(table, name) for name in ABOUT_VERSION}
            yield table.names[1], _object(what, {"author_name": WORDS} | about | fields)
    yield "audit/summary.jsonl", _object("How often who did what with whose record, by day.", ACT)


def _object(description: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property_of_version(table: Table, name: str) -> dict[str, Any]:
    assert table.history
    fields = {field.column: field for field in table.history._meta.concrete_fields}
    return _property(table, fields[name])


def _property(table: Table, field: models.Field) -> dict[str, Any]:
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    said = next(dict(words) for kind, words in TYPES if isinstance(target, kind))
    kinds = said["type"] if isinstance(said["type"], list) else [said["type"]]
    if field.null:
        said["type"] = [*kinds, "null"]
    elif isinstance(field, models.JSONField):
        said["type"] = list(IN_JSON)
    said["title"] = str(field.verbose_name)
    if isinstance(target, models.CharField) and field.max_length:
        said["maxLength"] = field.max_length
    if field.flatchoices:
        said["x-codes"] = {str(code): str(words) for code, words in field.flatchoices}
    if field.related_model:
        said["x-points-at"] = field.related_model._meta.label_lower
    if held := _elements().get(f"{table.model._meta.label}.{field.name}"):
        said["x-mods"] = held
    return said


@cache
def _elements() -> dict[str, list[str]]:
    """Return the elements of the standard that each field holds."""
    found: dict[str, list[str]] = {}
    for home in homes():
        for field in home.fields:
            found.setdefault(field, []).append(f"{home.mods_class.id}.{home.element.id}")
    return found


def misfit(part: str, row: Any) -> str:
    """Say what is wrong with one row of a part, or nothing when it fits its definition."""
    definition = schema()["$defs"][part]["properties"]
    if not isinstance(row, dict):
        return "it is no object"
    if unknown := sorted(row.keys() - definition.keys()):
        return f"this version of the product knows no {unknown[0]}"
    if missing := sorted(definition.keys() - row.keys() - _younger(part)):
        return f"{missing[0]} is missing"
    for name, value in row.items():
        said = definition[name]
        kinds = said["type"] if isinstance(said["type"], list) else [said["type"]]
        if not any(_is(kind, value) for kind in kinds):
            return f"{name} is not {' or '.join(kinds)}"
        if isinstance(value, str) and len(value) > said.get("maxLength", len(value)):
            return f"{name} is longer than {said['maxLength']} characters"
    return ""


@cache
def _younger(part: str) -> frozenset[str]:
    """Return the fields that may be younger than a package: they have a value of their own."""
    return frozenset(name for table in tables() if part in table.names for name in table.defaults)


def _is(kind: str, value: Any) -> bool:
    return type(value) is IN_JSON[kind]
