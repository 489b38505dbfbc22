"""What a visitor sees when their machine is not as expected: a sentence, and never a traceback."""

import errno
import fcntl
import os
import re
import socket
import subprocess
import sys

import pytest

from local import __main__ as command
from local import checks, chromium, demo
from local.services import ROOT, Services, free_port
from local.troubles import Trouble


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_gets_one_sentence(taken_port, tmp_path):
    env = {**os.environ, "PORT": str(taken_port), "DSCR_STATE": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-m", "local", "demo"], cwd=ROOT, env=env, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"Port {taken_port} is in use; choose another: make demo PORT={taken_port + 1}\n"
    )


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_gets_one_sentence(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(Trouble, match="give a number between 1 and 65535"):
        demo.chosen_port()


def test_a_second_demonstration_is_refused(tmp_path):
    with open(tmp_path / "demo.lock", "w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)

        with pytest.raises(Trouble, match="already runs"), demo.only_one(Services(tmp_path)):
            pytest.fail("let in")


@pytest.mark.parametrize("number", demo.STOPPING)
def test_every_way_of_ending_it_is_quiet_and_a_second_one_changes_nothing(number, capsys):
    with demo.until_told_to_stop():
        try:
            os.kill(os.getpid(), number)
            pytest.fail("went on")
        finally:
            os.kill(os.getpid(), number)

    assert "The data is kept" in capsys.readouterr().out


def test_starting_over_spares_a_database_that_is_not_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("DSCR_STATE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@elsewhere/mine")
    monkeypatch.setenv("PORT", str(free_port()))

    with pytest.raises(Trouble, match="your own database"):
        demo.demo(fresh=True)


def test_a_full_disk_gets_one_sentence(monkeypatch, capsys):
    def write_to_a_full_disk():
        with open("/dev/full", "w") as full:
            full.write("a note")

    monkeypatch.setitem(command.COMMANDS, "demo", write_to_a_full_disk)

    assert command.main(["demo"]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(r"The disk is full: \d+ MB are left for .+\.\n", said)


def test_a_full_disk_is_named_even_when_something_else_complains(monkeypatch, capsys):
    def lose_the_database():
        raise Trouble("server closed the connection unexpectedly")

    monkeypatch.setitem(command.COMMANDS, "demo", lose_the_database)
    monkeypatch.setattr(command, "free_megabytes", lambda: 3)

    assert command.main(["demo"]) == 1
    assert capsys.readouterr().err.startswith("The disk is full: 3 MB are left")


def test_any_other_fault_of_the_system_is_shown_whole(monkeypatch):
    def break_down():
        raise OSError(errno.EIO, "the disk is broken")

    monkeypatch.setitem(command.COMMANDS, "demo", break_down)

    with pytest.raises(OSError, match="the disk is broken"):
        command.main(["demo"])


def test_an_unknown_command_lists_those_there_are(capsys):
    assert command.main(["serve"]) == 2
    assert "demo-reset" in capsys.readouterr().err


def test_a_failing_check_shows_its_output_and_stops_the_rest(capsys):
    says_why = checks.Check("Lint", "sh -c 'echo x.py:1 is wrong; exit 1'")

    with pytest.raises(Trouble, match=r"(?s)x.py:1 is wrong\nLint failed"):
        checks.carry_out(says_why, dict(os.environ))


def test_the_closing_line_adds_up_every_report(tmp_path):
    (tmp_path / "a.xml").write_text(
        '<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/></testsuites>'
    )
    (tmp_path / "b.xml").write_text(
        '<testsuites><testsuite tests="3" failures="0" errors="0" skipped="1"/></testsuites>'
    )

    assert checks.counts([tmp_path / "a.xml", tmp_path / "b.xml"]) == (
        "7 passed, 2 failed, 3 skipped"
    )


@pytest.fixture
def a_run_of_two(monkeypatch, tmp_path, state, nothing_set):
    """A folder where a stage finds what its run of two tests leaves, and a report of long ago."""
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "journeys.xml").write_text('<testsuite tests="99"/>')
    (tmp_path / "two.xml").write_text('<testsuite tests="2" failures="1"/>')
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    monkeypatch.setenv("DSCR_STATE", str(state))


def stage_that_ends(status):
    command = f"sh -c 'cp two.xml build/tests.xml; exit {status}'"
    return checks.Check("Tests", command, report="tests.xml")


def test_a_failed_stage_is_followed_by_the_counts_of_what_ran(a_run_of_two):
    journeys = checks.Check("Journeys", "false", report="journeys.xml")

    with pytest.raises(Trouble, match=r"(?s)^Tests failed: .*\n1 passed, 1 failed, 0 skipped$"):
        checks.run([stage_that_ends(1), journeys])


def test_the_last_line_of_a_green_run_is_its_counts(a_run_of_two, capsys):
    checks.run([stage_that_ends(0)])

    assert capsys.readouterr().out.endswith("\n1 passed, 1 failed, 0 skipped\n")


def test_a_browser_that_only_pretends_is_not_used(tmp_path, monkeypatch):
    stub = tmp_path / "chromium"
    stub.write_text("#!/bin/sh\necho 'install the snap' >&2\nexit 1\n")
    stub.chmod(0o755)
    real = tmp_path / "google-chrome"
    real.write_text("#!/bin/sh\necho 'Chrome 140'\n")
    real.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}")
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    monkeypatch.setattr(chromium, "NAMES", ("chromium", "google-chrome"))

    assert chromium.usable() == str(real)


def test_no_browser_and_no_way_to_install_one_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)

    with pytest.raises(Trouble, match="sudo apt install chromium"):
        chromium.chromium()
