"""`python -m local COMMAND`: what the Makefile and a developer's shell call."""

import os
import shlex
import shutil
import signal
import sys
from errno import ENOSPC

from local import checks
from local.databases import manage
from local.demo import demo
from local.progress import aloud
from local.services import ROOT, Services, state_folder
from local.troubles import Trouble

ALMOST_FULL = 20  # megabytes: PostgreSQL's next file of its log is 16


def env() -> None:
    """Start the services if needed and print the environment for `eval`."""
    services = Services()
    services.start()
    (ROOT / "build" / "collected").mkdir(parents=True, exist_ok=True)  # missed with a warning
    for name, value in services.environment().items():
        aloud(f"export {name}={shlex.quote(value)}\n")


def demo_code() -> None:
    """Print the code for the second step, now, for the demonstration that runs."""
    who = os.environ.get("WHO") or "marcus"
    aloud(manage({**os.environ, **Services().environment()}, "demonstration_code", who))


COMMANDS = {
    "env": env,
    "stop": lambda: Services().stop(),
    "demo": demo,
    "demo-reset": lambda: demo(fresh=True),
    "demo-code": demo_code,
    "check": lambda: checks.run(checks.FAST),
    "test": lambda: checks.run(checks.ALL),
}


def main(arguments: list[str]) -> int:
    """Run one command; what went wrong is one sentence on standard error."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        sys.stderr.write(f"usage: python -m local {{{' | '.join(COMMANDS)}}}\n")
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        COMMANDS[arguments[0]]()
    except KeyboardInterrupt:
        return 130
    except (Trouble, OSError) as error:
        sentence = plainly(error)
        if not sentence:
            raise
        sys.stderr.write(f"{sentence}\n")
        return 1
    return 0


def plainly(error: Trouble | OSError) -> str:
    """What the reader can put right; a full disk hides behind many other failures."""
    if free_megabytes() < ALMOST_FULL or (isinstance(error, OSError) and error.errno == ENOSPC):
        return f"The disk is full: {free_megabytes()} MB are left for {state_folder()}."
    return str(error) if isinstance(error, Trouble) else ""


def free_megabytes() -> int:
    """How much more fits where this machine keeps its databases."""
    there = next(path for path in [state_folder(), *state_folder().parents] if path.exists())
    return shutil.disk_usage(there).free // 1_000_000


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
