"""What both applications are filled with: the same people and the same notes."""

from datetime import date, datetime, timedelta
from typing import Any

HOMES, PEOPLE, NOTES = 20, 50, 200
PASSWORD = "measured in good faith"
FAMILY_NAMES = ("Aldous", "Birchall", "Crowther", "Dunmore", "Eastwood", "Fenwick", "Garside")
GIVEN_NAMES = ("Agnes", "Bernard", "Cecily", "Douglas", "Elsie", "Frank", "Gwen", "Harold")
KINDS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("drink", {"amount_ml": 200, "what": "tea"}, ""),
    ("food", {"amount": "most", "meal": "lunch"}, "Fish pie and peas. Left a bit at the side."),
    ("mood", {"mood": "content"}, ""),
    ("personal_care", {"help": "one", "what": "wash"}, "Washed at the sink. Skin looked at."),
    ("drink", {"amount_ml": 150, "what": "water"}, "Needed reminding, then drank it down."),
    ("general", {}, "Daughter rang, asked for her glasses to be mended. Told the senior."),
    ("sleep", {"state": "asleep"}, ""),
)


def username(home: int) -> str:
    """Return the name by which the worker of a home signs in."""
    return f"worker{home}"


def a_person(home: int, number: int) -> dict[str, Any]:
    """Return who the nth person of a home is."""
    return {
        "given_name": GIVEN_NAMES[number % len(GIVEN_NAMES)],
        "family_name": f"{FAMILY_NAMES[number % len(FAMILY_NAMES)]}{home}",
        "date_of_birth": date(1930 + number % 25, 1 + number % 12, 1 + number % 28),
        "nhs_number": f"999{home:03}{number:04}",
    }


def a_note(number: int, now: datetime) -> tuple[datetime, str, dict[str, Any], str]:
    """Return when the nth note before now was written, its kind, its answers and its words."""
    kind, values, text = KINDS[number % len(KINDS)]
    return now - timedelta(minutes=80 * number + 5), kind, values, text
