"""What every source says of people in the same way: NHS numbers, test records, birth dates."""

import re
from datetime import date

from imports import reasons
from imports.dates import MISSING, ReadDate
from imports.rows import NHSNumber
from records.nhs_number import has_valid_check_digit

PLACEHOLDER_BIRTH = date(1900, 1, 1)
EARLIEST_BIRTH = 1890
TEST_RECORD = re.compile(
    r"\b(?:test|dummy)[\s-]+(?:record|resident|patient|person)\b", re.IGNORECASE
)
# What is typed where somebody left: that they have not, or that they died.
STILL_HERE = re.compile(r"^\W*(?:no?|n/?a|none|still here)?\W*$", re.IGNORECASE)
DIED = re.compile(r"\b(?:rip|r\.i\.p|died|deceased|passed away|death)\b", re.IGNORECASE)
TEST_NAMES = frozenset({"test", "testing", "dummy", "donotuse"})


def read_nhs_number(text: str) -> tuple[str, NHSNumber]:
    """The number, when it can be used, and what was found. A bad one never stops a person."""
    bare = re.sub(r"[\s-]", "", text)
    digits = bare.rstrip("?")
    if not bare:
        return "", NHSNumber.BLANK
    if not (digits.isascii() and digits.isdigit()):
        return "", NHSNumber.WORDS
    if len(digits) != 10:
        return "", NHSNumber.WRONG_LENGTH
    if not has_valid_check_digit(digits) or len(set(digits)) == 1:
        return "", NHSNumber.FAILS_CHECK
    return digits, NHSNumber.QUERIED if bare != digits else NHSNumber.USABLE


def is_test_name(*names: str) -> bool:
    """Whether somebody made these names up to try the old system; the last name comes first."""
    plain = [re.sub(r"[^a-z0-9]", "", name.lower()) for name in names]
    return plain[0].startswith("zz") or bool(TEST_NAMES.intersection(plain))


def wrong_birth(born: ReadDate, as_of: date) -> str:
    """Why a birth date cannot be one; nothing when it can."""
    if born.problem == MISSING:
        return reasons.NO_BIRTH_DATE
    if born.on is None or born.on.year < EARLIEST_BIRTH:
        return reasons.IMPOSSIBLE_BIRTH_DATE
    return reasons.FUTURE_BIRTH_DATE if born.on > as_of else ""
