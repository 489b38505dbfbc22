"""What every table of care data shares: a provider, a version, and that nothing is deleted."""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models.functions import Cast, Now

import mods
from governance.ids import uuid7
from governance.versions import transaction_setting


class OwnForeignKey(models.ForeignKey):
    """A pointer to another record of the same provider.

    The database holds it to (provider, id) by a constraint that `governance.protection` adds:
    an ordinary foreign key would accept the id of another provider's record.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)


class OfProvider(models.Model):
    """A row that belongs to one provider; row-level security admits no other (decision 0002)."""

    provider = models.ForeignKey(
        "accounts.Provider",
        models.PROTECT,
        related_name="+",
        db_index=False,
        editable=False,
        db_default=Cast(transaction_setting("dscr.provider"), models.UUIDField()),
    )

    class Meta:
        abstract = True


class ProviderOwned(OfProvider):
    """A row of one provider that whoever records it can name before the database has it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True


class WrittenOnce(models.Model):
    """A row that nobody changes: the role is not granted it, and a trigger refuses the owner."""

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]


class PutOnRecord(WrittenOnce, OfProvider):
    """A row of an audit: the database numbers and dates it, and seals cover it (decision 0006)."""

    # In the order of writing, which seals rely on.
    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta(WrittenOnce.Meta):
        abstract = True


class CareRecord(ProviderOwned):
    """A versioned record in the sense of MODS: a uid, and a version that rises at each change.

    Each version says under which release of the standard it was written. The database fills it in,
    from the release in force when it was last migrated: whoever writes need not think of it.
    """

    # The pointers to what a record hangs under: kept private, that hides it too (decision 0009).
    kept_with: tuple[str, ...] = ()

    version = models.PositiveIntegerField(default=1, editable=False)
    mods_release = models.CharField(
        "Release of MODS", max_length=20, db_default=mods.standard().release, editable=False
    )
    versions: Any  # the manager that `versioned` adds: every state of the row

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="next_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="NEW.version = OLD.version + 1; "
                f"NEW.mods_release = '{mods.standard().release}'; RETURN NEW;",
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]


def bytes_columns(model: type[models.Model]) -> list[str]:
    """The columns of a table that hold bytes: a `sha256` of them stands beside them."""
    found = [f for f in model._meta.concrete_fields if isinstance(f, models.BinaryField)]
    return [str(field.column) for field in found]


class Restrictable(models.Model):
    """A part of somebody's record that few may read, at their wish (CPL-13, decision 0009)."""

    is_restricted = models.BooleanField(
        "Kept private, as they wish",
        default=False,
        help_text="Care workers do not see it; seniors, nurses and managers do",
    )
    restricted_why = models.CharField(
        "What they said about who may read it", max_length=300, blank=True
    )

    class Meta:
        abstract = True


def versioned(model: type[models.Model]) -> type[models.Model]:
    """Decorate a model so that database triggers keep every version of its rows.

    Bytes are written once and not again with each version, which has their hash. First versions
    are written a statement at a time: rows that come by the thousand would each pay for a call.
    """
    return pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(),
        exclude=bytes_columns(model),
        context_field=None,
        obj_field=pghistory.ObjForeignKey(related_name="versions"),
        model_name=f"{model.__name__}Version",
        append_only=True,
    )(model)
