"""`python -m bench.reading`: a GP record of 600 kB into domain objects, one JSON a line.

Reading, its parsing included, against json.loads of the same bytes, in turns. The record is the
simulator's richest, repeated with new ids; the largest published one is measured too, where the
examples are beside the project.
"""

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from bench.figures import show
from gpconnect.reading import read_bundle
from gpsimulator import records
from gpsimulator.people import PEOPLE
from gpsimulator.practices import PRACTICES
from local.services import ROOT

SIZE = 600_000
PROMISED = 6
RICHEST = "9990000026"
DAY = date(2026, 11, 22)
EXAMPLES = ROOT.parent / "shared/reference/gpconnect/examples/full-records"
# Whom and what a whole record shares, and each of its repetitions with it.
SHARED = {"Patient", "Practitioner", "PractitionerRole", "Organization", "Location"}


def main() -> None:
    """Measure each record and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    for name, data in _records():
        show(figure="reading", record=name, kb=len(data) // 1000, **_measure(data, options.rounds))


def _records() -> Iterator[tuple[str, bytes]]:
    person = PEOPLE[RICHEST]
    bundle = records.build(person, PRACTICES[person.practice], DAY)
    yield "simulated", repeated(bundle, SIZE)
    if published := sorted(EXAMPLES.glob("*.json"), key=lambda path: path.stat().st_size):
        yield published[-1].name, published[-1].read_bytes()


def repeated(bundle: dict[str, Any], size: int) -> bytes:
    """The record with all that it says said again under new ids, until it has the size."""
    resources = [entry["resource"] for entry in bundle["entry"]]
    lists = [one for one in resources if "id" not in one]
    own = [one for one in resources if "id" in one and one["resourceType"] not in SHARED]
    names = sorted((one["id"] for one in own), key=len, reverse=True)  # some begin as another does
    ids = re.compile("|".join(map(re.escape, names)))
    once = json.dumps([own, [one.get("entry", []) for one in lists]])
    times = 1
    while len(data := json.dumps(bundle).encode()) < size:
        times += 1
        again, entries = json.loads(ids.sub(rf"\g<0>-{times}", once))
        bundle["entry"] += [{"resource": one} for one in again]
        for listed, more in zip(lists, entries, strict=True):
            if more and more[0]["item"]["reference"][0] != "#":
                listed["entry"] += more
    return data


def _measure(data: bytes, rounds: int) -> dict[str, Any]:
    both: tuple[Callable[[bytes], Any], ...] = (json.loads, read_bundle)
    took = [[_milliseconds(each, data) for each in both] for _ in range(rounds)]
    parsing, reading = (statistics.median(column) for column in zip(*took, strict=True))
    times = statistics.median(one[1] / one[0] for one in took)
    return {
        "parsing_ms": round(parsing, 1),
        "reading_ms": round(reading, 1),
        "times": round(times, 2),
        "goal": PROMISED,
        "is_met": times <= PROMISED,
    }


def _milliseconds(act: Callable[[bytes], Any], data: bytes) -> float:
    started = time.process_time()
    act(data)
    return 1000 * (time.process_time() - started)


if __name__ == "__main__":
    main()
