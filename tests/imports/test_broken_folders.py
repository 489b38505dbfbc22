"""A folder given to `manage.py import_legacy` with things in it that are no files to be read."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from imports.errors import UnreadableFile
from imports.files import on_disk
from tests.imports.broken.archives import LISTS


@pytest.fixture
def folder(tmp_path):
    """The lists of an export in a folder."""
    for name, content in LISTS:
        (tmp_path / name).write_bytes(content)
    return tmp_path


def refused(path):
    with pytest.raises(CommandError) as stopped:
        call_command("import_legacy", str(path), "--as-of", "2026-10-31")
    return str(stopped.value)


def test_a_link_to_a_file_elsewhere_is_refused(folder):
    (folder / "letter.pdf").symlink_to("/etc/passwd")

    assert refused(folder) == (
        "letter.pdf is a link to another place. Put what it leads to in its stead."
    )


def test_a_link_to_a_folder_elsewhere_is_refused(folder):
    (folder / "documents").symlink_to("/etc")

    assert refused(folder) == (
        "documents is a link to another place. Put what it leads to in its stead."
    )


def test_a_link_that_leads_round_in_a_ring_is_refused(folder):
    (folder / "ring").symlink_to(folder)

    assert refused(folder).startswith("ring is a link to another place.")


def test_a_pipe_is_refused_and_not_waited_for(folder):
    os.mkfifo(folder / "notes.csv")

    sentence = "notes.csv is no file with a beginning and an end."
    assert refused(folder) == sentence
    assert refused(folder / "notes.csv") == sentence


def test_a_device_is_refused():
    assert refused("/dev/zero") == "zero is no file with a beginning and an end."


def test_a_file_that_cannot_be_read_is_told(folder):
    broken = Path("/proc/self/mem")  # it opens, and its beginning cannot be read

    assert refused(broken) == "/proc/self/mem cannot be read: Input/output error"


def test_what_is_not_there_is_told(folder):
    assert refused(folder / "nothing.zip").endswith("cannot be read: No such file or directory")


def test_a_folder_that_may_not_be_looked_into_is_told():
    with without_privileges(), pytest.raises(UnreadableFile) as told:
        on_disk(Path("/proc/1/fd"))

    assert str(told.value).endswith("may not be looked into.")


@contextmanager
def without_privileges():
    """As nobody, where the tests run as somebody who may read everything."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(mine)


def test_a_name_in_letters_of_no_encoding_is_read_with_a_mark_for_what_was_lost(folder):
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("x", encoding="utf-8")

    assert "caf\ufffd.txt" in [file.name for file in on_disk(folder)]
