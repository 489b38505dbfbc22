"""The published GP Connect examples, which live beside the project and not in it."""

from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "shared/reference/gpconnect/examples"
ABSENT = "the published GP Connect examples are not beside this project"


def examples(pattern):
    """One parameter a file that matches; one skipped, with its reason, when there are none."""
    found = sorted(EXAMPLES.glob(pattern))
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason=ABSENT), id=pattern)]
    return [pytest.param(path, id=str(path.relative_to(EXAMPLES))) for path in found]


def example(path):
    """One file by name, skipping the test that asks when it is not there."""
    found = EXAMPLES / path
    if not found.exists():
        pytest.skip(ABSENT)
    return found
