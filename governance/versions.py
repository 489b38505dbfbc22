"""The base of every history table: what a version of a care record always carries."""

import pghistory.models
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast, NullIf


def transaction_setting(name: str) -> NullIf:
    """Return the SQL that reads what `governance.services.change` set for this transaction."""
    setting = models.Func(models.Value(name), models.Value(value=True), function="current_setting")
    return NullIf(setting, models.Value(""))


class Version(pghistory.models.Event):
    """One version of a record: the row as it stood, who wrote it, why and when.

    Author and reason are NOT NULL and come from the transaction, so a write from outside
    `change()` fails in the database, whatever path it took.
    """

    pgh_id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_default=Cast(transaction_setting("dscr.actor"), models.UUIDField()),
    )
    reason = models.TextField(db_default=transaction_setting("dscr.why"))

    class Meta:
        abstract = True
