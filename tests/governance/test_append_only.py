"""What the application's role can do to history, the audit and the seals by SQL of its own."""

import pytest
from django.db import DatabaseError, connection, models, transaction

from governance.models import AuditEvent
from governance.protection import every_model
from governance.records import WrittenOnce
from governance.services import change
from tests.governance.rows import CARE_RECORDS, VERSIONS, rows_of_every_table

NOT_ALLOWED = "42501"
WRITTEN_ONCE = [model for model in every_model() if issubclass(model, WrittenOnce)]


@pytest.fixture
def rows(rosewood):
    return rows_of_every_table(rosewood)


def refusals(by: object, statement: str, tables: list[type[models.Model]]) -> set[str]:
    """What the database answers to a statement on each table, within an honest change."""
    answers = set()
    for model in tables:
        try:
            with change(by=by, why="attack"), connection.cursor() as cursor:
                cursor.execute(
                    statement.format(table=model._meta.db_table, key=model._meta.pk.name)
                )
        except DatabaseError as refusal:
            answers.add(refusal.__cause__.sqlstate)
        else:
            answers.add("")
    return answers


@pytest.mark.parametrize(
    "statement",
    [
        'INSERT INTO "{table}" SELECT * FROM "{table}"',
        'INSERT INTO "{table}" OVERRIDING SYSTEM VALUE SELECT * FROM "{table}"',
        'INSERT INTO "{table}" OVERRIDING USER VALUE SELECT * FROM "{table}"',
        'INSERT INTO "{table}" DEFAULT VALUES',
        'UPDATE "{table}" SET {key} = {key}',
        'DELETE FROM "{table}"',
        'TRUNCATE "{table}"',
        'MERGE INTO "{table}" t USING "{table}" s ON t.{key} = s.{key} WHEN MATCHED THEN DELETE',
        'COPY "{table}" FROM STDIN',
    ],
)
def test_no_version_is_written_but_by_its_trigger(rows, marcus, statement):
    assert refusals(marcus, statement, VERSIONS) == {NOT_ALLOWED}


@pytest.mark.parametrize(
    "statement",
    ['UPDATE "{table}" SET {key} = {key}', 'DELETE FROM "{table}"', 'TRUNCATE "{table}"'],
)
def test_what_is_written_once_stays(rows, marcus, statement):
    assert AuditEvent in WRITTEN_ONCE
    assert refusals(marcus, statement, WRITTEN_ONCE) == {NOT_ALLOWED}


@pytest.mark.parametrize("column", ["id", "at"])
def test_an_act_is_not_backdated_or_numbered_by_hand(rows, marcus, column):
    statement = f"""
        INSERT INTO "{{table}}" (provider_id, act, actor_id, why, outcome, {column})
        SELECT provider_id, act, actor_id, why, outcome, {column} FROM "{{table}}" LIMIT 1
    """

    assert refusals(marcus, statement, [AuditEvent]) == {NOT_ALLOWED}


def test_no_trigger_is_told_to_do_nothing(rows, marcus):
    """pgtrigger can be told so by a setting, which any role may make."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname::text)::text FROM pg_trigger")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", cursor.fetchone())

    for model in CARE_RECORDS:
        row = rows.of(model)
        with change(by=marcus, why="written all the same"), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{model._meta.db_table}" SET id = id WHERE id = %s', [row.pk])

        assert [v.version for v in row.versions.order_by("-version")][:1] == [2], model
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.filter(pk=row.pk).delete()


def test_every_version_is_found_by_its_record_and_in_order(db):
    """History would be read from end to end for one record, and by each seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename, indexname FROM pg_indexes WHERE schemaname = 'public'")
        indexes = set(cursor.fetchall())

    for model in VERSIONS:
        table = model._meta.db_table
        assert {(table, f"{table}_in_order"), (table, f"{table}_of_one")} <= indexes
