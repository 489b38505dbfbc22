"""Background work: what is queued for whom, and what is done about a practice that is down."""

from datetime import timedelta

import pytest
from celery.exceptions import Retry
from django.conf import settings as django_settings
from django.utils import timezone

from accounts.services import system_user
from governance.services import acting_for, change
from gpconnect import queries, tasks
from gpconnect.models import GPRecordPull
from gpconnect.schedule import LOOKS_EVERY
from records import services as records
from tests.gpconnect.spine import reply

Outcome = GPRecordPull.Outcome


def tried(person, *, ago, by):
    at = timezone.now() - ago
    pull = GPRecordPull.objects.create(person=person, requested_by=by, requested_at=at)
    pull.outcome, pull.finished_at = Outcome.SUCCEEDED, at
    pull.save()


def test_a_scheduled_look_refreshes_those_who_are_due(spine, edith, rosewood, eager):
    records.revise_person(rosewood.joan.pk, replaces=1, nhs_number="", by=rosewood.marcus)

    tasks.refresh_gp_records_due()

    with acting_for(rosewood.provider.pk):
        pull = queries.attempts(edith)[0]
        assert pull.outcome == Outcome.SUCCEEDED
        assert pull.requested_by == system_user("gp-connect", rosewood.provider.pk)
        assert queries.latest_attempt(rosewood.joan) is None


def test_who_is_due_has_not_been_asked_for_lately(edith, rosewood, settings):
    settings.GP_RECORD_REFRESHED_EVERY = timedelta(hours=12)
    tried(edith, ago=timedelta(hours=11), by=rosewood.marcus)
    tried(rosewood.joan, ago=timedelta(hours=13), by=rosewood.marcus)

    assert queries.people_due(looks_every=LOOKS_EVERY) == [rosewood.joan.pk]


def test_a_look_takes_only_its_share_and_those_never_asked_for_first(edith, rosewood, settings):
    settings.GP_RECORD_REFRESHED_EVERY = timedelta(hours=12)
    tried(rosewood.joan, ago=timedelta(hours=13), by=rosewood.marcus)

    assert queries.people_due(looks_every=LOOKS_EVERY) == [edith.pk]
    assert set(queries.people_due(looks_every=timedelta(hours=12))) == {edith.pk, rosewood.joan.pk}


def test_an_attempt_that_a_killed_worker_left_behind_is_due_again(edith, rosewood):
    tried(rosewood.joan, ago=timedelta(hours=1), by=rosewood.marcus)
    pull = GPRecordPull.objects.create(person=edith, requested_by=rosewood.marcus)
    assert queries.people_due(looks_every=LOOKS_EVERY) == []
    assert not queries.is_due(edith)

    GPRecordPull.objects.filter(pk=pull.pk).update(started_at=timezone.now() - queries.LEASE * 2)

    assert queries.people_due(looks_every=LOOKS_EVERY) == [edith.pk]
    assert queries.is_due(edith)


def test_those_who_left_or_have_no_number_are_not_due(edith, rosewood):
    with change(by=rosewood.marcus, why="moved out"):
        stay = edith.admission_set.get()
        stay.ended_on = timezone.localdate()
        stay.save()
    records.revise_person(rosewood.joan.pk, replaces=1, nhs_number="", by=rosewood.marcus)

    assert queries.people_due(looks_every=timedelta(hours=12)) == []


def test_a_practice_that_is_down_is_tried_again_later(spine, edith, marcus):
    spine.answers("GP", reply(b"", 503))

    with pytest.raises(Retry) as retry:
        tasks.refresh_gp_record.apply(args=(str(edith.pk), str(marcus.pk)), throw=True).get()

    assert retry.value.when in range(31)
    assert queries.attempts(edith)[0].code == "BUSY"


def test_a_refusal_is_not_tried_again(spine, edith, marcus, eager):
    spine.answers("GP", reply(b"", 403))

    tasks.refresh_gp_record.delay(str(edith.pk), str(marcus.pk))

    assert queries.attempts(edith).count() == 1


def test_answers_are_forgotten_for_every_provider(edith, rosewood):
    for person, by, provider in (
        (edith, rosewood.marcus, rosewood.provider),
        (rosewood.tom, rosewood.olive, rosewood.other),
    ):
        with acting_for(provider.pk):
            now = timezone.now()
            GPRecordPull.objects.create(
                person=person,
                requested_by=by,
                outcome=Outcome.SUCCEEDED,
                finished_at=now,
                retrieved_at=now,
                keep_until=now,
                answer=b"sealed",
            )

    tasks.forget_old_answers()

    for provider in (rosewood.provider, rosewood.other):
        with acting_for(provider.pk):
            assert GPRecordPull.objects.get().answer is None


def test_the_scheduler_knows_both_tasks():
    scheduled = {entry["task"] for entry in django_settings.CELERY_BEAT_SCHEDULE.values()}

    assert scheduled >= {tasks.refresh_gp_records_due.name, tasks.forget_old_answers.name}
