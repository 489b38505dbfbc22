"""Out and in again: equal to the last field and version."""

from datetime import date

import psycopg
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from governance.services import acting_for
from portability import services
from records import services as records
from records.file_types import Upload
from records.models import Document, Need
from tests.people import a_person
from tests.portability.conftest import copied
from tests.portability.two_databases import (
    an_empty_database,
    everything_here,
    everything_there,
)

# Tables of Django and allauth that the product does not use.
NOTHING_HERE = {
    "account_emailaddress", "account_emailconfirmation", "auth_group", "auth_group_permissions",
    "pghistory_context",
}  # fmt: skip


def test_a_provider_comes_out_and_in_equal_to_the_last_field(whole, elsewhere):
    before = everything_here()
    assert {table for table, rows in before.items() if not rows} == NOTHING_HERE

    came = services.bring_in(copied(whole), owner_url=elsewhere)

    after = everything_there(elsewhere, whole.provider.pk)
    assert before.keys() == after.keys()
    for table, rows in before.items():
        assert after[table] == rows, table
    assert came.versions == sum(len(rows) for table, rows in before.items() if "version" in table)
    assert came.files == 3


def schema_of(url: str) -> list[tuple]:
    """The constraints and triggers of a database, with what is on and what is put off."""
    with psycopg.connect(url) as owner:
        return owner.execute("""
            SELECT conrelid::regclass::text, conname, condeferrable::text || condeferred::text
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL
            SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger
            WHERE NOT tgisinternal ORDER BY 1, 2
        """).fetchall()


def test_the_walls_stand_as_they_did_before_a_package_came(whole, elsewhere):
    before = schema_of(elsewhere)

    services.bring_in(copied(whole), owner_url=elsewhere)

    assert schema_of(elsewhere) == before
    assert len(before) > 400


def test_what_arrived_is_written_on_from_its_last_version(whole, elsewhere):
    """Numbers of versions go on behind those that came, and triggers write again."""
    services.bring_in(copied(whole), owner_url=elsewhere)

    with psycopg.connect(elsewhere) as owner:
        for name, value in [
            ("provider", whole.provider.pk), ("actor", whole.marcus.pk), ("why", "moved"),
        ]:  # fmt: skip
            owner.execute("SELECT set_config('dscr.' || %s, %s, true)", [name, str(value)])
        owner.execute("UPDATE records_person SET phone = '01632 960001'")
        latest = owner.execute(
            "SELECT version, reason, pgh_id FROM records_personversion ORDER BY pgh_id DESC LIMIT 1"
        ).fetchone()
        acts = owner.execute("SELECT why FROM governance_auditevent").fetchall()
    assert latest[:2] == (2, "moved")
    assert acts == [("the record came in as a package",)]


# Made-up people -------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))
REVISIONS = st.lists(WORDS.filter(bool), max_size=4, unique=True)


@given(
    given_name=WORDS, about=WORDS, said=REVISIONS, day=DAYS,
    at=st.none() | st.times(), file=st.none() | st.binary(min_size=1, max_size=200),
)  # fmt: skip
@hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whoever_it_is_they_come_out_and_in_equal(
    cast, tmp_path, given_name, about, said, day, at, file
):
    """Any words, days, bytes and number of versions; each into an installation of their own."""
    with transaction.atomic(), acting_for(cast.provider.pk):
        ada = cast.ada
        person = a_person(cast.home, by=cast.marcus, given_name=given_name, nhs_number="")
        records.write_about_me(person, replaces=None, by=ada, my_wellness=about)
        need = records.add(
            Need, person, by=ada, category="skin", text="x", happened_on=day, happened_time=at
        )
        for version, words in enumerate(said, 1):
            records.revise(
                need, replaces=version, by=ada, why=words, text=words, what_matters=about
            )
        if file:
            upload = Upload("a.txt", "text/plain", file)
            records.add(Document, person, by=ada, title=about or "A", file=upload)
        before = everything_here()

        with an_empty_database("test_anybody") as url:
            services.bring_in(copied(cast), owner_url=url)
            after = everything_there(url, cast.provider.pk)
        transaction.set_rollback(True)

    assert after == before
