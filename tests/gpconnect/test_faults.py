"""What goes wrong between us and a practice: nothing hangs, nothing is half kept, the page says it.

Against the simulator as a process; for a worker that is killed and for two who ask at once, with a
worker process, a queue and a database that is written to for good.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from kombu import Connection
from redis import Redis

from governance.services import acting_for
from gpconnect import queries, services, tasks
from gpconnect.connection import LARGEST_ANSWER
from gpconnect.errors import SENTENCES
from gpconnect.models import GPRecordAccess, GPRecordPull
from gpconnect.sealing import unseal
from local.services import with_database
from tests import people
from tests.governance.sealing import a_database_that_is_written_to
from tests.gpconnect.answers import a_bundle
from tests.gpconnect.process import (
    BEHAVIOURS,
    ORDINARY,
    known_to_us,
    overheard,
    point_at,
    simulator_process,
)
from tests.gpconnect.spine import reply
from tests.gpconnect.test_services import refresh, with_a_kept_answer
from tests.gpconnect.test_views import address, shown

# Each worker of pytest has a place in Valkey of its own, below those of the journeys.
OWN_QUEUE = 11
A_SECOND = 0.05
HOURS = 3600


def assert_it_ended_with(code, person, *, client, marcus, kept):
    """It failed with this code, the page says so, and what was held before is as it was."""
    pull = queries.latest_attempt(person)
    access = GPRecordAccess.objects.filter(person_id=person.pk, kind="asked").latest("id")
    assert (pull.code, access.outcome) == (code, code)
    assert GPRecordPull.objects.get(pk=pull.pk).answer is None
    assert queries.held(person) == kept
    page = shown(client, marcus, person)
    assert SENTENCES[code].split(".")[0].replace("'", "&#x27;") in page
    assert "Still shown below" in page


def test_fault_the_simulator_is_gone(settings, rosewood, client, marcus):
    """Nobody listens where register, directory and practice were: said, what was held stays."""
    with simulator_process() as (process, there):
        point_at(there, settings)
        person = known_to_us(ORDINARY, rosewood)
        kept = with_a_kept_answer(person, by=marcus)
        refresh(person, by=marcus)
        kept = queries.held(person)
        process.kill()
        process.wait()

    refresh(person, by=marcus)

    # The register is first to be missed; its word of the day stands in, then the directory is.
    assert_it_ended_with("SDS_UNAVAILABLE", person, client=client, marcus=marcus, kept=kept)


def test_fault_the_simulator_is_killed_in_the_middle_of_its_answer(
    settings, rosewood, client, marcus
):
    """The practice's system dies while it answers: broken off, said, nothing of it kept."""
    with simulator_process("--slow", "30") as (process, there):
        point_at(there, settings)
        person = known_to_us(BEHAVIOURS["slow"], rosewood)
        kept = with_a_kept_answer(person, by=marcus)
        killer = threading.Timer(1, process.kill)
        killer.start()
        began = time.monotonic()

        refresh(person, by=marcus)

    assert time.monotonic() - began < 10
    assert_it_ended_with("BROKEN_OFF", person, client=client, marcus=marcus, kept=kept)


def test_fault_slow(simulator, settings, rosewood, client, marcus):
    """A practice that takes too long is given up, twice and no more, and the page says so."""
    settings.GP_CONNECT_SECONDS = 0.5
    person = known_to_us(BEHAVIOURS["slow"], rosewood)
    kept = with_a_kept_answer(person, by=marcus)
    began = time.monotonic()

    refresh(person, by=marcus)

    assert time.monotonic() - began < 3
    assert_it_ended_with("TIMED_OUT", person, client=client, marcus=marcus, kept=kept)


def test_fault_dripping(spine, settings, edith, client, marcus):
    """An answer that comes a byte at a time is given up at the deadline, not at the next byte."""
    settings.GP_CONNECT_SECONDS = 1

    def drip(handler):
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    kept = with_a_kept_answer(edith, by=marcus)
    spine.answers("GP", reply(b"", send=drip))
    began = time.monotonic()

    refresh(edith, by=marcus)

    assert time.monotonic() - began < 5
    assert_it_ended_with("TIMED_OUT", edith, client=client, marcus=marcus, kept=kept)


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("truncated", "NOT_A_RECORD"),
        ("empty-body", "NOT_A_RECORD"),
        ("dropped", "BROKEN_OFF"),
        ("redirect", "REDIRECTED"),
        ("html-error", "BUSY"),
    ],
)
def test_fault_the_answer_is_no_answer(simulator, rosewood, client, marcus, behaviour, code):
    """Truncated, empty, dropped, a redirect, an error page: refused, said, nothing of it kept."""
    person = known_to_us(BEHAVIOURS[behaviour], rosewood)
    kept = with_a_kept_answer(person, by=marcus)

    refresh(person, by=marcus)

    assert_it_ended_with(code, person, client=client, marcus=marcus, kept=kept)


@pytest.mark.parametrize("media_type", ["text/html", "application/pdf", ""])
def test_fault_wrong_content_type(spine, edith, client, marcus, media_type):
    """A success that says it is something else than FHIR is not read, whatever it holds."""
    kept = with_a_kept_answer(edith, by=marcus)
    spine.answers("GP", reply(a_bundle(), media_type=media_type))

    refresh(edith, by=marcus)

    assert_it_ended_with("NOT_FHIR", edith, client=client, marcus=marcus, kept=kept)


def test_fault_ten_megabytes_and_ten_thousand_resources(simulator, rosewood, client, marcus):
    """A record of 10 MB and 10 thousand resources is read whole, kept, and shown."""
    person = known_to_us(BEHAVIOURS["ten-megabytes"], rosewood)

    pull = refresh(person, by=marcus)
    page = shown(client, rosewood.nora, person)

    assert pull.outcome == "succeeded"
    assert pull.practice_name in page
    assert len(unseal(bytes(pull.answer))) > 1_000_000


def test_fault_more_than_is_safe(spine, edith, client, marcus):
    """An answer beyond any record's size is broken off on the way, and nothing of it kept."""
    kept = with_a_kept_answer(edith, by=marcus)
    spine.answers("GP", reply(b" " * (LARGEST_ANSWER + 1)))

    refresh(edith, by=marcus)

    assert_it_ended_with("TOO_LARGE", edith, client=client, marcus=marcus, kept=kept)


def test_fault_hostile_text(simulator, rosewood, client, marcus):
    """Scripts and markup in a practice's words are shown as the letters that they are."""
    person = known_to_us(BEHAVIOURS["script-text"], rosewood)

    assert refresh(person, by=marcus).outcome == "succeeded"
    page = shown(client, rosewood.nora, person)

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("hours", [-1, -30])
def test_fault_our_clock_is_behind(simulator, rosewood, client, marcus, hours):
    """Our clock is behind: the token is over before it comes; refused and said, not tried again."""
    person = known_to_us(ORDINARY, rosewood)

    with time_machine.travel(time.time() + hours * HOURS):
        pull = services.refresh_gp_record(person.pk, by=marcus)
        page = shown(client, marcus, person)

    assert (pull.outcome, pull.code) == ("refused", "BAD_REQUEST")
    assert "did not accept the question" in page
    assert GPRecordAccess.objects.filter(person_id=person.pk, kind="asked").count() == 1


def test_fault_our_clock_is_ahead(simulator, rosewood, marcus):
    """Our clock is ahead: the token is taken, and what came is held no longer for it."""
    person = known_to_us(ORDINARY, rosewood)

    with time_machine.travel(time.time() + 30 * HOURS):
        pull = services.refresh_gp_record(person.pk, by=marcus)
        assert queries.held(person) == pull

    assert pull.outcome == "succeeded"
    assert queries.held(person) is None
    assert services.forget_old_answers() == 1


def test_fault_a_day_is_a_day(simulator, rosewood, marcus):
    """An answer is held until the moment that it says and not a minute longer."""
    person = known_to_us(ORDINARY, rosewood)
    pull = services.refresh_gp_record(person.pk, by=marcus)

    with time_machine.travel(pull.keep_until - timedelta(minutes=1)):
        assert queries.held(person) == pull
    with time_machine.travel(pull.keep_until):
        assert queries.held(person) is None


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker, worker_id):
    """A database that is written to for good, with Rosewood in it, and a queue of its own."""
    name = f"test_gp_faults_{os.getpid()}"
    number = int(worker_id.removeprefix("gw")) if worker_id != "master" else 0
    queue = with_database(os.environ["REDIS_URL"], str(OWN_QUEUE - number))
    with django_db_blocker.unblock(), a_database_that_is_written_to(name):
        cast = people.the_cast()
        cast.queue, cast.database = queue, name
        Redis.from_url(queue).flushdb()
        yield cast
        connection.close()


def a_resident(cast, known):
    with acting_for(cast.provider.pk):
        return known_to_us(known, cast)


def attempts(cast, person):
    with acting_for(cast.provider.pk):
        return list(queries.attempts(person).order_by("requested_at", "id"))


def page_of(cast, person):
    client = people.signed_in(Client(), cast.marcus)
    return client.get(address("gp_record", person)).content.decode()


def wait_until(is_so, seconds=20):
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(A_SECOND)


def test_fault_two_ask_at_once(ground, settings):
    """Four who ask at the same moment, from their own connections: the practice is asked once."""
    person = a_resident(ground, BEHAVIOURS["slow"])

    def ask(who):
        try:
            return services.refresh_gp_record(person.pk, by=who).pk
        finally:
            connection.close()

    with simulator_process() as (_, there), overheard(there) as (asked, proxy):
        point_at(there, settings)
        settings.GP_CONNECT_PROXY_URL = proxy
        with ThreadPoolExecutor(4) as pool:
            who = [ground.marcus, ground.nora, ground.sunil, ground.marcus]
            pulls = set(pool.map(ask, who))

    assert len(asked) == 1
    assert len(pulls) == 1
    assert [pull.outcome for pull in attempts(ground, person)] == ["succeeded"]


@contextmanager
def a_worker(ground, **env):
    """A Celery worker as it is deployed, of this test's database and queue; killed at the end."""
    database = with_database(os.environ["DATABASE_URL"], ground.database)
    command = [sys.executable, "-m", "celery", "--app", "dscr", "worker", "--concurrency", "2"]
    command += ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    here = {"DATABASE_URL": database, "REDIS_URL": ground.queue, "DEMONSTRATION": "1"}
    worker = subprocess.Popen(command, env=os.environ | here | env, start_new_session=True)
    try:
        yield worker
    finally:
        kill(worker)


def kill(worker):
    """Kill a worker and its children at once, as when the machine goes."""
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def queue_up(ground, person):
    with Connection(ground.queue) as there:
        tasks.refresh_gp_record.apply_async(
            args=(str(person.pk), str(ground.marcus.pk)), connection=there
        )


def test_fault_a_worker_killed_in_mid_pull(ground, settings):
    """A worker killed while the practice answers: the page says so, and the next takes over."""
    person = a_resident(ground, BEHAVIOURS["slow"])
    with simulator_process("--slow", "4") as (_, there), overheard(there) as (asked, proxy):
        where = {"GP_CONNECT_PROXY_URL": proxy, "GP_CONNECT_SDS_URL": f"{there}/sds",
                 "GP_CONNECT_PDS_URL": f"{there}/pds"}  # fmt: skip
        with a_worker(ground, **where) as worker:
            queue_up(ground, person)
            wait_until(lambda: asked)
            kill(worker)

        (pull,) = attempts(ground, person)
        going_on = page_of(ground, person)
        with acting_for(ground.provider.pk):
            # the lease of five minutes passes
            earlier = pull.started_at - queries.LEASE - timedelta(seconds=1)
            GPRecordPull.objects.filter(pk=pull.pk).update(started_at=earlier)
        interrupted = page_of(ground, person)
        with a_worker(ground, **where):
            queue_up(ground, person)
            wait_until(lambda: attempts(ground, person)[0].finished_at)

    assert pull.finished_at is None
    assert "Asking the practice" in going_on
    assert SENTENCES["INTERRUPTED"] in interrupted
    assert [(one.pk, one.outcome) for one in attempts(ground, person)] == [(pull.pk, "succeeded")]
    with acting_for(ground.provider.pk):
        accesses = GPRecordAccess.objects.filter(person_id=person.pk, kind="asked")
        assert [one.outcome for one in accesses.order_by("id")] == ["INTERRUPTED", "OK"]
    assert len(asked) == 2
