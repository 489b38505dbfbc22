"""A database of its own that is written to for good, and its owner, who switches triggers off."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
from django.db import connection

from governance.models import Act, Seal, SealedRows
from governance.seals import seal_new_rows, settled
from governance.services import acting_for, record_act
from local.databases import drop, make_fresh
from local.services import with_database
from tests import people
from tests.governance.rows import rows_of_every_table


@contextmanager
def a_sealed_database(name: str) -> Iterator[SimpleNamespace]:
    """Rosewood with a row in every table, all sealed; `owner` may do what the owner may."""
    with a_database_that_is_written_to(name) as url:
        cast = people.the_cast()
        with acting_for(cast.provider.pk):
            rows_of_every_table(cast, besides=(Seal, SealedRows))
        seal_until_settled(cast)
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute("SELECT set_config('dscr.provider', %s, false)", [str(cast.provider.pk)])
            yield SimpleNamespace(cast=cast, owner=owner, url=url, provider=cast.provider.pk)


@contextmanager
def a_database_that_is_written_to(name: str) -> Iterator[str]:
    """Django's connection goes to a new database, where what is written stays; its owner's URL."""
    make_fresh(os.environ, name)
    before = connection.settings_dict["NAME"]
    _use(name)
    try:
        yield with_database(os.environ["DATABASE_OWNER_URL"], name)
    finally:
        _use(before)
        drop(os.environ, name)


def seal_until_settled(cast: SimpleNamespace) -> None:
    """Seal an act and an act more; whatever else this server runs must be over in between."""
    for _ in range(100):
        act(cast)
        seal = seal_new_rows(cast.provider.pk)
        with acting_for(cast.provider.pk):
            if settled(seal):
                return
        time.sleep(0.1)
    raise AssertionError("a transaction has been running for too long")


def act(cast: SimpleNamespace) -> None:
    """One more row for the audit."""
    with acting_for(cast.provider.pk):
        record_act(Act.SIGN_IN, by=cast.ada, why="signed in")


def _use(name: str) -> None:
    connection.close()
    connection.close_pool()
    connection.settings_dict["NAME"] = name
