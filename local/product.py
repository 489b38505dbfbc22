"""What the product is made of: its processes, their environment, and how its database is prepared.

The commands are those of `docker-compose.yml`, so that what is shown here is what is deployed.
"""

import os
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import redis
import yaml

from local.databases import digest, make_fresh, manage, migrate, schema_digest
from local.progress import Say, timed
from local.services import ROOT, Services, free_port, simulated_gp, with_database, with_programs

# The demonstration queues its work in Valkey's database 0; another stack uses this one by itself.
OTHER_QUEUE = 15


def environment(
    services: Services, database: str | None, extra: Mapping[str, str], queue: int = OTHER_QUEUE
) -> dict[str, str]:
    """The environment of a demonstration: real error pages, the simulator as the GP system."""
    env = services.environment()
    if database:
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            env[name] = with_database(env[name], database)
        env["REDIS_URL"] = with_database(env["REDIS_URL"], str(queue))
    env |= simulated_gp(free_port())
    env |= {"DEBUG": "0", "DEMONSTRATION": "1", "PYTHONUNBUFFERED": "1"}
    return with_programs({**os.environ, **env, **extra})


def commands(env: Mapping[str, str], web: str, folder: Path) -> dict[str, list[str]]:
    """How each process is started: as in production, at addresses of this machine's own."""
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    here = {"0.0.0.0:8000": web, "/tmp/beat-schedule": str(folder / "beat-schedule")}
    simulator = ["--port", str(urlsplit(env["GP_CONNECT_PROXY_URL"]).port)]
    if env.get("GP_BUNDLES"):
        simulator += ["--bundles", env["GP_BUNDLES"]]
    return {
        "simulator": ["python", "-m", "gpsimulator", *simulator],
        **{
            name: [here.get(word, word) for word in services[name]["command"]]
            for name in ("web", "worker", "importer", "beat")
        },
    }


def readiness(env: Mapping[str, str], web: str) -> dict[str, Callable[[Path], bool]]:
    """How to see, for every process, that it answers; each is given its log."""
    simulator = urlsplit(env["GP_CONNECT_PROXY_URL"])
    return {
        "simulator": lambda log: listens("127.0.0.1", simulator.port or 80),
        "web": lambda log: is_healthy(f"http://{web}/healthz"),
        "worker": _takes_work,
        "importer": _takes_work,
        "beat": lambda log: b"beat: Starting" in log.read_bytes(),
    }


def _takes_work(log: Path) -> bool:
    return b" ready." in log.read_bytes()


def forget(env: Mapping[str, str]) -> None:
    """Make the database anew and empty its queue."""
    make_fresh(env, urlsplit(env["DATABASE_OWNER_URL"]).path.lstrip("/"))
    redis.Redis.from_url(env["REDIS_URL"]).flushdb()


def prepare(env: Mapping[str, str], stamp: Path, say: Say, *, is_migrated: bool = False) -> None:
    """Migrate as the owner and load the demonstration data, unless this database has had both."""
    collect_static(env, say)
    with psycopg.connect(env["DATABASE_OWNER_URL"]) as owner:
        which = owner.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        oid = which.fetchone()
    now = f"{oid} {schema_digest()}"
    if stamp.exists() and stamp.read_text() == now:
        return
    if not is_migrated:
        with timed(say, "Migrating the database"):
            migrate(env)
    with timed(say, "Loading the demonstration data"):
        manage(env, "load_demonstration")
    stamp.write_text(now)


def collect_static(env: Mapping[str, str], say: Say) -> None:
    """Run `collectstatic` when what the build made has changed since the last time."""
    now = digest((ROOT / "build" / "static").rglob("*"))
    stamp = ROOT / "build" / "collected.stamp"
    if stamp.exists() and stamp.read_text() == now:
        return
    with timed(say, "Gathering static files"):
        manage(env, "collectstatic", "--no-input", "--verbosity", "0")
    stamp.write_text(now)


def listens(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    with socket.socket() as probe:
        return probe.connect_ex((host, port)) == 0


def is_healthy(url: str) -> bool:
    """Whether a page answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
