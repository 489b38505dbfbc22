"""A row of every table that belongs to a provider, so that walls are tried against real rows."""

import hashlib
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone

from accounts.models import Location, Provider, User
from governance.protection import every_model, provider_column
from governance.records import CareRecord, PutOnRecord
from governance.services import change
from governance.versions import Version
from records.models import Person

# The tables behind the walls, their histories included.
WALLED = sorted(
    (model for model in every_model() if provider_column(model)), key=lambda m: m._meta.db_table
)
TABLES = [model._meta.db_table for model in WALLED]
CARE_RECORDS = [model for model in apps.get_models() if issubclass(model, CareRecord)]
AUDITS = [model for model in apps.get_models() if issubclass(model, PutOnRecord)]
VERSIONS = [model for model in apps.get_models() if issubclass(model, Version)]

SAMPLES: dict[type[models.Field], Any] = {
    ArrayField: list,
    models.BinaryField: lambda: b"x",
    models.BooleanField: lambda: False,
    models.DateField: lambda: date(2026, 3, 4),
    models.DateTimeField: timezone.now,
    models.DecimalField: lambda: 1,
    models.IntegerField: lambda: 1,
    models.JSONField: dict,
    models.CharField: lambda: "x",
    models.TextField: lambda: "x",
    models.UUIDField: lambda: Person._meta.pk.get_default(),
}
# What the database asks for where something else is left out: a constraint says so.
ALSO_NEEDED = {
    *(("instruction", "goal"), ("goal", "need"), ("personalrange", "lowest")),
    # A place has one open handover, and any number that are signed.
    *(("handover", "handed_over_at"), ("handover", "handed_over_by")),
    *(("handover", "taken_over_at"), ("handover", "taken_over_by")),
}
# What must differ from a field beside it: nobody is one person with themselves.
OTHERS = {("mergedecision", "second_key")}


def column_of(table: str) -> str:
    """The column that says whose row of a table is whose."""
    return next(provider_column(model) for model in WALLED if model._meta.db_table == table)


def ask(sql: str, parameters: object = None) -> list[tuple]:
    """What the database answers to a statement, or how many rows it reached."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]


class Rows:
    """One row of each model for one provider; pointers go to rows of the same provider."""

    def __init__(self, provider: Provider, user: User, location: Location, person: Person) -> None:
        self.made: dict[type[models.Model], models.Model] = {
            Provider: provider,
            User: user,
            Location: location,
            Person: person,
        }

    def of(self, model: type[models.Model]) -> models.Model:
        """The row of this model, made when it is first asked for."""
        if model not in self.made:
            self.made[model] = self.new(model)
            self.made[model].save(force_insert=True)
        return self.made[model]

    def new(self, model: type[models.Model]) -> models.Model:
        """A row of this model that is not saved, with what the database demands and no more."""
        needed = [f for f in model._meta.concrete_fields if must_be_given(f)]
        return model(**with_hash({field.name: self._sample(field) for field in needed}))

    def _sample(self, field: models.Field) -> Any:
        if field.is_relation:
            return self.of(field.related_model)
        if field.choices:
            return field.flatchoices[0][0]
        if (field.model._meta.model_name, field.name) in OTHERS:
            return "y"
        kind = next(kind for kind in type(field).__mro__ if kind in SAMPLES)
        return SAMPLES[kind]()


def with_hash(fields: dict[str, Any]) -> dict[str, Any]:
    """Return what a row is given, with the size and hash of its bytes where it has any."""
    if fields.keys() >= {"content", "sha256", "size"}:
        fields["sha256"] = hashlib.sha256(fields["content"]).hexdigest()
        fields["size"] = len(fields["content"])
    return fields


def must_be_given(field: models.Field) -> bool:
    """Say whether a row without this field would be refused."""
    has_value = field.has_default() or field.has_db_default() or field.generated
    numbered = isinstance(field, models.AutoField)  # the database refuses any number but its own
    may_be_empty = field.null or (field.blank and field.empty_strings_allowed)
    is_asked_for = (field.model._meta.model_name, field.name) in ALSO_NEEDED
    return is_asked_for or not (has_value or numbered or may_be_empty)


def rows_of_every_table(
    cast: SimpleNamespace, *, besides: tuple[type[models.Model], ...] = ()
) -> Rows:
    """Rosewood's row of every walled table that is not a history: those fill themselves."""
    rows = Rows(cast.provider, cast.marcus, cast.home, cast.joan)
    with change(by=cast.marcus, why="a row of every table"):
        for model in WALLED:
            if model not in (*VERSIONS, *besides):
                rows.of(model)
    return rows
