"""How every figure of the bench is shown: one JSON a line."""

import json
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from local.progress import aloud


def show(**figure: object) -> None:
    """Show a figure at once, for whoever watches and for a file."""
    aloud(json.dumps(figure) + "\n")


def percentile(runs: Sequence[Mapping[str, Any]], percent: int) -> float:
    """The median over rounds of what so many in a hundred answers took at most."""
    cuts = [statistics.quantiles(run["took"], n=100)[percent - 1] for run in runs]
    return round(statistics.median(cuts), 1)
