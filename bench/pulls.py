"""`python -m bench.pulls`: whole pulls of a GP record of 60 kB a second, one JSON a line.

A whole pull is what the worker's task does: the attempt put on record and taken, register,
directory and practice asked over HTTP, the answer read, checked, sealed and kept, the attempt
closed, and the audit of it, in a real database with row security. Processes do it side by side, as
many as there are cores, each with a person at a time; the limits on how often others are asked are
lifted, for they are there to be slower than this.

The simulator serves from the same two cores, so what it costs is taken out: the same requests are
sent to it once more by our client alone, and the processor time that the simulator takes for them,
spread over the cores, is subtracted from the time of the pulls. The figure with nothing taken out
is shown beside.
"""

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
import psutil

from bench.figures import show
from bench.gp_page import NUMBER_SYSTEM
from bench.reading import DAY
from bench.steps import databases, step
from gpsimulator import records as simulated
from gpsimulator.nhs_numbers import is_valid
from gpsimulator.people import PEOPLE
from gpsimulator.practices import PRACTICES

DATABASE = "dscr_bench_pulls"
SIZE, LEAST, CORES = 60_000, 30, 2
# Whose record comes next below the size, and what of it is not asked for.
KNOWN, NOT_ASKED_FOR = "9990000077", 4_500
PEOPLE_ASKED_FOR = 20
UNLIMITED = "100000"


def main() -> None:
    """Serve records of the size, pull them, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.pulls", description=__doc__)
    parser.add_argument("--pulls", type=int, default=400)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        django.setup()
        show(**pull(*options.step))
        return
    with TemporaryDirectory() as folder, databases(DATABASE) as (env,):
        _write_records(Path(folder))
        with _simulator(folder) as (process, address):
            limits = ("GP_CONNECT_REGISTER_PER_SECOND", "GP_CONNECT_PRACTICE_PER_SECOND")
            there = dict.fromkeys(limits, UNLIMITED) | {
                "DEMONSTRATION": "1",
                "GP_CONNECT_PROXY_URL": address,
                "GP_CONNECT_SDS_URL": f"{address}/sds",
                "GP_CONNECT_PDS_URL": f"{address}/pds",
            }
            found = step("bench.pulls", env | there, str(options.pulls), str(process.pid))
            show(figure="pulls", **found)


def _numbers() -> list[str]:
    """NHS numbers of nobody, in order."""
    numbers = (f"99903{number:05}" for number in range(10_000))
    return [number for number in numbers if is_valid(number)][:PEOPLE_ASKED_FOR]


def _write_records(folder: Path) -> None:
    for number in _numbers():
        person = PEOPLE[KNOWN]
        bundle = simulated.build(person, PRACTICES[person.practice], DAY)
        for entry in bundle["entry"]:
            if entry["resource"]["resourceType"] == "Patient":
                entry["resource"]["identifier"] = [{"system": NUMBER_SYSTEM, "value": number}]
        _pad(bundle)
        (folder / f"{number}.json").write_text(json.dumps(bundle))


def _pad(bundle: dict[str, Any]) -> None:
    """Let one allergy have a longer note, so that the answer has the size."""
    missing = SIZE + NOT_ASKED_FOR - len(json.dumps(bundle))
    resources = (entry["resource"] for entry in bundle["entry"])
    allergy = next(one for one in resources if one["resourceType"] == "AllergyIntolerance")
    allergy["note"] = [{"text": "Seen again. " * (missing // 12)}]


@contextmanager
def _simulator(folder: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "gpsimulator", "--port", "0", "--bundles", folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            ready = next(line for line in process.stdout or () if "ready at" in line)
            yield process, ready.split("ready at ")[1].split()[0]
        finally:
            process.terminate()


def pull(pulls: str, simulator: str) -> dict[str, Any]:
    """Pull so many, then let a bare client ask the same again for what the simulator costs."""
    from django.db import connection

    people, by = _fill()
    connection.close()
    connection.close_pool()
    shares = [people[number::CORES] for number in range(CORES)]
    each = int(pulls) // CORES
    spawned = multiprocessing.get_context("spawn")
    with spawned.Pool(CORES) as pool:
        pool.starmap(_pull_each, [(share, by, 1) for share in shares])  # warm
        started = time.perf_counter()
        kept = pool.starmap(_pull_each, [(share, by, each) for share in shares])
        wall = time.perf_counter() - started
    before = _processor_seconds(int(simulator))
    asked_again = sum(_ask_again(people) for _ in range(3))
    of_simulator = (_processor_seconds(int(simulator)) - before) / asked_again
    done, size = sum(number for number, _ in kept), max(size for _, size in kept)
    rest = wall - done * of_simulator / CORES
    return {
        "pulls": done,
        "answer_kb": size // 1000,
        "seconds": round(wall, 2),
        "a_second_with_simulator": round(done / wall, 1),
        "simulator_ms_a_pull": round(1000 * of_simulator, 1),
        "a_second": round(done / rest, 1),
        "goal": LEAST,
        "is_met": done / rest >= LEAST,
        "load": round(os.getloadavg()[0], 1),
    }


def _fill() -> tuple[list[tuple[str, str]], str]:
    from datetime import date

    from governance.services import acting_for
    from tests.people import a_person, the_cast

    cast = the_cast()
    known = PEOPLE[KNOWN]
    with acting_for(cast.provider.pk):
        cast.provider.ods_code = "X9A01"
        cast.provider.save()
        people = [
            a_person(
                cast.home,
                by=cast.marcus,
                given_name=known.given,
                family_name=known.family,
                date_of_birth=date.fromisoformat(known.born_on),
                nhs_number=number,
            )
            for number in _numbers()
        ]
    return [(str(person.pk), person.nhs_number) for person in people], str(cast.marcus.pk)


def _pull_each(people: list[tuple[str, str]], by: str, pulls: int) -> tuple[int, int]:
    """One process: pull one after another; how many were received, and how large an answer is."""
    django.setup()
    from uuid import UUID

    from governance.services import acting_for
    from gpconnect import queries, services
    from gpconnect.sealing import unseal

    asker = queries.staff_member(UUID(by))
    received, size = 0, 0
    for number in range(pulls):
        made = services.refresh_gp_record(UUID(people[number % len(people)][0]), by=asker)
        received += made.outcome == "succeeded"
        size = size or len(unseal(bytes(made.answer or b"")) or b"")
    with acting_for(asker.provider_id):
        assert received == pulls, f"{pulls - received} came to nothing, such as {made.code}"
    return received, size


def _processor_seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def _ask_again(people: list[tuple[str, str]]) -> int:
    """The requests of a pull, by our client and with nothing of the rest around it."""
    from django.conf import settings

    from gpconnect import protocol
    from gpconnect.client import GpConnectClient
    from gpconnect.protocol import Asker

    asker = Asker(
        user_id="u1", name="A Nurse", organisation_ods="X9A01", organisation_name="Rosewood",
        system_url=settings.GP_CONNECT_SYSTEM_URL, asid=settings.GP_CONNECT_ASID,
    )  # fmt: skip
    with GpConnectClient() as client:
        for _, number in people:
            entry = client.look_up(number, organisation_ods="X9A01")
            endpoint = client.find_practice(entry.practice_ods)
            client.ask_practice(protocol.record(number), endpoint=endpoint, asker=asker)
    return len(people)


if __name__ == "__main__":
    main()
