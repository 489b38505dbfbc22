"""Issue 3, done means 3: whoever alters history, with every right there is, is found."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from governance import digests, tasks
from governance.models import Seal, SealedRows
from governance.seals import seal_new_rows
from governance.services import acting_for
from governance.verification import Finding, verify_history
from records import services
from records.models import Need
from tests.governance.rows import CARE_RECORDS
from tests.governance.sealing import a_sealed_database, act, seal_until_settled

SEALED = [model._meta.db_table for model in digests.sealed_models()]
WORDS = {"governance_auditevent": "why", "gpconnect_gprecordaccess": "name"}


@pytest.fixture(scope="module")
def sealed(django_db_setup: None, django_db_blocker: object) -> Iterator[SimpleNamespace]:
    with django_db_blocker.unblock(), a_sealed_database(f"test_seals_{os.getpid()}") as ground:
        yield ground


def tell(ground: SimpleNamespace, statement: str, *parameters: object) -> list[tuple]:
    """Run SQL as the owner."""
    cursor = ground.owner.execute(statement, parameters)
    return cursor.fetchall() if cursor.description else []


# What points at a table: whoever owns it takes that away before they meddle.
POINTERS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'f' AND confrelid = %s::regclass AND conparentid = 0
"""


@contextmanager
def meddled(ground: SimpleNamespace, table: str, *statements: str) -> Iterator[None]:
    """A table's triggers and pointers are off, statements run; afterwards all is as it was.

    Were it not, the next test would find what this one did.
    """
    pointers = tell(ground, POINTERS, table)
    for holder, name, _definition in pointers:
        tell(ground, f"ALTER TABLE {holder} DROP CONSTRAINT {name}")
    tell(ground, f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
    tell(ground, f'CREATE TEMP TABLE kept AS SELECT * FROM public."{table}"')
    tell(ground, f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    try:
        for statement in statements:
            tell(ground, statement)
        yield
    finally:
        tell(ground, f'DELETE FROM "{table}"')
        tell(ground, f'INSERT INTO "{table}" OVERRIDING SYSTEM VALUE SELECT * FROM kept')
        for holder, name, definition in pointers:
            tell(ground, f"ALTER TABLE {holder} ADD CONSTRAINT {name} {definition}")
        tell(ground, f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        tell(ground, f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        tell(ground, "DROP TABLE kept")


def finding(ground: SimpleNamespace) -> Finding | None:
    return verify_history(ground.provider).finding


def lowest(ground: SimpleNamespace, table: str) -> int:
    return tell(ground, f'SELECT min({digests.key_of(table)}) FROM "{table}"')[0][0]


def test_what_nobody_touched_is_proven(sealed):
    proof = verify_history(sealed.provider)
    rows = sum(tell(sealed, f'SELECT count(*) FROM "{table}"')[0][0] for table in SEALED)

    assert (proof.finding, proof.unsealed) == (None, 0)
    assert proof.rows == rows > len(SEALED)
    assert proof.seals >= 2


@pytest.mark.parametrize("table", SEALED)
def test_one_byte_of_a_row_is_found_and_its_row_named(sealed, table):
    column, row = WORDS.get(table, "reason"), lowest(sealed, table)
    one_byte = f"""UPDATE "{table}" SET {column} = overlay({column} placing '~' from 1 for 1)
                   WHERE {digests.key_of(table)} = {row}"""

    with meddled(sealed, table, one_byte):
        assert finding(sealed) == Finding(table, row, "altered")


@pytest.mark.parametrize("table", SEALED)
def test_a_row_that_was_removed_is_named(sealed, table):
    row = lowest(sealed, table)

    with meddled(sealed, table, f'DELETE FROM "{table}" WHERE {digests.key_of(table)} = {row}'):
        assert finding(sealed) == Finding(table, row, "removed")


@pytest.mark.parametrize("table", SEALED)
def test_a_row_that_was_slipped_in_is_named(sealed, table):
    slip = f"""INSERT INTO "{table}" OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(
               t, '{{"{digests.key_of(table)}": -7}}')).* FROM "{table}" t
               WHERE provider_id = '{sealed.provider}' LIMIT 1"""

    with meddled(sealed, table, slip):
        assert finding(sealed) == Finding(table, -7, "inserted")


@pytest.mark.parametrize("table", [model._meta.db_table for model in CARE_RECORDS])
def test_a_record_that_no_longer_is_what_its_history_says_is_named(sealed, table):
    row = tell(sealed, f'SELECT id FROM "{table}" ORDER BY id LIMIT 1')[0][0]

    tell(sealed, f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
    tell(sealed, f'UPDATE "{table}" SET version = version + 1 WHERE id = %s', row)
    assert finding(sealed) == Finding(table, row, "altered")

    tell(sealed, f'UPDATE "{table}" SET version = version - 1 WHERE id = %s', row)
    tell(sealed, f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
    assert finding(sealed) is None


FILES = "records_documentfile"
ONE_BYTE = "content = set_byte(content, 0, get_byte(content, 0) # 1)"
OTHER_HASH = "sha256 = encode(sha256(set_byte(content, 0, get_byte(content, 0) # 1)), 'hex')"


@pytest.mark.parametrize(
    "change_it",
    [ONE_BYTE, OTHER_HASH, f"{ONE_BYTE}, {OTHER_HASH}", "size = size + 1", "file_name = 'y'"],
)
def test_a_file_that_was_altered_is_named(sealed, change_it):
    """Its bytes are in no history: their hash is, so all three would have to be altered."""
    row = tell(sealed, f"SELECT id FROM {FILES}")[0][0]

    with meddled(sealed, FILES, f"UPDATE {FILES} SET {change_it}"):
        assert finding(sealed) == Finding(FILES, row, "altered")


def test_a_file_that_was_removed_or_slipped_in_is_named(sealed):
    row = tell(sealed, f"SELECT id FROM {FILES}")[0][0]
    slip = f"""INSERT INTO {FILES} SELECT (jsonb_populate_record(
               t, jsonb_build_object('id', uuidv7()))).* FROM {FILES} t"""

    with meddled(sealed, FILES, f"DELETE FROM {FILES}"):
        assert finding(sealed) == Finding(FILES, row, "removed")
    with meddled(sealed, FILES, slip):
        found = finding(sealed)
        assert (found.table, found.what) == (FILES, "inserted")
        assert found.row != row


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (model._meta.db_table, field.column)
        for model in (Seal, SealedRows)
        for field in model._meta.concrete_fields
        if field.name != "id"
    ],
)
def test_a_seal_that_was_altered_is_found(sealed, table, column):
    other = {
        "provider_id": f"'{sealed.cast.other.pk}'",
        "sealed_at": "sealed_at - interval '1 microsecond'",
        "columns": "columns[2:]",
        "ids": "ids[2:]",
        "table": "'accounts_unitversion'",
    }
    other |= dict.fromkeys(["root", "previous", "hash", "beginnings"], f"{column} || '\\x00'")
    change_it = f'UPDATE "{table}" SET "{column}" = {other.get(column, f"{column} + 1000")}'

    with meddled(sealed, table, change_it):
        found = finding(sealed)
        assert found, "nothing was found"
        assert found.table == "governance_seal"


@pytest.mark.parametrize("number", ["1", "(SELECT max(number) FROM governance_seal)"])
def test_a_seal_that_was_removed_is_found(sealed, number):
    with meddled(sealed, "governance_seal", f"DELETE FROM governance_seal WHERE number = {number}"):
        assert finding(sealed).what == "removed"
        assert finding(sealed).table == "governance_seal"


def test_a_chain_made_anew_does_not_have_the_seal_that_was_noted(sealed):
    head = bytes.fromhex(verify_history(sealed.provider).head)

    assert verify_history(sealed.provider, noted=head).finding is None
    assert "noted" in str(verify_history(sealed.provider, noted=b"another").finding)


def test_a_slow_transaction_is_sealed_once_it_ends(sealed):
    """Its row has a lower number than one that was sealed before it could be seen."""
    with psycopg.connect(**as_the_application()) as slow:
        slow.execute("SELECT set_config('dscr.provider', %s, true)", [str(sealed.provider)])
        columns = "provider_id, act, actor_id, why, outcome"
        [number] = slow.execute(
            f"INSERT INTO governance_auditevent ({columns}) SELECT {columns} "
            "FROM governance_auditevent LIMIT 1 RETURNING id"
        ).fetchone()
        act(sealed.cast)
        early = seal_new_rows(sealed.provider)
        act(sealed.cast)
        again = seal_new_rows(sealed.provider)
        slow.commit()
    late = seal_new_rows(sealed.provider)

    with acting_for(sealed.provider):
        [part] = SealedRows.objects.filter(seal_number=late.number)
        seals = SealedRows.objects.filter(ids__contains=[number])
        assert [p.seal_number for p in seals] == [late.number]
        assert part.ids == [number]
        assert SealedRows.objects.get(seal_number=early.number).highest > number
    assert (early.rows, again.rows, late.rows) == (1, 1, 1)
    assert finding(sealed) is None


def as_the_application() -> dict[str, object]:
    return connection.get_connection_params() | {"cursor_factory": None, "context": None}


def test_two_sealers_at_once_make_one_chain(sealed):
    made: list[Seal | None] = []

    def seal() -> None:
        made.append(seal_new_rows(sealed.provider))
        connection.close()

    act(sealed.cast)
    sealers = [threading.Thread(target=seal) for _ in range(3)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join()

    assert [seal.rows for seal in made if seal] == [1]
    assert finding(sealed) is None


def test_parts_are_bounded_and_nothing_is_left_out_between_them(sealed, monkeypatch):
    monkeypatch.setattr("governance.seals.ROWS_IN_A_PART", 2)
    for _ in range(5):
        act(sealed.cast)

    seal = seal_new_rows(sealed.provider)

    with acting_for(sealed.provider):
        sizes = [len(part.ids) for part in SealedRows.objects.filter(seal_number=seal.number)]
    assert sum(sizes) == seal.rows == 5
    assert max(sizes) <= 2
    assert verify_history(sealed.provider).unsealed == 0
    assert finding(sealed) is None


def test_a_column_that_comes_later_leaves_old_seals_good(sealed):
    tell(sealed, "ALTER TABLE records_needversion ADD COLUMN later text DEFAULT 'x'")
    assert finding(sealed) is None

    tell(sealed, "ALTER TABLE records_needversion DROP COLUMN later")
    tell(sealed, "ALTER TABLE records_needversion RENAME COLUMN what_matters TO other")
    assert finding(sealed).what == "left without its column what_matters"
    tell(sealed, "ALTER TABLE records_needversion RENAME COLUMN other TO what_matters")


def test_work_that_was_undone_leaves_no_hole(sealed):
    with acting_for(sealed.provider):
        services.add(Need, sealed.cast.joan, by=sealed.cast.ada, category="skin", text="x")
        transaction.set_rollback(True)
    seal_until_settled(sealed.cast)

    assert finding(sealed) is None


def test_each_provider_has_a_chain_of_its_own(sealed, monkeypatch):
    queued: list[str] = []
    monkeypatch.setattr(tasks.seal_new_rows, "delay", queued.append)
    tasks.seal_every_provider.apply(throw=True)
    for provider_id in queued:
        tasks.seal_new_rows.apply(args=[provider_id], throw=True)
    theirs = verify_history(sealed.cast.other.pk)

    assert (theirs.finding, theirs.seals) == (None, 1)
    assert theirs.head != verify_history(sealed.provider).head
    assert seal_new_rows(sealed.cast.other.pk) is None


def test_the_commands_seal_and_prove(sealed, capsys):
    act(sealed.cast)
    call_command("seal_history")
    call_command("verify_history")
    call_command("seal_history", provider=sealed.provider)

    proof = verify_history(sealed.provider)
    said = capsys.readouterr().out
    assert f"{sealed.provider}: seal {proof.seals}, 1 rows, {proof.head}" in said
    assert f"{proof.rows} rows proven, 0 not sealed yet; last seal {proof.head}" in said
    assert f"{sealed.provider}: no rows" in said


def test_the_command_ends_with_the_first_row_that_was_altered(sealed):
    row = lowest(sealed, "records_personversion")
    alter = "UPDATE records_personversion SET family_name = 'Petty'"

    with meddled(sealed, "records_personversion", alter):
        with pytest.raises(CommandError, match=f"records_personversion {row} was altered") as ended:
            call_command("verify_history", "--provider", str(sealed.provider))
        assert ended.value.returncode == 1


def test_a_noted_seal_is_looked_for_in_one_chain(sealed):
    head = verify_history(sealed.provider).head

    call_command("verify_history", "--provider", str(sealed.provider), "--noted", head)
    with pytest.raises(CommandError, match="whose seal"):
        call_command("verify_history", "--noted", head)
