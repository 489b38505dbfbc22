"""Issue 2, done means 5: no write to a care table, by any path, without a version and an author."""

from collections.abc import Callable, Iterable

import pytest
from celery import shared_task
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models.expressions import DatabaseDefault
from psycopg.errors import FeatureNotSupported

from accounts.models import User
from governance.models import AuditEvent
from governance.records import CareRecord
from governance.services import change
from imports import tasks
from imports.services import start_check, start_commit
from tests.governance.rows import CARE_RECORDS, VERSIONS, Rows
from tests.imports.homes import AS_OF, a_file
from tests.imports.test_services import small_home

NOT_NULL, POINTS_NOWHERE = "23502", "23503"


@pytest.fixture
def rows(rosewood) -> Rows:
    """Rosewood's rows, made as they are asked for."""
    return Rows(rosewood.provider, rosewood.marcus, rosewood.home, rosewood.joan)


def unsaved(rows: Rows, model: type[CareRecord]) -> CareRecord:
    """A row whose pointers exist, with the columns that a change would have filled in."""
    author = rows.of(User)
    with change(by=author, why="what it points at"):
        row = rows.new(model)
    row.provider_id = author.provider_id
    if hasattr(row, "recorded_by_id"):
        row.recorded_by_id = author.pk
    return row


def made(rows: Rows, model: type[CareRecord]) -> CareRecord:
    """A row in the database, at its first version."""
    row = unsaved(rows, model)
    with change(by=rows.of(User), why="made"):
        row.save(force_insert=True)
    return model.objects.get(pk=row.pk)


def refusal_of(write: Callable[[], None]) -> str:
    """The code of the database's refusal, or nothing when it let the write pass."""
    try:
        with transaction.atomic():
            write()
    except DatabaseError as refusal:
        return refusal.__cause__.sqlstate
    return ""


# Paths that make a row ------------------------------------------------------------------------


def by_save(row: CareRecord) -> None:
    row.save(force_insert=True)


def by_bulk_create(row: CareRecord) -> None:
    type(row).objects.bulk_create([row])


def by_insert(row: CareRecord) -> None:
    columns, values = in_sql(row)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{row._meta.db_table}" ({quoted(columns)}) '
            f"VALUES ({', '.join(['%s'] * len(values))})",
            values,
        )


def by_task(row: CareRecord) -> None:
    write_in_background.apply(args=[row], throw=True)


@shared_task(name="tests.write_in_background")
def write_in_background(row: CareRecord) -> None:
    """What a careless task would do."""
    row.save(force_insert=True)


def by_copy(row: CareRecord) -> None:
    columns, values = in_sql(row)
    with connection.cursor() as cursor:
        sql = f'COPY "{row._meta.db_table}" ({quoted(columns)}) FROM STDIN'
        with cursor.copy(sql) as copy:
            copy.write_row(values)


def in_sql(row: CareRecord) -> tuple[list[str], list]:
    """Columns and values of a row as the database takes them, without those it fills in."""
    fields = [
        field
        for field in row._meta.concrete_fields
        if not isinstance(row.__dict__[field.attname], DatabaseDefault)
    ]
    prepared = [f.get_db_prep_save(getattr(row, f.attname), connection) for f in fields]
    return [field.column for field in fields], prepared


def quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


INSERTS = [by_save, by_bulk_create, by_insert, by_task]


@pytest.mark.parametrize("insert", INSERTS)
def test_no_row_is_made_outside_a_change(rows, insert):
    answers = {}
    for model in CARE_RECORDS:
        row = unsaved(rows, model)
        answers[model] = refusal_of(lambda row=row: insert(row))

    assert set(answers.values()) == {NOT_NULL}, answers


@pytest.mark.parametrize("insert", INSERTS)
def test_a_row_made_in_a_change_has_its_version_and_author(rows, ada, insert):
    for model in CARE_RECORDS:
        row = unsaved(rows, model)
        with change(by=ada, why="made"):
            insert(row)

        version = model.objects.get(pk=row.pk).versions.get()
        assert (version.version, version.author, version.reason) == (1, ada, "made")
    assert AuditEvent.objects.filter(actor=ada, why="made").count() == len(CARE_RECORDS)


def test_nothing_is_copied_in_at_all(rows, ada):
    """PostgreSQL refuses COPY into a table with row security, in a change or outside one."""
    for model in CARE_RECORDS:
        row = unsaved(rows, model)

        with pytest.raises(FeatureNotSupported), change(by=ada, why="copied"):
            by_copy(row)


# Paths that alter a row -----------------------------------------------------------------------


def by_saving_again(row: CareRecord) -> None:
    row.save()


def by_update(row: CareRecord) -> None:
    type(row).objects.filter(pk=row.pk).update(provider_id=row.provider_id)


def by_bulk_update(row: CareRecord) -> None:
    type(row).objects.bulk_update([row], ["provider"])


def by_sql_update(row: CareRecord) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{row._meta.db_table}" SET id = id WHERE id = %s', [row.pk])


def by_merge(row: CareRecord) -> None:
    """Also tries to choose its own version number."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'MERGE INTO "{row._meta.db_table}" r USING (SELECT %s::uuid AS id) s '
            "ON r.id = s.id WHEN MATCHED THEN UPDATE SET version = 99",
            [row.pk],
        )


UPDATES = [by_saving_again, by_update, by_bulk_update, by_sql_update, by_merge]


@pytest.mark.parametrize("update", UPDATES)
def test_no_row_is_altered_outside_a_change(rows, update):
    answers = {}
    for model in CARE_RECORDS:
        row = made(rows, model)
        answers[model] = refusal_of(lambda row=row: update(row))

    assert set(answers.values()) == {NOT_NULL}, answers


@pytest.mark.parametrize("update", UPDATES)
def test_a_row_altered_in_a_change_has_the_next_version(rows, ada, update):
    for model in CARE_RECORDS:
        row = made(rows, model)
        with change(by=ada, why="altered"):
            update(row)

        latest = row.versions.order_by("-version").first()
        assert (latest.version, latest.author, latest.reason) == (2, ada, "altered")
        assert model.objects.get(pk=row.pk).version == 2


def test_no_row_is_deleted_even_in_a_change(rows, ada):
    for model in CARE_RECORDS:
        row = made(rows, model)

        with pytest.raises(DatabaseError), change(by=ada, why="delete"):
            model.objects.filter(pk=row.pk).delete()

        assert model.objects.filter(pk=row.pk).exists()


# The product's own paths in bulk and in the background -----------------------------------------


def test_what_an_import_writes_in_its_task_is_signed(rosewood):
    """The import writes in bulk, from a worker: every row of it has a version all the same."""
    run = start_check(
        a_file(small_home()),
        file_name="x.xlsx",
        location=rosewood.home,
        as_of=AS_OF,
        by=rosewood.adele,
    )
    ids = str(run.pk), str(rosewood.adele.pk)
    tasks.check_run.apply(args=ids, throw=True)
    start_commit(run.pk, by=rosewood.adele)
    tasks.commit_run.apply(args=ids, throw=True)

    written = [
        record
        for model in CARE_RECORDS
        if hasattr(model, "import_run_id")
        for record in model.objects.filter(import_run_id=run.pk)
    ]

    assert len({type(record) for record in written}) >= 4
    for record in written:
        authors = {version.author for version in record.versions.all()}
        assert authors == {rosewood.adele}, record
        assert record.versions.count() == record.version
    assert AuditEvent.objects.filter(actor=rosewood.adele, record_id=run.pk).exists()


# Authors and reasons that are none ------------------------------------------------------------


@pytest.mark.parametrize("missing", ["actor", "why"])
def test_an_empty_author_or_reason_is_none(rosewood, joan, missing):
    signed(**{"actor": str(rosewood.ada.pk), "why": "x"} | {missing: ""})

    assert refusal_of(lambda: by_sql_update(joan)) == NOT_NULL


def test_an_author_who_does_not_exist_is_refused(rosewood, joan):
    def write() -> None:
        signed(actor=str(joan.pk), why="x")
        by_sql_update(joan)
        connection.check_constraints()

    assert refusal_of(write) == POINTS_NOWHERE


def signed(*, actor: str, why: str) -> None:
    """Say, round the doorway, who writes and why."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('dscr.actor', %s, true), set_config('dscr.why', %s, true)",
            [actor, why],
        )


def test_there_is_no_admin_site_to_go_round_the_services():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


# Every model, every trigger -------------------------------------------------------------------


def triggers() -> dict[str, set[str]]:
    """The names of the triggers that fire on each table."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, split_part(tgname, '_', 2) || '_' || "
            "split_part(tgname, '_', 3) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
        for table, name in cursor.fetchall():
            found.setdefault(table, set()).add(name)
    return found


def test_every_care_record_has_its_history():
    for model in CARE_RECORDS:
        history = model.versions.rel.related_model
        tracked = {field.name for field in history._meta.fields}
        assert history in VERSIONS
        assert {field.name for field in model._meta.fields} <= tracked


def test_every_care_record_has_its_triggers(db):
    by_table = triggers()

    for model in CARE_RECORDS:
        expected = {"insert_insert", "update_update", "next_version", "never_deleted"}
        assert by_table[model._meta.db_table] >= expected, model
    for model in VERSIONS:
        assert "append_only" in by_table[model._meta.db_table], model


def test_every_history_demands_author_and_reason(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND is_nullable = 'NO' "
            "AND column_name IN ('author_id', 'reason')"
        )
        demanded = set(cursor.fetchall())

    for model in VERSIONS:
        table = model._meta.db_table
        assert {(table, "author_id"), (table, "reason")} <= demanded
