"""Proof that no version, audit entry, record or file was altered, removed or inserted (0006)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Sum

from governance import digests
from governance.digests import ask
from governance.models import Seal, SealedRows
from governance.records import bytes_columns
from governance.seals import settled
from governance.services import acting_for

SEALS = Seal._meta.db_table
PARTS_AT_ONCE = 10
UNSEALED = """
    SELECT t.{key} FROM "{table}" t WHERE t.provider_id = %s AND t.{key} <= %s
    EXCEPT SELECT unnest(s.ids) FROM governance_sealedrows s
    WHERE s.provider_id = %s AND s."table" = %s
    ORDER BY 1 LIMIT 1
"""
EVERY_COLUMN = """
    SELECT table_name::text, column_name::text FROM information_schema.columns
    WHERE table_schema = 'public'
"""
# The bytes are hashed where they are, a file at a time: they never leave the database.
UNLIKE_ITS_HASH = """
    SELECT id FROM "{table}" WHERE provider_id = %s
      AND (size, sha256) IS DISTINCT FROM (length({bytes}), encode(sha256({bytes}), 'hex'))
    ORDER BY 1 LIMIT 1
"""
# Every record is as its latest version has it.
UNLIKE_ITS_HISTORY = """
    SELECT coalesce(r.id, v.id), CASE WHEN r.id IS NULL THEN 'removed'
        WHEN v.id IS NULL THEN 'inserted' ELSE 'altered' END
    FROM (SELECT * FROM "{table}" WHERE provider_id = %s) r FULL JOIN (
        SELECT DISTINCT ON (pgh_obj_id) * FROM "{versions}" WHERE provider_id = %s
        ORDER BY pgh_obj_id, pgh_id DESC) v ON v.pgh_obj_id = r.id
    WHERE ({of_record}) IS DISTINCT FROM ({of_version}) ORDER BY 1 LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One row that is not what it was."""

    table: str
    row: int | UUID
    what: str

    def __str__(self) -> str:
        return f"{self.table} {self.row} was {self.what}"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a check of one provider's history came to: the first finding, or none and counts."""

    finding: Finding | None
    seals: int = 0
    rows: int = 0
    unsealed: int = 0
    head: str = ""


def verify_history(provider_id: UUID, *, noted: bytes = b"") -> Proof:
    """Prove a provider's chain of seals and every row under it, or name the first that differs.

    `noted` is the hash of a seal that somebody kept elsewhere: the chain must have it.
    """
    with acting_for(provider_id):
        ask(digests.SAME_TEXT_EVERYWHERE)
        last = Seal.objects.order_by("-number").first()
        finding = next(_findings(provider_id, last, noted), None)
        if finding:
            return Proof(finding)
        rows = Seal.objects.aggregate(rows=Sum("rows", default=0))["rows"]
        there = sum(m._default_manager.count() for m in digests.sealed_models())
        head = bytes(last.hash).hex() if last else ""
        return Proof(None, last.number if last else 0, rows, there - rows, head)


def _findings(provider_id: UUID, last: Seal | None, noted: bytes) -> Iterator[Finding]:
    yield from _in_the_chain(last, noted)
    parts = SealedRows.objects.order_by("seal_number", "position")
    there = set(ask(EVERY_COLUMN))
    for part in parts.iterator(chunk_size=PARTS_AT_ONCE):
        if gone := {(part.table, column) for column in part.columns} - there:
            yield Finding(part.table, part.ids[0], f"left without its column {min(gone)[1]}")
        yield from _in_a_part(part)
    settled_at = settled(last)
    for model in digests.sealed_models():
        yield from _inserted(provider_id, model, settled_at.get(model._meta.db_table, 0))
    for record in apps.get_models():
        if hasattr(record, "versions"):
            yield from _unlike_its_history(provider_id, record)
            yield from _unlike_its_hash(provider_id, record)


def _in_the_chain(last: Seal | None, noted: bytes) -> Iterator[Finding]:
    """Seals that are missing, or do not hash to what they and those after them say."""
    before, number = b"", 0
    for seal in Seal.objects.order_by("number").iterator():
        number += 1
        if seal.number != number:
            yield Finding(SEALS, number, "removed")
        parts = SealedRows.objects.filter(seal_number=seal.number).order_by("position")
        leaves = [digests.of_part(part) for part in parts.iterator(chunk_size=PARTS_AT_ONCE)]
        is_whole = digests.merkle_root(leaves) == bytes(seal.root)
        if not is_whole or digests.of_seal(seal) != seal.hash or before != bytes(seal.previous):
            yield Finding(SEALS, seal.number, "altered")
        before = bytes(seal.hash)
    if SealedRows.objects.filter(seal_number__gt=number).exists():
        yield Finding(SEALS, number + 1, "removed")
    if noted and not Seal.objects.filter(hash=noted).exists():
        yield Finding(SEALS, last.number if last else 0, "not preceded by the seal that was noted")


def _in_a_part(part: SealedRows) -> Iterator[Finding]:
    """Rows under a seal that are gone, or no longer what was sealed."""
    key = digests.key_of(part.table)
    which = f"t.provider_id = %s AND t.{key} = ANY(%s)"
    sql = digests.digests(part.table, key, part.columns, which)
    found = {row: bytes(digest) for row, digest in ask(sql, [part.provider_id, part.ids])}
    size = digests.BEGINNING
    for place, row in enumerate(part.ids):
        sealed = part.beginnings[place * size : (place + 1) * size]
        if row not in found:
            yield Finding(part.table, row, "removed")
        elif found[row][:size] != sealed:
            yield Finding(part.table, row, "altered")
    if digests.merkle_root([found[row] for row in part.ids]) != part.root:
        yield Finding(part.table, part.highest, "altered, or one sealed with it")


def _inserted(provider_id: UUID, model: type[models.Model], upto: int) -> Iterator[Finding]:
    """Rows that came among those that were sealed, after no slower transaction could bring them."""
    table = model._meta.db_table
    sql = UNSEALED.format(table=table, key=digests.key_of(table))
    for (row,) in ask(sql, [provider_id, upto, provider_id, table]):
        yield Finding(table, row, "inserted")


def _unlike_its_history(provider_id: UUID, record: Any) -> Iterator[Finding]:
    """Records that were changed past the triggers, so that no version shows it."""
    versions = record.versions.rel.related_model
    table, kept = record._meta.db_table, {*digests.columns_of(versions)}
    columns = [column for column in digests.columns_of(record) if column in kept]
    sql = UNLIKE_ITS_HISTORY.format(
        table=table,
        versions=versions._meta.db_table,
        of_record=", ".join(f'r."{column}"' for column in columns),
        of_version=", ".join(f'v."{column}"' for column in columns),
    )
    for row, what in ask(sql, [provider_id, provider_id]):
        yield Finding(table, row, what)


def _unlike_its_hash(provider_id: UUID, record: Any) -> Iterator[Finding]:
    """Files whose bytes are no longer those that were kept."""
    for column in bytes_columns(record):
        table = record._meta.db_table
        for (row,) in ask(UNLIKE_ITS_HASH.format(table=table, bytes=column), [provider_id]):
            yield Finding(table, row, "altered")
