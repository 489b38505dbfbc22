"""Whoever is refused at the door of a page about a GP record made an attempt too (IG10)."""

from typing import Any
from uuid import UUID

from accounts import signals
from accounts.models import User
from gpconnect import accesses

PAGES = "gpconnect:"


def connect() -> None:
    """Listen at the doors."""
    signals.refused.connect(_refused)


def _refused(
    *, by: User, page: str, person_id: UUID | None, is_found: bool, **_signal: Any
) -> None:
    if person_id and page.startswith(PAGES):
        accesses.put_refusal_on_record(person_id, by=by, is_found=is_found)
