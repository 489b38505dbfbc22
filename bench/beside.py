"""`python -m bench.beside`: what a visit takes while another provider's import is at work.

Two workers of two homes open people and record drinks: alone, while the export of a third provider
is checked, and while it is brought in by the importer with the priority it has in production. One
JSON a line; `times` says how many times as long the slowest of twenty visits took as alone.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from bench.figures import percentile, show
from bench.imports import AS_OF, multiply
from bench.stage import Run, Stage, set_up
from bench.story import HOMES
from local.stack import Process, planned
from local.troubles import Trouble

SCENES = ("open", "record")
ROUND = 2.0
LONGEST = 600


def main() -> None:
    """Visit alone, then beside an import, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.beside", description=__doc__)
    parser.add_argument("--notes", type=int, default=100_000)
    options = parser.parse_args()
    with TemporaryDirectory() as folder, set_up(2, sys.stderr.write) as (ours, _):
        export = Path(folder) / "export.zip"
        multiply(export, options.notes)
        alone = _visits(ours, iter(range(5)))
        _report("alone", alone, alone)
        with _importing(ours, Path(folder)):
            run: str = ours.call("bench.beside", "begin", str(export))
            _report("while another checks", _visits(ours, _while(ours, run, "waiting")), alone)
            ours.call("bench.beside", "bring_in", run)
            _report(
                "while another brings in", _visits(ours, _while(ours, run, "committing")), alone
            )


def _visits(stage: Stage, rounds: Iterator[object]) -> dict[str, list[Run]]:
    """Visit for as long as rounds come."""
    runs: dict[str, list[Run]] = {name: [] for name in SCENES}
    for _ in rounds:
        for name, found in runs.items():
            found.append(stage.visited(stage.scenes[name], 2, ROUND))
    return runs


def _while(stage: Stage, run: str, state: str) -> Iterator[str]:
    until = time.monotonic() + LONGEST
    while (now := stage.call("bench.beside", "state_of", run)) == state:
        if time.monotonic() > until:
            raise Trouble(f"The import is still {state} after {LONGEST} seconds")
        yield now


def _report(figure: str, runs: dict[str, list[Run]], alone: dict[str, list[Run]]) -> None:
    for name, found in runs.items():
        if not found:
            raise Trouble(f"The import was over before anybody came {figure}: take more notes")
        p95 = percentile(found, 95)
        show(
            figure=figure, visit=name, rounds=len(found), p50_ms=percentile(found, 50), p95_ms=p95,
            times=round(p95 / percentile(alone[name], 95), 2),
        )  # fmt: skip


@contextmanager
def _importing(stage: Stage, folder: Path) -> Iterator[Process]:
    importer = planned(stage.env, "", ["importer"], folder)["importer"]
    importer.launch(stage.env)
    importer.wait()
    try:
        yield importer
    finally:
        importer.terminate()
        importer.kill(after=10)


def begin(path: str) -> str:
    """Hand an export over to a provider whom nobody visits."""
    from imports import services, tasks
    from imports.files import on_disk

    place, by = services.place_named(f"Home {HOMES - 1}")
    export = Path(path)
    run = services.start_check(
        on_disk(export), file_name=export.name, location=place, as_of=AS_OF, by=by
    )
    tasks.check_run.delay(str(run.pk), str(by.pk))
    return str(run.pk)


def bring_in(run_id: str) -> None:
    """Have a checked export brought in."""
    from governance.services import acting_for
    from imports import services, tasks

    run, by = services.run_named(UUID(run_id))
    with acting_for(by.provider_id):
        services.start_commit(run.pk, by=by)
    tasks.commit_run.delay(run_id, str(by.pk))


def state_of(run_id: str) -> str:
    """Where an import stands."""
    from imports import services

    run, _ = services.run_named(UUID(run_id))
    return run.state


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(str(trouble))
