"""The doorway: which provider we act for, who is writing and why, and the audit of both."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction

from governance.models import Act, AuditEvent

# Every page adds to the audit; building this with the ORM takes four times what it takes to run.
ADD_TO_AUDIT = f"""
    INSERT INTO {AuditEvent._meta.db_table}
        (provider_id, act, actor_id, person_id, record_id, why, outcome)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""
# The end of a change, in the same round trip.
NOBODY_WRITES = "RETURNING set_config('dscr.actor', '', true), set_config('dscr.why', '', true)"
# The same for each of several people, in one round trip.
ADD_EACH_TO_AUDIT = f"""
    INSERT INTO {AuditEvent._meta.db_table}
        (provider_id, act, actor_id, person_id, why, outcome)
    SELECT %s, %s, %s, unnest(%s::uuid[]), %s, 'done'
"""
_a_change_is_open = ContextVar("a_change_is_open", default=False)


class Actor(Protocol):
    """Whoever acts: a member of staff, or the named system user of background work."""

    pk: UUID
    provider_id: UUID


@contextmanager
def acting_for(provider_id: UUID, *, keeping_private: bool = False) -> Iterator[None]:
    """Open the transaction in which row-level security admits this provider's rows only.

    With `keeping_private` it hides what people want few to read, until `show_private`.
    """
    with transaction.atomic():
        _set("provider", provider_id, *(("keeps_private", "on") if keeping_private else ()))
        yield


def show_private() -> None:
    """Show what people want few to read, for the rest of the transaction (decision 0009)."""
    _set("keeps_private", "off")


@contextmanager
def keeping_private() -> Iterator[None]:
    """Hide what people want few to read while something is read for others to read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('dscr.keeps_private', true)")
        [(before,)] = cursor.fetchall()
    _set("keeps_private", "on")
    yield
    _set("keeps_private", before or "off")


@dataclass(slots=True)
class Change:
    """What the audit entry of an open change will point at; a service may fill it in."""

    person_id: UUID | None = None
    record_id: UUID | None = None


@contextmanager
def change(
    *, by: Actor, why: str, person_id: UUID | None = None, record_id: UUID | None = None
) -> Iterator[Change]:
    """Write to the record: one transaction, one named author, one reason, one audit entry.

    A change inside a change joins it: the outer one names author and reason. Outside one, the
    database refuses to write to any care table (`governance.versions.Version`).
    """
    about = Change(person_id, record_id)
    if _a_change_is_open.get():
        yield about
        return
    token = _a_change_is_open.set(True)
    try:
        with transaction.atomic():
            _set("provider", by.provider_id, "actor", by.pk, "why", why)
            yield about
            acted = _said(Act.CHANGE, by, why, about.person_id, about.record_id)
            _add_to_audit(acted, and_then=NOBODY_WRITES)
    finally:
        _a_change_is_open.reset(token)


def record_act(
    act: Act,
    *,
    by: Actor,
    why: str,
    person_id: UUID | None = None,
    record_id: UUID | None = None,
    outcome: str = "done",
) -> None:
    """Add one entry to the audit, in the transaction that is open."""
    _add_to_audit(_said(act, by, why, person_id, record_id, outcome))


def record_acts(act: Act, about: Iterable[tuple[UUID, UUID | None, str]], *, by: Actor) -> None:
    """Add an entry to the audit for each (person, record, why) that was done at once."""
    said = [_said(act, by, why, person_id, record_id) for person_id, record_id, why in about]
    with connection.cursor() as cursor:
        cursor.executemany(ADD_TO_AUDIT, said)


def _said(
    act: Act,
    by: Actor,
    why: str,
    person_id: UUID | None,
    record_id: UUID | None,
    outcome: str = "done",
) -> list[UUID | str | None]:
    return [by.provider_id, act, by.pk, person_id, record_id, why, outcome]


def _add_to_audit(said: list[UUID | str | None], and_then: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute(ADD_TO_AUDIT + and_then, said)


def viewed(person_id: UUID, *, by: Actor, why: str) -> None:
    """Put on record that somebody read a person's record, and why."""
    record_act(Act.READ, by=by, why=why, person_id=person_id)


def viewed_each(people: Iterable[UUID], *, by: Actor, why: str) -> None:
    """Put on record that somebody read of several people on one page: an act for each of them."""
    said = (by.provider_id, Act.READ, by.pk, sorted({str(pk) for pk in people}), why)
    with connection.cursor() as cursor:
        cursor.execute(ADD_EACH_TO_AUDIT, said)


def searched(*, by: Actor, why: str) -> None:
    """Put a search on record, without what was typed: it may name a person."""
    record_act(Act.SEARCH, by=by, why=why)


def _set(*names_and_values: object) -> None:
    """Set `dscr.…` variables for the rest of the transaction, in one round trip."""
    calls = ", ".join(["set_config('dscr.' || %s, %s, true)"] * (len(names_and_values) // 2))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [str(value) for value in names_and_values])
