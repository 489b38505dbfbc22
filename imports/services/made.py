"""Records as data, before they are in the record: what a table would hold, without its walls."""

from collections.abc import Mapping
from functools import cache
from hashlib import md5
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import models

from imports.rows import AsOf

FROM = "from"  # beside the fields of a file: under which name its bytes lie in the run
# What the table fills in, or the run: not a part of what an old system says.
NOT_SAID = frozenset({"id", "person_id", "provider_id", "import_run_id", "source", "version"})


class Made(NamedTuple):
    """One record: its fields by column, those that say what they say without it left out.

    `part` tells apart what one row of a source makes.
    """

    model: str
    record_id: UUID
    person_id: UUID | None
    source: str
    fields: Mapping[str, Any]
    part: str = ""

    @property
    def words(self) -> bytes:
        """The fields as JSON, always in the same order."""
        return _as_json(self.fields)

    @property
    def digest(self) -> str:
        """What tells whether it says something else than it did in an earlier export: in hex."""
        return self.digest_of(self.words)

    def digest_of(self, words: bytes) -> str:
        """The same, where its words are at hand: to make them takes longer than the digest."""
        if any(type(value) is AsOf for value in self.fields.values()):
            said = {name: v for name, v in self.fields.items() if type(v) is not AsOf}
            words = _as_json(said)
        return md5(self.model.encode() + words, usedforsecurity=False).hexdigest()


def _as_json(fields: Mapping[str, Any]) -> bytes:
    return orjson.dumps(fields, str, orjson.OPT_SORT_KEYS)


@cache
def said_of(model: type[models.Model]) -> dict[str, Any]:
    """The columns of a class that a source can fill, each with what stands there otherwise."""
    return {
        field.attname: unsaid(field)
        for field in model._meta.concrete_fields
        if field.attname not in NOT_SAID
        and field.db_default is models.NOT_PROVIDED
        and not isinstance(field, models.BinaryField)
    }


def unsaid(field: models.Field) -> Any:
    """What a column holds where nothing is said."""
    return field.get_default() if field.has_default() or not field.null else None


def made(record: models.Model, part: str = "") -> Made:
    """A record that is not saved, as data."""
    values = {name: getattr(record, name) for name in said_of(type(record))}
    whose, source = getattr(record, "person_id", None), getattr(record, "source", "")
    return made_of(type(record), record.pk, whose, source, values, part)


def made_of(
    model: type[models.Model], pk: UUID, person_id: UUID | None, source: str,
    values: Mapping[str, Any], part: str = "",
) -> Made:  # fmt: skip
    """A record of a class by its columns: those that say what stands there anyhow are left out."""
    otherwise = said_of(model)
    fields = {name: value for name, value in values.items() if value != otherwise[name]}
    return Made(model._meta.label_lower, pk, person_id, source, fields, part)
