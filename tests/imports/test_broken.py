"""Every broken or hostile file is refused with a sentence or cleaned, and takes what it may take.

The files are in `tests/imports/broken`; each is read in a process of its own, which is measured.
"""

import json
import subprocess
import sys

import pytest

from tests.imports.broken import BROKEN
from tests.imports.limited import MOST_MEGABYTES, MOST_SECONDS
from tests.imports.runs import brought_in_files

SMALL = 100_000


@pytest.fixture(scope="module")
def outcomes():
    """How each file of the corpus ended, by its id."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.imports.limited"], capture_output=True, text=True, check=True
    )
    return {took["id"]: took for took in map(json.loads, done.stdout.splitlines())}


def test_the_corpus_is_as_large_as_was_promised():
    assert len(BROKEN) >= 60


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_ends_as_it_should(outcomes, name):
    took, expected = outcomes[name], BROKEN[name]

    assert took["says"] == expected.says
    assert tuple(took["rows"]) == expected.rows
    assert took["missing"] == []
    assert bool(expected.says) != bool(expected.rows)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_takes_no_more_memory_and_time_than_it_may(outcomes, name):
    took = outcomes[name]

    assert took["megabytes"] <= MOST_MEGABYTES
    assert took["seconds"] <= MOST_SECONDS


CLEANED = [name for name, broken in BROKEN.items() if broken.rows and not broken.is_large]


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLEANED)
def test_what_was_cleaned_can_be_brought_into_the_record(adele, name):
    run = brought_in_files(BROKEN[name].make(), by=adele)

    assert run.state == run.State.COMMITTED
