"""Reads what the demonstration is made of, and turns days ago into dates."""

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from dailycare.services import UK

FOLDER = Path(__file__).parent


@cache
def read(name: str) -> Any:
    """Return one file of the demonstration, such as `providers` or `people/arthur_green`."""
    return yaml.load(FOLDER.joinpath(f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)


def people() -> list[dict[str, Any]]:
    """Everybody, each as their file tells it, in the order of the files' names."""
    return [read(f"people/{path.stem}") for path in sorted(FOLDER.glob("people/*.yaml"))]


def day(days_ago: int) -> date:
    """Return the date so many days before today; a negative number lies ahead."""
    return timezone.localdate() - timedelta(days=days_ago)


def moment(days_ago: int, at: str) -> datetime:
    """Return the moment at a UK clock time so many days before today."""
    return datetime.combine(day(days_ago), time.fromisoformat(at), tzinfo=UK)


def times_away(story: dict[str, Any]) -> list[tuple[datetime, datetime]]:
    """Return from when until when somebody was away, as their diary tells."""
    told = story.get("diary", {}).get("away", [])
    return [(moment(gone, left), moment(back, came)) for gone, left, back, came in told]
