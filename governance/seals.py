"""Sealing: new versions and audit entries get a link in their provider's chain (decision 0006)."""

import logging
from collections.abc import Iterator
from uuid import UUID

from django.db import models
from django.db.models import Max, Q
from django.utils import timezone

from governance import digests
from governance.digests import ask
from governance.models import Seal, SealedRows
from governance.services import acting_for

logger = logging.getLogger(__name__)

# As many numbers and digests as are held in memory at once.
ROWS_IN_A_PART = 10_000
A_PAGE = "t.provider_id = %s AND t.{key} > %s ORDER BY t.{key} LIMIT %s"
SEALED_BEFORE = """
    SELECT sealed.id FROM governance_sealedrows s, unnest(s.ids) sealed (id)
    WHERE s.provider_id = %s AND s."table" = %s AND s.highest > %s
      AND sealed.id > %s AND sealed.id <= %s
"""


def seal_new_rows(provider_id: UUID) -> Seal | None:
    """Seal what was written since the last seal; return the new one, None when nothing was.

    Every row that can be seen and is in no seal goes in, also one whose number is lower than
    some that were sealed before: its transaction was slower. So none is left out, or sealed twice.
    """
    with acting_for(provider_id):
        # One seal of a provider at a time, or two would name the same one before them.
        ask("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"seal {provider_id}"])
        ask(digests.SAME_TEXT_EVERYWHERE)
        last = Seal.objects.order_by("-number").first()
        [(oldest_running,)] = ask("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        number = last.number + 1 if last else 1
        leaves, rows = [], 0
        for part in _parts(provider_id, number, settled(last)):
            part.save(force_insert=True)
            leaves.append(digests.of_part(part))
            rows += len(part.ids)
        if not leaves:
            return None
        [(next_one,)] = ask("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        seal = Seal(
            provider_id=provider_id,
            number=number,
            sealed_at=timezone.now(),
            rows=rows,
            oldest_running=oldest_running,
            next_transaction=next_one,
            root=digests.merkle_root(leaves),
            previous=last.hash if last else b"",
        )
        seal.hash = digests.of_seal(seal)
        seal.save(force_insert=True)
    # The log is kept elsewhere, so it can tell of a chain that was made anew from end to end.
    logger.info("Seal %s of provider %s: %s rows, %s", number, provider_id, rows, seal.hash.hex())
    return seal


def settled(last: Seal | None) -> dict[str, int]:
    """Return, for each table, the number up to which every row there will ever be is sealed.

    A row gets its number in a transaction that may end after the one that got a higher number. But
    when everything that ran at an earlier seal was over as the last one began, the last one saw,
    and sealed, whatever it had left. A database that was copied to another server counts its
    transactions anew: nothing runs there of what ran before.
    """
    if last is None:
        return {}
    over = Q(next_transaction__lte=last.oldest_running)
    over |= Q(next_transaction__gt=last.next_transaction)
    earlier = Seal.objects.filter(over, number__lt=last.number).order_by("-number").first()
    parts = SealedRows.objects.filter(seal_number__lte=earlier.number if earlier else 0)
    return dict(parts.values_list("table").annotate(Max("highest")))


def _parts(provider_id: UUID, number: int, settled_at: dict[str, int]) -> Iterator[SealedRows]:
    """The parts of a seal that is being made, of a bounded number of rows each."""
    position = 0
    for model in digests.sealed_models():
        table, columns = model._meta.db_table, digests.columns_of(model)
        for page in _new_rows(model, provider_id, settled_at.get(table, 0)):
            position += 1
            found = [bytes(digest) for _, digest in page]
            yield SealedRows(
                provider_id=provider_id,
                seal_number=number,
                position=position,
                table=table,
                columns=columns,
                highest=page[-1][0],
                ids=[row for row, _ in page],
                beginnings=b"".join(digest[: digests.BEGINNING] for digest in found),
                root=digests.merkle_root(found),
            )


def _new_rows(
    model: type[models.Model], provider_id: UUID, after: int
) -> Iterator[list[tuple[int, bytes]]]:
    """The rows of a table that are in no seal, in order, a page at a time."""
    table = model._meta.db_table
    key = digests.key_of(table)
    sql = digests.digests(table, key, digests.columns_of(model), A_PAGE.format(key=key))
    while page := ask(sql, [provider_id, after, ROWS_IN_A_PART]):
        upto = page[-1][0]
        before = set(ask(SEALED_BEFORE, [provider_id, table, after, after, upto]))
        if new := [found for found in page if found[:1] not in before]:
            yield new
        after = upto
