"""The ground that tests stand on: a real database, entered by the application's own lesser role."""

import os
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import connection

from governance.services import acting_for
from local.databases import drop, make_fresh
from tests import people


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object, worker_id: str) -> Iterator[None]:
    """Test in a fresh copy of the migrated database, as the application's role."""
    name = f"test_dscr_{worker_id}_{os.getpid()}"  # others may test on this server, now
    make_fresh(os.environ, name)
    with django_db_blocker.unblock():
        connection.close_pool()
        connection.settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.close_pool()
    drop(os.environ, name)


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
