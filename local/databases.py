"""Databases made anew by copying one that is migrated: a copy takes less than a second."""

import hashlib
import subprocess
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

import psycopg
from psycopg import sql

from local.services import ROOT, with_database, with_programs
from local.troubles import Trouble

ONE_AT_A_TIME = 5_021_966
MIGRATED = "dscr_migrated_"


def make_fresh(env: Mapping[str, str], database: str) -> None:
    """Drop a database and make it anew, empty and migrated."""
    server = with_database(env["DATABASE_OWNER_URL"], "postgres")
    try:
        with psycopg.connect(server, autocommit=True) as owner:
            owner.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
            copy(owner, migrated(owner, env), database)
    except psycopg.Error as error:
        raise Trouble(f"The database {database} could not be made anew: {error}") from error


def drop(env: Mapping[str, str], database: str) -> None:
    """Remove a database, whoever is connected to it."""
    with psycopg.connect(
        with_database(env["DATABASE_OWNER_URL"], "postgres"), autocommit=True
    ) as owner:
        forget(owner, database)


def forget(owner: psycopg.Connection, database: str) -> None:
    """Drop a database; while autovacuum, which is nobody's to end, is in it, try again."""
    for _ in range(20):
        try:
            return tell(owner, "DROP DATABASE IF EXISTS {} WITH (FORCE)", database)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.5)
    return tell(owner, "DROP DATABASE IF EXISTS {} WITH (FORCE)", database)


def migrated(owner: psycopg.Connection, env: Mapping[str, str]) -> str:
    """A database with every migration applied, made when one has changed."""
    names = owner.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [MIGRATED]
    )
    there = {str(name) for (name,) in names}
    wanted = MIGRATED + schema_digest()[:12]
    if wanted not in there:
        copy(owner, "dscr_template", "dscr_migrating")
        url = with_database(env["DATABASE_OWNER_URL"], "dscr_migrating")
        migrate({**env, "DATABASE_OWNER_URL": url})
        tell(owner, "ALTER DATABASE dscr_migrating RENAME TO {}", wanted)
        for outdated in there:
            tell(owner, "DROP DATABASE {}", outdated)
    return wanted


def copy(owner: psycopg.Connection, template: str, database: str) -> None:
    """Make a database like another; rights on a database itself are not copied, so they are set."""
    forget(owner, database)
    tell(owner, "CREATE DATABASE {} TEMPLATE {}", database, template)
    tell(owner, "REVOKE ALL ON DATABASE {} FROM PUBLIC", database)
    tell(owner, "GRANT CONNECT ON DATABASE {} TO dscr_app", database)


def tell(owner: psycopg.Connection, statement: str, *names: str) -> None:
    """Run a statement about databases."""
    owner.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def migrate(env: Mapping[str, str]) -> None:
    """Bring the database up to date, as the role that owns it."""
    manage({**env, "DATABASE_URL": env["DATABASE_OWNER_URL"]}, "migrate", "--no-input")


def schema_digest() -> str:
    """A text that differs when what decides the tables does: migrations, triggers, walls."""
    decides = [
        "*/migrations/*.py",
        "*/models.py",
        "*/models/*.py",
        "governance/*.py",
        "dscr/settings.py",
        "requirements/base.txt",
    ]
    return digest(path for pattern in decides for path in ROOT.glob(pattern))


def digest(paths: Iterable[Path]) -> str:
    """One short text that differs when any of these files does."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file():
            whole.update(f"{path.relative_to(ROOT)}\\0".encode() + path.read_bytes())
    return whole.hexdigest()


def manage(env: Mapping[str, str], *arguments: str) -> str:
    """Run `manage.py` and return what it printed; Trouble with the end of it when it fails."""
    done = subprocess.run(
        ["python", "manage.py", *arguments],
        cwd=ROOT, env=with_programs(env), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        end = "\n".join((done.stdout + done.stderr).rstrip().split("\n")[-15:])
        raise Trouble(f"manage.py {' '.join(arguments)} failed:\n{end}")
    return done.stdout
