"""Records as data, before they are in the record: what a table would hold, without its walls."""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import md5
from typing import Any, NamedTuple
from uuid import UUID

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
    def words(self) -> str:
        """The fields as JSON."""
        return json.dumps(self.fields, default=str, ensure_ascii=False)

    @property
    def digest(self) -> UUID:
        """What tells whether it says something else than it did in an earlier export."""
        said = {
            name: None if isinstance(value, AsOf) else value for name, value in self.fields.items()
        }
        words = json.dumps([self.model, said], default=str, sort_keys=True, ensure_ascii=False)
        return UUID(md5(words.encode(), usedforsecurity=False).hexdigest())


@cache
def said_of(model: type[models.Model]) -> tuple[tuple[str, Any], ...]:
    """The columns of a class that a source can fill, each with what stands there otherwise."""
    return tuple(
        (field.attname, unsaid(field))
        for field in model._meta.concrete_fields
        if field.attname not in NOT_SAID
        and field.db_default is models.NOT_PROVIDED
        and not isinstance(field, models.BinaryField)
    )


def unsaid(field: models.Field) -> Any:
    """What a column holds where nothing is said."""
    return field.get_default() if field.has_default() or not field.null else None


def made(record: models.Model, part: str = "") -> Made:
    """A record that is not saved, as data."""
    model = type(record)
    fields = {
        name: value
        for name, otherwise in said_of(model)
        if (value := getattr(record, name)) != otherwise
    }
    return Made(
        model._meta.label_lower,
        record.pk,
        getattr(record, "person_id", None),
        getattr(record, "source", ""),
        fields,
        part,
    )
