"""People with a record in every class, several versions of each, two files, and notes."""

import os
from datetime import timedelta
from typing import Any

import psycopg
from django.apps import apps
from django.utils import timezone

from accounts.models import User
from dailycare.models import CareEntry
from governance.services import acting_for, change
from portability.tables import LEFT_OUT, STAYS
from records import services as records
from records.file_types import Upload
from records.models import Document, Need, PersonRecord
from tests.governance.rows import Rows
from tests.people import a_person, the_cast

# Tables of the installation, and second steps, which nobody takes along.
OF_THE_INSTALLATION = (
    "django_migrations",
    "django_content_type",
    "django_session",
    "mfa_authenticator",
)
FILES = 2
VERSIONS = 5
BYTES = 40_000


def fill_provider(people: int, notes: int) -> dict[str, Any]:
    """Fill Rosewood with so many people; returns how much it is."""
    cast = the_cast()
    with acting_for(cast.provider.pk):
        for number in range(people):
            _fill(cast.marcus, cast, number, notes)
    return {"people": people, "notes": people * notes, "files": people * FILES}


def _fill(by: User, cast: Any, number: int, notes: int) -> None:
    person = a_person(cast.home, by=by, given_name=f"Person {number}", nhs_number="")
    rows = Rows(cast.provider, by, cast.home, person)
    with change(by=by, why="a record of every class"):
        for model in apps.get_models():
            if issubclass(model, PersonRecord):
                rows.of(model)
    need = Need.objects.get(person=person)
    for version in range(1, VERSIONS):
        records.revise(need, replaces=version, by=cast.ada, why="Seen", text=f"Version {version}")
    for name in range(FILES):
        content = f"{person.pk}{name}".encode() * (BYTES // 37)
        upload = Upload(f"{name}.txt", "text/plain", content)
        records.add(Document, person, by=by, title=f"Letter {name}", file=upload)
    now = timezone.now()
    with change(by=cast.ada, why="notes"):
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
    found = {}
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        owner.execute("SELECT set_config('dscr.provider', %s, true)", [provider_id])
        for (table,) in owner.execute(
            "SELECT tablename FROM pg_tables "
            "WHERE schemaname = 'public' AND NOT tablename = ANY(%s)",
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
