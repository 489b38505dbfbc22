"""How one process is started, watched and ended; the whole product is run in test_demo.py."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from local.services import ROOT, command_line, waited_for
from local.stack import Process, Stack
from local.troubles import Trouble


@pytest.fixture
def process(tmp_path: Path):
    made = []

    def make(code: str, says: bytes = b"ready") -> Process:
        log = tmp_path / f"{len(made)}.log"
        command = (sys.executable, "-u", "-c", textwrap.dedent(code))
        made.append(Process("worker", command, log, lambda log: says in log.read_bytes()))
        made[-1].launch({})
        return made[-1]

    yield make
    for each in made:
        each.kill()


STAYS = "import time; print('ready'); time.sleep(60)"
IS_DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + STAYS


def test_a_process_that_answers_has_started(process):
    worker = process(STAYS)

    worker.wait(seconds=10)

    assert not worker.has_ended()


def test_a_process_that_dies_while_starting_is_named_with_the_end_of_its_log(process):
    worker = process("print('reading settings'); raise SystemExit('Set FIELD_KEY')")

    with pytest.raises(Trouble, match=r"(?s)worker process stopped.*Set FIELD_KEY"):
        worker.wait(seconds=10)


def test_a_process_that_never_answers_is_not_waited_for_for_ever(process):
    worker = process("import time; print('loading'); time.sleep(60)")

    with pytest.raises(Trouble, match=r"(?s)worker process does not answer.*loading"):
        worker.wait(seconds=0.5)


def test_a_stack_names_the_process_that_fell(process):
    stays, falls = process(STAYS), process(STAYS)
    stack = Stack("", {}, {"web": stays, "worker": falls})
    assert stack.fallen() is None

    stack.kill("worker")

    assert stack.fallen() is falls


def test_a_killed_process_can_be_started_again(process):
    worker = process(STAYS)
    worker.wait(seconds=10)
    stack = Stack("", {}, {"worker": worker})

    stack.kill("worker")
    stack.start("worker")

    assert stack.fallen() is None


def test_stopping_ends_even_a_process_that_does_not_listen(process):
    worker = process(IS_DEAF)
    worker.wait(seconds=10)

    worker.terminate()
    worker.kill(after=0.2)

    assert worker.has_ended()


def test_processes_end_with_whoever_started_them(tmp_path):
    log = tmp_path / "log"
    parent = f"""
        from pathlib import Path
        from local.stack import Process
        child = Process("web", ("sleep", "60"), Path({str(log)!r}), lambda log: True)
        child.launch({{"PATH": "/usr/bin:/bin"}})
        print(child.popen.pid, flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(parent) + "import os; os._exit(1)"]

    child = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout.strip()

    assert child
    assert waited_for(lambda: not command_line(child), seconds=5)
