"""SNOMED CT identifiers and how people write them. dm+d codes are SNOMED CT identifiers too."""

from django.core.exceptions import ValidationError

SYSTEM = "http://snomed.info/sct"
# The dihedral group of the pentagon, as Verhoeff's check digit uses it (SNOMED CT, section 6.3).
_TURNS = tuple(
    tuple(
        (a + b) % 5 + (5 if b > 4 else 0) if a < 5 else (a - b) % 5 + (0 if b > 4 else 5)
        for b in range(10)
    )
    for a in range(10)
)
_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def is_identifier(code: str) -> bool:
    """Say whether this is 6 to 18 digits that end in the right check digit."""
    if not (code.isascii() and code.isdecimal() and 6 <= len(code) <= 18):
        return False
    check = 0
    for place, digit in enumerate(reversed(code)):
        turned = int(digit)
        for _ in range(place % 8):
            turned = _STEP[turned]
        check = _TURNS[check][turned]
    return check == 0


def coding(code: str, term: str = "") -> dict[str, str]:
    """Return MODS coding for a code. Raises ValidationError when a digit of it is wrong."""
    code = code.replace(" ", "")
    if not is_identifier(code):
        raise ValidationError(
            "Check the SNOMED CT code: it is 6 to 18 digits, and one of these is not right",
            code="invalid",
        )
    display = term.strip().strip("|").strip()
    return {"system": SYSTEM, "version": "", "code": code, "display": display}


def expression(coding: dict[str, str]) -> str:
    """Return a coding as SNOMED writes it, or nothing for no code."""
    if not coding:
        return ""
    return f"{coding['code']} |{coding['display']}|" if coding["display"] else coding["code"]
