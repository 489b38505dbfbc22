"""Both applications, filled and served alike, each ready to be visited."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import redis

from bench.scenes import Scene, prepare
from bench.visitor import Visitor
from local import databases, product
from local.progress import Say, timed
from local.services import ROOT, Services, free_port, with_database
from local.stack import Process
from local.troubles import Trouble

# A place in Valkey that nothing else of this machine uses.
CACHE = "14"
Run = dict[str, Any]  # of visits: how long each took, and what they cost
FILLED_BY = ("bench/story.py", "bench/homes.py", "bench/bare/*.py")


@dataclass(frozen=True, slots=True)
class Application:
    """One of the two: its settings, what serves it, what fills it, where it signs in."""

    name: str
    settings: str
    wsgi: str
    homes: str
    signs_in_at: str


OURS = Application("ours", "dscr.settings", "dscr.wsgi", "bench.homes", "/sign-in/")
BARE = Application(
    "bare", "bench.bare.settings", "bench.bare.wsgi", "bench.bare.homes", "/sign-in/"
)


@dataclass(slots=True)
class Stage:
    """One application while it is served: who visits it, and what they will ask."""

    application: Application
    env: dict[str, str]
    port: int
    visitors: list[Visitor]
    scenes: dict[str, Scene]

    def call(self, module: str, function: str, *arguments: Any) -> Any:
        """Call a function where Django is set up for this application."""
        return inside(self.env, module, function, *arguments)

    def visited(self, scene: Scene, clients: int, seconds: float) -> Run:
        """Let visitors ask from a process of their own; every answer must be the right one."""
        plans = [
            [visitor.raw(r.method, r.path, r.body) for r in requests]
            for visitor, requests in zip(self.visitors[:clients], scene.requests, strict=False)
        ]
        asked = {"host": "127.0.0.1", "port": self.port, "plans": plans}
        done = subprocess.run(
            [sys.executable, "-m", "bench.visitor"],
            cwd=ROOT, input=json.dumps(asked | {"expected": scene.status, "seconds": seconds}),
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        run: Run = json.loads(done.stdout)
        if run["failures"]:
            raise Trouble(f"{self.application.name}: {run['failures'][0]}")
        return run


def inside(env: Mapping[str, str], module: str, function: str, *arguments: Any) -> Any:
    """Call a function in a process of its own; Trouble with its last words when it fails."""
    done = subprocess.run(
        ["python", "-m", "bench.inside", module, function],
        cwd=ROOT, env=dict(env), input=json.dumps(arguments), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise Trouble(f"{module}.{function} failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


@contextmanager
def set_up(visitors: int, say: Say) -> Iterator[list[Stage]]:
    """Serve both until the block ends; what this started it stops."""
    services = Services()
    idle = services.idle()
    processes: list[Process] = []
    try:
        services.start()
        stages = []
        for application in (OURS, BARE):
            env = _environment(services, application)
            if application is OURS:
                product.collect_static(env, say)
            _fill(env, application, say)
            with timed(say, f"Serving and visiting: {application.name}"):
                processes.append(_served(env, application, services))
                stages.append(_stage(env, application, processes[-1], visitors))
        yield stages
    finally:
        for process in processes:
            process.terminate()
            process.kill(after=10)
        services.stop(idle)


def _environment(services: Services, application: Application) -> dict[str, str]:
    env = product.environment(services, f"dscr_bench_{application.name}", {})
    env["REDIS_URL"] = with_database(env["REDIS_URL"], CACHE)
    env["DJANGO_SETTINGS_MODULE"] = application.settings
    redis.Redis.from_url(env["REDIS_URL"]).flushdb()
    return env


def _fill(env: Mapping[str, str], application: Application, say: Say) -> None:
    """Make the database anew, as a copy of one that is filled; fill that if there is none."""
    family = f"dscr_benched_{application.name}_"
    filled = (
        family
        + databases.digest([*(path for pattern in FILLED_BY for path in ROOT.glob(pattern))])[:6]
    )
    filled += databases.schema_digest()[:6]
    server = with_database(env["DATABASE_OWNER_URL"], "postgres")
    with psycopg.connect(server, autocommit=True) as owner:
        names = owner.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [family]
        )
        there = {str(name) for (name,) in names}
        if filled not in there:
            for outdated in there:
                databases.drop(env, outdated)
            with timed(say, f"Filling a database for {application.name}, once"):
                _fill_first(owner, env, application, filled)
        databases.copy(owner, filled, f"dscr_bench_{application.name}")


def _fill_first(
    owner: psycopg.Connection, env: Mapping[str, str], application: Application, filled: str
) -> None:
    being = f"dscr_bench_{application.name}"
    if application is OURS:
        databases.make_fresh(env, being)
    else:
        databases.copy(owner, "dscr_template", being)
        inside(env, "bench.bare.homes", "make_tables")
    inside(env, application.homes, "fill")
    with psycopg.connect(env["DATABASE_OWNER_URL"], autocommit=True) as own:
        own.execute("VACUUM ANALYZE")
    databases.tell(owner, "ALTER DATABASE {} RENAME TO {}", being, filled)


def _served(env: dict[str, str], application: Application, services: Services) -> Process:
    """Start the web server with the flags of production."""
    port = free_port()
    command = product.commands(env, f"127.0.0.1:{port}", services.log)["web"]
    command = [application.wsgi if word == OURS.wsgi else word for word in command]
    log = services.log / f"bench_{application.name}.log"
    process = Process(
        application.name, command, log, lambda _log: product.listens("127.0.0.1", port)
    )
    process.launch(env)
    process.wait()
    return process


def _stage(env: dict[str, str], application: Application, process: Process, visitors: int) -> Stage:
    port = int(process.command[-1].rsplit(":", 1)[1])
    signed_in = [Visitor("127.0.0.1", port) for _ in range(visitors)]
    scenes = prepare(application.name, signed_in, application.signs_in_at)
    return Stage(application, env, port, signed_in, scenes)
