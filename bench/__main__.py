"""`make bench`: list, open and record, ours and the bare application in turns, one JSON a line."""

import argparse
import statistics
import sys
from collections import defaultdict

from bench.figures import percentile, show
from bench.scenes import Scene
from bench.stage import Run, Stage, set_up
from local.troubles import Trouble

# The promise: this share of the bare application's throughput, and this p95 in milliseconds.
GOALS = {"list": 0.6, "open": 0.6, "record": 0.5}
P95_MS = 40
CLIENTS = (8, 1)


def main() -> None:
    """Measure and print."""
    options = _options()
    with set_up(max(CLIENTS), _note) as stages:
        for stage in stages:
            for name, scene in stage.scenes.items():
                show(figure=name, application=stage.application.name, **_count(stage, scene))
                stage.visited(scene, 2, 1.0)
        runs = _measure(stages, options)
    _report(runs)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="for each figure in a round")
    parser.add_argument("--only", choices=GOALS, help="measure one scene")
    return parser.parse_args()


def _measure(stages: list[Stage], options: argparse.Namespace) -> dict[tuple, list[Run]]:
    """Run every scene of both applications in each round, who goes first changing in turn."""
    runs: dict[tuple, list[Run]] = defaultdict(list)
    for number in range(options.rounds):
        for clients in CLIENTS:
            for name in [options.only] if options.only else GOALS:
                for stage in stages[:: -1 if number % 2 else 1]:
                    key = (name, clients, stage.application.name)
                    run = stage.visited(stage.scenes[name], clients, options.seconds)
                    runs[key].append(run)
        _note(f"Round {number + 1} of {options.rounds}\n")
    return runs


def _count(stage: Stage, scene: Scene) -> dict[str, int]:
    first = scene.requests[0][0]
    cookies = stage.visitors[0].cookies
    counted: dict[str, int] = stage.call(
        "bench.counting", "count", cookies, first.method, first.path, first.body
    )
    return counted


def _report(runs: dict[tuple, list[Run]]) -> None:
    speeds = {}
    for (name, clients, application), done in runs.items():
        speed = statistics.median(len(run["took"]) / run["seconds"] for run in done)
        speeds[name, clients, application] = speed
        show(
            figure=name, clients=clients, application=application, a_second=round(speed, 1),
            p50_ms=percentile(done, 50), p95_ms=percentile(done, 95), rounds=len(done),
            client_cpu_ms=round(statistics.median(_cost(run) for run in done), 3),
        )  # fmt: skip
    for (name, clients, application), speed in speeds.items():
        if application == "ours":
            share = speed / speeds[name, clients, "bare"]
            p95 = percentile(runs[name, clients, "ours"], 95)
            is_met = share >= GOALS[name] and (clients == 1 or p95 <= P95_MS)
            show(
                figure=name, clients=clients, share_of_bare=round(share, 3), goal=GOALS[name],
                p95_ms=p95, p95_goal_ms=P95_MS if clients > 1 else None, is_met=is_met,
            )  # fmt: skip


def _cost(run: Run) -> float:
    """What one request cost the visitors' own process, in milliseconds of processor time."""
    return 1000 * float(run["cpu"]) / len(run["took"])


def _note(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(str(trouble))
