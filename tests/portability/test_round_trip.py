"""Out and in again: equal to the last field and version."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import models, transaction
from django.db.models import Count
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from governance.records import CareRecord
from governance.services import acting_for
from portability import services
from portability.package import Package
from portability.services import arriving
from portability.tables import Table, tables
from records import services as records
from records.kinds import KINDS
from records.models import CodingField, Need
from tests.filled import a_filled_person, a_filled_provider
from tests.portability.conftest import copied
from tests.portability.two_databases import (
    an_empty_database,
    everything_here,
    everything_of,
    everything_there,
)

# Tables of Django and allauth that the product does not use.
NOTHING_HERE = {
    "account_emailaddress", "account_emailconfirmation", "auth_group", "auth_group_permissions",
    "pghistory_context",
}  # fmt: skip


# Columns of accounts that stay behind, as every manifest says.
STAYS_EMPTY = {"accounts.user": {"last_login", "pin", "signed_out_at"}}


def is_filled(model: type[models.Model], field: models.Field) -> bool:
    """Say whether any row has something in a column."""
    values = model._default_manager.values_list(field.name, flat=True)
    return any(value not in (None, "", {}) for value in values)


def empty_columns(table: Table) -> set[str]:
    return {f.name for f in table.model._meta.concrete_fields if not is_filled(table.model, f)}


def most_versions(table: Table) -> int:
    """How many versions there are of the record that has most of them, by how many authors."""
    numbers = table.history._default_manager.values("pgh_obj_id").annotate(n=Count("author_id"))
    return max(numbers.values_list("n", flat=True))


def test_a_provider_comes_out_and_in_equal_to_the_last_field(rosewood, elsewhere):
    a_filled_provider(rosewood, people=3, versions=4)
    before = everything_here()
    assert {table for table, rows in before.items() if not rows} == NOTHING_HERE
    for table in tables():
        assert empty_columns(table) == STAYS_EMPTY.get(table.label, set()), table.label
        assert not issubclass(table.model, CareRecord) or most_versions(table) >= 4, table.label

    came = services.bring_in(copied(rosewood), owner_url=elsewhere)

    after = everything_there(elsewhere, rosewood.provider.pk)
    assert before.keys() == after.keys()
    for name, rows in before.items():
        assert after[name] == rows, name
    assert came.versions == sum(len(rows) for name, rows in before.items() if "version" in name)
    assert came.files == 9


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


@pytest.fixture(scope="module")
def arrival() -> Iterator[psycopg.Connection]:
    """An empty installation that records come into, and are taken back from."""
    with an_empty_database("test_anybody") as url, psycopg.connect(url) as owner:
        yield owner


def test_a_note_far_longer_than_any_form_takes_comes_out_and_in(rosewood, arrival):
    words = "Nothing new. \N{TEACUP WITHOUT HANDLE}\n" * 350_000
    for _ in range(3):
        records.add(Need, rosewood.joan, by=rosewood.ada, category="skin", text=words)
    before = everything_here()

    with arrival.transaction(force_rollback=True):
        arriving.load(Package.opened(copied(rosewood)), arrival)
        after = everything_of(arrival, rosewood.provider.pk)

    assert len(words.encode()) > 6_000_000
    assert len(after["records_need"]) == 3
    assert after == before


# Made-up people -------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
WRITTEN = WORDS.filter(bool)
POOLS = st.fixed_dictionaries(
    {
        models.TextField: st.lists(WRITTEN, min_size=1, max_size=5),
        models.DateField: st.lists(st.dates(), min_size=1, max_size=5),
        models.DecimalField: st.lists(
            st.decimals(-9_999_999, 9_999_999, places=2), min_size=1, max_size=3
        ),
        models.TimeField: st.lists(st.times(), min_size=1, max_size=5),
        models.DateTimeField: st.lists(
            st.datetimes(timezones=st.timezones()), min_size=1, max_size=5
        ),
        models.BooleanField: st.lists(st.booleans(), min_size=1, max_size=3),
        models.IntegerField: st.lists(st.integers(1, 10), min_size=1, max_size=3),
        models.UUIDField: st.lists(st.uuids(), min_size=1, max_size=2),
        CodingField: st.lists(
            st.dictionaries(st.sampled_from(["system", "code"]), WORDS), min_size=1, max_size=3
        ),
        models.JSONField: st.lists(
            st.dictionaries(WORDS, WORDS | st.integers() | st.none()), min_size=1, max_size=3
        ),
        models.BinaryField: st.lists(st.binary(min_size=1, max_size=200), min_size=1, max_size=2),
    }
)


@given(
    pools=POOLS, left_out=st.lists(st.booleans(), min_size=1, max_size=7),
    reasons=st.lists(WRITTEN, max_size=3),
)  # fmt: skip
@hypothesis_settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink one would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whoever_it_is_they_come_out_and_in_equal(cast, arrival, pools, left_out, reasons):
    """A record of every class, with any words, days, codes, bytes, gaps and number of versions."""
    with transaction.atomic(), acting_for(cast.provider.pk):
        filled = a_filled_person(cast, 0, pools, left_out)
        for reason in reasons:
            filled.write_again(by=cast.nora, why=reason)
        before = everything_here()

        with arrival.transaction(force_rollback=True):
            arriving.load(Package.opened(copied(cast)), arrival)
            after = everything_of(arrival, cast.provider.pk)
        transaction.set_rollback(True)

    assert {kind.slug for kind in KINDS if not before[kind.model._meta.db_table]} == set()
    assert after == before
