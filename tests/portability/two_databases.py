"""Two databases side by side: what is in every table, read from each without the product's code."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from local.databases import drop, make_fresh
from local.services import with_database

# What stays where it was, and why is in every manifest; the rest must be equal to the last field.
STAYS = {
    "accounts_draft", "accounts_device", "accounts_deviceversion", "accounts_deviceworker",
    "django_migrations", "django_content_type", "django_session",
    "governance_auditevent", "governance_seal", "governance_sealedrows",
    "gpconnect_gprecordaccess", "gpconnect_gprecordpull", "gpconnect_gpsectionpull",
    "gpconnect_knownarea", "gpconnect_registercheck",
    "imports_eyecheck", "imports_importapproval", "imports_importdraft", "imports_importfile",
    "imports_importmapping", "imports_importmappingversion", "imports_importpart",
    "imports_importrow", "imports_importrun", "imports_reconciledperson", "imports_signoff",
    "imports_broughtin", "imports_stagedrecord",
    "imports_mergedecision", "imports_authormatch",
    "mfa_authenticator", "portability_arrival", "portability_copy",
}  # fmt: skip
OF_USERS = "id, provider_id, username, name, email, is_active, is_system"
TABLES = """
    SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition
      AND relnamespace = 'public'::regnamespace AND NOT relname = ANY(%s)
"""


@contextmanager
def an_empty_database(name: str = "test_arrival") -> Iterator[str]:
    """A second database, migrated and empty; gives the address for the role that owns it."""
    name = f"{name}_{os.getpid()}"
    make_fresh(os.environ, name)
    try:
        yield with_database(os.environ["DATABASE_OWNER_URL"], name)
    finally:
        drop(os.environ, name)


def everything_here() -> dict[str, list[str]]:
    """Every row of the database that the tests are in, by table."""
    with connection.cursor() as cursor:
        return _everything(cursor)


def everything_there(url: str, provider_id: UUID) -> dict[str, list[str]]:
    """Every row of another database that one provider may see, by table."""
    with psycopg.connect(url) as owner:
        return everything_of(owner, provider_id)


def everything_of(owner: psycopg.Connection, provider_id: UUID) -> dict[str, list[str]]:
    """The same, through a connection that is open."""
    with owner.cursor() as cursor:
        cursor.execute("SELECT set_config('dscr.provider', %s, true)", [str(provider_id)])
        return _everything(cursor)


def _everything(cursor: Any) -> dict[str, list[str]]:
    cursor.execute("SET LOCAL TimeZone = 'UTC'")
    cursor.execute(TABLES, [list(STAYS)])
    tables = sorted(name for (name,) in cursor.fetchall())
    found = {}
    for table in tables:
        rows = f'SELECT t::text FROM "{table}" t ORDER BY 1'
        if table == "accounts_user":
            rows = (
                f"SELECT ({OF_USERS})::text FROM accounts_user WHERE username NOT LIKE "
                "'system:arrival:%' AND provider_id = (SELECT id FROM accounts_provider) "
                "ORDER BY 1"
            )
        cursor.execute(rows)
        found[table] = [row for (row,) in cursor.fetchall()]
    return found
