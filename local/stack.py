"""The whole product as processes on this machine, for the demonstration, journeys and the bench.

    with running_stack(database="dscr_journeys") as stack:
        stack.base_url                 # "http://127.0.0.1:41234"
        stack.env                      # what every process was given: DATABASE_URL, REDIS_URL, ...
        stack.processes["worker"]      # .name, .command, .popen, .log (a Path)
        stack.kill("simulator")        # ends one at once, as a crash would
        stack.start("simulator")       # starts it again, same command and port, and waits for it
        stack.manage("migrate", "--check")   # runs manage.py in the same environment, gives stdout

    with running_stack(database="dscr_gp", env={"GP_BUNDLES": "folder"}) as stack:
        # the simulator serves the folder's published examples too

The processes are `simulator`, `web`, `worker`, `importer` and `beat`. A named database is dropped
and made anew with the demonstration data; without a name the demonstration's own database is kept.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from local import product
from local.databases import manage
from local.progress import Say, silent, timed
from local.services import ROOT, Services, free_port
from local.troubles import Trouble

PROCESSES = ("simulator", "web", "worker", "importer", "beat")
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


@dataclass
class Process:
    """One running part of the product."""

    name: str
    command: Sequence[str]
    log: Path
    is_ready: Callable[[Path], bool]
    popen: subprocess.Popen[bytes] | None = None

    def launch(self, env: Mapping[str, str]) -> None:
        """Start it without waiting."""
        with open(self.log, "wb") as log:
            self.popen = subprocess.Popen(
                self.command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=end_with_parent,
            )  # fmt: skip

    def wait(self, seconds: float = 60) -> None:
        """Wait until it answers; Trouble when it ends or takes too long."""
        deadline = time.monotonic() + seconds
        while not self.is_ready(self.log):
            if self.has_ended():
                raise Trouble(self.obituary())
            if time.monotonic() > deadline:
                raise Trouble(f"The {self.name} process does not answer. {self.tail()}")
            time.sleep(0.1)

    def has_ended(self) -> bool:
        """Whether it was started and runs no more."""
        return self.popen is not None and self.popen.poll() is not None

    def terminate(self) -> None:
        """Ask it to finish what it is doing and end."""
        if self.popen and not self.has_ended():
            self.popen.terminate()

    def kill(self, *, after: float = 0) -> None:
        """End it and its children, at once or when it has not ended `after` some seconds."""
        if self.popen is None:
            return
        try:
            self.popen.wait(timeout=after)
        except subprocess.TimeoutExpired:
            os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait()

    def tail(self, lines: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").rstrip().split("\n")[-lines:])

    def obituary(self) -> str:
        """What to tell the reader when it ended by itself."""
        return f"The {self.name} process stopped by itself. {self.log} ends:\n{self.tail()}"


@dataclass
class Stack:
    """A running product."""

    base_url: str
    env: dict[str, str]
    processes: dict[str, Process] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start one process, again if need be, and wait until it answers."""
        self.processes[name].launch(self.env)
        self.processes[name].wait()

    def kill(self, name: str) -> None:
        """End one process at once, as a crash would."""
        self.processes[name].kill()

    def stop(self) -> None:
        """Ask every process to end; those that do not are killed."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.kill(after=10)

    def fallen(self) -> Process | None:
        """The first process found to have ended by itself."""
        return next((p for p in self.processes.values() if p.has_ended()), None)

    def manage(self, *arguments: str) -> str:
        """Run `manage.py` as the application's role and return what it printed."""
        return manage(self.env, *arguments)


@contextmanager
def running_stack(
    *,
    database: str | None = None,
    queue: int = product.OTHER_QUEUE,
    port: int | None = None,
    fresh: bool = False,
    names: Sequence[str] = PROCESSES,
    env: Mapping[str, str] | None = None,
    services: Services | None = None,
    say: Say = silent,
) -> Iterator[Stack]:
    """Run the product until the block ends; see the first lines of this module.

    `fresh` empties the demonstration, `names` picks the processes, `env` adds to their
    environment, `port` is the web server's, `queue` the database of Valkey that goes with a named
    one. The embedded services are stopped again if this started them.
    """
    services = services or Services()
    stack = Stack("", {})
    idle = services.idle()
    try:
        with timed(say, "Starting PostgreSQL and Valkey"):
            services.start()
        stack.env = product.environment(services, database, env or {}, queue)
        is_new = bool(database or fresh)
        if is_new:
            with timed(say, "Making an empty database"):
                product.forget(stack.env)
        folder = services.log / (database or "demo")
        folder.mkdir(exist_ok=True)
        product.prepare(stack.env, folder / "prepared", say, is_migrated=is_new)
        web = f"127.0.0.1:{port or free_port()}"
        stack.base_url = f"http://{web}"
        stack.processes = planned(stack.env, web, names, folder)
        with timed(say, "Starting the product"):
            for process in stack.processes.values():
                process.launch(stack.env)
            for process in stack.processes.values():
                process.wait()
        yield stack
    finally:
        stack.stop()
        services.stop(idle)


def planned(
    env: Mapping[str, str], web: str, names: Sequence[str], folder: Path
) -> dict[str, Process]:
    """The processes to start, with their logs in `folder`."""
    commands = product.commands(env, web, folder)
    ready = product.readiness(env, web)
    return {n: Process(n, commands[n], folder / f"{n}.log", ready[n]) for n in names}


def end_with_parent() -> None:
    """Have the kernel end this process when whoever started it is gone, however it went."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
