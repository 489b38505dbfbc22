"""`python -m bench.handover`: draft the handover of sixty people, one JSON a line.

A home with a month of notes, plans with times of the clock, and a shift in which things happened:
how long the draft takes, to be written and to be read, and how many queries; then with half of the
people, as the number of queries may not depend on them.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

import django

from bench.figures import show
from bench.steps import databases, step

DATABASE = "dscr_bench_handover"
PEOPLE, DAYS, NOTES_A_DAY = 60, 30, 24
MOST_MS = 300
ONE_IN = 12  # notes that say that care was refused
WORDS = "Said in their own words, as somebody wrote it down with them over two quiet afternoons. "


def main() -> None:
    """Fill a database, draft, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.handover", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        django.setup()
        name, *words = options.step
        show(**STEPS[name](*words))
        return
    with databases(DATABASE) as (env,):
        _step = partial(step, "bench.handover", env)
        show(figure="filled", **_step("fill"))
        show(figure="handover", **_step("measure", str(options.rounds)))


def fill() -> dict[str, Any]:
    """Fill Rosewood with sixty people in two units, and a month of their days."""
    from accounts.models import Room, Unit
    from governance.services import acting_for, change
    from records.models import Admission
    from tests.people import a_person, the_cast

    cast = the_cast()
    with acting_for(cast.provider.pk):
        people = [
            a_person(cast.home, by=cast.marcus, given_name=f"Person {n}", nhs_number="")
            for n in range(PEOPLE - 1)
        ]
        people.append(cast.joan)
        with change(by=cast.marcus, why="rooms"):
            units = [Unit.objects.create(location=cast.home, name=name) for name in "AB"]
            for number, person in enumerate(people):
                room = Room.objects.create(
                    location=cast.home, unit=units[number % 2], name=f"Room {number + 1}"
                )
                Admission.objects.filter(person=person).update(room=room)
        for number, person in enumerate(people):
            _know(person, cast, number)
        _write_notes(people, cast.ada)
    _settle()
    return {"people": PEOPLE, "notes": PEOPLE * DAYS * NOTES_A_DAY}


def _know(person: Any, cast: Any, number: int) -> None:
    """What is known of each, as long ago as they live there, and what happened on the shift."""
    from django.utils import timezone

    from governance.services import change
    from records import services as records
    from records.models import Absence, Alert, Allergy, Incident, Need, Risk

    by, before = cast.marcus, timezone.now() - timedelta(days=200)
    told: list[tuple[int, Any, dict[str, Any]]] = [
        (10, Incident, {"text": WORDS}),
        (15, Risk, {"category": "accident", "text": WORDS}),
        (20, Absence, {"whereabouts": "hospital", "started_on": timezone.localdate()}),
        (12, Alert, {"text": "Falls: two helpers"}),
    ]
    with change(by=by, why="what is known", person_id=person.pk):
        records.add(Allergy, person, by=by, causative_agent="Penicillin", recorded_at=before)
        records.add(Alert, person, by=by, text="Falls", recorded_at=before)
        need = records.add(Need, person, by=by, category="mobility", text=WORDS, recorded_at=before)
        draft = records.draft_plan(person, by=by, triggers=WORDS, contingency=WORDS)
        goal = records.add_goal(draft, by=by, need=need, description=WORDS)
        for clock in ("08:00", "14:00, 18:00", ""):
            records.add_instruction(goal, by=by, description=WORDS, clock_times=clock)
        for one_in, model, fields in told:
            if number % one_in == 0:
                records.add(model, person, by=by, **fields)
    draft = records.ask_for_approval(draft, replaces=draft.version, by=by)
    review_on = timezone.localdate() + timedelta(days=number - 3)
    records.sign_off_plan(draft, replaces=draft.version, review_on=review_on, by=by)


def _write_notes(people: list[Any], by: Any) -> None:
    from django.utils import timezone

    from bench.story import a_note
    from dailycare.models import CareEntry
    from dailycare.services import moment
    from governance.services import change

    now, numbers = timezone.now(), count()
    entries = []
    for person in people:
        for number in range(DAYS * NOTES_A_DAY):
            _at, kind, values, text = a_note(number, now)
            at = now - timedelta(days=1) * number / NOTES_A_DAY - timedelta(minutes=5)
            outcome = "refused" if next(numbers) % ONE_IN == 0 else "done"
            entries.append(
                CareEntry(
                    person=person, provider_id=by.provider_id, recorded_by=by, recorded_at=at,
                    kind=kind, values=values, text=text, outcome=outcome, **moment(at),
                )
            )  # fmt: skip
    with change(by=by, why="notes"):
        CareEntry.objects.bulk_create(entries, batch_size=5000)


def _settle() -> None:
    """Let the database know what is in it, as it would on its own after a while."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")


def measure(rounds: str) -> dict[str, Any]:
    """Draft for the whole home and for a unit of it, each time as if for the first time."""
    from accounts.models import Location, Unit, User
    from governance.services import acting_for

    lead = User.objects.get(username="sunil")
    with acting_for(lead.provider_id):
        home, unit = Location.objects.get(), Unit.objects.order_by("name").first()
    whole = [_drafted(lead, home, None) for _ in range(int(rounds))][2:]
    half = _drafted(lead, home, unit)
    medians = {name: round(statistics.median(one[name] for one in whole), 1) for name in whole[0]}
    return {
        "drafted_and_written_ms": medians["ms"],
        "of_that_in_python_ms": medians["worked_ms"],
        "read_alone_ms": medians["read_ms"],
        "load": os.getloadavg()[0],
        "most_ms": MOST_MS,
        "lines": medians["lines"],
        "queries": medians["queries"],
        "queries_of_a_unit": half["queries"],
        "is_met": medians["ms"] <= MOST_MS and half["queries"] == medians["queries"],
    }


def _drafted(lead: Any, home: Any, unit: Any) -> dict[str, float]:
    """Draft once and take it back, so that the next round finds the same home."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from dailycare.handovers import drafting, reading, writing
    from governance.services import acting_for

    with acting_for(lead.provider_id):
        started, worked = time.perf_counter(), time.process_time()
        handover = writing.draft_handover(home, unit, by=lead)
        took, worked = time.perf_counter() - started, time.process_time() - worked
        lines = len(reading.lines_of(handover))
        started = time.perf_counter()
        drafting.found_for(handover, timezone.now(), by=lead)
        read = time.perf_counter() - started
        with CaptureQueriesContext(connection) as captured:
            drafting.found_for(handover, timezone.now(), by=lead)
        transaction.set_rollback(True)
    return {
        "ms": 1000 * took,
        "worked_ms": 1000 * worked,
        "read_ms": 1000 * read,
        "lines": lines,
        "queries": len(captured),
    }


STEPS: dict[str, Callable[..., dict[str, Any]]] = {"fill": fill, "measure": measure}

if __name__ == "__main__":
    main()
