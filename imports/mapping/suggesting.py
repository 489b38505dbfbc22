"""What lists seem to hold and columns to be: by their names, their values, earlier mappings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from imports.columns import Column, Looks, Profile
from imports.dates import MONTH_FIRST
from imports.mapping.coding import share_known, suggested_codes
from imports.mapping.drafting import LEAVE_OUT, Said, Use, columns_in, uses_of, with_uses
from imports.mapping.targets import Holding, Target, holdings, plain
from imports.spreadsheet_home.headings import RESIDENT
from imports.tables.tree import OF_THE_RECORD
from imports.weighing import when_of

EXACT, CLOSE, INSIDE = 3.0, 2.0, 1.0
ENOUGH = 4.0
CALLED_SO, PERHAPS_CALLED_SO, NEEDED, MISSING, NOBODYS = 6.0, 3.0, 2.0, 4.0, 6.0
SHORTEST_INSIDE = 5
MOST_USES = 2
HALF = 0.5
IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]?")
DOOR_CODE = re.compile(r"key\s*safe|alarm|door\s*code|access\s*code|pin\b|keysafe", re.IGNORECASE)
DELETED = re.compile(r"delet|withdrawn|void|struck", re.IGNORECASE)
PRIVATE = re.compile(r"private|confidential|restricted|sensitive", re.IGNORECASE)
CUTS = {250, 255, 256, 500, 512, 1000, 1024, 2000, 2048, 4000, 4096, 8000, 8192}
OF_SOMEBODY = frozenset(plain(word) for word in f"{RESIDENT} | Name".split("|"))
DATES = {Looks.DATE, Looks.MOMENT}
WORDS_AND_DAYS = "left_on"  # "RIP in hospital 5.4.26" says when somebody left
BY_LOOKS = {
    Looks.NHS_NUMBER: "nhs_number",
    Looks.EMAIL: "email",
    Looks.POSTCODE: "postcode",
    Looks.PHONE: "phone",
    Looks.INITIALS: "author",
}


@dataclass(frozen=True, slots=True)
class Learnt:
    """What earlier mappings of the provider said: fields by heading, meanings by code."""

    fields: Mapping[tuple[str, str], str] = field(default_factory=dict)
    codes: Mapping[tuple[str, str, str], str] = field(default_factory=dict)


def learnt_from(mappings: Iterable[Mapping[str, Any]]) -> Learnt:
    """What the contents of some mappings teach; of two that disagree, the later."""
    fields: dict[tuple[str, str], str] = {}
    codes: dict[tuple[str, str, str], str] = {}
    for content in mappings:
        for table in content["tables"].values():
            holds = table["holds"]
            for target, cell in table.get("fields", {}).items():
                for part in columns_in(cell):
                    fields[holds, plain(part["from"])] = target
                    for code, value in (part.get("values") or {}).items():
                        codes[holds, target, str(code)] = value
    return Learnt(fields, codes)


def draft_of(profiles: Sequence[Profile], learnt: Learnt, *, label: str) -> Said:
    """A whole mapping as it is suggested, for somebody to go through."""
    holds = {profile.name: LEAVE_OUT for profile in profiles}
    people = _people_among(profiles)
    for profile in profiles:
        is_theirs = bool(person_column(profile, people))
        scored = [
            (_score(profile, one, is_theirs=is_theirs), one.name) for one in holdings().values()
        ]
        score, name = max(scored)
        if score >= ENOUGH:
            holds[profile.name] = name
    tables = {
        profile.name: table_draft(profile, holds[profile.name], profiles, learnt)
        for profile in profiles
    }
    return {"name": "draft", "label": label, "times": "local", "tables": _with_address(tables)}


def table_draft(profile: Profile, holds: str, profiles: Sequence[Profile], learnt: Learnt) -> Said:
    """One table as it would be read, were it what is said here."""
    if holds == LEAVE_OUT:
        return {"holds": LEAVE_OUT}
    holding = holdings()[holds]
    table: Said = {"holds": holds, "key": _key(profile) or _initials(profile, holding)}
    if holding.is_theirs:
        table |= whose(profile, profiles)
    uses = list(suggested_uses(profile, holding, table, learnt))
    table |= _options(profile, holding, uses) | {
        "secrets": [c.name for c in profile.columns if DOOR_CODE.search(c.name)],
        "dates": {c.name: c.style for c in profile.columns if c.style == MONTH_FIRST},
        "why": {f"{use.target} from {use.column}": use.why for use in uses},
    }
    if holding.keep:
        table["keep"] = holding.keep
    return suggested_codes(with_uses(table, uses, {}), profile, learnt.codes)


def _key(profile: Profile) -> str:
    """The first column that tells rows apart; the weights of a month may, and are no key."""
    return next((c.name for c in profile.columns if c.is_key and not when_of(c.name)), "")


def _initials(profile: Profile, holding: Holding) -> str:
    """What staff sign with: two may share it, and it is their key all the same."""
    signs = (column.name for column in profile.columns if column.looks is Looks.INITIALS)
    return next(signs, "") if holding.name == "staff" else ""


def whose(profile: Profile, profiles: Sequence[Profile]) -> Said:
    """The column that says whose a row is, and whether by id or by name."""
    column = person_column(profile, _people_among(profiles))
    is_id = column in profile.points_at or column.startswith(OF_THE_RECORD)
    return {"person": column} | ({} if is_id or not column else {"person_by": "name"})


def person_column(profile: Profile, people: Profile | None) -> str:
    """The column that names the people whose the rows are; nothing where there is none."""
    for column, table in profile.points_at.items():
        if people and table == people.name:
            return column
    if people and people is not profile and people.key:
        above = f"{OF_THE_RECORD}{people.key}"
        if above in {column.name for column in profile.columns}:
            return above
    names = [c.name for c in profile.columns if OF_SOMEBODY & set(readings(c.name))]
    return names[0] if names and people is not profile else ""


def _people_among(profiles: Sequence[Profile]) -> Profile | None:
    """The list that looks most like one of people."""
    person = holdings()["person"]
    return max(profiles, key=lambda one: _score(one, person, is_theirs=True), default=None)


def _score(profile: Profile, holding: Holding, *, is_theirs: bool) -> float:
    """How much speaks for a list holding this."""
    name = plain(profile.name.rpartition(".")[2])
    called = {plain(words) for words in holding.tables}
    score = CALLED_SO if name in called else 0.0
    if not score and any(len(word) >= SHORTEST_INSIDE and word in name for word in called):
        score = PERHAPS_CALLED_SO
    found = {use.target for use in _by_name(profile, holding, {})}
    score += sum(1 + NEEDED * holding.targets[target].is_needed for target in found)
    needed = {name for name, target in holding.targets.items() if target.is_needed}
    if holding.name == "person" and not ({"surname", "full_name"} & found):
        score -= MISSING
    score -= MISSING * len(needed - found)
    return score - NOBODYS * (holding.is_theirs and not is_theirs)


def readings(heading: str) -> tuple[str, ...]:
    """A heading as typed, without what is in brackets, as the last step of a path, without "is"."""
    bare = IN_BRACKETS.sub(" ", heading)
    last = heading.rpartition(".")[2]
    found = [plain(one) for one in (heading, bare, last, *re.split(r"[/|]", bare))]
    found += [one.removeprefix("is") for one in found if one.startswith("is")]
    return tuple(dict.fromkeys(filter(None, found)))


def suggested_uses(
    profile: Profile, holding: Holding, table: Said, learnt: Learnt
) -> Iterator[Use]:
    """Which columns fill which fields of what the list holds."""
    spent = {table.get("person", ""), table.get("key", "")} - {""}
    known = {
        column.name: target
        for column in profile.columns
        if (target := learnt.fields.get((holding.name, plain(column.name)), "")) in holding.targets
    }
    uses = list(_by_name(profile, holding, known, spent))
    taken = {use.target for use in uses}
    used = {use.column for use in uses} | spent
    yield from uses
    yield from _by_values(profile, holding, taken, used)
    if holding.name == "person" and table.get("key") and "local_identifier" not in taken:
        yield Use(table["key"], "local_identifier", why="it tells the rows apart")


def _by_name(
    profile: Profile, holding: Holding, known: Mapping[str, str], spent: set[str] | None = None
) -> Iterator[Use]:
    """Columns whose heading says what they are; the surest first, each field once."""
    scored = sorted(
        (
            (-score, at, order, column, target)
            for at, column in enumerate(profile.columns)
            if column.name not in (spent or set()) and _is_its_own(column)
            for order, target in enumerate(holding.targets.values())
            if (score := _fit(column, target, known.get(column.name, "")))
        ),
        key=lambda one: one[:3],
    )
    taken: set[str] = set()
    uses: dict[str, int] = {}
    for score, _, _, column, target in scored:
        before = uses.get(column.name, 0)
        is_free = target.takes_many or target.name not in taken
        if is_free and (not before or (-score >= CLOSE and before < MOST_USES)):
            taken.add(target.name)
            uses[column.name] = before + 1
            why = "as in an earlier mapping" if column.name in known else "by its name"
            yield Use(column.name, target.name, _label(column, target, before), why)


def _is_its_own(column: Column) -> bool:
    """Whether a column may be suggested: no door code, and no cell of what the row lies in."""
    return not DOOR_CODE.search(column.name) and not column.name.startswith(OF_THE_RECORD)


def _label(column: Column, target: Target, before: int) -> str:
    """The heading stands with its words where several columns, or a code, come into one text."""
    if target.takes_many and target.is_long and target.between == "\n" and before:
        return column.name
    is_first = plain(column.name) in {plain(word) for word in target.words[:1]}
    in_a_text = target.takes_many and target.name in {"purpose", "comment"}
    return column.name if in_a_text and not is_first else ""


def _fit(column: Column, target: Target, known: str) -> float:
    if target.is_dated:
        return EXACT if when_of(column.name) else 0.0
    if known:
        return EXACT + 1 if known == target.name else 0.0
    said = readings(column.name)
    words = [plain(word) for word in (*target.words, *target.unlike)]
    score = 0.0
    if said and said[0] in words:
        score = EXACT - words.index(said[0]) / 100
    elif any(one in words for one in said):
        score = CLOSE
    elif any(len(word) >= SHORTEST_INSIDE and word in said[0] for word in words if said):
        score = INSIDE
    return score if score and _can_be(column, target) else 0.0


def _can_be(column: Column, target: Target) -> bool:
    """Whether the values of a column do not speak against a field."""
    if column.looks is Looks.EMPTY:
        return True
    if target.is_day or target.is_moment:
        return column.looks in DATES or target.name == WORDS_AND_DAYS
    if column.looks in DATES:
        return target.takes_many and target.name in {"purpose", "comment"}
    if target.is_yes_no:
        return column.looks is Looks.YES_NO
    if not target.choices or target.is_said:
        return True
    return bool(column.codes) and (target.is_needed or share_known(column, target) >= HALF)


def _by_values(
    profile: Profile, holding: Holding, taken: set[str], used: set[str]
) -> Iterator[Use]:
    """Columns that their values give away where no heading did."""
    for column in profile.columns:
        if column.name in used or not _is_its_own(column):
            continue
        name = BY_LOOKS.get(column.looks, "")
        if column.looks is Looks.LONG:
            name = next((t.name for t in holding.targets.values() if t.is_long and t.is_needed), "")
        elif column.looks in DATES:
            needed = (t for t in holding.targets.values() if t.is_needed)
            name = next((t.name for t in needed if t.is_moment or t.is_day), "")
        if name in holding.targets and name not in taken:
            taken.add(name)
            yield Use(column.name, name, why=f"its values are {column.looks}")


def _options(profile: Profile, holding: Holding, uses: Sequence[Use]) -> Said:
    """What the rows seem to say of themselves: taken out, private, each with an id of its own."""
    said: Said = {}
    for option, words in (("withdrawn", DELETED), ("private", PRIVATE)):
        for column in profile.columns:
            if words.search(column.name) and column.looks is Looks.YES_NO:
                said[option] = {column.name: _yes_among(column)}
            elif words.search(column.name) and column.looks in DATES:
                said[option] = {column.name: "any"}
    if "withdrawn" in said and holding.name == "person":
        said["deleted"] = said.pop("withdrawn")
    if holding.name == "note":
        said |= {"ids_are_unique": True} if profile.key else {"repeats": "skip"}
        if cut := _cut_at(profile, uses):
            said["cut_at"] = cut
    return said


def _yes_among(column: Column) -> str:
    """How a column says yes; where no row does yet, in the same way as it says no."""
    answers = {"0": "1", "N": "Y", "n": "y", "No": "Yes", "no": "yes", "false": "true", "F": "T"}
    yes = [code for code in column.codes if code in answers.values()]
    return yes[0] if yes else next((answers.get(code, "1") for code in column.codes), "1")


def _cut_at(profile: Profile, uses: Sequence[Use]) -> int:
    """At how many letters the old system seems to have cut its texts."""
    texts = {use.column for use in uses if use.target == "text"}
    longest = (column.longest for column in profile.columns if column.name in texts)
    return next((length for length in longest if length in CUTS), 0)


def _with_address(tables: Mapping[str, Said]) -> Said:
    """The tables, with where people live taken from a list of addresses where there is one."""
    addresses = next(
        ((n, t) for n, t in tables.items() if t["holds"] == "addresses" and t.get("person")), None
    )
    people = next(((n, t) for n, t in tables.items() if t["holds"] == "person"), None)
    if not (addresses and people) or "address" in people[1]["fields"]:
        return dict(tables)
    name, table = addresses
    usual = {
        part["from"]: code
        for part in columns_in(table["fields"].get("address_type", []))
        for code, value in part.get("values", {}).items()
        if value == "usual"
    }
    joined = [
        Use(f">{name}.{use.column}", {"lines": "address"}.get(use.target, use.target))
        for use in uses_of(table)
        if use.target in {"lines", "postcode"}
    ]
    person = people[1] | {"looks_up": {name: {"by": table["person"], "where": usual}}}
    return dict(tables) | {people[0]: with_uses(person, [*uses_of(person), *joined], {})}
