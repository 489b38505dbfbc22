"""The ground that tests stand on: a real database, entered by the application's own lesser role."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from dscr.settings import database
from governance.services import acting_for
from tests import people


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect as the role that owns the tables, to migrate; never to run a test."""
    application = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    owner = database(settings.DATABASE_OWNER_URL)
    connection.close_pool()
    connection.settings_dict.update(USER=owner["USER"], PASSWORD=owner["PASSWORD"])
    try:
        yield
    finally:
        connection.close()
        connection.close_pool()
        connection.settings_dict.update(application)


def recreate(name: str) -> None:
    """Make an empty database, owned by the owner's role."""
    with psycopg.connect(settings.DATABASE_OWNER_URL, autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        owner.execute(f'CREATE DATABASE "{name}" TEMPLATE template1')


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object, worker_id: str) -> None:
    """Migrate a fresh database as its owner; the tests then run as the application's role."""
    name = f"test_dscr_{worker_id}"
    with django_db_blocker.unblock():
        recreate(name)
        connection.close_pool()
        connection.settings_dict["NAME"] = name
        with as_owner():
            call_command("migrate", verbosity=0, interactive=False)


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """Two providers and the people of every test: see `tests/people.py`."""
    return people.the_cast()


@pytest.fixture
def rosewood(cast: SimpleNamespace) -> Iterator[SimpleNamespace]:
    """Act for Rosewood's provider, whose people the cast names are."""
    with acting_for(cast.provider.pk):
        yield cast


@pytest.fixture
def ada(rosewood: SimpleNamespace) -> object:
    """A care worker at Rosewood."""
    return rosewood.ada


@pytest.fixture
def marcus(rosewood: SimpleNamespace) -> object:
    """The manager of Rosewood."""
    return rosewood.marcus


@pytest.fixture
def olive(rosewood: SimpleNamespace) -> object:
    """The manager of another provider."""
    return rosewood.olive


@pytest.fixture
def joan(rosewood: SimpleNamespace) -> object:
    """A person who lives at Rosewood."""
    return rosewood.joan
