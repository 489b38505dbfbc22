"""`make demo` as a visitor runs it: the real processes, the real data, and how it ends."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from local.services import ROOT, Services, command_line, free_port, waited_for
from tests.local.conftest import TAKEN_FROM_THE_CALLER


class Visit:
    """One run of the demonstration."""

    def __init__(self, state: Path, command: str = "demo"):
        self.port = free_port()
        self.said = state / "said"
        env = {k: v for k, v in os.environ.items() if k not in TAKEN_FROM_THE_CALLER}
        env |= {"DSCR_STATE": str(state), "PORT": str(self.port)}
        with open(self.said, "w") as said:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", "local", command],
                cwd=ROOT,
                env=env,
                stdout=said,
                stderr=said,
            )

    def output(self) -> str:
        return self.said.read_text()

    def welcomed(self) -> bool:
        return (
            waited_for(lambda: "Ctrl-C" in self.output() or self.ended(), 240) and not self.ended()
        )

    def ended(self) -> bool:
        return self.popen.poll() is not None

    def children(self) -> dict[str, str]:
        """The processes of the product, by the last word of what each runs."""
        found = {}
        for pid in subprocess.check_output(
            ["ps", "-o", "pid=", "--ppid", str(self.popen.pid)], text=True
        ).split():
            words = re.split(r"[ /@]", command_line(pid))
            for name in ("gpsimulator", "gunicorn", "importer", "worker", "beat"):
                if name in words:
                    found[name] = pid
                    break
        return found


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("demo")
    yield home
    Services(home).stop()


@pytest.fixture(scope="module")
def first_visit(home):
    visit = Visit(home)
    assert visit.welcomed(), visit.output()
    yield visit
    visit.popen.kill()
    visit.popen.wait()


def running(services: Services) -> list[bool]:
    return [bool(services.process(name)) for name in ("postgres", "valkey")]


def test_a_visitor_is_told_where_who_and_how_to_stop(first_visit):
    block = first_visit.output()

    assert f"Open      http://127.0.0.1:{first_visit.port}\n" in block
    assert re.search(r"Sign in   .+\n +\w+ +.+", block)
    assert "Stop      Ctrl-C" in block


def test_every_step_has_one_line_with_its_time(first_visit):
    steps = first_visit.output().split("\n\n")[0].strip().split("\n")

    assert len(steps) >= 4
    assert all(re.fullmatch(r"[A-Z][\w ']+ +\d+\.\d s", step) for step in steps)


def test_the_page_asks_to_sign_in(first_visit):
    with urllib.request.urlopen(f"http://127.0.0.1:{first_visit.port}/") as page:
        assert b"Sign in" in page.read()


def test_all_its_processes_run(first_visit):
    assert set(first_visit.children()) == {"gpsimulator", "gunicorn", "importer", "worker", "beat"}


def test_a_second_one_is_refused_and_the_first_goes_on(first_visit, home):
    with Visit(home).popen as second:
        assert second.wait(timeout=30) == 1
    assert not first_visit.ended()


def test_when_a_process_falls_it_is_named_and_everything_ends(first_visit, home):
    worker = first_visit.children()["worker"]
    others = first_visit.children().values()

    os.kill(int(worker), signal.SIGKILL)

    assert first_visit.popen.wait(timeout=60) == 1
    assert waited_for(lambda: not any(command_line(pid) for pid in others))
    assert running(Services(home)) == [False, False]


def test_a_second_start_is_warm_and_ctrl_c_ends_it_all(first_visit, home):
    visit = Visit(home)
    try:
        assert visit.welcomed(), visit.output()
        assert "Migrating" not in visit.output()
        assert "Loading" not in visit.output()
        children = visit.children().values()

        visit.popen.send_signal(signal.SIGINT)

        assert visit.popen.wait(timeout=60) == 0
    finally:
        visit.popen.kill()
    assert "The data is kept" in visit.output()
    assert not any(command_line(pid) for pid in children)
    assert running(Services(home)) == [False, False]


def test_when_the_database_falls_it_is_said(first_visit, home):
    visit = Visit(home)
    try:
        assert visit.welcomed(), visit.output()
        pid = (home / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0]

        os.kill(int(pid), signal.SIGKILL)

        assert visit.popen.wait(timeout=60) == 1
    finally:
        visit.popen.kill()
    assert "Postgres stopped by itself" in visit.output()
