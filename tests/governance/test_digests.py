"""The tree over digests is that of RFC 6962, and a digest changes with any column."""

import hashlib

import pytest
from django.db import connection

from governance import digests
from tests.governance.rows import AUDITS, VERSIONS, rows_of_every_table

# The inputs and roots with which implementations of certificate transparency are compared.
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_tree_has_the_published_roots(size):
    leaves = [hashlib.sha256(b"\0" + bytes.fromhex(text)).digest() for text in INPUTS[:size]]

    assert digests.merkle_root(leaves).hex() == ROOTS[size]


def test_every_history_and_every_audit_are_sealed_with_every_column(db):
    columns = set(
        digests.ask("SELECT table_name::text, column_name::text FROM information_schema.columns")
    )
    sealed = {(m._meta.db_table, c) for m in digests.sealed_models() for c in digests.columns_of(m)}
    tables = {m._meta.db_table for m in [*VERSIONS, *AUDITS]}

    assert sealed == {(table, column) for table, column in columns if table in tables}


def test_a_digest_does_not_depend_on_how_the_session_shows_things(rosewood):
    rows_of_every_table(rosewood)
    odd = {"TimeZone": "Asia/Tokyo", "DateStyle": "German", "IntervalStyle": "postgres_verbose",
           "bytea_output": "escape", "extra_float_digits": "-3"}  # fmt: skip

    def all_of_them() -> list[tuple]:
        digests.ask(digests.SAME_TEXT_EVERYWHERE)
        return [
            found
            for model in digests.sealed_models()
            for found in digests.ask(
                digests.digests(
                    model._meta.db_table,
                    digests.key_of(model._meta.db_table),
                    digests.columns_of(model),
                    "true",
                )
            )
        ]

    before = all_of_them()
    for name, value in odd.items():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])

    assert len(before) > len(VERSIONS)
    assert all_of_them() == before


def test_a_digest_is_of_the_documented_text(rosewood):
    """Decision 0006: what somebody would do without this code."""
    digests.ask(digests.SAME_TEXT_EVERYWHERE)
    table = "governance_auditevent"
    [(_, digest), *_] = digests.ask(digests.digests(table, "id", ["why", "id", "at"], "true"))
    [(number, at, why)] = digests.ask(
        f"SELECT id, to_json(at)#>>'{{}}', why FROM {table} ORDER BY id LIMIT 1"
    )

    text = f'{{"at": "{at}", "id": {number}, "why": "{why}"}}'
    assert at.endswith("+00:00")
    assert bytes(digest) == hashlib.sha256(b"\0" + text.encode()).digest()
