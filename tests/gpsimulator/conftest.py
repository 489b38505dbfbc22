"""One simulator for the session, served on a free port of this machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from gpsimulator.catalogue import Catalogue
from gpsimulator.server import Simulator, make_server
from tests.gpsimulator.asking import Consumer

EXAMPLES = Path(__file__).parents[3] / "shared" / "reference" / "gpconnect" / "examples"


@contextmanager
def serving(catalogue: Catalogue, *, slow_seconds: float = 0.4) -> Iterator[Consumer]:
    server = make_server(Simulator(catalogue, slow_seconds=slow_seconds), "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    with server, httpx.Client(timeout=60) as client:
        yield Consumer(f"http://127.0.0.1:{server.server_port}", client)
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def gp() -> Iterator[Consumer]:
    """The simulator with our own people."""
    with serving(Catalogue()) as consumer:
        yield consumer


@pytest.fixture(scope="session")
def published() -> Path:
    """The published examples, which are not part of this project."""
    if not EXAMPLES.is_dir():
        pytest.skip("the published GP Connect examples are not beside this repository")
    return EXAMPLES
