"""The page of how the asking goes: what waits, what failed, whether anything works, what to do."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.urls import reverse
from django.utils import timezone

from gpconnect import queries as pulls
from gpconnect import services, tasks
from gpconnect.models import GPRecordPull
from gpconnect.oversight import policies, pulse, queries
from gpconnect.oversight.policies import Signs
from tests.gpconnect.spine import a_register_entry, an_outcome, reply
from tests.gpconnect.test_services import refresh
from tests.records.pages import as_, said

NOBODY_THERE = "redis://127.0.0.1:9/0"
NOW = timezone.now()
WELL = {
    "looked_at": NOW,
    "oldest_at": NOW,
    "broken_off": 0,
    "queued": 0,
    "received": 1,
    "failed": 1,
}


@pytest.fixture(autouse=True)
def pulse_of_nobody_else():
    cache.delete(pulse.KEY)
    yield
    cache.delete(pulse.KEY)


def page(user):
    return said(as_(user).get(reverse("gpconnect:queue")))


def test_an_administrator_reads_what_waits_and_since_when(rosewood, edith, marcus):
    pulse.beat()
    pull = services.ask_for_gp_record(edith.pk, by=marcus)

    shown = page(rosewood.adele)

    since = timezone.localtime(pull.requested_at)
    assert f"1, the oldest since {since.day} {since:%B} at {since:%H:%M}" in shown
    assert "All is well: nothing here needs you." in shown
    assert "Edith" not in shown


def test_failures_are_counted_by_code_and_practice_with_their_sentence(
    spine, rosewood, edith, joan, marcus
):
    spine.answers("GP", reply(an_outcome("INTERNAL_SERVER_ERROR"), 500))
    refresh(edith, by=marcus)
    refresh(edith, by=marcus)
    spine.answers("Patient", reply(a_register_entry(deceasedDateTime="2026-01-01")))
    refresh(edith, by=marcus)

    found = queries.queue(timezone.now())
    shown = page(rosewood.adele)

    assert [(one.code, one.practice, one.times) for one in found.failures] == [
        ("INTERNAL_SERVER_ERROR", "Z99901", 2),
        ("PDS_DECEASED", "", 1),
    ]
    assert "0 records received. 3 attempts brought none." in shown
    assert "has a fault" in shown
    assert "INTERNAL_SERVER_ERROR" in shown
    assert "No record came in the last day." in shown


def test_what_failed_before_yesterday_is_not_counted(spine, edith, marcus):
    refresh(edith, by=marcus)

    later = queries.queue(timezone.now() + timedelta(days=1))

    assert (later.signs.received, later.failures) == (0, [])


def test_what_is_going_on_and_what_was_broken_off_are_told_apart(edith, joan, marcus):
    services._take(services.ask_for_gp_record(edith.pk, by=marcus))
    lost = services.ask_for_gp_record(joan.pk, by=marcus)
    long_ago = timezone.now() - pulls.LEASE * 2
    GPRecordPull.objects.filter(pk=lost.pk).update(started_at=long_ago)

    found = queries.queue(timezone.now())

    assert (found.waiting, found.going_on, found.signs.broken_off) == (0, 1, 1)
    assert found.signs.oldest_at is None


def test_another_provider_s_questions_are_counted_nowhere_else(rosewood, edith, marcus):
    services.ask_for_gp_record(edith.pk, by=marcus)

    assert "the oldest since" in page(marcus)
    assert "the oldest since" not in page(rosewood.olive)


def test_more_reasons_than_fit_are_said_to_be_more(rosewood, edith, marcus, monkeypatch):
    monkeypatch.setattr(queries, "FAILURES_SHOWN", 1)
    for code in ("BUSY", "TIMED_OUT"):
        GPRecordPull.objects.create(person=edith, requested_by=marcus, finished_at=timezone.now(),
                                    outcome="failed", code=code)  # fmt: skip

    assert "More reasons than these 1" in page(marcus)


def test_the_task_of_the_scheduler_is_its_sign_of_life(db):
    assert pulse.last_beat() is None

    tasks.refresh_gp_records_due()

    assert timezone.now() - pulse.last_beat() < timedelta(minutes=1)


def test_without_a_queue_the_page_says_so(rosewood, settings, monkeypatch):
    settings.CELERY_BROKER_URL = NOBODY_THERE
    monkeypatch.setattr(pulse, "cache", RedisCache(NOBODY_THERE, {}))

    found = queries.queue(timezone.now())

    assert (found.signs.looked_at, found.signs.queued) == (None, None)
    assert "The queue cannot be reached" in policies.advice(found.signs, now=NOW)[0]


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ({"looked_at": None}, "See that the scheduler runs"),
        ({"looked_at": NOW - timedelta(minutes=16)}, "See that the scheduler runs"),
        ({"oldest_at": NOW - timedelta(minutes=11)}, "waited for longer than ten minutes"),
        ({"broken_off": 1}, "A worker was stopped in the middle"),
        ({"received": 0}, "No record came in the last day"),
        ({"queued": None}, "Start Valkey"),
    ],
)
def test_each_bad_sign_says_what_to_do(sign, words):
    (advice,) = policies.advice(Signs(**(WELL | sign)), now=NOW)

    assert words in advice


def test_where_all_is_well_there_is_nothing_to_do():
    assert policies.advice(Signs(**WELL), now=NOW) == []
    assert policies.advice(Signs(**(WELL | {"oldest_at": None, "failed": 0})), now=NOW) == []


def test_the_page_asks_the_database_only_a_little(
    spine, rosewood, edith, marcus, django_assert_max_num_queries
):
    for _ in range(3):
        refresh(edith, by=marcus)
    client = as_(rosewood.adele)
    client.get(reverse("gpconnect:queue"))

    with django_assert_max_num_queries(8):
        client.get(reverse("gpconnect:queue"))
