"""Who wrote in an old system: the names as typed, and whom of our staff somebody said they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from accounts import queries as accounts
from accounts.models import User
from accounts.permissions import Permission
from imports.models import AuthorMatch, ImportRun


@dataclass(frozen=True, slots=True)
class Author:
    """An author as typed, how many notes are theirs, and who of our staff they are."""

    typed: str
    notes: int
    staff: User | None


def count_of(run: ImportRun) -> int:
    """How many authors a run's notes name; of very many those that were met first."""
    return len(run.report.get("authors", ()))


def of_run(run: ImportRun, begin: int, end: int) -> list[Author]:
    """Some of them, those with the most notes first."""
    known = known_in(run.adapter)
    counted = run.report.get("authors", ())[begin:end]
    return [Author(typed, notes, known.get(typed)) for typed, notes in counted]


def known_in(system: str) -> Mapping[str, User]:
    """Whom the authors of a system are, by their names as typed, as it was said last."""
    said = AuthorMatch.objects.filter(system=system).select_related("written_by")
    latest = said.order_by("typed", "-said_at", "-id").distinct("typed")
    return {match.typed: match.written_by for match in latest if match.written_by}


def is_said_since(run: ImportRun) -> bool:
    """Whether somebody said who an author is since a run was checked."""
    said = AuthorMatch.objects.filter(system=run.adapter, said_at__gt=run.checked_at)
    return said.exists()


def who_may_be(user: User) -> list[User]:
    """Of whom somebody may say that they wrote: the staff of the places where they import."""
    return list(accounts.staff_at(user.places_for(Permission.IMPORT)))
