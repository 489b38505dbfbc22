"""Bringing a package into an empty installation: all of it as it was, or nothing.

Run as the role that owns the tables. The triggers that write versions are off meanwhile, within the
one transaction: the versions come with the package. Row security stays on, so nothing can come in
for another provider than the one that the manifest names.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from governance.ids import uuid7
from governance.models import Act
from portability.errors import AlreadyHere, Refused
from portability.package import Package
from portability.schema import misfit
from portability.tables import ABOUT_VERSION, STAYS, Table, tables

ROWS_AT_ONCE, BYTES_AT_ONCE = 500, 1024 * 1024
type Owner = psycopg.Connection[tuple[Any, ...]]


@dataclass
class Arrived:
    """What came in: of which provider, and how many rows, versions and files."""

    provider_id: UUID
    provider: str
    rows: int = 0
    versions: int = 0
    files: int = 0


def bring_in(path: Path, *, owner_url: str) -> Arrived:
    """Bring a package into the empty installation at this address, in one transaction.

    Raises Refused, with what is wrong, and AlreadyHere when this very package came in before.
    """
    package = Package.opened(path)
    package.check()
    with psycopg.connect(owner_url) as owner:
        return load(package, owner)


def load(package: Package, owner: Owner) -> Arrived:
    """Bring in a package that was checked, in the transaction that is open."""
    _set_provider(owner, package.manifest["provider"]["id"])
    _refuse_unless_empty(owner, package)
    try:
        return _Loading(owner, package).load()
    except psycopg.errors.IntegrityError as error:
        table, why = error.diag.table_name, error.diag.message_primary
        raise Refused(f"The rows do not fit together, in {table}: {why}") from error
    except psycopg.DataError as error:
        raise Refused(f"A value does not fit: {error.diag.message_primary}") from error
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refused(f"The database refused: {error.diag.message_primary}") from error


def _set_provider(owner: Owner, provider_id: str) -> None:
    try:
        UUID(provider_id)
    except ValueError as error:
        raise Refused("The manifest names no provider") from error
    owner.execute("SELECT set_config('dscr.provider', %s, true)", [provider_id])


def _refuse_unless_empty(owner: Owner, package: Package) -> None:
    """One installation at a time brings one package in, and only where nobody's record is."""
    row = owner.execute("SELECT tableowner = current_user FROM pg_tables WHERE tablename = %s",
                        ["accounts_provider"]).fetchone()  # fmt: skip
    if not row or not row[0]:
        raise Refused("This must run as the role that owns the tables: set DATABASE_OWNER_URL")
    owner.execute("LOCK TABLE accounts_user IN SHARE ROW EXCLUSIVE MODE")
    found = owner.execute("SELECT as_of FROM portability_arrival WHERE package = %s", [package.sum])
    if found.fetchone():
        raise AlreadyHere
    if owner.execute("SELECT 1 FROM accounts_provider").fetchone():
        raise Refused(
            f"{package.manifest['provider']['name']} is on this installation already. "
            "A package comes into an empty one, so that no record is mixed with another"
        )
    if owner.execute("SELECT 1 FROM accounts_user LIMIT 1").fetchone():
        raise Refused("Another provider is on this installation. A package comes into an empty one")


class _Loading:
    """One package on its way into one open transaction."""

    def __init__(self, owner: Owner, package: Package) -> None:
        self._owner, self._package = owner, package
        provider = package.manifest["provider"]
        self._arrived = Arrived(UUID(provider["id"]), str(provider["name"]))

    def load(self) -> Arrived:
        """Load every table behind those that it points at, then put it on record."""
        to_themselves = self._pointers_to_themselves()
        self._check_pointers(to_themselves, "DEFERRABLE INITIALLY DEFERRED")
        for table in tables():
            self._with_triggers("DISABLE", table)
            self._arrived.rows += self._load_rows(table)
            if table.history:
                self._arrived.versions += self._load_versions(table)
        self._owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._check_pointers(to_themselves, "NOT DEFERRABLE")
        for table in tables():
            self._with_triggers("ENABLE", table)
        self._put_on_record()
        return self._arrived

    def _load_rows(self, table: Table) -> int:
        extra = dict(STAYS.get(table.label, {}))
        if table.bytes_column:
            return self._load_files(table)
        statement = _insert(table.model._meta.db_table, table, table.columns, extra)
        return self._insert_all(table.names[0], partial(self._owner.execute, statement), table)

    def _load_versions(self, table: Table) -> int:
        assert table.history
        name, columns = table.history._meta.db_table, (*ABOUT_VERSION, *table.columns)
        statement = _insert(name, table, columns, {"pgh_obj_id": "r.id"})
        count = self._insert_all(table.names[1], partial(self._owner.execute, statement), table)
        self._owner.execute(
            sql.SQL(
                "SELECT setval(pg_get_serial_sequence({}, 'pgh_id'), max(pgh_id)) FROM {} "
                "HAVING max(pgh_id) IS NOT NULL"
            ).format(sql.Literal(name), sql.Identifier(name))
        )
        return count

    def _insert_all(self, name: str, insert: Any, table: Table) -> int:
        defaults, count = json.dumps(table.defaults), 0
        for lines in _batches(self._checked(name)):
            insert([defaults, "[" + ",".join(lines) + "]"])
            count += len(lines)
        return count

    def _load_files(self, table: Table) -> int:
        """Load the rows of files, each with its bytes, one at a time."""
        statement = _insert(
            table.model._meta.db_table, table, table.columns, {table.bytes_column: "%s::bytea"}
        )
        for line in self._checked(table.names[0]):
            row = json.loads(line)
            content = self._package.content(f"documents/{row['sha256']}")
            if (hashlib.sha256(content).hexdigest(), len(content)) != (row["sha256"], row["size"]):
                raise Refused(f"documents/{row['sha256']} is not the file that its record names")
            self._owner.execute(statement, [content, json.dumps(table.defaults), f"[{line}]"])
            self._arrived.files += 1
        return self._arrived.files

    def _checked(self, name: str) -> Iterator[str]:
        """Read the rows of a part, each held to the schema. Raises Refused naming the line."""
        if name not in self._package.parts:
            return
        for number, line in enumerate(self._package.rows(name), 1):
            try:
                wrong = misfit(name, json.loads(line))
            except ValueError:
                wrong = "it is no JSON"
            if wrong:
                raise Refused(f"{name}, row {number}: {wrong}")
            yield line.decode().rstrip("\n")

    def _with_triggers(self, verb: str, table: Table) -> None:
        names: Iterable[Any] = [table.model] + ([table.history] if table.history else [])
        for model in names:
            statement = f"ALTER TABLE {{}} {verb} TRIGGER USER"
            self._owner.execute(sql.SQL(statement).format(sql.Identifier(model._meta.db_table)))

    def _pointers_to_themselves(self) -> list[tuple[str, str]]:
        """List the constraints by which rows point at others of their table: (table, name)."""
        return self._owner.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid = confrelid AND NOT condeferrable"
        ).fetchall()

    def _check_pointers(self, constraints: list[tuple[str, str]], when: str) -> None:
        """Say when pointers are checked: a goal may come in before the one that it came from."""
        for table, name in constraints:
            statement = sql.SQL(f"ALTER TABLE {{}} ALTER CONSTRAINT {{}} {when}")
            self._owner.execute(statement.format(sql.Identifier(table), sql.Identifier(name)))

    def _put_on_record(self) -> None:
        """Say in the audit and for the next time that this came in, as a part of the system."""
        provider_id, package = self._arrived.provider_id, self._package
        name, by = f"system:arrival:{provider_id}", uuid7()
        self._owner.execute(
            "INSERT INTO accounts_user (id, provider_id, username, name, email, password, "
            "is_active, is_system, must_change_password) "
            "VALUES (%s, %s, %s, 'The system (arrival)', '', '!', true, true, false) "
            "ON CONFLICT (username) DO NOTHING",
            [by, provider_id, name],
        )
        self._owner.execute(
            "INSERT INTO governance_auditevent "
            "(provider_id, act, actor_id, why, outcome) "
            "SELECT %s, %s, id, 'the record came in as a package', 'done' "
            "FROM accounts_user WHERE username = %s",
            [provider_id, Act.CHANGE.value, name],
        )
        self._owner.execute(
            "INSERT INTO portability_arrival (id, provider_id, package, as_of) "
            "VALUES (%s, %s, %s, %s)",
            [uuid7(), provider_id, package.sum, package.manifest["as_of"]],
        )


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    """Put lines together, but no more than memory is to hold at once."""
    batch: list[str] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) == ROWS_AT_ONCE or size > BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _insert(
    name: str, table: Table, columns: tuple[str, ...], extra: dict[str, str]
) -> sql.Composed:
    """Return the statement that inserts rows of JSON; `extra` columns come from SQL.

    Its parameters are those of `extra`, what stands for a missing field, and the rows.
    """
    listed = [sql.Identifier(column) for column in columns]
    return sql.SQL(
        "INSERT INTO {name} ({columns}) SELECT {values} FROM json_populate_recordset("
        "json_populate_record(NULL::{name}, %s::json), %s::json) r"
    ).format(
        name=sql.Identifier(name),
        columns=sql.SQL(", ").join([*listed, *map(sql.Identifier, extra)]),
        values=sql.SQL(", ").join(
            [*(sql.SQL("r.{}").format(column) for column in listed), *map(sql.SQL, extra.values())]
        ),
    )
