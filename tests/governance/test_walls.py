"""The walls between providers, attacked in raw SQL under the application's own role (SEC-09)."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import DatabaseError, DataError, connection, models, transaction

from accounts.models import Draft, User
from governance.ids import uuid7
from governance.services import acting_for, change
from tests.governance.rows import AUDITS, TABLES, WALLED, ask, column_of, rows_of_every_table

NOT_ALLOWED = "42501"


def touched(sql: str, parameters: object = None) -> int:
    """How many rows a statement reached; none when the role may not run it at all."""
    try:
        with transaction.atomic():
            return ask(sql, parameters)[0][0]
    except DatabaseError as refusal:
        if refusal.__cause__.sqlstate != NOT_ALLOWED:
            raise
        return 0


@contextmanager
def without_a_provider() -> Iterator[None]:
    with transaction.atomic():
        ask("SELECT set_config('dscr.provider', '', true)")
        yield


@pytest.fixture
def full(cast):
    """Rosewood has a row in every table."""
    with acting_for(cast.provider.pk):
        rows_of_every_table(cast)
        empty = [t for t in TABLES if not touched(f'SELECT count(*) FROM "{t}"')]
        assert empty == [], "the attacks below would prove nothing of these tables"
    return cast


# The role -----------------------------------------------------------------------------------


def test_the_tests_run_as_the_applications_role(db):
    assert ask("SELECT current_user, session_user") == [("dscr_app", "dscr_app")]


def test_the_role_has_no_power_of_its_own(db):
    powers = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
    assert ask(f"SELECT {powers} FROM pg_roles WHERE rolname = 'dscr_app'") == [(False,) * 5]
    member = "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'dscr_app'::regrole"
    assert ask(member) == []


def test_the_role_owns_nothing(db):
    owned = """
        SELECT relname FROM pg_class WHERE relowner = 'dscr_app'::regrole
        UNION ALL SELECT proname FROM pg_proc WHERE proowner = 'dscr_app'::regrole
        UNION ALL SELECT nspname FROM pg_namespace WHERE nspowner = 'dscr_app'::regrole
        UNION ALL SELECT datname FROM pg_database WHERE datdba = 'dscr_app'::regrole
    """
    assert ask(owned) == []


def test_the_owner_is_not_above_the_walls_either(db):
    powers = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'dscr_owner'"
    assert ask(powers) == [(False, False)]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE records_person DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE records_person NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE records_person OWNER TO dscr_app",
        "ALTER TABLE records_person DISABLE TRIGGER ALL",
        "ALTER TABLE records_person ALTER COLUMN provider_id DROP NOT NULL",
        "CREATE POLICY everybody ON records_person USING (true)",
        "ALTER POLICY own_provider ON records_person USING (true)",
        "DROP POLICY own_provider ON records_person",
        "CREATE TRIGGER mine BEFORE INSERT ON records_person EXECUTE FUNCTION now()",
        "DROP TABLE records_person CASCADE",
        "TRUNCATE records_person",
        "TRUNCATE records_personversion",
        "TRUNCATE governance_auditevent",
        "UPDATE records_personversion SET reason = 'x'",
        "DELETE FROM records_personversion",
        "UPDATE governance_auditevent SET why = 'x'",
        "DELETE FROM governance_auditevent",
        "DELETE FROM records_person",
        "DELETE FROM accounts_user",
        "SET ROLE dscr_owner",
        "SET SESSION AUTHORIZATION dscr_owner",
        "SET session_replication_role = replica",
        "ALTER ROLE dscr_app BYPASSRLS",
        "ALTER ROLE dscr_app SUPERUSER",
        "GRANT dscr_owner TO dscr_app",
        "CREATE ROLE mine",
        "CREATE TABLE mine (id int)",
        "CREATE VIEW mine AS SELECT 1",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE EXTENSION dblink",
        "SELECT pg_reload_conf()",
        "COPY records_person TO PROGRAM 'cat'",
        "COPY records_person FROM '/etc/hostname'",
        "SELECT pg_read_file('/etc/hostname')",
    ],
)
def test_the_role_cannot(rosewood, statement):
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        ask(statement)

    assert refused.value.__cause__.sqlstate == NOT_ALLOWED, refused.value


def test_the_triggers_cannot_be_taken_away_or_replaced(rosewood):
    triggers = ask("SELECT tgname, tgfoid::regprocedure FROM pg_trigger WHERE NOT tgisinternal")
    assert triggers
    name, function = triggers[0]
    for statement in (
        f'DROP TRIGGER "{name}" ON records_person',
        f"DROP FUNCTION {function} CASCADE",
        f"ALTER FUNCTION {function} OWNER TO dscr_app",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            ask(statement)


def test_row_security_switched_off_shows_nothing(rosewood):
    ask("SET LOCAL row_security = off")

    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        ask("SELECT * FROM records_person")


# Across providers -----------------------------------------------------------------------------


def test_no_row_of_another_provider_is_read(full):
    with acting_for(full.other.pk):
        seen = [
            table
            for table in TABLES
            if touched(
                f'SELECT count(*) FROM "{table}" WHERE {column_of(table)} = %s', [full.provider.pk]
            )
        ]

    assert seen == []


def test_no_row_of_another_provider_is_changed(full):
    with change(by=full.olive, why="attack"):
        changed = [
            table
            for table in TABLES
            if touched(
                f'UPDATE "{table}" SET {column_of(table)} = {column_of(table)} '
                f"WHERE {column_of(table)} = %s",
                [full.provider.pk],
            )
        ]

    assert changed == []


def test_no_row_of_another_provider_is_deleted(full):
    with change(by=full.olive, why="attack"):
        deleted = [t for t in TABLES if touched(f'DELETE FROM "{t}"')]

    assert deleted == []
    with acting_for(full.provider.pk):
        assert Draft.objects.exists()


# Tables whose rows the database numbers.
NUMBERED = {
    model._meta.db_table for model in WALLED if isinstance(model._meta.pk, models.BigAutoField)
}


def test_no_row_is_written_for_another_provider(full):
    """Rosewood copies its own rows, and says that they are the other provider's."""
    answers = {}
    for table in TABLES:
        column = column_of(table)
        new_id = "-1" if table in NUMBERED else "uuidv7()"
        copy = f"""
            INSERT INTO "{table}" SELECT (jsonb_populate_record(t, jsonb_build_object(
                'id', {new_id}, '{column}', %s::text))).*
            FROM "{table}" t LIMIT 1
        """
        if table in {model._meta.db_table for model in AUDITS}:
            copy = f'INSERT INTO "{table}" (provider_id) VALUES (%s)'
        answers[table] = refusal_of(
            full.marcus, copy, [str(uuid7() if column == "id" else full.other.pk)]
        )

    assert {table: code for table, code in answers.items() if code != NOT_ALLOWED} == {}


def test_no_row_is_moved_to_another_provider(full):
    answers = {
        table: refusal_of(full.marcus, f'UPDATE "{table}" SET provider_id = %s', [full.other.pk])
        for table in TABLES
        if column_of(table) == "provider_id"
    }

    assert {table: code for table, code in answers.items() if code != NOT_ALLOWED} == {}


def refusal_of(by: User, sql: str, parameters: object) -> str:
    """What the database says to a write inside an honest change: its code, or nothing."""
    try:
        with change(by=by, why="attack"):
            ask(sql, parameters)
    except DatabaseError as refusal:
        return refusal.__cause__.sqlstate
    return ""


def test_without_a_provider_there_is_nothing(full):
    with without_a_provider():
        reads = [t for t in TABLES if touched(f'SELECT count(*) FROM "{t}"')]
        writes = [t for t in TABLES if touched(f'UPDATE "{t}" SET {column_of(t)} = NULL')]
        deletes = [t for t in TABLES if touched(f'DELETE FROM "{t}"')]

    assert (reads, writes, deletes) == ([], [], [])


def test_a_provider_that_is_none_is_an_error_and_not_everybody(full):
    ask("SELECT set_config('dscr.provider', 'everybody', true)")

    with pytest.raises(DataError), transaction.atomic():
        ask("SELECT * FROM records_person")


def test_the_walls_do_not_leak_by_errors(rosewood):
    """A condition of the attacker's is not tried on rows behind the wall."""
    tom = "CASE WHEN family_name = 'Barrow' THEN 0 ELSE 1 END"

    assert ask(f"SELECT count(*) FROM records_person WHERE 1 / ({tom}) = 1") == [(1,)]


def test_nothing_lasts_from_one_transaction_to_the_next(db):
    """A pooled connection must not remember for whom it worked last."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        with other.transaction():
            other.execute("SELECT set_config('dscr.provider', %s, true)", ["x"])

        assert other.execute("SELECT current_setting('dscr.provider')").fetchone() == ("",)


# Every table is on one side or the other ------------------------------------------------------


def test_what_a_role_sets_reaches_no_table_behind_the_walls(full):
    """A first version is written with the rights of the owner, and with nothing besides."""
    ask("SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true)")
    ask("""SELECT set_config('pghistory.context_metadata', '{"x": 1}', true)""")

    assert ask("SELECT _pgh_attach_context()") == [(None,)]
