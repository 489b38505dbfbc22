"""The walls: triggers, forced row-level security, least grants, pointers that stay in a provider.

Run after every migration by the role that owns the tables, from the models as they are, so a
new table is protected because it exists and not because somebody remembered (decision 0002).
"""

from typing import Any

import pgtrigger
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.backends.utils import CursorWrapper
from pghistory.trigger import Event
from pgtrigger.core import INSTALLED

from governance.models import AuditEvent
from governance.records import CareRecord, OwnForeignKey, PutOnRecord, Restrictable, WrittenOnce
from governance.versions import Version

APP_ROLE = "dscr_app"

# pgtrigger's triggers ask this whether to do nothing, and it would read a setting that any role
# may make: whoever can run SQL could write without a version.
NO_TRIGGER_IS_IGNORED = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""
# Versions carry their own author and reason. What pghistory would attach besides is read from
# settings that any role may make, and would be written with the rights of the owner.
NO_CONTEXT_IS_ATTACHED = """
    CREATE OR REPLACE FUNCTION public._pgh_attach_context() RETURNS uuid
    LANGUAGE sql IMMUTABLE AS 'SELECT NULL::uuid'
"""
# A role that is no superuser may not give a function a setting of ours, so the function makes it.
PRIVATE_PARTS = """
    CREATE OR REPLACE FUNCTION public.dscr_private_parts(uuid) RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE kept text := current_setting('dscr.keeps_private', true); counted bigint;
    BEGIN
        PERFORM set_config('dscr.keeps_private', 'off', true);
        counted := {counted};
        PERFORM set_config('dscr.keeps_private', coalesce(kept, ''), true);
        RETURN counted;
    END $$
"""
# Rows that the framework itself removes: sessions that end, a second factor taken away; and what
# an import prepared, once it is brought in, or knew of a record that it took back.
MAY_BE_DELETED = {
    "django_session",
    "mfa_authenticator",
    "account_emailaddress",
    "account_emailconfirmation",
    "accounts_draft",
    "imports_importrow",
    "imports_stagedrecord",
    "imports_broughtin",
}
# Tables that hold no care data and must be read before a provider is known: see decision 0002.
HAS_NO_PROVIDER = {
    "accounts_user": "sign-in looks a name up before it knows whose member of staff it is",
    "django_session": "opened before sign-in; holds a user id and times",
    "django_content_type": "names of models",
    "django_migrations": "names of migrations",
    "auth_permission": "names of Django's own permissions, which the product does not use",
    "auth_group": "Django's own groups, which the product does not use",
    "auth_group_permissions": "Django's own groups, which the product does not use",
    "account_emailaddress": "allauth's addresses, which the product does not use",
    "account_emailconfirmation": "allauth's confirmations, which the product does not use",
    "mfa_authenticator": "read during sign-in, before a provider is known",
    "pghistory_context": "unused: versions carry their own author and reason",
}


def protect_database(*, using: str = DEFAULT_DB_ALIAS, **_signal: object) -> None:
    """Bring triggers, grants, row security and pointers of every table in line with the models."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if not _owns_the_tables(cursor):
            return
        _install_triggers(cursor, using)
        in_database = set(connection.introspection.table_names(cursor))
        tables = [m for m in every_model() if m._meta.db_table in in_database]
        cursor.execute(f"GRANT SELECT ON django_migrations TO {APP_ROLE}")
        for model in tables:
            for statement in _wall(model):
                cursor.execute(statement)
        _close_parts(cursor)
        cursor.execute("SELECT conname FROM pg_constraint")
        existing = {name for (name,) in cursor.fetchall()}
        cursor.execute(_private_parts(tables))
        for name, statement in _own_pointers(tables):
            if name not in existing:
                cursor.execute(statement)


def every_model() -> list[type[models.Model]]:
    """Return the models that have a table of their own."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def provider_column(model: type[models.Model]) -> str:
    """Return the column that says whose row it is, or nothing for a table without a provider."""
    if model._meta.db_table in HAS_NO_PROVIDER:
        return ""
    if model._meta.db_table == "accounts_provider":
        return "id"
    return "provider_id" if any(f.column == "provider_id" for f in model._meta.fields) else ""


def _owns_the_tables(cursor: CursorWrapper) -> bool:
    cursor.execute(
        "SELECT tableowner = current_user FROM pg_tables WHERE tablename = %s",
        [AuditEvent._meta.db_table],
    )
    row = cursor.fetchone()
    return bool(row and row[0])


def _wall(model: type[models.Model]) -> list[str]:
    table = model._meta.db_table
    statements = [f'REVOKE ALL ON "{table}" FROM {APP_ROLE}', _grant(model)]
    column = provider_column(model)
    if column:
        statements += _row_security(table, column) + _privacy(model)
    return statements + _indexes(model)


def _close_parts(cursor: CursorWrapper) -> None:
    """Let nobody reach a part of a table but through the whole, before which the walls stand."""
    cursor.execute("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'")
    for (part,) in cursor.fetchall():
        cursor.execute(
            f'REVOKE ALL ON "{part}" FROM {APP_ROLE};'
            f'DROP POLICY IF EXISTS own_provider ON "{part}";'
            f'ALTER TABLE "{part}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
        )


def _grant(model: type[models.Model]) -> str:
    table = model._meta.db_table
    verbs = ["SELECT"]
    if issubclass(model, PutOnRecord):
        # Not its number nor its moment: an act cannot be put where another was, or backdated.
        given = [str(f.column) for f in model._meta.concrete_fields if f.name not in ("id", "at")]
        verbs.append(f"INSERT ({', '.join(given)})")
    elif not issubclass(model, Version):
        verbs.append("INSERT")
    if not issubclass(model, (Version, WrittenOnce)):
        verbs.append("UPDATE")
    if table in MAY_BE_DELETED:
        verbs.append("DELETE")
    return f'GRANT {", ".join(verbs)} ON "{table}" TO {APP_ROLE}'


def _row_security(table: str, column: str) -> list[str]:
    # A scalar subquery is worked out once a query, a bare current_setting() once a row.
    mine = f"{column} = (SELECT NULLIF(current_setting('dscr.provider', true), '')::uuid)"
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS own_provider ON "{table}"',
        f'CREATE POLICY own_provider ON "{table}" USING ({mine}) WITH CHECK ({mine})',
    ]


def _privacy(model: type[models.Model]) -> list[str]:
    """Hide what few may read, all that hangs under it, and every version of either."""
    if not (seen := " AND ".join(_seen_if(model))):
        return []
    table = model._meta.db_table
    shows = "(SELECT current_setting('dscr.keeps_private', true)) IS DISTINCT FROM 'on'"
    return [
        f'DROP POLICY IF EXISTS kept_private ON "{table}"',
        (
            f'CREATE POLICY kept_private ON "{table}" AS RESTRICTIVE '
            f"FOR SELECT USING ({shows} OR ({seen}))"
        ),
    ]


def _seen_if(model: type[models.Model]) -> list[str]:
    """Say in SQL what must be so of a row that everybody may read; nothing where all rows are."""
    if issubclass(model, Version):
        record = model.pgh_tracked_model
        return [_can_see(record, model, "pgh_obj_id")] if _seen_if(record) else []
    seen = ["NOT is_restricted"] if issubclass(model, Restrictable) else []
    for name in model.kept_with if issubclass(model, CareRecord) else ():
        pointer: Any = model._meta.get_field(name)
        there = _can_see(pointer.related_model, model, pointer.column)
        seen.append(f"({pointer.column} IS NULL OR {there})")
    return seen


def _can_see(record: type[models.Model], model: type[models.Model], column: str) -> str:
    """Ask for what a row points at: the policies of that table hide it where they must."""
    there, here = record._meta.db_table, model._meta.db_table
    return f'EXISTS (SELECT 1 FROM "{there}" one WHERE one.id = "{here}".{column})'


def _private_parts(tables: list[type[models.Model]]) -> str:
    """Count what is kept private of one person, for those who do not see it to know that it is."""
    counts = [
        f"(SELECT count(*) FROM {model._meta.db_table} "
        "WHERE person_id = $1 AND is_restricted AND standing = 'current')"
        for model in tables
        if issubclass(model, Restrictable) and not issubclass(model, Version)
    ]
    return PRIVATE_PARTS.format(counted=" + ".join(counts) or 0)


def _indexes(model: type[models.Model]) -> list[str]:
    """Find a provider's history and audit in the order of writing, and the versions of a record."""
    table, key = model._meta.db_table, model._meta.pk.column
    keys = {}
    if issubclass(model, (Version, PutOnRecord)):
        keys["in_order"] = f"provider_id, {key}"
    if issubclass(model, Version):
        keys["of_one"] = f"pgh_obj_id, {key}"
    return [
        f'CREATE INDEX IF NOT EXISTS "{table}_{name}" ON "{table}" ({columns})'
        for name, columns in keys.items()
    ]


def _install_triggers(cursor: CursorWrapper, using: str) -> None:
    """Install the triggers that are new or changed, and let only them write versions.

    Those that write a version run as the owner of the tables, so the application's role needs no
    right to write one.
    """
    for model, trigger in pgtrigger.registered():
        function = f'"{trigger.get_pgid(model)}"()'
        rights = "DEFINER" if isinstance(trigger, Event) else "INVOKER"
        with transaction.atomic(using=using):
            if trigger.get_installation_status(model, database=using) != (INSTALLED, True):
                trigger.install(model, database=using)
            cursor.execute(
                f"ALTER FUNCTION {function} SECURITY {rights} "
                "SET search_path = pg_catalog, public, pg_temp"
            )
            cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    pgtrigger.prune(database=using)
    cursor.execute(NO_TRIGGER_IS_IGNORED)
    cursor.execute(NO_CONTEXT_IS_ATTACHED)


def _own_pointers(tables: list[type[models.Model]]) -> list[tuple[str, str]]:
    """A foreign key check does not see row security, so each pointer carries the provider too.

    Returns (constraint name, statement): first what makes (provider, id) a key of each table
    pointed at, then the pointers.
    """
    keys, pointers = {}, []
    for model in tables:
        table = model._meta.db_table
        if issubclass(model, Version):
            continue  # a copy of a row that was checked
        for field in model._meta.local_fields:
            if isinstance(field, OwnForeignKey):
                target = field.related_model._meta.db_table
                keys[f"{target}_own"[:63]] = (
                    f'ALTER TABLE "{target}" ADD CONSTRAINT "{target}_own" UNIQUE (provider_id, id)'
                )
                name = f"{table}_{field.column}_own"[:63]
                pointers.append(
                    (
                        name,
                        (
                            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" '
                            f"FOREIGN KEY (provider_id, {field.column}) "
                            f'REFERENCES "{target}" (provider_id, id)'
                        ),
                    )
                )
    return [*keys.items(), *pointers]
