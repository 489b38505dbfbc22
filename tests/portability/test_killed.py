"""Making a copy goes on after its worker was killed, and the copy is the same to the byte."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from governance.services import acting_for
from local.services import ROOT, with_database
from portability import queries, services
from portability.models import Copy
from tests.filled import a_filled_provider
from tests.governance.sealing import a_database_that_is_written_to
from tests.people import the_cast

DATABASE = f"test_killed_{os.getpid()}"
WORKER = """
import sys, django
django.setup()
from portability import tasks
tasks.make_copy.apply(args=sys.argv[1:], throw=True)
"""
PARTS = 20


@pytest.fixture
def written(django_db_setup: None, django_db_blocker: object) -> Iterator[SimpleNamespace]:
    """Rosewood in a database that other processes see."""
    with django_db_blocker.unblock(), a_database_that_is_written_to(DATABASE):
        cast = the_cast()
        with acting_for(cast.provider.pk):
            a_filled_provider(cast, people=1, versions=2)
        yield cast


def worker(copy: Copy, folder: Path) -> subprocess.Popen:
    """A process that makes a copy, as the one that Celery runs does."""
    env = os.environ | {
        "DATABASE_URL": with_database(os.environ["DATABASE_URL"], DATABASE),
        "EXPORT_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "dscr.settings",
    }
    command = [sys.executable, "-c", WORKER, str(copy.pk), str(copy.created_by_id)]
    return subprocess.Popen(command, cwd=ROOT, env=env)


def killed_in_the_middle(process: subprocess.Popen, ledger: Path) -> None:
    """Wait until some parts are whole, then end the process as a failing machine would."""
    for _ in range(60_000):
        if ledger.exists() and ledger.read_bytes().count(b"\n") >= PARTS:
            break
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def sum_in(archive: Path) -> str:
    with zipfile.ZipFile(archive) as package:
        return json.loads(package.read("manifest.json"))["sha256"]


def test_a_copy_whose_worker_was_killed_is_gone_on_with(written, folder):
    with acting_for(written.provider.pk):
        copy = services.start_copy(why="We are moving", by=written.adele)
        twin = Copy.objects.create(why="Twin", as_of=copy.as_of, created_by=written.adele)
    services.make_copy(twin.pk, by=written.adele)
    here = queries.folder_of(copy.pk)

    killed_in_the_middle(worker(copy, folder), here.path / "ledger.jsonl")
    made = here.parts()
    after_the_kill = queries.copy_of(copy.pk, by=written.adele)
    assert worker(copy, folder).wait(60) == 0

    assert after_the_kill.state == Copy.State.WAITING
    assert PARTS <= len(made) < after_the_kill.parts_total
    assert queries.copy_of(copy.pk, by=written.adele).state == Copy.State.READY
    assert sum_in(here.archive) == sum_in(queries.folder_of(twin.pk).archive)
