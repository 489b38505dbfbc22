"""A mapping while it is made: the data of a mapping.yaml, changed column by column.

Every field of a draft is written in the long form, {all: [{from, label, values}], between}, so that
a column can be put in and taken out without knowing how the rest is said.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from imports.mapping.targets import Holding, holdings

LEAVE_OUT = ""  # what a list holds that is not brought in
# In which order lists are read: people before what is theirs, visits before the notes about them.
FIRST, LAST = (
    ("person", "staff", "needs", "visits"),
    ("goals", "note", "measurement", "weights", "document"),
)

NOT_HEADINGS = {">", "[", "^"}  # joined, of ours, or of what a row lies in

# What a part of a field says of its column, beside what its codes mean.
OF_A_USE = ("label", "separator", "take")
OF_A_COLUMN = ("from", *OF_A_USE)
# Options that are as if they were not said.
SAYS_NOTHING: tuple[Any, ...] = ({}, [], "", 0, False, "keep", "id")

type Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Use:
    """One column that fills a field, or a part of one under a label. `why` it was suggested.

    With a `separator` the part before it fills the field, or with `take: rest` the one behind it.
    """

    column: str
    target: str
    label: str = ""
    why: str = ""
    separator: str = ""
    take: str = ""


def parts_of(cell: Any) -> list[Said]:
    """What a field is filled by, however it is written: {from, label, values}, or {words}."""
    if isinstance(cell, str):
        return [{"from": cell}]
    if isinstance(cell, list):
        return [part for one in cell for part in parts_of(one)]
    if "all" in cell:
        return [part for one in cell["all"] for part in parts_of(one)]
    return [dict(cell)]


def columns_in(cell: Any) -> list[Said]:
    """The columns that fill a field, without the words that are the same for every row."""
    return [part for part in parts_of(cell) if "from" in part]


def uses_of(table: Mapping[str, Any]) -> list[Use]:
    """Which column fills what, in the order of the fields."""
    return [
        Use(part["from"], target, **{name: part[name] for name in OF_A_USE if name in part})
        for target, cell in table.get("fields", {}).items()
        for part in columns_in(cell)
    ]


def columns_of(table: Mapping[str, Any]) -> list[str]:
    """Every column of which something was said."""
    used = [use.column for use in uses_of(table)]
    said = [*table.get("secrets", ()), *table.get("ignored", ()), *table.get("dates", ())]
    own = [table.get("key", ""), table.get("person", "")]
    return list(dict.fromkeys(filter(None, [*own, *used, *said])))


def why(table: Mapping[str, Any], use: Use) -> str:
    """Why a column was suggested for a field; nothing where somebody chose it."""
    reason: str = table.get("why", {}).get(f"{use.target} from {use.column}", "")
    return reason


def constants_of(table: Mapping[str, Any]) -> dict[str, str]:
    """The fields that are the same for every row."""
    return {
        target: part["words"]
        for target, cell in table.get("fields", {}).items()
        for part in parts_of(cell)
        if "from" not in part
    }


def codes_of(table: Mapping[str, Any], use: Use) -> Said:
    """What is said of the codes of a column in a field: values, unknown, otherwise, blank."""
    for part in columns_in(table.get("fields", {}).get(use.target, [])):
        if part["from"] == use.column:
            return {name: value for name, value in part.items() if name not in OF_A_COLUMN}
    return {}


def with_uses(table: Said, uses: Iterable[Use], constants: Mapping[str, str]) -> Said:
    """A table whose fields are filled by these columns; what was said of their codes stays."""
    parts: dict[str, list[Said]] = defaultdict(list)
    for use in uses:
        parts[use.target].append(_part(table, use))
    for name, words in constants.items():
        parts[name].append({"words": words})
    names = [*holdings()[table["holds"]].targets, *parts]
    fields = {name: _field(table, name, parts[name]) for name in names if name in parts}
    return table | {"fields": fields}


def _field(table: Said, name: str, parts: list[Said]) -> Said:
    """A field in the long form; words alone need none."""
    if [part.keys() for part in parts] == [{"words"}]:
        return parts[0]
    target = holdings()[table["holds"]].targets.get(name)
    before = table.get("fields", {}).get(name, {})
    return {"all": parts, "between": before.get("between", target.between if target else " ")}


def _part(table: Said, use: Use) -> Said:
    said = {name: value for name in OF_A_USE if (value := getattr(use, name))}
    return {"from": use.column} | said | codes_of(table, use)


def with_codes(table: Said, use: Use, said: Mapping[str, Any]) -> Said:
    """A table in which the codes of a column mean what is said here; nothing said is as typed."""
    fields = dict(table["fields"])
    cell = fields[use.target]
    parts = [
        {name: part[name] for name in OF_A_COLUMN if name in part} | dict(said)
        if part.get("from") == use.column
        else part
        for part in parts_of(cell)
    ]
    fields[use.target] = cell | {"all": parts}
    return table | {"fields": fields}


def holding_of(table: Mapping[str, Any]) -> Holding | None:
    """What a table holds; nothing where it is left out."""
    return holdings().get(table.get("holds", LEAVE_OUT))


@dataclass(frozen=True, slots=True)
class Lack:
    """Something without which a list cannot be brought in."""

    table: str
    sentence: str


def lacking(tables: Mapping[str, Said]) -> Iterator[Lack]:
    """What is still to be said before the lists can be read."""
    holds = [table["holds"] for table in tables.values()]
    if "person" not in holds:
        first = next(iter(tables))
        yield Lack(first, "Say which list holds the people: nothing can be brought in without.")
    for name, table in tables.items():
        holding = holding_of(table)
        if holding is None:
            continue
        if holding.is_theirs and not table.get("person"):
            yield Lack(name, "Say which column tells whose each row is.")
        filled = {use.target for use in uses_of(table)} | constants_of(table).keys()
        for target in _needed(holding):
            if not target & filled:
                labels = " or ".join(holding.targets[one].label for one in sorted(target))
                yield Lack(name, f"Choose a column for: {labels}.")


def _needed(holding: Holding) -> list[set[str]]:
    """The fields that must be filled; of some either of two."""
    either = [{"surname", "full_name"}, {"given_names", "full_name"}]
    needed = [{name} for name, target in holding.targets.items() if target.is_needed]
    return [*(either if holding.name == "person" else []), *needed]


def drafted(content: Mapping[str, Any], names: Iterable[str]) -> Said:
    """The draft that a mapping is, for lists of these names; what it says of others waits."""
    here = {name: {"holds": LEAVE_OUT} for name in names}
    said = {name: _in_full(table) for name, table in content["tables"].items()}
    waits = {name: table for name, table in said.items() if name not in here}
    tables = {name: said.get(name, table) for name, table in here.items()}
    times = content.get("times", "local")
    return {**content, "times": times, "tables": tables, "not_here": waits}


def _in_full(table: Said) -> Said:
    return table | {"fields": {name: _long(cell) for name, cell in table.get("fields", {}).items()}}


def _long(cell: Any) -> Said:
    """A field in the long form, with what stands between its columns where there are several."""
    parts = parts_of(cell)
    if [part.keys() for part in parts] == [{"words"}]:
        return parts[0]
    between = cell.get("between", " ") if isinstance(cell, dict) else " "
    return {"all": parts} | ({"between": between} if len(parts) > 1 else {})


def finished(draft: Mapping[str, Any]) -> Said:
    """The mapping that a draft is: tables in the order of reading, and how they are known again."""
    said = {**draft["tables"], **draft.get("not_here", {})}
    taken = [(name, table) for name, table in said.items() if holding_of(table)]
    tables = {name: _joined_up(table, dict(taken)) for name, table in _in_order(dict(taken))}
    here = {name: table for name, table in tables.items() if name in draft["tables"]}
    content = {name: value for name, value in draft.items() if name != "not_here"}
    return {**content, "tables": tables, "recognised_by": dict(_known_by(here))}


def _short(cell: Said) -> Any:
    """A field as somebody would write it: one column without more is its name."""
    parts = cell.get("all", [])
    if len(parts) != 1:
        return cell
    return parts[0]["from"] if parts[0].keys() == {"from"} else parts[0]


def _in_order(tables: Mapping[str, Said]) -> list[tuple[str, Said]]:
    """The tables as they are read: one behind those that its rows name."""
    ordered: dict[str, None] = {}
    for name, _ in sorted(tables.items(), key=_order):
        _put(name, tables, ordered, set())
    return [(name, tables[name]) for name in ordered]


def _put(name: str, tables: Mapping[str, Said], ordered: dict[str, None], asked: set[str]) -> None:
    """Put a table behind those that it names; of two that name each other one comes first."""
    asked.add(name)
    for other, _ in tables[name].get("points_at", {}).values():
        if other in tables and other not in asked | ordered.keys():
            _put(other, tables, ordered, asked)
    ordered[name] = None


def _order(pair: tuple[str, Said]) -> int:
    holds = pair[1]["holds"]
    if holds in FIRST:
        return FIRST.index(holds) - len(FIRST)
    return LAST.index(holds) + 1 if holds in LAST else 0


def _known_by(tables: Mapping[str, Said]) -> Iterator[tuple[str, list[str]]]:
    """The people and the first list that is theirs, with the columns that are used."""
    people = [name for name, table in tables.items() if table["holds"] == "person"]
    theirs = [name for name, table in tables.items() if table["holds"] not in {"person", "staff"}]
    for name in (*people, *theirs[:1]):
        table = tables[name]
        used = [table.get("key", ""), table.get("person", ""), *(u.column for u in uses_of(table))]
        yield name, [one for one in dict.fromkeys(used) if one and one[0] not in NOT_HEADINGS]


def _joined_up(table: Said, tables: Mapping[str, Said]) -> Said:
    """A table with what follows from its fields: whose visits its notes name, when visits end."""
    used = {use.target: use.column for use in uses_of(table)}
    visits = [name for name, other in tables.items() if other["holds"] == "visits"]
    said = {name: value for name, value in table.items() if name != "why"}
    made = {name: value for name, value in said.items() if value not in SAYS_NOTHING}
    made["fields"] = {name: _short(cell) for name, cell in table["fields"].items()}
    if "visit" in used and visits:
        made["visit_in"] = visits[0]
    if table["holds"] == "visits":
        made["visits"] = True
        if {"visited_on+arrived_time", "+left_time"} <= used.keys():
            made["from_to"] = [used["visited_on+arrived_time"], used["+left_time"]]
    return made
