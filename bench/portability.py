"""`python -m bench.portability`: 200 people out and into an empty database, one JSON a line.

Rows a second and the most memory of the process that makes the copy, and of the one that brings it
in; then both databases are compared, table by table and field by field.
"""

import argparse
import os
import resource
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from bench.figures import show
from bench.steps import databases, most_mb, step

HERE, THERE = "dscr_bench_copy", "dscr_bench_arrival"
PROMISED_ROWS, PROMISED_MB = 5_000, 300


def main() -> None:
    """Fill a database, copy it, bring the copy into another, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.portability", description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--notes", type=int, default=250, help="for each person")
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        django.setup()
        name, *words = options.step
        show(**STEPS[name](*words))
        return
    with databases(HERE, THERE) as (here, there), TemporaryDirectory() as folder:
        _measure(here | {"EXPORT_DIR": folder}, there, options.people, options.notes)


def _measure(here: dict[str, str], there: dict[str, str], people: int, notes: int) -> None:
    show(figure="filled", **_step(here, "fill", str(people), str(notes)))
    out = _step(here, "copy")
    show(figure="out", **_against_promise(out))
    came = _step(there, "bring_in", str(out["archive"]))
    show(figure="in", **came)
    both = [_step(env, "digest", out["provider"]) for env in (here, there)]
    differ = sorted(table for table in both[0] if both[0][table] != both[1].get(table))
    show(figure="equal", tables=len(both[0]), differ=differ, is_met=not differ)


_step = partial(step, "bench.portability")


def _against_promise(out: dict[str, Any]) -> dict[str, Any]:
    is_met = out["rows_a_second"] >= PROMISED_ROWS and out["most_mb"] < PROMISED_MB
    return out | {"goal": PROMISED_ROWS, "most_mb_goal": PROMISED_MB, "is_met": is_met}


def fill(people: str, notes: str) -> dict[str, Any]:
    """A provider with people who have a record in every class, versions, files and notes."""
    from bench.whole_records import fill_provider

    return fill_provider(int(people), int(notes))


def copy() -> dict[str, Any]:
    """Make a copy of everybody's record."""
    from accounts.models import User
    from governance.services import acting_for
    from portability import queries, services

    by = User.objects.get(username="marcus")
    with acting_for(by.provider_id):
        asked = services.start_copy(why="To be measured", by=by)
    started = time.perf_counter()
    services.make_copy(asked.pk, by=by)
    took = timedelta(seconds=time.perf_counter() - started)
    made = queries.copy_of(asked.pk, by=by)
    archive = queries.folder_of(asked.pk).archive
    return _figures(made.rows_done, took) | {
        "archive": str(archive),
        "archive_mb": round(made.size / 1e6, 1),
        "provider": str(by.provider_id),
    }


def bring_in(path: str) -> dict[str, Any]:
    """Bring a package into an empty database."""
    from portability import services

    started = time.perf_counter()
    came = services.bring_in(Path(path), owner_url=os.environ["DATABASE_OWNER_URL"])
    took = timedelta(seconds=time.perf_counter() - started)
    return _figures(came.rows + came.versions, took) | {"files": came.files}


def digest(provider_id: str) -> dict[str, str]:
    """One hash for each table, of all its rows as text."""
    from bench.whole_records import digest_of_tables

    return digest_of_tables(provider_id)


def _figures(rows: int, took: timedelta) -> dict[str, Any]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = took.total_seconds()
    return {
        "rows": rows,
        "seconds": round(seconds, 1),
        "rows_a_second": round(rows / seconds),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),  # starting up included
        "most_mb": most_mb(),
    }


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "fill": fill,
    "copy": copy,
    "bring_in": bring_in,
    "digest": digest,
}

if __name__ == "__main__":
    main()
