"""`python -m local env | stop`: what the Makefile and a developer's shell call."""

import shlex
import sys

from local.services import Services
from local.troubles import Trouble


def env() -> None:
    """Start the services if needed and print the environment for `eval`."""
    services = Services()
    services.start()
    for name, value in services.environment().items():
        sys.stdout.write(f"export {name}={shlex.quote(value)}\n")


def stop() -> None:
    """Stop the embedded services."""
    Services().stop()


COMMANDS = {"env": env, "stop": stop}


def main(arguments: list[str]) -> int:
    """Run one command; a trouble is one sentence on standard error."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        sys.stderr.write(f"usage: python -m local {{{' | '.join(COMMANDS)}}}\n")
        return 2
    try:
        COMMANDS[arguments[0]]()
    except Trouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
