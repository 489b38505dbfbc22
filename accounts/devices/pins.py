"""Which numbers are a PIN, and which are too easy to guess."""

from datetime import datetime

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

SHORTEST, LONGEST = 6, 12
UP = "01234567890123456789"
# Days of birth and of weddings are the first guesses of whoever knows somebody.
DATES = ("%d%m%y", "%y%m%d", "%d%m%Y", "%Y%m%d")
REFUSED = (
    "Refused: the same number again and again (111111), runs up or down (123456), a part said "
    "twice (123123), dates (140278), and what many people choose"
)


def check(pin: str) -> None:
    """Raise ValidationError, with a sentence that says what to do, for what is no good PIN."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise ValidationError(f"Enter {SHORTEST} to {LONGEST} numbers and nothing else")
    if len(set(pin)) < 3 or pin in UP or pin[::-1] in UP or _repeats(pin):
        raise ValidationError("This is easy to guess. Choose numbers without a pattern")
    if any(_is_date(pin, pattern) for pattern in DATES):
        raise ValidationError("This reads as a date, which is easy to guess. Choose other numbers")
    try:
        CommonPasswordValidator().validate(pin)
    except ValidationError as common:
        raise ValidationError("Many people choose this. Choose other numbers") from common


def _repeats(pin: str) -> bool:
    return any(pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1))


def _is_date(pin: str, pattern: str) -> bool:
    try:
        day = datetime.strptime(pin, pattern)  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return day.strftime(pattern) == pin
