"""How every figure of the bench is shown: one JSON a line."""

import json

from local.progress import aloud


def show(**figure: object) -> None:
    """Show a figure at once, for whoever watches and for a file."""
    aloud(json.dumps(figure) + "\n")
