"""Entries are written once; a repeat is recognised; a correction is a new version."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from dailycare import queries, services
from dailycare.models import CareEntry, PartOfDay
from governance.errors import NotYours, StaleRecord
from governance.ids import uuid7
from governance.models import AuditEvent
from governance.services import acting_for, change
from records.errors import AlreadyRecorded, NotInThisState
from records.models.base import Standing


def a_drink(person, by, **fields):
    given = {"kind": "drink", "values": {"amount_ml": 200}, "happened_at": timezone.now()}
    return services.record_care(person, by=by, **(given | fields))


def test_the_same_entry_five_times_is_one(joan, ada):
    now, entry_id = timezone.now(), uuid7()

    for _ in range(5):
        entry = a_drink(joan, ada, entry_id=entry_id, happened_at=now)

    assert entry.pk == entry_id
    assert CareEntry.objects.count() == 1
    assert entry.versions.count() == 1


def test_a_repeat_after_a_correction_does_not_undo_it(joan, ada):
    now, entry_id = timezone.now(), uuid7()
    entry = a_drink(joan, ada, entry_id=entry_id, happened_at=now)
    services.correct_care(entry, replaces=1, reason="misread", by=ada, values={"amount_ml": 100})

    again = a_drink(joan, ada, entry_id=entry_id, happened_at=now)

    assert again.values == {"amount_ml": 100}
    assert again.version == 2


def test_the_same_id_with_other_content_is_refused(joan, ada):
    entry_id = uuid7()
    a_drink(joan, ada, entry_id=entry_id)

    with pytest.raises(AlreadyRecorded):
        a_drink(joan, ada, entry_id=entry_id, values={"amount_ml": 50})


def test_the_same_id_from_another_author_is_refused(joan, ada, marcus):
    now, entry_id = timezone.now(), uuid7()
    a_drink(joan, ada, entry_id=entry_id, happened_at=now)

    with pytest.raises(AlreadyRecorded):
        a_drink(joan, marcus, entry_id=entry_id, happened_at=now)


def test_the_same_entry_at_the_same_moment_is_one(joan, ada, monkeypatch):
    """The second looked before the first was there; the database stops it, and it looks again."""
    now, entry_id = timezone.now(), uuid7()
    first = a_drink(joan, ada, entry_id=entry_id, happened_at=now)
    looked = iter([None, first])
    monkeypatch.setattr(queries, "sent_before", lambda _: next(looked))

    again = a_drink(joan, ada, entry_id=entry_id, happened_at=now)

    assert again.pk == entry_id
    assert next(looked, "looked twice") == "looked twice"
    assert CareEntry.objects.count() == 1


def test_an_id_of_another_provider_is_refused_and_says_nothing_of_it(rosewood, joan, ada):
    with acting_for(rosewood.olive.provider_id):
        theirs = a_drink(rosewood.tom, rosewood.olive, entry_id=uuid7()).pk
    with acting_for(rosewood.provider.pk), pytest.raises(AlreadyRecorded):
        a_drink(joan, ada, entry_id=theirs)


def test_a_correction_keeps_the_first_version_and_the_reason(joan, ada):
    entry = a_drink(joan, ada, text="Tea")

    services.correct_care(entry, replaces=1, reason="It was coffee", by=ada, text="Coffee")

    assert list(entry.versions.order_by("version").values_list("text", "reason")) == [
        ("Tea", "care recorded: drink"),
        ("Coffee", "It was coffee"),
    ]


def test_another_care_worker_may_not_correct_it_but_a_senior_may(rosewood, joan, marcus):
    entry = a_drink(joan, marcus)

    with pytest.raises(NotInThisState):
        services.correct_care(entry, replaces=1, reason="x", by=rosewood.ada, text="x")
    services.correct_care(entry, replaces=1, reason="x", by=rosewood.sunil, text="y")

    assert CareEntry.objects.get().text == "y"


def test_two_corrections_at_once_the_second_is_told(rosewood, joan, ada):
    entry = a_drink(joan, ada)
    services.correct_care(entry, replaces=1, reason="x", by=ada, text="first")

    with pytest.raises(StaleRecord):
        services.correct_care(entry, replaces=1, reason="x", by=rosewood.sunil, text="second")


def test_entered_in_error_hides_and_stays(joan, ada):
    entry = a_drink(joan, ada)

    services.mark_entered_in_error(entry, replaces=1, reason="wrong person", by=ada)

    assert queries.timeline(joan, queries.TimelineFilter()) == []
    found = queries.timeline(joan, queries.TimelineFilter(with_errors=True))
    assert [(e.pk, e.standing) for e in found] == [(entry.pk, Standing.ENTERED_IN_ERROR)]
    with pytest.raises(NotInThisState):
        services.correct_care(found[0], replaces=2, reason="x", by=ada, text="x")


def test_moments_around_midnight_belong_to_the_uk_day(joan, ada):
    summer_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    entry = a_drink(joan, ada, happened_at=summer_midnight)

    assert entry.happened_on == date(2026, 7, 1)


def test_a_part_of_the_day_claims_no_time(joan, ada):
    with change(by=ada, why="import for a test"):
        entry = CareEntry.objects.create(
            person=joan, kind="general", **services.day_only(date(2026, 3, 4), PartOfDay.EVENING)
        )

    assert entry.happened_at is None
    assert entry.sorts_at == datetime(2026, 3, 4, 20, tzinfo=UTC)


def test_the_timeline_pages_to_the_end_without_gap_or_repeat(joan, ada):
    start = timezone.now() - timedelta(days=3)
    for number in range(2 * queries.PAGE + 5):
        a_drink(joan, ada, happened_at=start + timedelta(minutes=number // 2))

    seen, before = [], None
    while page := queries.timeline(joan, queries.TimelineFilter(before=before)):
        seen += page[: queries.PAGE]
        if len(page) <= queries.PAGE:
            break
        before = page[queries.PAGE - 1].pk

    assert len(seen) == len({entry.pk for entry in seen}) == 2 * queries.PAGE + 5
    assert seen == sorted(seen, key=lambda e: (e.sorts_at, e.pk), reverse=True)


def test_the_timeline_filters_by_kind_words_author_and_day(joan, ada, marcus):
    yesterday = timezone.now() - timedelta(days=1)
    tea = a_drink(joan, ada, text="Tea in the garden", happened_at=yesterday)
    a_drink(joan, marcus, kind="mood", values={"mood": "happy"})

    def found(**asked):
        return queries.timeline(joan, queries.TimelineFilter(**asked))

    assert found(kind="drink") == found(words="GARDEN") == found(author="ada") == [tea]
    assert found(until=timezone.now() - timedelta(hours=2)) == [tea]
    with pytest.raises(NotYours):
        found(before=uuid7())


def test_recording_care_is_audited(joan, ada):
    entry = a_drink(joan, ada)

    assert AuditEvent.objects.filter(record_id=entry.pk, actor=ada, person_id=joan.pk).count() == 1
