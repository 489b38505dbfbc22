"""`manage.py import_package`: one sentence for whoever runs it, and a first way in."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

from local.services import ROOT, with_database


def command(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command against another database, as whoever installs the product does."""
    name = urlsplit(url).path.lstrip("/")
    env = os.environ | {
        "DATABASE_URL": with_database(os.environ["DATABASE_URL"], name),
        "DATABASE_OWNER_URL": url,
    }
    return subprocess.run(
        [sys.executable, "manage.py", "import_package", *words],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_package_comes_in_and_its_administrator_after_it(package, elsewhere):
    first = command(elsewhere, str(package))
    again = command(elsewhere, str(package), "--administrator", "Adele")

    assert first.returncode == 0, first.stderr
    assert "Rosewood Care: " in first.stdout
    assert "7 files came in, as they were" in first.stdout
    assert "Nobody has a password yet" in first.stdout
    assert again.returncode == 0, again.stderr
    assert "This package was brought in before. Nothing was changed" in again.stdout
    assert "User name: adele\nPassword for the first sign-in: " in again.stdout


def test_a_refusal_is_one_sentence(tmp_path, untouched):
    (tmp_path / "x.zip").write_bytes(b"x")

    refused = command(untouched, str(tmp_path / "x.zip"))

    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        "CommandError: x.zip is not a package: it cannot be opened as a ZIP. Nothing was brought in"
    )


def test_nobody_of_that_name_is_said(package, elsewhere):
    refused = command(elsewhere, str(package), "--administrator", "nobody")

    assert "Nobody signs in as nobody" in refused.stderr
