"""Saying who of our staff wrote under a name of an old system; it is remembered for its exports."""

from collections.abc import Mapping
from uuid import UUID

from accounts.models import User
from governance.services import change
from imports import authors, policies
from imports.models import AuthorMatch
from imports.services.runs import locked_run


def say_who_wrote(run_id: UUID, said: Mapping[str, User | None], *, by: User) -> int:
    """Keep whom some authors of a checked run are, where that is new; returns how many.

    A record keeps what was typed, and says the other name beside where it is from. Raises NotNow.
    """
    with change(by=by, why="who wrote in an old system", record_id=run_id):
        run = locked_run(run_id)
        policies.may_be_committed(run.state)
        known = authors.known_in(run.adapter)
        new = {typed: staff for typed, staff in said.items() if known.get(typed) != staff}
        for typed, staff in new.items():
            AuthorMatch(
                system=run.adapter, typed=typed, written_by=staff, said_by=by,
                provider_id=run.provider_id,
            ).save(force_insert=True)  # fmt: skip
        return len(new)
