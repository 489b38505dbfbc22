"""A provider's thousand people never starve another's: on the real queue, by a real worker."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from itertools import islice
from uuid import uuid4

import pytest
import redis
from celery.exceptions import Retry
from django.conf import settings as django_settings
from django.utils import timezone

from dscr.celery import app
from gpconnect import queries, services, tasks
from gpconnect.schedule import LAST, LOOKS_EVERY
from local.services import with_database

QUEUE = 14  # a database of Valkey for this test alone
# A worker of the product whose tasks only say whom they are for.
WORKER = """
import os
from dscr.celery import app
app.loader.import_default_modules()
from gpconnect import services, queries
queries.staff_member = lambda user_id: user_id
services.refresh_gp_record = lambda person_id, by: os.write(1, f"{by}\\n".encode())
app.worker_main(["worker", "--pool", "solo", "--loglevel", "ERROR", "--without-gossip",
                 "--without-mingle", "--without-heartbeat"])
"""


@pytest.fixture
def queue():
    """Celery's own queue, empty, in a database of its own."""
    url = with_database(django_settings.REDIS_URL, str(QUEUE))
    valkey = redis.Redis.from_url(url)
    valkey.flushdb()
    usual, app.conf.broker_url = app.conf.broker_url, url
    app._after_fork()  # as a new process, which has no connection yet
    yield url
    app.conf.broker_url = usual
    app._after_fork()
    valkey.flushdb()


def scheduled(user):
    tasks.refresh_gp_record.apply_async(
        (str(uuid4()), str(user)), priority=LAST, expires=LOOKS_EVERY.total_seconds()
    )


def worked_on(url, number):
    """For whom the worker's first tasks were, in order."""
    environment = os.environ | {"REDIS_URL": url, "DJANGO_SETTINGS_MODULE": "dscr.settings"}
    with subprocess.Popen(
        [sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE, text=True
    ) as worker:
        lines = (line.strip() for line in worker.stdout if len(line.strip()) == 36)
        order = list(islice(lines, number))
        worker.terminate()
        worker.stdout.read()
    return order


def test_what_somebody_asks_for_goes_before_a_thousand_of_another_provider(queue):
    large, small = uuid4(), uuid4()
    for _ in range(1000):
        scheduled(large)
    tasks.refresh_gp_record.delay(str(uuid4()), str(small))

    order = worked_on(queue, 1001)

    assert order[0] == str(small)
    assert order.count(str(large)) == 1000


def test_a_look_takes_one_of_each_provider_in_turn(cast, monkeypatch):
    people = {cast.provider.pk: [uuid4() for _ in range(1000)], cast.other.pk: [uuid4()]}
    monkeypatch.setattr(services, "provider_ids", lambda: list(people))
    turns = iter(people.values())
    monkeypatch.setattr(queries, "people_due", lambda looks_every: next(turns))

    order = [person_id for person_id, _ in services.due_everywhere(looks_every=LOOKS_EVERY)]

    assert people[cast.other.pk][0] in order[:2]
    assert len(order) == 1001


def test_what_a_look_queues_goes_last_and_lasts_until_the_next(queue, edith, rosewood):
    tasks.refresh_gp_records_due()

    valkey = redis.Redis.from_url(queue)
    waiting = [json.loads(each) for each in valkey.lrange("celery\x06\x169", 0, -1)]
    assert [each["properties"]["priority"] for each in waiting] == [LAST] * len(waiting)
    assert waiting
    assert valkey.llen("celery") == 0
    for each in waiting:
        lasts = each["headers"]["expires"]
        assert lasts <= (timezone.now() + timedelta(minutes=5)).isoformat()


def test_another_try_does_not_run_out_with_the_look(spine, edith, marcus):
    spine.answers("GP", {"status": 503, "body": b"", "headers": {}, "send": None})

    with pytest.raises(Retry) as retry:
        tasks.refresh_gp_record.apply(
            args=(str(edith.pk), str(marcus.pk)),
            throw=True,
            priority=LAST,
            expires=timezone.now() + timedelta(minutes=5),
        ).get()

    assert retry.value.sig.options["expires"] is None
