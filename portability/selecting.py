"""Which rows a package holds: those of one moment, of one person or of a whole provider.

A version is never changed, so what stood at a moment is known for good: the versions written until
then, and of each record the last of them. A part of a package that is made again says the same.
"""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import connection, models

from portability.tables import ABOUT_VERSION, Table, tables
from records.models import Person

# Whoever writes carries the time at which their transaction began: what began before a moment and
# goes on still may yet add a version from before it. A copy stands just before the oldest of these.
SETTLED = """
    SELECT least(now(), min(xact_start) - interval '1 microsecond') FROM pg_stat_activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""
UNTIL = "{}pgh_created_at <= %(as_of)s"
BY_DAY = """
    SELECT e.person_id, e.actor_id, u.name AS actor_name, e.act,
           (e.at AT TIME ZONE 'Europe/London')::date AS day, count(*) AS times
    FROM governance_auditevent e JOIN accounts_user u ON u.id = e.actor_id
    WHERE e.at <= %(as_of)s AND e.person_id IN ({people})
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 5, 2, 4
"""


def settled_moment() -> datetime:
    """Return the latest moment from before which nothing can still be written."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLED)
        [moment] = cursor.fetchone()
    return moment


@dataclass(frozen=True)
class Selection:
    """The rows of a package. Everything is read under row security, for one provider."""

    provider_id: UUID
    as_of: datetime
    person_id: UUID | None = None

    def rows(self, table: Table) -> str:
        """Return the SQL that selects the rows of a table as they stood."""
        columns = _listed("t", table.columns)
        if table.history:
            return (
                f"SELECT DISTINCT ON (t.pgh_obj_id) {columns} FROM {_quoted(table.history)} t "
                f"WHERE {self._stood(table)} ORDER BY t.pgh_obj_id, t.pgh_id DESC"
            )
        return (
            f"SELECT {columns} FROM {_quoted(table.model)} t "
            f"WHERE t.id IN ({self.ids(table)}) ORDER BY t.id"
        )

    def versions(self, table: Table) -> str:
        """Return the SQL that selects every version of those rows, with its author's name."""
        columns = _listed("t", (*ABOUT_VERSION, *table.columns))
        return (
            f"SELECT u.name AS author_name, {columns} FROM {_quoted(table.history)} t "
            f"JOIN accounts_user u ON u.id = t.author_id "
            f"WHERE {self._stood(table)} ORDER BY t.pgh_id"
        )

    def acts(self) -> str:
        """Return the SQL that adds up what each member of staff did with each record, by day."""
        people = self.ids(next(table for table in tables() if table.model is Person))
        return BY_DAY.format(people=people)

    def files(self, table: Table) -> list[tuple[UUID, str]]:
        """List the rows of a table that have bytes, each content once: (id, sha256)."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT ON (t.sha256) t.id, t.sha256 FROM "
                f"{_quoted(table.model)} t WHERE t.id IN ({self.ids(table)}) "
                f"ORDER BY t.sha256, t.id",
                self._parameters,
            )
            return cursor.fetchall()

    def ids(self, table: Table) -> str:
        """Return the SQL that lists the rows of a table which are in the package.

        A person's package holds what is theirs and, of the rest, what that points at.
        """
        label, model = table.label, table.model
        if label == "accounts.provider":
            return "SELECT %(provider)s::uuid"
        if label == "accounts.user" and not self.person_id:
            return "SELECT id FROM accounts_user WHERE provider_id = %(provider)s"
        if self.person_id and model is Person:
            return "SELECT %(person)s::uuid"
        if table.history and not self.person_id:
            return f"SELECT pgh_obj_id FROM {_quoted(table.history)} WHERE {UNTIL.format('')}"
        if table.history and "person_id" in table.columns:
            return f"SELECT id FROM {_quoted(model)} WHERE person_id = %(person)s"
        return self._pointed_at(table)

    def _pointed_at(self, table: Table) -> str:
        found = [
            f"SELECT t.{column} FROM {_quoted(pointing.history)} t WHERE {self._stood(pointing)}"
            for pointing in tables()
            if pointing is not table and pointing.history and self._may_hold(pointing)
            for column in _pointers(pointing, table)
        ]
        return " UNION ".join(found) or "SELECT NULL::uuid WHERE false"

    def _may_hold(self, table: Table) -> bool:
        """Say whether a package has any row of a table: posts are nobody's in a person's."""
        if not self.person_id or table.model is Person or "person_id" in table.columns:
            return True
        return any(
            _pointers(other, table) and self._may_hold(other)
            for other in tables()
            if other is not table
        )

    def _stood(self, table: Table) -> str:
        until = UNTIL.format("t.")
        return f"{until} AND t.pgh_obj_id IN ({self.ids(table)})" if self.person_id else until

    @cached_property
    def _parameters(self) -> dict[str, UUID | datetime | None]:
        return {"provider": self.provider_id, "as_of": self.as_of, "person": self.person_id}

    def count(self, source: str) -> int:
        """Return how many rows are selected."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({source}) r", self._parameters)
            [number] = cursor.fetchone()
        return int(number)

    def read(self, source: str) -> Generator[str]:
        """Read what is selected, each as JSON, as the database sends it: memory holds one row."""
        rows = f"COPY (SELECT row_to_json(r)::text FROM ({source}) r) TO STDOUT"
        # Psycopg's own cursor is inside the one that Django gives.
        with connection.cursor() as outer, outer.cursor.copy(rows, self._parameters) as copy:
            for (row,) in copy.rows():
                yield row


def _pointers(table: Table, target: Table) -> list[str]:
    """Return the columns by which versions of a table point at rows of another."""
    history = table.history._meta.concrete_fields if table.history else []
    pointing = [f for f in history if f.related_model is target.model and f.name != "pgh_obj"]
    return [str(field.column) for field in pointing]


def _quoted(model: type[models.Model] | None) -> str:
    return f'"{model._meta.db_table}"' if model else ""


def _listed(alias: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f'{alias}."{column}"' for column in columns)
