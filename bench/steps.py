"""Steps of a measurement, each in a process of its own on a database that is made for it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local.databases import drop, make_fresh
from local.services import ROOT, Services, with_database


@contextmanager
def databases(*names: str) -> Iterator[list[dict[str, str]]]:
    """Make databases anew and give the environment of each; what this started it stops."""
    services = Services()
    idle = services.idle()
    services.start()
    env = os.environ | services.environment()
    try:
        for name in names:
            make_fresh(env, name)
        yield [_at(env, name) for name in names]
    finally:
        for name in names:
            drop(env, name)
        services.stop(idle)


def _at(env: dict[str, str], name: str) -> dict[str, str]:
    urls = ("DATABASE_URL", "DATABASE_OWNER_URL")
    said = {"DEBUG": "0", "DJANGO_SETTINGS_MODULE": "dscr.settings"}
    return env | {url: with_database(env[url], name) for url in urls} | said


def step(module: str, env: dict[str, str], *words: str) -> Any:
    """Run one step of a module, so that its memory is its own; what it shows comes back."""
    done = subprocess.run(
        [sys.executable, "-m", module, "--step", *words],
        cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def most_mb() -> int:
    """The most memory since this process began; `getrusage` would count its parent's as well."""
    said = Path("/proc/self/status").read_text(encoding="ascii")
    [line] = [line for line in said.splitlines() if line.startswith("VmHWM")]
    return round(int(line.split()[1]) / 1024)
