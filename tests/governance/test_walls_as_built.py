"""How the walls stand in the database: owners, policies, grants, pointers (decision 0002)."""

from django.conf import settings
from django.db import connection, models

from governance.protection import HAS_NO_PROVIDER, MAY_BE_DELETED, every_model
from governance.records import OwnForeignKey, WrittenOnce
from tests.governance.rows import AUDITS, CARE_RECORDS, TABLES, VERSIONS, WALLED, ask, column_of


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
              AND NOT c.relispartition
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


def test_a_part_of_a_table_is_reached_through_the_whole_alone(db):
    """Row security without a policy shows nothing to anybody, and nobody is granted anything."""
    parts = ask("""
        SELECT c.relname, relrowsecurity AND relforcerowsecurity, relowner::regrole::text,
               ARRAY(SELECT polname FROM pg_policy WHERE polrelid = c.oid),
               has_table_privilege('dscr_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
        FROM pg_class c WHERE relispartition AND relkind = 'r'
    """)

    assert all(rest == [True, "dscr_owner", [], False] for _, *rest in parts)
    assert {name for name, *_ in parts} >= {"dailycare_careentry_to_2026"}


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
               ARRAY(SELECT tgrelid::regclass::text FROM pg_trigger
                     WHERE tgfoid = p.oid AND tgparentid = 0)
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

    read_only = {m._meta.db_table for m in [*VERSIONS, *AUDITS]} | {"django_migrations"}
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
