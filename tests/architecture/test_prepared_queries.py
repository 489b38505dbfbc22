"""A query that is compiled once must not have a day, or somebody, compiled into it."""

import inspect
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.db.models import QuerySet

from tests.architecture.tree import packages

ARGUMENTS = {
    UUID: UUID(int=1),
    str: "x",
    date: date(2026, 3, 4),
    datetime: datetime(2026, 3, 3, tzinfo=UTC),
    list[UUID]: [UUID(int=1), UUID(int=2)],
    list[str]: ["x", "y"],
}


def prepared_queries() -> Iterator[tuple[str, Callable[..., QuerySet]]]:
    """What was decorated with `prepared` in every module, as it was written."""
    import_module(settings.ROOT_URLCONF)  # and with it every page and its queries
    for name, module in sorted(sys.modules.items()):
        if name.split(".")[0] not in packages() or name.startswith("tests"):
            continue
        for attribute in vars(module).values():
            if getattr(attribute, "__qualname__", "") == "prepared.<locals>.ask":
                build = inspect.getclosurevars(attribute).nonlocals["build"]
                yield f"{build.__module__}.{build.__qualname__}", build


FOUND = dict(prepared_queries())


def compiled(build: Callable[..., QuerySet]) -> tuple[str, tuple[Any, ...]]:
    """The SQL that a function builds for the same arguments."""
    expected = inspect.signature(build, eval_str=True).parameters.values()
    return build(**{p.name: ARGUMENTS[p.annotation] for p in expected}).query.sql_with_params()


def test_there_are_prepared_queries():
    assert "accounts.models._posts_held" in FOUND


@pytest.mark.parametrize("name", FOUND)
def test_no_day_is_compiled_into_a_query(db, name):
    """Access would never end, or never begin, for a worker process that lives for weeks."""
    with time_machine.travel("2026-03-04T12:00:00Z", tick=False):
        today = compiled(FOUND[name])
    with time_machine.travel("2027-08-09T03:00:00Z", tick=False):
        later = compiled(FOUND[name])

    assert today == later
