"""bin/setup in a folder of its own, on machines that lack something."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from local.services import ROOT

BASICS = ("sh", "dirname", "mkdir", "flock", "df", "awk", "find", "sha256sum", "sort", "cat", "rm")
MORE = ("date", "tail", "make", "sed", "expand", "env")


@pytest.fixture
def machine(tmp_path: Path):
    """A bare Debian; calling it adds programs, runs the setup and returns what it said."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in (*BASICS, *MORE):
        os.symlink(shutil.which(name), programs / name)
    clone = tmp_path / "clone"
    shutil.copytree(ROOT / "bin", clone / "bin")
    shutil.copytree(ROOT / "requirements", clone / "requirements")

    def set_up(**scripts: str) -> subprocess.CompletedProcess[str]:
        for name, script in scripts.items():
            (programs / name).unlink(missing_ok=True)
            (programs / name).write_text(f"#!/bin/sh\n{script}\n")
            (programs / name).chmod(0o755)
        return subprocess.run(
            [clone / "bin" / "setup"], env={"PATH": str(programs)}, capture_output=True, text=True
        )

    return set_up


def test_no_python_gets_one_sentence(machine):
    done = machine()

    assert done.returncode == 1
    assert done.stderr == "No Python was found; install python3 (3.12 or later).\n"


def test_a_python_that_cannot_install_gets_one_sentence(machine):
    done = machine(python3="echo 'No module named venv' >&2; exit 1")

    assert done.returncode == 1
    assert done.stderr == (
        "Python cannot install packages here; install python3-venv (apt install python3-venv).\n"
    )


def test_a_full_disk_gets_one_sentence(machine):
    done = machine(python3="exit 0", df="printf 'head\\nx 1 1 5 1 /\\n'")

    assert done.returncode == 1
    assert done.stderr.startswith("The disk is full: ")
    assert done.stderr.count("\n") == 1


def test_too_little_disk_is_said_before_anything_is_fetched(machine):
    done = machine(python3="exit 0", df="printf 'head\\nx 1 1 900 1 /\\n'")

    assert done.returncode == 1
    assert "needs 2 GB of disk" in done.stderr
    assert done.stdout == ""
