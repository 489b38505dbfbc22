"""`python -m bench.changes`: how well changes are marked, on invented days; one JSON a line."""

from dataclasses import asdict

import django

from bench.figures import show


def main() -> None:
    """Print false alarms and detection of each measure."""
    django.setup()
    from bench.series import SEED, WORLDS, detection, false_alarms

    show(figure="seed", seed=SEED)
    for slug, world in WORLDS.items():
        show(figure=f"{slug}: nothing happens", **_rounded(false_alarms(slug)))
        for shift in world.shifts:
            show(figure=f"{slug}: changed by {shift}", **_rounded(detection(slug, shift)))


def _rounded(figures: object) -> dict[str, float | None]:
    return {name: value and round(value, 2) for name, value in asdict(figures).items()}


if __name__ == "__main__":
    main()
