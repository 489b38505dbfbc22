"""What the codes of a column mean: each value beside one of ours, or left as a doubt."""

from collections.abc import Collection, Mapping
from typing import Any

from imports.columns import Column, Profile
from imports.mapping.drafting import Said, Use, codes_of, uses_of, with_codes
from imports.mapping.targets import NOTHING, Target, holdings, plain

AS_TYPED = "AS TYPED"
YES = frozenset({"y", "yes", "true", "t", "1"})
SHORTEST_BEGINNING = 4
MAY_NOT_BE_TOLD = "The old system says that they may not be told"

type Codes = Mapping[tuple[str, str, str], str]


def suggested_codes(
    table: Said, profile: Profile, learnt: Codes, known: Collection[tuple[str, str]] = ()
) -> Said:
    """A table with a meaning for each code that we know. `learnt`: by list, field and code.

    What was said before of a `known` column in a field stays.
    """
    holds = table["holds"]
    targets = holdings()[holds].targets
    for use in uses_of(table):
        if (use.column, use.target) in known:
            continue
        target, column = targets[use.target], profile.column(use.column)
        if column and is_coded(column, target) and not use.separator:
            meanings = {
                code: value
                for code in column.codes
                if (value := learnt.get((holds, use.target, code), _meaning(code, column, target)))
                is not None
            }
            table = with_codes(table, use, codes_said(column, target, meanings))
        elif target.shape:
            table = with_codes(table, use, {"matches": target.shape, "unknown": target.unknown})
    return with_reason(table)


def is_coded(column: Column, target: Target) -> bool:
    """Whether each value of a column is to be given a meaning; a plain yes or no needs none."""
    is_plain_yes_no = target.is_yes_no and not is_unlike(column, target)
    return bool(column.codes and target.choices) and not is_plain_yes_no


def share_known(column: Column, target: Target) -> float:
    """Of how many rows we know what their code means."""
    known = (n for code, n in column.codes.items() if _meaning(code, column, target) is not None)
    return sum(known) / max(sum(column.codes.values()), 1)


def may_be_coded(column: Column, target: Target) -> bool:
    """Whether somebody may say which values are codes, and which of them are none."""
    return bool(column.codes) and not (target.is_day or target.is_moment)


def is_unlike(column: Column, target: Target) -> bool:
    """Whether a heading says the opposite of a field: "may share" of "must not be told"."""
    return plain(column.name) in {plain(word) for word in target.unlike}


def codes_said(column: Column, target: Target, meanings: Mapping[str, str]) -> Said:
    """What a mapping says of the codes of a column."""
    said: Said = {"values": {code: _in_mapping(code, value) for code, value in meanings.items()}}
    said["unknown"] = target.unknown or f"{column.name} not in the list of the old system"
    if target.otherwise:
        said["otherwise"] = target.otherwise
        said |= {"blank": target.otherwise} if target.is_needed else {}
    return said


def _in_mapping(code: str, value: str) -> str:
    return "" if value == NOTHING else code if value == AS_TYPED else value


def _meaning(code: str, column: Column, target: Target) -> str | None:
    """Our value for a code; None for one that is not known."""
    word = code.strip().lower()
    if target.is_yes_no:
        return "no" if (word in YES) == is_unlike(column, target) else "yes"
    for value, words in target.codes.items():
        if word in words:
            return value
    for value, label in target.choices:
        is_begun = len(word) >= SHORTEST_BEGINNING and label.lower().startswith(word)
        if is_begun or word in {value.lower(), label.lower()}:
            return value
    return AS_TYPED if target.is_said and target.name != "resuscitation" else None


def with_reason(table: Said) -> Said:
    """Who must not be told has a reason, if only that the old system says so."""
    fields: dict[str, Any] = table["fields"]
    for use in uses_of(table):
        values = fields[use.target]["all"][0].get("values")
        if use.target == "must_not_be_told" and values:
            before = codes_of(table, Use(use.column, "must_not_be_told_why"))
            words = {code: word for code, word in before.get("values", {}).items() if word}
            why = {
                code: words.get(code, MAY_NOT_BE_TOLD) if said == "yes" else ""
                for code, said in values.items()
            }
            part = {"from": use.column} | (before or {"unknown": ""}) | {"values": why}
            return table | {"fields": fields | {"must_not_be_told_why": {"all": [part]}}}
    return table
