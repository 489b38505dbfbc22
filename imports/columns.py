"""What the columns of a table hold, told from their values: ids, codes, dates and their style.

A look at the first rows, in bounded memory: enough to suggest, never enough to decide.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from imports.dates import CLOCK_BEHIND, DAY_FIRST, IN_FIGURES, MONTH_FIRST, read_date, read_time
from imports.people import read_nhs_number
from imports.rows import NHSNumber
from imports.tables import Table
from imports.words import clean, without_secrets

MOST_ROWS = 5_000
MOST_CELLS = 200_000
MOST_COLUMNS = 150  # each is asked about on one page; the others are named as not taken
MOST_CODES = 60
LONGEST_CODE = 60
LONGEST_ID = 40
EXAMPLES = 4
LONGEST_EXAMPLE = 120
MOSTLY = 0.8
NEARLY_ALL = 0.95  # an id or two comes twice in most exports
RELATED = 0.6
ENOUGH_SHARED = 5
LONG_WORDS = 200
KEPT = 10_000  # of one value, while its column is looked at
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
PHONE = re.compile(r"[+(]?[\d\s()-]{9,16}\d")
INITIALS = re.compile(r"[A-Za-z]{2,3}(?:\s*[/&,]\s*[A-Za-z]{2,3})?")
YES_NO = frozenset({"y", "n", "yes", "no", "true", "false", "1", "0", "t", "f"})
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
IS_A_DATE = re.compile(r"(?i:date|\bdob\b|born|birth)|(?:On|From|To|Due)$")


class Looks(StrEnum):
    """What the values of a column look like."""

    EMPTY = "nothing"
    ID = "an id"
    YES_NO = "yes or no"
    CODES = "a list of codes"
    DATE = "dates"
    MOMENT = "dates with a time"
    TIME = "times"
    NHS_NUMBER = "NHS numbers"
    EMAIL = "email addresses"
    POSTCODE = "postcodes"
    PHONE = "telephone numbers"
    INITIALS = "initials"
    LONG = "long texts"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its first rows show it. `doubt` says where its dates can be read in two ways.

    `codes` are its distinct values with their numbers, where they are few enough to be a list.
    """

    name: str
    filled: int = 0
    distinct: int = 0
    longest: int = 0
    examples: tuple[str, ...] = ()
    looks: Looks = Looks.EMPTY
    style: str = ""
    doubt: str = ""
    is_key: bool = False
    codes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a look at a table found. `points_at`: columns whose values are keys of another table."""

    name: str
    about: int
    looked_at: int
    columns: tuple[Column, ...]
    points_at: dict[str, str] = field(default_factory=dict)

    def column(self, name: str) -> Column | None:
        """The column of that heading."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def key(self) -> str:
        """The column that tells its rows apart, where there is one: the first."""
        return next((column.name for column in self.columns if column.is_key), "")

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


def profile_from(said: dict[str, Any]) -> Profile:
    """A profile that was kept as JSON."""
    columns = tuple(
        Column(**{**one, "examples": tuple(one["examples"]), "looks": Looks(one["looks"])})
        for one in said["columns"]
    )
    return Profile(**{**said, "columns": columns})


def profiles(tables: Iterable[Table]) -> list[Profile]:
    """What the tables hold, and which of them point at which. Raises UnreadableFile."""
    looked = [_Look(table) for table in tables]
    keys = [
        (look.profile.name, name, look.ids[name])
        for look in looked
        if (name := look.profile.key) and name in look.ids
    ]
    return [_with_relations(look, keys) for look in looked]


class _Look:
    """The first rows of one table; of its values only those of ids are kept to compare."""

    def __init__(self, table: Table) -> None:
        columns = table.columns[:MOST_COLUMNS]
        most = min(MOST_ROWS, max(MOST_CELLS // max(len(columns), 1), 50))
        self._values: dict[str, Counter[str]] = {name: Counter() for name in columns}
        number = 0
        for row in islice((row for row in table.rows() if not row.problem), most):
            number += 1
            for name, typed in row.values.items():
                if name in self._values and (words := clean(typed)):
                    self._values[name][words[:KEPT]] += 1
        made = tuple(_column(name, values, number) for name, values in self._values.items())
        self.profile = Profile(table.name, table.about, number, made)
        self.ids = {
            column.name: {hash(words) for words in self._values[column.name]}
            for column in made
            if column.looks in {Looks.ID, Looks.CODES} and column.longest <= LONGEST_ID
        }
        self._values.clear()


def _with_relations(look: _Look, keys: Sequence[tuple[str, str, set[int]]]) -> Profile:
    found: dict[str, str] = {}
    for column, ids in look.ids.items():
        others = [
            (len(ids & known) / len(ids), table)
            for table, key, known in keys
            if (table, key) != (look.profile.name, column)
            if len(ids & known) >= (1 if key == column else ENOUGH_SHARED)
        ]
        share, table = max(others, default=(0.0, ""))
        if share >= RELATED:
            found[column] = table
    return Profile(
        look.profile.name, look.profile.about, look.profile.looked_at, look.profile.columns, found
    )


def _column(name: str, values: Counter[str], rows: int) -> Column:
    filled = values.total()
    looks = _looks(name, values, filled)
    style, doubt = _style(values) if looks in {Looks.DATE, Looks.MOMENT} else ("", "")
    has_codes = looks in {Looks.CODES, Looks.YES_NO}
    return Column(
        name,
        filled,
        len(values),
        max(map(len, values), default=0),
        tuple(without_secrets(words)[0][:LONGEST_EXAMPLE] for words in islice(values, EXAMPLES)),
        looks,
        style,
        doubt,
        is_key=looks is Looks.ID and filled == rows > 1 and len(values) >= filled * NEARLY_ALL,
        codes=dict(values.most_common(MOST_CODES)) if has_codes else {},
    )


def _looks(name: str, values: Counter[str], filled: int) -> Looks:
    if not filled:
        return Looks.EMPTY
    if {words.lower() for words in values} <= YES_NO:
        return Looks.YES_NO
    if _share(values, _is_nhs_number) >= RELATED:
        return Looks.NHS_NUMBER
    shapes = [
        (Looks.MOMENT, lambda words: bool(CLOCK_BEHIND.search(words)) and _is_day(words)),
        (Looks.DATE, _is_day),
        (Looks.TIME, _is_time),
        (Looks.EMAIL, EMAIL.fullmatch),
        (Looks.POSTCODE, POSTCODE.fullmatch),
        (Looks.PHONE, lambda words: PHONE.fullmatch(words) and not words.isdigit()),
    ]
    for looks, fits in shapes:
        if _share(values, fits) >= (RELATED if looks is Looks.MOMENT else MOSTLY):
            return looks
    if IS_A_DATE.search(name) and _share(values, SERIAL.fullmatch) >= MOSTLY:
        return Looks.DATE
    return _looks_of_words(values, filled)


def _looks_of_words(values: Counter[str], filled: int) -> Looks:
    longest = max(map(len, values))
    is_list = len(values) <= MOST_CODES and longest <= LONGEST_CODE
    if is_list and (len(values) * 2 <= filled or len(values) <= min(EXAMPLES, filled - 1)):
        return Looks.CODES
    if _share(values, INITIALS.fullmatch) >= MOSTLY:
        return Looks.INITIALS
    if longest <= LONGEST_ID and _share(values, lambda words: " " not in words) >= MOSTLY:
        return Looks.ID
    average = sum(len(words) * number for words, number in values.items()) / filled
    return Looks.LONG if longest >= LONG_WORDS or average > LONGEST_CODE else Looks.WORDS


def _share(values: Counter[str], fits: Any) -> float:
    """How many of the first distinct values are of a shape."""
    some = list(islice(values, 200))
    return sum(bool(fits(words)) for words in some) / len(some)


def _is_nhs_number(words: str) -> bool:
    return read_nhs_number(words)[1] in {NHSNumber.USABLE, NHSNumber.QUERIED}


def _is_day(words: str) -> bool:
    if SERIAL.fullmatch(words) or words.isdigit():
        return False
    read = read_date(words.partition("T")[0])
    return bool(read.on or read.perhaps)


def _is_time(words: str) -> bool:
    read = read_time(words)
    return bool(read.clock or read.part) and not (words.isdigit() and len(words) < 3)


def _style(values: Counter[str]) -> tuple[str, str]:
    """Whether days or months stand first, and what speaks against it."""
    first = second = either = 0
    for words, number in values.items():
        if found := IN_FIGURES.match(words):
            one, two = int(found[1]), int(found[3])
            first += number * (one > 12)
            second += number * (two > 12)
            either += number * (one <= 12 and two <= 12 and one != two)
    if second and first:
        style, other = (DAY_FIRST, MONTH_FIRST) if first >= second else (MONTH_FIRST, DAY_FIRST)
        return style, f"{min(first, second)} can only be read {other}"
    if second:
        return MONTH_FIRST, f"{second} can only be so: no month has such a number"
    if either and not first:
        return DAY_FIRST, "each of these dates can be read in both ways"
    return DAY_FIRST, ""
