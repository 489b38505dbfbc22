"""People with every column of every class filled, several versions, files and notes."""

import os
from datetime import timedelta
from typing import Any

import psycopg
from django.utils import timezone

from accounts.models import User
from dailycare.models import CareEntry
from governance.services import acting_for, change
from portability.tables import LEFT_OUT, STAYS
from records.models import Person
from tests.filled import a_filled_provider
from tests.people import the_cast

# Tables of the installation, and second steps, which nobody takes along.
OF_THE_INSTALLATION = (
    "django_migrations",
    "django_content_type",
    "django_session",
    "mfa_authenticator",
)
VERSIONS = 5


def fill_provider(people: int, notes: int) -> dict[str, Any]:
    """Fill Rosewood with so many people of whom nothing is left out; returns how much it is."""
    cast = the_cast()
    with acting_for(cast.provider.pk):
        a_filled_provider(cast, people, VERSIONS)
        for person in Person.objects.all():
            _write_notes(cast.ada, person, notes)
    return {"people": people, "notes": people * notes, "versions_of_each": VERSIONS}


def _write_notes(by: User, person: Person, notes: int) -> None:
    now = timezone.now()
    with change(by=by, why="notes"):
        CareEntry.objects.bulk_create(
            CareEntry(
                person=person, kind="drink", text=f"Half a cup of tea, {note}",
                values={"ml": 100 + note}, happened_on=now.date(),
                sorts_at=now - timedelta(hours=note),
            )
            for note in range(notes)
        )  # fmt: skip


def digest_of_tables(provider_id: str) -> dict[str, str]:
    """One hash for each table that a package has, of every column that it has."""
    left_out = {label.replace(".", "_") for label in LEFT_OUT}
    left_out |= {f"{table}version" for table in left_out}
    found = {}
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        owner.execute("SELECT set_config('dscr.provider', %s, true)", [provider_id])
        for (table,) in owner.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
            "AND relnamespace = 'public'::regnamespace AND NOT relname = ANY(%s)",
            [[*left_out, *OF_THE_INSTALLATION]],
        ).fetchall():
            rows = f'SELECT t FROM "{table}" t'
            if table == "accounts_user":
                gone = ", ".join(f"'{name}'" for name in STAYS["accounts.user"])
                rows = (
                    f"SELECT to_jsonb(t) - ARRAY[{gone}] AS t FROM accounts_user t WHERE "
                    f"provider_id = '{provider_id}' AND username NOT LIKE 'system:arrival:%'"
                )
            row = owner.execute(
                f"SELECT coalesce(md5(string_agg(md5(r.t::text), '' ORDER BY md5(r.t::text))), '') "
                f"FROM ({rows}) r"
            ).fetchone()
            found[table] = str(row and row[0])
    return found
