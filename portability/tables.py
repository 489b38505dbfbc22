"""What a package holds: every table of the record because it exists, or the reason why not.

A new class of record is in the next package without a line here. What is no record of care, and
still belongs to a provider, needs its reason in `LEFT_OUT`: a test holds every table to that.
"""

from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import models

from accounts.models import Provider, User
from governance.ids import uuid7
from governance.records import CareRecord, WrittenOnce, bytes_columns

SCHEMA, ACTS = "schema.json", "audit/summary.jsonl"
LEFT_OUT = {
    "accounts.draft": "What somebody typed and did not save is theirs alone.",
    "accounts.device": "A browser is enrolled in one installation, and again in another.",
    "accounts.deviceworker": "It belongs to the device.",
    "governance.auditevent": "The acts stay where they were done: audit/summary.jsonl counts them.",
    "gpconnect.gprecordaccess": "Who had a GP record is an act, and stays where it was done.",
    "gpconnect.gpsectionpull": "A GP's pages are held for minutes and are not ours.",
    "gpconnect.registercheck": "What the register said holds for a day, and for whoever asked it.",
    "gpconnect.gprecordpull": "A GP's answers are kept for a set time only and are not ours.",
    "gpconnect.knownarea": "Digests of a GP's answers mean nothing without the key of here.",
    "governance.seal": "Seals prove the rows of the installation that made them.",
    "governance.sealedrows": "They belong to the seals.",
    "imports.importdraft": "It belongs to the run.",
    "imports.importmapping": "It says how another system is read; it is taken along as YAML.",
    "imports.importmappingversion": "It belongs to the mapping.",
    "imports.importrun": "The file of an old system is sealed with a key of this installation.",
    "imports.importfile": "It belongs to the run, and is sealed with a key of this installation.",
    "imports.importpart": "It belongs to the run, and is sealed with a key of this installation.",
    "imports.importapproval": "It belongs to the run, whose file does not go along.",
    "imports.authormatch": "It is about names of one old system; the records say who wrote.",
    "imports.mergedecision": "It names rows of the run, whose file does not go along.",
    "imports.reconciledperson": "It compares the run, whose file does not go along.",
    "imports.eyecheck": "It compares the run, whose file does not go along.",
    "imports.signoff": "It is about the run, whose file does not go along.",
    "imports.importrow": "It says how rows of a sealed file ended; the records name their source.",
    "imports.broughtin": "What an import made is known by names that one old system gave.",
    "imports.stagedrecord": "It waits for an import that belongs to this installation.",
    "portability.copy": "Copies of the record are no part of the record.",
    "portability.arrival": "How the record came to this installation says nothing about another.",
}
# Columns that stay, with the SQL that stands in their place on arrival.
STAYS = {
    "accounts.user": {
        "password": "'!'",  # no password is ever right
        "pin": "''",
        "last_login": "NULL",
        "signed_out_at": "NULL",
        "must_change_password": "false",
    }
}
STAYS_WHY = "Passwords, PINs, second steps and sessions stay: an administrator gives new ones."
# What a version says beside the fields of its record. Its author's name is for whoever reads it.
ABOUT_VERSION = ("pgh_id", "pgh_created_at", "pgh_label", "author_id", "reason")


@dataclass(frozen=True)
class Table:
    """One table of a package: its rows, and the versions of each where it keeps them."""

    model: type[models.Model]

    @property
    def label(self) -> str:
        """Return the name by which a package and its schema call it: records.need."""
        return self.model._meta.label_lower

    @cached_property
    def fields(self) -> list[models.Field]:
        """Return the fields that are written as JSON; bytes are files of their own."""
        stays = STAYS.get(self.label, {})
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.name not in stays and not isinstance(field, models.BinaryField)
        ]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of those fields, as rows of a package name them."""
        return tuple(str(field.column) for field in self.fields)

    @cached_property
    def history(self) -> type[models.Model] | None:
        """Return the model of its versions, where it keeps them."""
        manager = getattr(self.model, "versions", None)
        return manager.rel.related_model if manager else None

    @cached_property
    def bytes_column(self) -> str:
        """Return the column whose bytes are files of the package, named by their `sha256`."""
        return next(iter(bytes_columns(self.model)), "")

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """Return what a column holds that is younger than the row, as JSON.

        An id is another for each row, so there is none to hold.
        """
        return {
            str(field.column): field.get_default()
            for field in self.fields
            if field.has_default() or field.null or field.empty_strings_allowed
            if not (field.primary_key or field.has_db_default() or field.default is uuid7)
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Return the parts that it becomes: its rows, then their versions."""
        data = f"data/{self.label}.jsonl"
        return (data, f"versions/{self.label}.jsonl") if self.history else (data,)


@cache
def tables() -> tuple[Table, ...]:
    """Return every table of a package, each behind the others that it points at."""
    found = [model for model in apps.get_models() if _is_taken(model)]
    found.sort(key=lambda model: model._meta.label_lower)
    points_at = {
        model: [
            field.related_model
            for field in model._meta.local_fields
            if field.related_model in found and field.related_model is not model
        ]
        for model in found
    }
    return tuple(Table(model) for model in TopologicalSorter(points_at).static_order())


def _is_taken(model: type[models.Model]) -> bool:
    if model._meta.label_lower in LEFT_OUT:
        return False
    return model in (Provider, User) or issubclass(model, (CareRecord, WrittenOnce))
