"""`python -m bench.gp_page`: the page of a large GP record, one JSON a line.

A nurse opens the GP record of somebody whose kept answer is large, by Django's test client in one
process: opening the seal, reading, row security, the audit and drawing all count; the network does
not. One record is the simulator's richest, said again under new ids until it has 3 MB; the other is
the largest published one, where the examples are beside the project.
"""

import argparse
import json
import os
import statistics
import time
from datetime import timedelta
from typing import Any

import django

from bench.figures import show
from bench.reading import DAY, EXAMPLES, RICHEST, repeated
from bench.steps import databases, step
from gpsimulator import records as simulated
from gpsimulator.people import PEOPLE
from gpsimulator.practices import PRACTICES

DATABASE = "dscr_bench_gp_page"
SIZE = 3_000_000
MOST_MS = 150
NHS_NUMBER = "9990000018"
NUMBER_SYSTEM = "https://fhir.nhs.uk/Id/nhs-number"


def main() -> None:
    """Fill a database with each record in turn, open its page, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.gp_page", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        django.setup()
        show(**measure(*options.step))
        return
    for name in RECORDS if EXAMPLES.is_dir() else ["made"]:
        with databases(DATABASE) as (env,):
            found = step("bench.gp_page", env, name, str(options.rounds))
            show(figure="gp page", record=name, **found)


def measure(name: str, rounds: str) -> dict[str, Any]:
    """Keep the answer, open its page often, and say how long that took and how large both are."""
    from django.conf import settings
    from django.test import Client

    from governance.services import acting_for
    from tests.people import signed_in, the_cast

    settings.ALLOWED_HOSTS = ["testserver"]
    data = _about(NHS_NUMBER, RECORDS[name]())
    cast = the_cast()
    with acting_for(cast.provider.pk):
        _keep(cast.joan, data, by=cast.marcus)
    client = signed_in(Client(headers={"x-forwarded-proto": "https"}), cast.nora)
    url = f"/people/{cast.joan.pk}/gp-record/"
    answer = client.get(url, secure=True)
    assert answer.status_code == 200, answer.status_code
    assert b'id="allergies"' in answer.content
    took, own = [], time.process_time()
    for _ in range(int(rounds)):
        started = time.perf_counter()
        client.get(url, secure=True)
        took.append(1000 * (time.perf_counter() - started))
    own = time.process_time() - own
    median = statistics.median(took)
    return {
        "kb": len(data) // 1000,
        "page_kb": len(answer.content) // 1000,
        "ms": round(median),
        "slowest_ms": round(max(took)),
        "of_that_our_processor_ms": round(1000 * own / int(rounds)),
        "goal_ms": MOST_MS,
        "is_met": median <= MOST_MS,
        "load": round(os.getloadavg()[0], 1),
    }


def _made() -> bytes:
    person = PEOPLE[RICHEST]
    return repeated(simulated.build(person, PRACTICES[person.practice], DAY), SIZE)


def _published() -> bytes:
    return max(EXAMPLES.glob("*.json"), key=lambda path: path.stat().st_size).read_bytes()


RECORDS = {"made": _made, "published": _published}


def _about(nhs_number: str, data: bytes) -> bytes:
    """The record as one of somebody with this number: published ones have none that is valid."""
    bundle = json.loads(data)
    for entry in bundle["entry"]:
        resource = entry.get("resource", {})
        if resource.get("resourceType") == "Patient":
            resource["identifier"] = [{"system": NUMBER_SYSTEM, "value": nhs_number}]
    return json.dumps(bundle).encode()


def _keep(person: Any, data: bytes, *, by: Any) -> None:
    from django.utils import timezone

    from gpconnect.models import GPRecordPull
    from gpconnect.sealing import seal

    now = timezone.now()
    GPRecordPull.objects.create(
        person=person,
        requested_by=by,
        finished_at=now,
        retrieved_at=now,
        keep_until=now + timedelta(hours=24),
        outcome=GPRecordPull.Outcome.SUCCEEDED,
        practice_ods="Z99001",
        practice_name="Meadow Lane Surgery",
        answer=seal(data),
    )


if __name__ == "__main__":
    main()
