"""`python -m local COMMAND`: what the Makefile and a developer's shell call."""

import errno
import os
import shlex
import signal
import sys

from local import checks
from local.databases import manage
from local.demo import demo
from local.progress import aloud
from local.services import ROOT, Services
from local.troubles import Trouble


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
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.stderr.write("The disk is full; nothing more can be written.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
