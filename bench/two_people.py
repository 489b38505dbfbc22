"""Somebody who came a week ago and somebody of ten years, with the same day behind them."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import psycopg
from django.utils import timezone

from accounts.models import User
from bench.story import a_note
from dailycare.models import CareEntry
from dailycare.services import moment
from governance.services import acting_for, change
from records import services as records
from records.models import AboutMe, Alert, Allergy, Goal, Instruction, Need, Person, Risk
from tests.people import a_person, the_cast

DAYS = {"week": 7, "decade": 3650}
NOTES_A_DAY, ACTS_A_DAY = 5, 15
VERSIONS, PLANS = 50, 10
AREAS = ("personal_care", "eating_and_drinking", "mobility", "skin", "sleep", "mood")
WORDS = "Said in their own words, as somebody wrote it down with them over two quiet afternoons. "
# What was written by the fill is as old as it would be: versions lie evenly over the years.
AGE_VERSIONS = """
    UPDATE "{table}" SET pgh_created_at = now() - interval '7 days' - interval '1 day'
        * (%(days)s::int - 6) * greatest(%(versions)s - version, 0) / %(versions)s
    WHERE person_id = %(person)s
"""
AGE_RECORDS = """
    UPDATE "{table}" SET recorded_at = now() - interval '7 days' WHERE person_id = %(person)s
"""
AGE_PLANS = """
    UPDATE "{table}" SET approved_at = now() - interval '6 days' WHERE person_id = %(person)s
"""
ACTS = """
    INSERT INTO governance_auditevent (provider_id, act, actor_id, person_id, why, outcome, at)
    SELECT %(provider)s, 'read', %(actor)s, %(person)s, 'read the notes', 'done',
           now() - interval '1 day' * n / %(a_day)s
    FROM generate_series(1, %(days)s::int * %(a_day)s) n
"""


def fill() -> dict[str, Any]:
    """Fill Rosewood with both, everything about them the same but for how long they have lived."""
    cast = the_cast()
    people = {}
    with acting_for(cast.provider.pk):
        for name, days in DAYS.items():
            person = a_person(cast.home, by=cast.marcus, given_name=name, nhs_number="")
            _know(person, cast)
            if name == "decade":
                _grow_old(person, cast)
            _write_notes(person, cast.ada, days)
            people[name] = person.pk
    _make_old(cast, people)
    entries = {name: days * NOTES_A_DAY for name, days in DAYS.items()}
    return {"entries": entries, "versions": {"week": 1, "decade": VERSIONS}}


def _know(person: Person, cast: SimpleNamespace) -> None:
    by = cast.marcus
    with change(by=by, why="what is known"):
        records.write_about_me(
            person, replaces=None, by=by, **dict.fromkeys(AboutMe.HEADINGS, WORDS * 4)
        )
        records.add(Allergy, person, by=by, causative_agent="Penicillin")
        records.add(Alert, person, by=by, text="Falls")
        records.add(Risk, person, by=by, category="accident", text="May fall at night")
        needs = [records.add(Need, person, by=by, category=a, text=WORDS) for a in AREAS]
        draft = records.draft_plan(person, by=by, triggers=WORDS, contingency=WORDS)
        for need in needs:
            goal = records.add_goal(draft, by=by, need=need, description=WORDS)
            for part in ("morning", "evening"):
                records.add_instruction(goal, by=by, description=WORDS, part_of_day=part)
    _approve(draft, by)


def _approve(draft: Any, by: User) -> None:
    draft = records.ask_for_approval(draft, replaces=draft.version, by=by)
    records.sign_off_plan(draft, replaces=draft.version, review_on=date(2040, 1, 1), by=by)


def _grow_old(person: Person, cast: SimpleNamespace) -> None:
    """Ten years of plans, and fifty versions of About Me, of each need and of each part of them."""
    for _ in range(1, PLANS):
        _approve(records.draft_plan(person, by=cast.marcus), cast.marcus)
    for version in range(2, VERSIONS + 1):
        again = f"{version}. {WORDS}"
        with change(by=cast.ada, why="Read again with them"):
            AboutMe.objects.filter(person=person).update(my_wellness=again)
            Need.objects.filter(person=person).update(what_matters=again)
            Goal.objects.filter(person=person).update(how_we_know=again)
            Instruction.objects.filter(person=person).update(strategies=again)


def _write_notes(person: Person, by: User, days: int) -> None:
    with change(by=by, why="notes"):
        CareEntry.objects.bulk_create(_notes(person, by, days), batch_size=5000)


def _notes(person: Person, by: User, days: int) -> Iterator[CareEntry]:
    now = timezone.now()
    for number in range(days * NOTES_A_DAY):
        _at, kind, values, text = a_note(number, now)
        at = now - timedelta(days=1) * number / NOTES_A_DAY - timedelta(minutes=5)
        yield CareEntry(
            person=person, recorded_by=by, recorded_at=at, kind=kind, values=values, text=text,
            **moment(at),
        )  # fmt: skip


def _make_old(cast: SimpleNamespace, people: dict[str, Any]) -> None:
    """Move what was written now to where it would be, past the triggers, as the owner of tables."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("SELECT set_config('dscr.provider', %s, false)", [str(cast.provider.pk)])
        said = {"provider": cast.provider.pk, "actor": cast.ada.pk, "a_day": ACTS_A_DAY}
        for name, person in people.items():
            of = said | {"person": person, "days": DAYS[name], "versions": VERSIONS}
            owner.execute(ACTS, of)
            for model in (AboutMe, Need, Goal, Instruction, Risk):
                table = model._meta.db_table
                _past_the_triggers(owner, f"{table}version", AGE_VERSIONS, of)
                _past_the_triggers(owner, table, AGE_RECORDS, of)
            _past_the_triggers(owner, "records_careplan", AGE_PLANS, of)
        owner.execute("VACUUM ANALYZE")


def _past_the_triggers(
    owner: psycopg.Connection, table: str, statement: str, of: dict[str, Any]
) -> None:
    owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    owner.execute(statement.format(table=table), of)
    owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
