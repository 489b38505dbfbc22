"""`python -m gpsimulator`: serve the simulator until interrupted."""

import argparse
import signal
import sys
from contextlib import suppress
from pathlib import Path

from gpsimulator.catalogue import Catalogue
from gpsimulator.server import Simulator, make_server


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    if options.bundles and not options.bundles.is_dir():
        sys.stderr.write(f"{options.bundles} is not a folder.\n")
        return 2
    catalogue = Catalogue(options.bundles)
    simulator = Simulator(catalogue, slow_seconds=options.slow)
    try:
        server = make_server(simulator, options.host, options.port)
    except OSError as why:
        sys.stderr.write(f"Cannot serve on {options.host}:{options.port}: {why.strerror}.\n")
        return 2
    _announce(catalogue, f"http://{options.host}:{server.server_port}")
    for ending in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores the first
        signal.signal(ending, signal.default_int_handler)
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m gpsimulator",
        description="Simulate the Spine proxy, GP systems, PDS and SDS. Invented people only.",
    )
    parser.add_argument("--port", type=int, default=9999, help="0 takes any free one")
    parser.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    parser.add_argument("--bundles", type=Path, help="also serve the bundle files in this folder")
    parser.add_argument(
        "--slow", type=float, default=10, metavar="SECONDS", help="how long the slow person takes"
    )
    return parser


def _announce(catalogue: Catalogue, url: str) -> None:
    """One line for each file of the folder, then one to say that it is ready."""
    held = [person for person in catalogue.people.values() if person.source]
    for person in held:
        sys.stdout.write(f"{person.nhs_number} serves {person.source}\n")
    for name, why in catalogue.skipped:
        sys.stdout.write(f"left out {name}: {why}\n")
    count = len(catalogue.people)
    sys.stdout.write(f"GP Connect simulator ready at {url} ({count} people, {url}/people)\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
