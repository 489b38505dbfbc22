"""A Chromium for the journeys: found, or installed where that can be done."""

import os
import shutil
import subprocess

from local.progress import aloud, timed
from local.troubles import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """The path of a Chromium that runs; Trouble names what to install when there is none."""
    if found := usable():
        return found
    with timed(aloud, "Installing Chromium"):
        apt("update")
        apt("install", "--yes", "--no-install-recommends", "chromium")
    if found := usable():
        return found
    raise Trouble("The journeys need a browser; install it: sudo apt install chromium")


def usable() -> str | None:
    """The first browser that answers; Ubuntu's stub for its snap does not."""
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES)]
    return next((path for path in candidates if path and answers(path, "--version")), None)


def apt(*arguments: str) -> None:
    """Run apt-get as root, or through a sudo that asks for no password."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    answers(*as_root, "apt-get", "--quiet", *arguments, env=env)


def answers(*command: str, env: dict[str, str] | None = None) -> bool:
    """Whether a program exists and ends well."""
    try:
        done = subprocess.run(command, env=env, capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0
