"""NHS numbers: ten digits, the last a modulus 11 check digit (PER-03, NHS Data Dictionary)."""

import re

from django.core.exceptions import ValidationError


def clean_nhs_number(typed: str) -> str:
    """Return the ten digits of an NHS number typed with spaces or hyphens.

    Raises ValidationError with a sentence that says what to mend.
    """
    digits = re.sub(r"[\s-]", "", typed)
    if not digits.isascii() or not digits.isdigit():
        raise ValidationError("An NHS number has digits only, such as 999 123 4560")
    if len(digits) != 10:
        raise ValidationError(f"An NHS number has 10 digits; this has {len(digits)}")
    if not has_valid_check_digit(digits):
        raise ValidationError(
            "This NHS number is not valid: one of its digits is wrong. Check it with the source"
        )
    return digits


def has_valid_check_digit(digits: str) -> bool:
    """Check ten digits by modulus 11: a remainder that gives 10 is never valid, 11 becomes 0."""
    weighted = sum(
        int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)
    )
    check = 11 - weighted % 11
    return check != 10 and check % 11 == int(digits[9])


def in_groups(digits: str) -> str:
    """Show an NHS number as people read it out: 3, 3 and 4 digits."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"
