"""Services of these tests' own, so that crashing them disturbs nobody."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.services import Services

TAKEN_FROM_THE_CALLER = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DSCR_STATE")


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names no services."""
    for name in TAKEN_FROM_THE_CALLER:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def state() -> Iterator[Path]:
    """A state folder with a short path, emptied of running services at the end."""
    folder = Path(tempfile.mkdtemp(prefix="dscr-"))
    yield folder
    Services(folder).stop()
    shutil.rmtree(folder)


@pytest.fixture
def services(state: Path, nothing_set: None) -> Services:
    """PostgreSQL and Valkey, running, with nothing in them but the roles."""
    services = Services(state, durable=False)
    services.start()
    return services
