"""What a run put into the record, counted there: by class, file, month and person.

Each count is one statement, however large the run. It asks the record itself, not what the run
says of itself: a difference between the two is what this is for.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

from dailycare.models import CareEntry
from imports.models import EyeCheck, ImportRow, ImportRun, ReconciledPerson, SignOff
from imports.queries import MADE_BY_IMPORTS, plural
from imports.rows import Outcome
from records.models import Observation, Person

# Rows that become a record, or part of one. Earlier words of a note are in its history, and a line
# that says nobody asked about allergies is said of the person as a whole.
BECOMES = f"""
    r.outcome IN ('{Outcome.IMPORTED}', '{Outcome.WITHDRAWN}')
    AND (r.kind = 'person' OR r.target_id <> r.person_id)
"""
BY_CLASS = "WITH made AS ({made}) SELECT class, count(*) FROM made GROUP BY class ORDER BY class"
BY_FILE = """
    WITH made AS ({made})
    SELECT r.sheet, count(*) FILTER (WHERE NOT r.was_there), count(made.id),
           count(*) FILTER (WHERE r.was_there)
    FROM {rows} r LEFT JOIN made ON made.id = r.target_id AND NOT r.was_there
    WHERE r.run_id = %(run)s AND {becomes} GROUP BY r.sheet
"""
BY_MONTH = """
    WITH notes AS (SELECT id, happened_on FROM {entries} WHERE import_run_id = %(run)s UNION ALL
                   SELECT id, happened_on FROM {observations} WHERE import_run_id = %(run)s)
    SELECT to_char(notes.happened_on, 'YYYY-MM'), count(*)
    FROM {rows} r JOIN notes ON notes.id = r.target_id
    WHERE r.run_id = %(run)s AND r.kind = 'note' AND {becomes} GROUP BY 1 ORDER BY 1
"""
BY_PERSON = """
    WITH made AS ({made}), theirs AS (
        SELECT r.person_id, count(*) AS rows,
               count(*) FILTER (WHERE r.outcome IN ('rejected', 'skipped')) AS left_out,
               count(*) FILTER (WHERE r.warnings <> '[]') AS warned,
               count(*) FILTER (WHERE r.was_there) AS already_there,
               count(*) FILTER (WHERE {becomes} AND NOT r.was_there) AS expected,
               count(made.id) AS found,
               count(*) FILTER (WHERE r.kind = 'person') AS merged
        FROM {rows} r LEFT JOIN made
            ON made.id = r.target_id AND made.person_id = r.person_id
            AND {becomes} AND NOT r.was_there
        WHERE r.run_id = %(run)s AND r.person_id IS NOT NULL GROUP BY r.person_id
    )
    INSERT INTO {people} (id, provider_id, run_id, person_id, name, rows, left_out, warned,
                          already_there, expected, found, merged)
    SELECT uuidv7(), %(provider)s, %(run)s, t.person_id,
           coalesce(trim(p.given_name || ' ' || p.family_name), 'Not found in the record'),
           t.rows, t.left_out, t.warned, t.already_there, t.expected, t.found, t.merged
    FROM theirs t LEFT JOIN {person} p ON p.id = t.person_id
"""


def by_class(run: ImportRun) -> dict[str, int]:
    """How many records of each class name this run as where they are from."""
    return {plural(MADE_BY_IMPORTS[place]): number for place, number in _asked(BY_CLASS, run)}


def by_file(run: ImportRun) -> dict[str, dict[str, int]]:
    """For each file how many rows were to be in the record, and of how many one was found."""
    return {
        sheet: {"expected": expected, "found": found, "already_there": there}
        for sheet, expected, found, there in _asked(BY_FILE, run)
    }


def by_month(run: ImportRun) -> dict[str, int]:
    """How many notes of a run are in the record, by the month in which they stand."""
    return dict(_asked(BY_MONTH, run))


def keep_people(run: ImportRun) -> None:
    """Keep, for everybody of a run, how many rows are about them and how many were found."""
    with _counting() as cursor:
        cursor.execute(_sql(BY_PERSON), _parameters(run))


def people(run: ImportRun, *, named: str = "") -> models.QuerySet[ReconciledPerson]:
    """Everybody of a run, those with the greatest difference first."""
    found = ReconciledPerson.objects.filter(run=run, name__icontains=named)
    missing = models.F("expected") - models.F("found")
    return found.annotate(missing=missing).order_by("-missing", "name", "id")


def _asked(statement: str, run: ImportRun) -> list[Any]:
    with _counting() as cursor:
        cursor.execute(_sql(statement), _parameters(run))
        return cursor.fetchall()


@contextmanager
def _counting() -> Iterator[CursorWrapper]:
    """Join by hashing. Of rows written a moment ago the planner knows no number yet, takes them for
    few, and would go through all of them for each: 84 thousand rows took minutes, now a second.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
        yield cursor
        cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")


def _parameters(run: ImportRun) -> dict[str, UUID]:
    return {"run": run.pk, "provider": run.provider_id}


def _sql(statement: str) -> str:
    return statement.format(
        made=" UNION ALL ".join(map(_made, range(len(MADE_BY_IMPORTS)))),
        becomes=BECOMES,
        rows=_table(ImportRow),
        entries=_table(CareEntry),
        observations=_table(Observation),
        people=_table(ReconciledPerson),
        person=_table(Person),
    )


def _made(place: int) -> str:
    """The records of one class, by what it is called in MADE_BY_IMPORTS, that a run made."""
    model = MADE_BY_IMPORTS[place]
    whose = "id" if model is Person else "person_id"
    return (
        f"SELECT id, {whose} AS person_id, {place} AS class FROM {_table(model)} "
        "WHERE import_run_id = %(run)s"
    )


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def checks_of(run: ImportRun) -> models.QuerySet[EyeCheck]:
    """Whom to look at by eye, in the order in which they were chosen."""
    checks = EyeCheck.objects.filter(run=run).select_related("who", "looked_by")
    return checks.order_by("position")


def sign_offs_of(run: ImportRun) -> models.QuerySet[SignOff]:
    """Every time a run was signed off, the latest first."""
    signed = SignOff.objects.filter(run=run).select_related("signed_by")
    return signed.order_by("-signed_at", "-id")


def differences(run: ImportRun) -> list[str]:
    """What does not add up between a run's file, what it said it wrote, and the record."""
    found, report = run.result["found"], run.report
    wrong = [
        f"{title}: {sheet['rows']} rows were read, and {sum(sheet['outcome'].values())} ended"
        for title, sheet in report["rows"].items()
        if sheet["rows"] != sum(sheet["outcome"].values())
    ]
    wrong += [
        f"{title}: {file['expected']} rows were to be in the record, {file['found']} were found"
        for title, file in found["by_file"].items()
        if file["expected"] != file["found"]
    ]
    for name in map(plural, MADE_BY_IMPORTS):
        made, there = run.result["created"].get(name, 0), found["by_class"].get(name, 0)
        if made != there:
            wrong.append(f"{name.capitalize()}: {made} were written, {there} were found")
    if not was_there(run):
        wrong += _wrong_months(report["notes_by_month"], found["notes_by_month"])
    return wrong


def was_there(run: ImportRun) -> bool:
    """Whether an earlier run had brought in some of the rows."""
    return any(file["already_there"] for file in run.result["found"]["by_file"].values())


def is_whole(run: ImportRun) -> bool:
    """Whether all adds up, and everybody who was to be looked at was found right."""
    not_right = checks_of(run).exclude(answer=EyeCheck.Answer.RIGHT)
    return not differences(run) and not not_right.exists()


def _wrong_months(source: dict[str, int], record: dict[str, int]) -> list[str]:
    return [
        f"Notes of {month}: {source.get(month, 0)} in the files, {record.get(month, 0)} were found"
        for month in sorted(source.keys() | record.keys())
        if source.get(month, 0) != record.get(month, 0)
    ]
