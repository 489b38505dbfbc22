"""`python -m bench.trends`: somebody's pages in a small table and in a large one, JSON lines.

One person's 90 days are asked for in turn where 20 thousand entries are, and where `--entries` are
(2 million unless said; 20 million take about 12 GB of disk, given back at the end), with row
security and the parts by year in force. Aims: 100 ms for the values, plots and sentences of 90 days
among 20 million; the comparison, the person's page, the timeline and recording within 20 % of those
in the small table. The changes of a home of 60
are measured beside.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django
import psycopg

from bench.figures import show
from bench.steps import databases, step
from bench.ten_years import _asked, _reads
from governance.ids import uuid7
from local.product import collect_static

SMALL, LARGE = "dscr_bench_trends_small", "dscr_bench_trends_large"
FEW, MANY = 20_000, 2_000_000
# Who is asked about has so many entries a day; in the small table for 100 days, else for two years.
A_DAY = 25
FEW_PEOPLE, DAYS = 8, 730
HOME = 60
MOST_MS, MOST_SLOWER = 100, 1.2
# What may be no slower in the large table: the comparison, and what is done all day.
GROWN = ("page", "person", "record", "timeline")
BATCH = 1_000_000
ASKED = "Asked"
# People who are there to fill the table: each a copy of the one who is asked about.
PEOPLE = """
    INSERT INTO records_person
    SELECT (jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'nhs_number', ''))).*
    FROM records_person p, generate_series(1, %(others)s) WHERE p.id = %(person)s
"""
# In the order of time, as care is recorded: a person's entries lie far apart from each other.
ENTRIES = """
    WITH who AS (SELECT array_agg(id ORDER BY id <> %(person)s, id) AS ids FROM records_person)
    INSERT INTO dailycare_careentry (
        id, version, provider_id, person_id, recorded_by_id, recorded_at, standing, kind, outcome,
        outcome_reason, "values", text, happened_on, happened_at, part_of_day, sorts_at,
        source, source_author
    )
    SELECT uuidv7(at - now()), 1, %(provider)s, who.ids[1 + n %% %(people)s], %(actor)s, at,
        'current', kinds.kind, 'done', '', kinds.said, 'As the day before', at::date, at, '', at,
        '', ''
    FROM who, generate_series(%(first)s::bigint, %(last)s::bigint) n
    CROSS JOIN LATERAL (
        SELECT now() - interval '1 day' * (n / %(people)s) / %(a_day)s - interval '5 minutes' AS at
    ) times
    CROSS JOIN LATERAL (
        SELECT (ARRAY['drink', 'drink', 'food', 'continence', 'mood', 'sleep', 'activity'])[one]
            AS kind,
        (ARRAY[
            '{"amount_ml": "150", "what": "tea"}', '{"amount_ml": "200", "what": "water"}',
            '{"amount": "most", "meal": "lunch"}', '{"what": "bowels", "stool_type": "4"}',
            '{"mood": "content"}', '{"state": "asleep"}', '{"what": "music"}'
        ]::jsonb[])[one] AS said
        FROM (SELECT 1 + ((n / %(people)s) %% 7)::int AS one) x
    ) kinds
"""


def main() -> None:
    """Fill a database in two steps, ask after each, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.trends", description=__doc__)
    parser.add_argument("--entries", type=int, default=MANY)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        django.setup()
        name, *words = options.step
        show(**STEPS[name](*words))
        return
    with databases(SMALL, LARGE) as (small, large):
        collect_static(small, sys.stderr.write)
        found = {}
        for env, entries in ((small, FEW), (large, options.entries)):
            show(figure="filled", **step("bench.trends", env, "fill", str(entries)))
            found[entries] = step("bench.trends", env, "measure", str(options.rounds))
            show(figure=f"among {entries:,}", **found[entries])
        many, few = found[options.entries], found[FEW]
        slower = {name: round(many[f"{name}_ms"] / few[f"{name}_ms"], 2) for name in GROWN}
        is_met = max(slower.values()) <= MOST_SLOWER and many["trends_ms"] <= MOST_MS
        show(figure="grown", slower=slower, is_met=is_met)


def fill(entries: str) -> dict[str, Any]:
    """Rosewood with somebody to ask about, and so many entries of theirs and of others."""
    from governance.services import acting_for
    from tests.people import a_person, the_cast

    started = time.perf_counter()
    cast = the_cast()
    with acting_for(cast.provider.pk):
        person = a_person(cast.home, by=cast.marcus, given_name=ASKED, nhs_number="")
    people = max(int(entries) // (A_DAY * DAYS), FEW_PEOPLE)
    of = {"provider": cast.provider.pk, "actor": cast.ada.pk, "person": person.pk}
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("SELECT set_config('dscr.provider', %s, false)", [str(cast.provider.pk)])
        # With Joan there are two: the others are copies, for the table's size.
        _past_triggers(owner, "records_person", PEOPLE, of | {"others": people - 2})
        for first in range(0, int(entries), BATCH):
            batch = {"first": first, "last": min(first + BATCH, int(entries)) - 1}
            numbers = batch | {"people": people, "a_day": A_DAY}
            _past_triggers(owner, "dailycare_careentry", ENTRIES, of | numbers)
        owner.execute("VACUUM ANALYZE dailycare_careentry")
        sized = "SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree(%s)"
        [[size]] = owner.execute(sized, ["dailycare_careentry"]).fetchall()
    took = round(time.perf_counter() - started, 1)
    return {"entries": int(entries), "people": people, "seconds": took, "mb": int(size) >> 20}


def measure(rounds: str) -> dict[str, Any]:
    """Ask for 90 days of one person, their page, and the changes of a home; medians."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from accounts.models import User
    from dailycare import kinds
    from dailycare.trends import marked_changes
    from dailycare.trends.compared import compare
    from dailycare.trends.periods import By
    from governance.services import acting_for
    from records.models import Person
    from tests.people import signed_in

    marcus = User.objects.get(username="marcus")
    browser = signed_in(Client(SERVER_NAME="127.0.0.1"), marcus)
    with acting_for(marcus.provider_id):
        person = Person.objects.get(given_name=ASKED, admission__isnull=False)
        now, home = timezone.now(), list(Person.objects.values_list("pk", flat=True)[:HOME])
        trends = _median(rounds, lambda: compare(person, By.WEEK, kinds.KINDS, now=now))
        changes = _median(rounds, lambda: marked_changes(home, now))
    address = reverse("dailycare:compare", args=[person.pk]) + "?by=week"
    asked = _asked(browser, address)
    blocks, _ = _reads(marcus.provider_id, asked)
    at = {name: reverse(f"dailycare:{name}", args=[person.pk]) for name in ("person", "timeline")}
    return {
        "trends_ms": trends,
        "page_ms": _median(rounds, lambda: browser.get(address)),
        "person_ms": _median(rounds, lambda: browser.get(at["person"])),
        "timeline_ms": _median(rounds, lambda: browser.get(at["timeline"])),
        "record_ms": _median(rounds, lambda: _record_a_drink(browser, person.pk)),
        "queries": len(asked),
        "pages_read": blocks,
        "changes_ms": changes,
        "changes_of": len(home),
    }


def _record_a_drink(browser: Any, person: UUID) -> None:
    from django.urls import reverse
    from django.utils import timezone

    now = timezone.localtime()
    drink = {
        "entry_id": uuid7(), "kind": "drink", "amount_ml": "200", "outcome": "done", "text": "",
        "day-day": now.day, "day-month": now.month, "day-year": now.year, "time": f"{now:%H:%M}",
    }  # fmt: skip
    answer = browser.post(reverse("dailycare:record", args=[person]), drink)
    assert answer.status_code == 302, answer.status_code


def _median(rounds: str, ask: Callable[[], object]) -> float:
    took = []
    for _ in range(int(rounds) + 3):
        started = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - started))
    return round(statistics.median(took[3:]), 1)


def _past_triggers(
    owner: psycopg.Connection, table: str, statement: str, of: dict[str, Any]
) -> None:
    owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    owner.execute(statement, of)
    owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


STEPS: dict[str, Callable[..., dict[str, Any]]] = {"fill": fill, "measure": measure}

if __name__ == "__main__":
    main()
