"""From notes in the database to what is marked of people."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dailycare import services
from dailycare.clock import shift_day
from dailycare.models import CareEntry
from dailycare.services import UK, day_only, moment
from dailycare.trends import marked_changes
from dailycare.trends.days import every_kind, notes_of, series
from dailycare.trends.measures import BY_SLUG
from governance.services import acting_for, change
from records import services as records
from records.models import PersonalRange
from tests.people import a_person

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 20)
FLUID = BY_SLUG["fluid"]


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def drank(person, by, ml: int, at: datetime) -> CareEntry:
    return services.record_care(
        person, by=by, kind="drink", values={"amount_ml": str(ml)}, happened_at=at
    )


def fluid_days(person, *, first: date = TODAY - timedelta(days=40)) -> dict[date, float]:
    notes = notes_of([person.pk], first=first, until=NOW, of=every_kind)
    return series(FLUID, notes.get(person.pk, {}), first)


def write(person, by, per_day: dict[int, int]) -> None:
    """So many millilitres in two drinks, so many days ago."""
    with change(by=by, why="drinks for a test"):
        CareEntry.objects.bulk_create(
            CareEntry(
                person=person, recorded_by=by, kind="drink", values={"amount_ml": ml // 2},
                **moment(datetime(2026, 3, 20, hour, tzinfo=UTC) - timedelta(days=ago)),
            )
            for ago, ml in per_day.items() for hour in (10, 16)
        )  # fmt: skip


def test_what_is_drunk_before_six_belongs_to_the_day_before(joan, ada):
    drank(joan, ada, 100, datetime(2026, 3, 19, 5, 59, tzinfo=UTC))
    drank(joan, ada, 150, datetime(2026, 3, 19, 6, 0, tzinfo=UTC))
    drank(joan, ada, 200, datetime(2026, 3, 20, 2, 0, tzinfo=UTC))

    assert fluid_days(joan) == {date(2026, 3, 18): 100, date(2026, 3, 19): 350}


def test_what_is_drunk_and_what_is_due_have_one_day(joan, ada):
    for at in (datetime(2026, 3, 19, 5, 59, tzinfo=UTC), datetime(2026, 3, 19, 6, 0, tzinfo=UTC)):
        drank(joan, ada, 100, at)

        assert shift_day(at) in fluid_days(joan)


def test_a_day_begins_by_the_clock_on_the_wall_when_clocks_change(joan, ada):
    with time_machine.travel("2026-03-30T12:00:00Z", tick=False):
        drank(joan, ada, 100, datetime(2026, 3, 29, 5, 59, tzinfo=UK))
        drank(joan, ada, 150, datetime(2026, 3, 29, 6, 0, tzinfo=UK))

        notes = notes_of(
            [joan.pk],
            first=date(2026, 3, 28),
            until=datetime(2026, 3, 30, tzinfo=UTC),
            of=every_kind,
        )

    found = series(FLUID, notes[joan.pk], date(2026, 3, 28))
    assert found == {date(2026, 3, 28): 100, date(2026, 3, 29): 150}


def test_a_note_that_says_only_its_day_belongs_to_it(joan, ada):
    with change(by=ada, why="brought in"):
        for part in ("", "evening", "night"):
            CareEntry.objects.create(
                person=joan, kind="drink", values={"amount_ml": 100},
                **day_only(date(2026, 3, 18), part),
            )  # fmt: skip

    assert fluid_days(joan) == {date(2026, 3, 17): 100, date(2026, 3, 18): 200}


def test_what_was_entered_in_error_or_comes_later_is_not_compared(joan, ada):
    wrong = drank(joan, ada, 500, NOW - timedelta(days=2))
    services.mark_entered_in_error(wrong, replaces=1, reason="Another person", by=ada)
    drank(joan, ada, 100, NOW - timedelta(days=1))

    notes = notes_of(
        [joan.pk], first=date(2026, 3, 1), until=NOW - timedelta(days=1, hours=1), of=every_kind
    )

    assert notes == {}
    assert fluid_days(joan) == {date(2026, 3, 19): 100}


def test_a_night_is_one_from_noon_to_noon(joan, ada):
    for at, state in (("18T22:00", "asleep"), ("19T05:00", "asleep"), ("19T07:30", "woke")):
        services.record_care(
            joan, by=ada, kind="sleep", values={"state": state},
            happened_at=datetime.fromisoformat(f"2026-03-{at}:00+00:00"),
        )  # fmt: skip

    notes = notes_of([joan.pk], first=date(2026, 3, 10), until=NOW, of=every_kind)

    found = series(BY_SLUG["sleep"], notes[joan.pk], date(2026, 3, 10))
    assert found == {date(2026, 3, 18): 9.5}


@pytest.mark.parametrize(("hour", "day"), [(5, 19), (6, 20), (23, 20)])
def test_the_day_in_progress_began_at_six(hour, day):
    assert shift_day(datetime(2026, 3, 20, hour, 30, tzinfo=UTC)) == date(2026, 3, day)


def test_changes_are_marked_for_those_who_have_them(joan, ada, marcus, rosewood):
    calm = a_person(rosewood.home, by=marcus, given_name="Amy", nhs_number="")
    usual = {ago: 1400 + ago % 3 * 100 for ago in range(4, 32)}
    write(joan, ada, usual | {3: 800, 2: 900, 1: 800})
    write(calm, ada, usual | {3: 1400, 2: 1500, 1: 1450})

    found = marked_changes([joan.pk, calm.pk], NOW)

    assert found.keys() == {joan.pk}
    [one] = found[joan.pk]
    assert one.measure == "fluid"
    assert one.kinds == ("drink",)
    assert one.until == date(2026, 3, 19)
    assert one.words.startswith(
        "Drank less than usual on 3 days (17 to 19 March): 800, 900 and 800 ml."
    )
    assert not one.is_against_range


def test_the_day_in_progress_is_not_marked(joan, ada):
    usual = {ago: 1400 + ago % 3 * 100 for ago in range(3, 32)}
    write(joan, ada, usual | {2: 800, 1: 900, 0: 0})

    assert marked_changes([joan.pk], NOW) == {}


def test_any_number_of_people_is_asked_about_at_once(joan, ada, marcus, rosewood):
    others = [
        a_person(rosewood.home, by=marcus, given_name=name, nhs_number="").pk for name in "ABCDE"
    ]

    with CaptureQueriesContext(connection) as few:
        marked_changes([joan.pk], NOW)
    with CaptureQueriesContext(connection) as many:
        marked_changes([joan.pk, *others], NOW)

    assert len(many) == len(few) == 2
    assert marked_changes([], NOW) == {}


def test_nobody_of_another_provider_is_told_of(rosewood):
    usual = {ago: 1400 + ago % 3 * 100 for ago in range(4, 32)}
    with acting_for(rosewood.other.pk):
        write(rosewood.tom, rosewood.olive, usual | {3: 800, 2: 900, 1: 800})
        assert marked_changes([rosewood.tom.pk], NOW).keys() == {rosewood.tom.pk}

    with acting_for(rosewood.provider.pk):
        assert marked_changes([rosewood.tom.pk], NOW) == {}


def set_range(person, by, **fields) -> PersonalRange:
    said = {"measured": "fluid", "set_by_name": "Nora Quill, nurse", "set_on": date(2026, 3, 1)}
    return records.add(PersonalRange, person, by=by, **said | fields)


WEEK = dict.fromkeys(range(1, 8), 1400)


def test_a_target_that_is_not_kept_is_marked(joan, marcus):
    set_range(joan, marcus, lowest=1600)
    write(joan, marcus, WEEK)

    [one] = marked_changes([joan.pk], NOW)[joan.pk]

    assert one.is_against_range
    assert one.words == (
        "Drunk in a day: at least 1,600 ml was not kept on 7 of the last 7 days (7 have notes)."
    )


def test_the_range_that_was_set_last_is_in_force(joan, marcus):
    set_range(joan, marcus, lowest=1600)
    set_range(joan, marcus, lowest=1300, set_on=date(2026, 3, 10))
    write(joan, marcus, WEEK)

    assert marked_changes([joan.pk], NOW) == {}


@pytest.mark.parametrize(
    "fields", [{"ended_on": date(2026, 3, 18)}, {"set_on": date(2026, 3, 20)}], ids=["over", "not"]
)
def test_a_range_holds_from_its_day_to_its_day(joan, marcus, fields):
    set_range(joan, marcus, lowest=1600, **fields)
    write(joan, marcus, WEEK)

    assert marked_changes([joan.pk], NOW) == {}


def test_a_range_that_was_taken_out_does_not_count(joan, marcus):
    one = set_range(joan, marcus, lowest=1600)
    records.withdraw(one, replaces=1, reason="For somebody else", by=marcus)
    write(joan, marcus, WEEK)

    assert marked_changes([joan.pk], NOW) == {}
