"""What deploy/roles.sql gives each role, and what it does not."""

import psycopg
import pytest
from psycopg import errors

from local import databases
from local.services import ROOT, with_database


@pytest.fixture
def owner(services):
    with psycopg.connect(services.environment()["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute("CREATE TABLE note (id int GENERATED ALWAYS AS IDENTITY, words text)")
        owner.execute("GRANT SELECT, INSERT, UPDATE ON note TO dscr_app")
        owner.execute("CREATE TABLE unthought_of (id int)")
        yield owner
        owner.execute("DROP TABLE note, unthought_of")


@pytest.fixture
def app(services, owner):
    with psycopg.connect(services.environment()["DATABASE_URL"], autocommit=True) as app:
        yield app


def test_the_application_reads_writes_and_changes_rows(app):
    app.execute("INSERT INTO note (words) VALUES ('slept well')")
    app.execute("UPDATE note SET words = 'slept badly'")

    assert app.execute("SELECT words FROM note").fetchall() == [("slept badly",)]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT FROM unthought_of",
        "INSERT INTO unthought_of VALUES (1)",
        "DELETE FROM note",
        "TRUNCATE note",
        "DROP TABLE note",
        "ALTER TABLE note ADD COLUMN more text",
        "ALTER TABLE note DISABLE TRIGGER ALL",
        "ALTER TABLE note NO FORCE ROW LEVEL SECURITY",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "CREATE EXTENSION hstore",
        "SET ROLE dscr_owner",
        "SET SESSION AUTHORIZATION dscr_owner",
        "ALTER ROLE dscr_app BYPASSRLS",
        "SET session_replication_role = replica",
        "COPY note TO PROGRAM 'cat'",
    ],
)
def test_the_application_is_refused(app, statement):
    with pytest.raises(errors.InsufficientPrivilege):
        app.execute(statement)


@pytest.mark.parametrize("role", ["dscr_owner", "dscr_app"])
def test_no_role_of_ours_steps_past_row_security(services, role):
    powers = "rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication"

    assert services.sql(f"SELECT {powers} FROM pg_roles WHERE rolname = '{role}'") == "f"


def test_the_application_is_a_member_of_nothing_and_the_owner_only_of_the_application(services):
    memberships = services.sql(
        "SELECT member::regrole, roleid::regrole, set_option FROM pg_auth_members"
        " WHERE member::regrole::text LIKE 'dscr%'"
    )

    assert memberships == "dscr_owner|dscr_app|f"


def test_the_owner_can_drop_a_database_that_the_application_is_in(services, owner):
    env = services.environment()
    databases.copy(owner, "dscr_template", "another")
    with psycopg.connect(with_database(env["DATABASE_URL"], "another")) as app:
        app.execute("SELECT 1")

        databases.drop(env, "another")

        with pytest.raises(psycopg.OperationalError):
            app.execute("SELECT 1")


def test_a_copy_gives_the_application_no_more_than_the_database_itself(services, owner):
    env = services.environment()
    databases.copy(owner, "dscr_template", "another")
    try:
        with psycopg.connect(with_database(env["DATABASE_URL"], "another")) as app:
            assert app.execute("SELECT similarity('note', 'notes') > 0.5").fetchone() == (True,)
            with pytest.raises(errors.InsufficientPrivilege):
                app.execute("CREATE TEMPORARY TABLE mine (id int)")
    finally:
        databases.tell(owner, "DROP DATABASE {} WITH (FORCE)", "another")


def test_the_roles_file_may_be_run_again(services):
    services._psql("-d", "postgres", "-f", ROOT / "deploy" / "roles.sql")

    assert services.sql("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'dscr%'") == "2"
