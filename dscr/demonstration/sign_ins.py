"""Who a visitor may sign in as, and how: one password for all, one secret for second steps."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.totp.internal import auth as totp

from accounts.permissions import NEEDS_SECOND_FACTOR, Role
from dscr.demonstration.source import day, read

# Known to everybody on purpose: they open invented people's records and nothing else.
PASSWORD = "rosewood garden gate"
SECOND_FACTOR_SECRET = "ROSEWOODGARDENGATEROSEWOODGARDEN"
# By name and this PIN, after a full sign-in, on a browser that a manager enrolled as shared.
PIN, HAS_PIN = "384926", ("kofi", "ada")


def code_now() -> str:
    """Return the six digits that the second step asks for at this moment."""
    counter = next(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(SECOND_FACTOR_SECRET, counter))


def role_of(told: dict[str, Any]) -> Role:
    """Return the role a member of the demonstration's staff has."""
    return Role(told.get("role", Role.CARE_WORKER))


def staff() -> dict[str, dict[str, Any]]:
    """Return everybody who works in the demonstration, by user name."""
    return {row["user"]: row for told in read("providers")["providers"] for row in told["staff"]}


def lines() -> Iterator[str]:
    """Return what `make demo` shows."""
    yield f"with the password {PASSWORD} as"
    for user, told in staff().items():
        if "meet" in told:
            yield f"  {user:<8} {_description(told)}"
    yield f"PIN of {' and '.join(HAS_PIN)} on a shared device: {PIN}"
    yield f"Second step: {code_now()} now; for the next, make demo-code"
    yield f"or give an authenticator app the key {SECOND_FACTOR_SECRET}"


def _description(told: dict[str, Any]) -> str:
    role = role_of(told)
    words = [told["name"], role.label, " and ".join(told["at"]), told["meet"]]
    if "until" in told:
        words.append(f"until {day(-told['until']):%-d %B}")
    if role in NEEDS_SECOND_FACTOR:
        words.append("asks for a second step")
    return ", ".join(words)
