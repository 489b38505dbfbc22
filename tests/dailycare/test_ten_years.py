"""What a page asks of the notes is bounded by the timeline's index, however many there are."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dailycare.evidence import evidence
from dailycare.trends import drunk_today, marked_changes

BY_THE_INDEX = re.compile(r"Index Cond: .*person_id = .*sorts_at >=")


def drunk(joan: object) -> None:
    drunk_today(joan, now=timezone.now())


def marked(joan: object) -> None:
    marked_changes([joan.pk], timezone.now())


def evidence_of_a_month(joan: object) -> None:
    evidence(joan, {"skin"}, since=timezone.localdate() - timedelta(days=30))


@pytest.mark.parametrize(("read", "asks"), [(drunk, 1), (marked, 1), (evidence_of_a_month, 2)])
def test_notes_are_found_by_person_and_moment(joan, read, asks):
    with CaptureQueriesContext(connection) as captured:
        read(joan)

    plans = [explained(query["sql"]) for query in captured if "careentry" in query["sql"]]
    assert len(plans) == asks
    assert all(BY_THE_INDEX.search(plan) for plan in plans), plans


def explained(sql: str) -> str:
    """How the database answers when it may not read a whole table, which here is all but empty."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql.replace('%', '%%')}")
        return "\n".join(line for (line,) in cursor.fetchall())
