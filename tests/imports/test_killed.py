"""An import survives the death of everything it stands on, and ends as if nothing had been."""

import json
import os
import subprocess
import sys

from local.services import ROOT

# What names the services of these tests, which others use: the killing has its own.
OF_THESE_TESTS = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEY"}
SEED, KILLS = 2811, 8


def test_an_import_that_everything_was_killed_under_equals_an_undisturbed_one():
    env = {name: value for name, value in os.environ.items() if name not in OF_THESE_TESTS}
    command = [sys.executable, "-m", "tests.imports.killing"]

    done = subprocess.run(
        [*command, "--seed", str(SEED), "--kills", str(KILLS)],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-3000:]
    figure = json.loads(done.stdout.splitlines()[-1])
    assert figure["rows"] > 40_000
    assert figure["differ"] == []
    killed = {what.split()[0] for what in figure["killed"]}
    assert killed == {"importer", "web", "postgres", "valkey"}
    assert {what.split()[-1] for what in figure["killed"]} >= {"waiting", "committing"}
