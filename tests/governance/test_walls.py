"""The walls between providers, attacked in raw SQL under the application's own role (SEC-09)."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, DataError, connection, models, transaction

from accounts.models import Draft, User
from governance.ids import uuid7
from governance.models import AuditEvent
from governance.protection import HAS_NO_PROVIDER, MAY_BE_DELETED, every_model, provider_column
from governance.records import OwnForeignKey, WrittenOnce
from governance.services import acting_for, change
from tests.governance.rows import CARE_RECORDS, VERSIONS, WALLED, rows_of_every_table

NOT_ALLOWED = "42501"
TABLES = [model._meta.db_table for model in WALLED]


def ask(sql: str, parameters: object = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


def touched(sql: str, parameters: object = None) -> int:
    """How many rows a statement reached; none when the role may not run it at all."""
    try:
        with transaction.atomic():
            return ask(sql, parameters)[0][0]
    except DatabaseError as refusal:
        if refusal.__cause__.sqlstate != NOT_ALLOWED:
            raise
        return 0


def column_of(table: str) -> str:
    return next(provider_column(model) for model in WALLED if model._meta.db_table == table)


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


def test_no_row_is_written_for_another_provider(full):
    """Rosewood copies its own rows, and says that they are the other provider's."""
    answers = {}
    for table in TABLES:
        column = column_of(table)
        copy = f"""
            INSERT INTO "{table}" SELECT (jsonb_populate_record(t, jsonb_build_object(
                'id', uuidv7(), '{column}', %s::text))).*
            FROM "{table}" t LIMIT 1
        """
        if table == AuditEvent._meta.db_table:
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


def in_the_database() -> dict[str, tuple]:
    """Each table with: owner, row security, forced, and whether it has a provider's column."""
    return {
        name: rest
        for name, *rest in ask("""
            SELECT c.relname, c.relowner::regrole::text, c.relrowsecurity, c.relforcerowsecurity,
                   EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
                           AND a.attname = 'provider_id' AND NOT a.attisdropped)
            FROM pg_class c
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        """)
    }


def test_every_table_is_walled_or_has_a_reason(db):
    tables = in_the_database()
    walled = {name for name, (_, on, forced, _) in tables.items() if on and forced}

    assert walled == set(TABLES)
    assert walled | set(HAS_NO_PROVIDER) == set(tables)
    assert not walled & set(HAS_NO_PROVIDER)
    assert all(len(reason) > 10 for reason in HAS_NO_PROVIDER.values())


def test_the_owners_role_owns_every_table(db):
    assert {owner for owner, *_ in in_the_database().values()} == {"dscr_owner"}


def test_a_table_with_a_providers_column_is_walled_unless_it_is_that_of_users(db):
    """User names are looked up before anybody knows whose member of staff it is."""
    open_ones = {
        name for name, (_, on, _, has_column) in in_the_database().items() if has_column and not on
    }

    assert open_ones == {"accounts_user"}


def test_there_is_one_policy_a_table_and_it_asks_for_the_provider(db):
    policies = ask("""
        SELECT tablename, permissive, roles::text, cmd, qual = with_check, qual
        FROM pg_policies WHERE schemaname = 'public' AND policyname <> 'kept_private'
    """)

    assert sorted(policy[0] for policy in policies) == TABLES
    assert {policy[1:5] for policy in policies} == {("PERMISSIVE", "{public}", "ALL", True)}
    for table, *_, qual in policies:
        assert qual.startswith(f"({column_of(table)} = ")
        assert "current_setting('dscr.provider'::text, true)" in qual
        assert " OR " not in qual


def test_what_is_kept_private_is_hidden_besides_and_nothing_is_shown_by_it(db):
    """A restrictive policy can only take rows away (decision 0009)."""
    policies = ask("""
        SELECT tablename, permissive, roles::text, cmd, with_check
        FROM pg_policies WHERE policyname = 'kept_private'
    """)

    hidden = {policy[0] for policy in policies}
    assert {policy[1:] for policy in policies} == {("RESTRICTIVE", "{public}", "SELECT", None)}
    assert {"records_need", "records_needversion", "records_goal", "records_instruction"} <= hidden
    assert not hidden & {"records_allergy", "records_alert", "records_cprdecision"}


def test_nothing_goes_round_the_walls_from_within(db):
    """A view, or a function that runs as its owner, would see with the owner's eyes.

    Those that write versions do, and only triggers of what has versions can call them.
    """
    ours = "= 'public'::regnamespace"
    views = f"SELECT relname FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace {ours}"
    definers = f"""
        SELECT prorettype::regtype::text, array_to_string(proconfig, ''),
               has_function_privilege('dscr_app', p.oid, 'EXECUTE'),
               ARRAY(SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgfoid = p.oid)
        FROM pg_proc p WHERE prosecdef AND pronamespace {ours}
    """
    answers = ask(definers)
    uncallable = ("trigger", "search_path=pg_catalog, public, pg_temp", False)

    assert ask(views) == []
    assert {answer[:3] for answer in answers} == {uncallable}
    fired = sorted(table for *_, tables in answers for table in tables)
    versioned = [version.pgh_tracked_model._meta.db_table for version in VERSIONS]
    assert fired == sorted(versioned * 2)


def test_the_role_has_only_the_grants_it_needs(db):
    granted: dict[str, set[str]] = {}
    for table, privilege in ask("""
        SELECT table_name, privilege_type FROM information_schema.table_privileges
        WHERE grantee IN ('dscr_app', 'PUBLIC') AND table_schema = 'public'
    """):
        granted.setdefault(table, set()).add(privilege)

    read_only = {m._meta.db_table for m in [*VERSIONS, AuditEvent]} | {"django_migrations"}
    written_once = {m._meta.db_table for m in every_model() if issubclass(m, WrittenOnce)}
    for table in in_the_database():
        expected = {"SELECT"}
        expected |= set() if table in read_only else {"INSERT"}
        expected |= set() if table in read_only | written_once else {"UPDATE"}
        expected |= {"DELETE"} if table in MAY_BE_DELETED else set()
        assert granted.get(table, set()) <= expected, table
    assert not {m._meta.db_table for m in CARE_RECORDS} & MAY_BE_DELETED


def test_every_pointer_between_walled_tables_stays_in_one_provider(db):
    """An ordinary foreign key is checked without row security and would accept any id."""
    behind_walls = set(WALLED)
    constraints = {
        (table, tuple(columns)): target
        for table, target, columns in ask("""
            SELECT c.conrelid::regclass::text, c.confrelid::regclass::text,
                   ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = c.conrelid
                         AND attnum = ANY (c.conkey) ORDER BY attname)
            FROM pg_constraint c WHERE c.contype = 'f' AND c.convalidated
        """)
    }
    for model in behind_walls - set(VERSIONS):
        for field in model._meta.local_fields:
            if not field.is_relation or field.related_model not in behind_walls:
                continue
            if field.related_model._meta.db_table == "accounts_provider":
                continue
            assert isinstance(field, OwnForeignKey), f"{model.__name__}.{field.name}"
            columns = tuple(sorted(["provider_id", field.column]))
            target = field.related_model._meta.db_table
            assert constraints.get((model._meta.db_table, columns)) == target, field


def test_every_model_with_a_provider_is_known(db):
    """A model with a provider's column under another name would have no wall."""
    for model in every_model():
        points_at_provider = [
            field.name
            for field in model._meta.local_fields
            if isinstance(field, models.ForeignKey)
            and field.related_model._meta.db_table == "accounts_provider"
        ]
        assert points_at_provider in ([], ["provider"]), model


def test_the_application_is_configured_with_the_lesser_role():
    assert settings.DATABASES["default"]["USER"] == "dscr_app"
    assert connection.settings_dict["USER"] == "dscr_app"
