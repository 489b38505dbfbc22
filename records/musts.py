"""What the standard asks for of every record of a class, derived from it (decision 0032).

Only what a record can be saved without is asked after: the rest is never missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.apps import apps
from django.db import models

from mods.homes import Home, homes
from records import words
from records.kinds import KINDS, Kind
from records.models import Person

# Codes that a field has until somebody asks.
UNASKED = ("X", "not_asked")


@dataclass(frozen=True, slots=True)
class Must:
    """One element that the standard asks for: any of these fields of its model answers it."""

    home: Home
    model: type[models.Model]
    fields: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.home.id

    @property
    def label(self) -> str:
        """Return our words for the field to fill in."""
        return words.label(_field(self.model, self.fields[0]))

    @property
    def kind(self) -> Kind:
        """The kind of record it is asked of, where it is not asked of the person."""
        return next(kind for kind in KINDS if kind.model is self.model)

    @property
    def words(self) -> str:
        """Name it where it stands among others, such as "Incidents: Date"."""
        return f"{self.home.mods_class.name}: {self.label}"


def _derived() -> Iterator[Must]:
    """The musts, each once: what only repeats an abstract class or another element is left out."""
    known = set()
    for home in homes():
        must = _must(home)
        same = must and (must.model, must.fields[0], tuple(home.when.items()))
        if must and same not in known:
            known.add(same)
            yield must


def _must(home: Home) -> Must | None:
    if not home.element.is_must or not home.fields or home.mods_class.is_abstract:
        return None
    label = home.fields[0].rpartition(".")[0]
    model = apps.get_model(label)
    own = [path.rpartition(".") for path in home.fields]
    fields = tuple(name for where, _, name in own if where == label)
    asked_here = model is Person or any(kind.model is model for kind in KINDS)
    is_there = home.told_by.intersection(fields) or not all(_may_miss(model, f) for f in fields)
    return Must(home, model, fields) if asked_here and not is_there else None


def _may_miss(model: type[models.Model], name: str) -> bool:
    """Say whether a record can be saved without a field, or with the code for "not asked"."""
    field = _field(model, name)
    return field.editable and (field.blank or field.default in UNASKED)


def _field(model: type[models.Model], name: str) -> models.Field:
    return cast("models.Field", model._meta.get_field(name))


MUSTS = tuple(_derived())
OF_RECORDS = tuple(must for must in MUSTS if must.model is not Person)
OF_THE_PERSON = tuple(must for must in MUSTS if must.model is Person)
BY_ID = {must.id: must for must in OF_RECORDS}
