"""A mapping that somebody hands over: read safely, and every mistake said in a sentence."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from dailycare.kinds import KINDS as CARE
from imports.dates import DAY_FIRST, MONTH_FIRST
from imports.errors import ImportProblem
from imports.mapping.targets import Holding, Target, holdings

MOST_BYTES = 256 * 1024
MOST_TABLES = 200
DEEPEST = 20
LONGEST_SHAPE = 100
MOST_REPEATS = 3
# Fields that a vendor's whole record can have and no column on a page is asked for.
BESIDE = {
    "person": {"nhs_claim", "allergy_state"},
    "note": {"replaced_by"},
    "about_me": {"label"},
}
ANSWERS = {f"values.{question.name}" for kind in CARE for question in kind.questions}
WORDS_OF_A_CELL = {
    "from", "label", "words", "between", "matches", "holds", "otherwise", "blank", "unknown",
    "in_another_case", "separator", "take",
}  # fmt: skip
OPTIONS: Mapping[str, type[Any]] = {
    "key": str, "person": str, "person_by": str, "keep": str, "secrets": list, "ignored": list,
    "dates": dict, "visit_in": str, "visits": bool, "cut_at": int, "from_to": list,
    "ids_are_unique": bool, "repeats": str, "looks_up": dict, "points_at": dict, "doubts": dict,
    "withdrawn": dict, "private": dict, "deleted": dict, "test_record": dict, "older_copy": dict,
}  # fmt: skip
REPEATS = re.compile(r"[*+]|\{\d+,\d*\}")


class BadMapping(ImportProblem):
    """A mapping that says what no record has, or that is none at all."""


def from_yaml(data: bytes) -> dict[str, Any]:
    """The mapping that a YAML file says. Raises BadMapping with every mistake."""
    if len(data) > MOST_BYTES:
        raise BadMapping(f"This file is larger than {MOST_BYTES // 1024} kB: it is no mapping.")
    try:
        text = data.decode("utf-8-sig")
        _refuse_hostile(text)
        content = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as broken:
        raise BadMapping("This is no YAML file: it cannot be read.") from broken
    if wrong := list(mistakes_in(content)):
        raise BadMapping(" ".join(wrong[:10]))
    assert isinstance(content, dict)  # anything else was a mistake
    return content


def _refuse_hostile(text: str) -> None:
    """Parts that name themselves, types of somebody's own, and lists in lists without end."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        is_marked = isinstance(event, yaml.AliasEvent) or getattr(event, "tag", None)
        if is_marked or depth > DEEPEST:
            raise BadMapping("This file uses marks (& * !) or depths that no mapping needs.")


def mistakes_in(content: Any) -> Iterator[str]:
    """Everything that is wrong with a mapping, each as a sentence with its place."""
    if not isinstance(content, dict) or not isinstance(content.get("tables"), dict):
        yield "A mapping is a list of “tables”, each with what it “holds”."
        return
    if not 0 < len(str(content.get("label", ""))) <= 80:
        yield "Give it a “label” of at most 80 letters."
    if not isinstance(content.get("name"), str):
        yield "Give it a “name”."
    if content.get("times", "local") not in {"local", "utc"}:
        yield "“times” are local or utc."
    if not _is_lists(content.get("recognised_by", {})):
        yield "“recognised_by” names columns by table."
    if len(content["tables"]) > MOST_TABLES:
        yield f"There are more than {MOST_TABLES} tables."
        return
    for name, table in content["tables"].items():
        yield from (f"In “{name}”: {mistake}" for mistake in _in_table(table))


def _in_table(table: Any) -> Iterator[str]:
    holding = holdings().get(str(table.get("holds"))) if isinstance(table, dict) else None
    if holding is None:
        yield "say what it holds: person, note, staff, or a kind of record."
        return
    for option, value in table.items():
        if option not in {"holds", "fields"} and not _is_option(option, value):
            yield f"“{option}” is not said as it should be."
    if table.get("keep") and table["keep"] not in holding.targets:
        yield f"there is no field “{table['keep']}” to keep the rest in."
    fields = table.get("fields", {})
    if not isinstance(fields, dict):
        yield "“fields” says which column fills which field."
        return
    for name, cell in fields.items():
        if not _is_field(str(name), holding):
            yield f"there is no field “{name}”."
        else:
            target = holding.targets.get(name)
            yield from (f"“{name}”: {mistake}" for mistake in _in_cell(cell, target))


def _is_field(name: str, holding: Holding) -> bool:
    return (
        name in holding.targets
        or name in BESIDE.get(holding.name, ())
        or (holding.name == "note" and name in ANSWERS)
    )


def _is_option(option: str, value: Any) -> bool:
    kind = OPTIONS.get(option)
    if kind is None or not isinstance(value, kind):
        return False
    match option:
        case "withdrawn" | "private" | "deleted" | "test_record" | "older_copy":
            return _is_words(value)
        case "dates":
            return _is_words(value) and set(value.values()) <= {DAY_FIRST, MONTH_FIRST}
        case "secrets" | "ignored" | "from_to":
            return all(isinstance(one, str) for one in value)
        case "looks_up":
            return all(map(_is_join, value.values()))
        case "doubts":
            return all(map(_is_words, value.values()))
        case "points_at":
            return _is_lists(value) and all(len(pair) == 2 for pair in value.values())
    return True


def _is_join(said: Any) -> bool:
    return (
        isinstance(said, dict)
        and said.keys() == {"by", "where"}
        and isinstance(said["by"], str)
        and _is_words(said["where"])
    )


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(word, str) for pair in value.items() for word in pair
    )


def _is_lists(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(many, list) and all(isinstance(one, str) for one in many)
        for many in value.values()
    )


def _in_cell(cell: Any, target: Target | None) -> Iterator[str]:
    """What is wrong with how a field is filled."""
    if isinstance(cell, str):
        return
    parts = cell.get("all") if isinstance(cell, dict) else cell
    if isinstance(parts, list):
        if isinstance(cell, dict) and not _are_texts(cell, beside={"all"}):
            yield "“between” is words."
        for one in parts:
            yield from _in_cell(one, target)
    elif not isinstance(cell, dict) or not _are_texts(cell, beside={"values"}):
        yield "say a column, some columns, or {from: column} with words that a mapping knows."
    else:
        yield from _in_column(cell, target)


def _in_column(cell: Mapping[str, Any], target: Target | None) -> Iterator[str]:
    if not {"from", "words"} & cell.keys():
        yield "say from which column, or the words for every row."
    if "matches" in cell and not _is_safe(cell["matches"]):
        yield "its “matches” is not a shape that can be tried quickly."
    if "values" in cell and not _is_words(cell["values"]):
        yield "put quotation marks round its codes and their meanings."
    elif target and (strange := _strange(cell, target)):
        yield f"it cannot be {', '.join(sorted(strange))}."


def _are_texts(cell: Mapping[str, Any], *, beside: set[str]) -> bool:
    others = {name: value for name, value in cell.items() if name not in beside}
    return others.keys() <= WORDS_OF_A_CELL and _is_words(others)


def _strange(cell: Mapping[str, Any], target: Target) -> set[str]:
    """Meanings of codes that the field does not have."""
    if target.is_said or target.is_day or not target.choices:
        return set()
    said = {*cell.get("values", {}).values(), cell.get("otherwise", ""), cell.get("blank", "")}
    return said - {"", *(value for value, _ in target.choices)}


def _is_safe(shape: str) -> bool:
    """Whether a pattern cannot take long: no groups, and few parts that repeat."""
    if len(shape) > LONGEST_SHAPE or "(" in shape or len(REPEATS.findall(shape)) > MOST_REPEATS:
        return False
    try:
        re.compile(shape)
    except re.error:
        return False
    return True
