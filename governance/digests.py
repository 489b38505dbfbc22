"""What a seal is made of: digests of rows worked out by the database, and the tree over them.

Decision 0006 documents the form, so that somebody without this code can check a seal.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from django.apps import apps
from django.db import connection, models

from governance.models import Seal, SealedRows
from governance.records import PutOnRecord
from governance.versions import Version

# How much of each digest is kept beside its seal: enough to name the row that was altered.
BEGINNING = 8
# What the text of a row could depend on besides the row.
SAME_TEXT_EVERYWHERE = """
    SELECT set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO', true),
           set_config('IntervalStyle', 'iso_8601', true), set_config('bytea_output', 'hex', true),
           set_config('extra_float_digits', '1', true)
"""


def sealed_models() -> list[type[models.Model]]:
    """Every history, and every audit, by the name of the table."""
    sealed = [m for m in apps.get_models() if issubclass(m, (Version, PutOnRecord))]
    return sorted(sealed, key=lambda model: model._meta.db_table)


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns that a row's digest covers: all that the model has."""
    return sorted(str(field.column) for field in model._meta.concrete_fields)


def key_of(table: str) -> str:
    """The column in which the database numbers the rows of a sealed table."""
    audits = {model._meta.db_table for model in apps.get_models() if issubclass(model, PutOnRecord)}
    return "id" if table in audits else "pgh_id"


def digests(table: str, key: str, columns: Sequence[str], which: str) -> str:
    """Return the SQL for the number and digest of each row that a condition admits, in order.

    A digest is SHA-256 of a zero byte and the row as PostgreSQL's jsonb text, in UTF-8.
    """
    named = ", ".join(f'"{column}"' for column in columns)
    return rf"""
        SELECT r.{key}, sha256('\x00'::bytea || convert_to(to_jsonb(r)::text, 'UTF8'))
        FROM (SELECT {named} FROM "{table}" t WHERE {which}) r ORDER BY r.{key}
    """


def ask(sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a query and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of a tree of digests, as RFC 6962 makes it; an odd one waits a level."""
    level = list(leaves)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        joined = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = joined + level[len(joined) * 2 :]
    return level[0] if level else hashlib.sha256().digest()


def of_part(part: SealedRows) -> bytes:
    """Return the digest of one part of a seal: a leaf of the seal's own tree."""
    listing = hashlib.sha256(bytes(part.beginnings))
    said = [part.seal_number, part.position, part.table, part.columns, part.highest, part.ids]
    return _digest(b"\x00", *said, listing.hexdigest(), bytes(part.root).hex())


def of_seal(seal: Seal) -> bytes:
    """Return the hash of a seal: the next one names it."""
    said = [seal.number, seal.rows, seal.oldest_running, seal.next_transaction]
    moment = seal.sealed_at.astimezone(UTC).isoformat()
    roots = bytes(seal.root).hex(), bytes(seal.previous).hex()
    return _digest(b"\x02", str(seal.provider_id), *said, moment, *roots)


def _digest(kind: bytes, *said: object) -> bytes:
    text = json.dumps(said, separators=(",", ":"))
    return hashlib.sha256(kind + text.encode()).digest()
