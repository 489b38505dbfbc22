"""What a record says, as people read it: dates, yes and no, choices, what a pointer points at."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import Truncator, capfirst

from records import nursing, snomed
from records.models.base import CIRCUMSTANCES, CodingField
from records.models.nursing import AnswersField
from records.nhs_number import in_groups

# What stands for a record that its reader may not see, where another one points at it.
KEPT_PRIVATE = "Kept private"


class Answer(NamedTuple):
    """One field of a record: its name, its label, and its value in words, empty if not recorded."""

    name: str
    label: str
    words: str


def label(field: models.Field) -> str:
    """Return the label of a field, as forms, pages and histories show it."""
    return capfirst(str(field.verbose_name))


def written_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields that people write, in the order of the model, circumstances last."""
    fields = [field for field in model._meta.concrete_fields if field.editable]
    return sorted(fields, key=lambda field: field.name in CIRCUMSTANCES)


def pointers(model: type[models.Model]) -> list[str]:
    """Return the names of the written fields that point at another record."""
    return [field.name for field in written_fields(model) if field.is_relation]


def named_by(model: type[models.Model]) -> str:
    """Return the field whose words stand for a record where another one points at it."""
    return getattr(model, "named_by", "name")


def in_words(field: models.Field, value: Any, names: Mapping[Any, str] | None = None) -> str:
    """Return one column's value as people read it; `names` says what pointers point at."""
    if value is None or value in ("", {}):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        return (names or {}).get(value, KEPT_PRIVATE)
    if isinstance(field, AnswersField):
        return "\n".join(f"{asked}: {said}" for asked, said in nursing.in_words(value))
    if isinstance(field, CodingField):
        return snomed.expression(value)
    if field.name == "nhs_number":
        return in_groups(value)
    return _plainly(value)


def _plainly(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, time):
        return time_format(value, "H:i")
    return str(value)


def answer(record: models.Model, name: str) -> Answer:
    """Return one field of a record in words; what it points at should be at hand."""
    field = cast("models.Field", record._meta.get_field(name))
    value = getattr(record, field.attname)
    names = {}
    if field.is_relation and value:
        names[value] = _name_pointed_at(record, field.name)
    return Answer(field.name, label(field), in_words(field, value, names))


def _name_pointed_at(record: models.Model, name: str) -> str:
    try:
        pointed_at = getattr(record, name)
    except ObjectDoesNotExist:
        pointed_at = None
    return name_of(pointed_at) if pointed_at else KEPT_PRIVATE


def answers(record: models.Model) -> list[Answer]:
    """Return every written field of a record in words."""
    return [answer(record, field.name) for field in written_fields(type(record))]


def name_of(record: models.Model) -> str:
    """Return what names a record where another one points at it, in at most 80 characters."""
    return Truncator(answer(record, named_by(type(record))).words).chars(80)


class Summary(NamedTuple):
    """A record in a list: what names it, the facts beside it, and what is true of it."""

    record: models.Model
    name: str
    facts: list[Answer]
    marks: list[Answer]


def summary(record: models.Model, shown: tuple[str, ...]) -> Summary:
    """Return a record as a list shows it; a fact that is not recorded is left out."""
    said = [answer(record, name) for name in shown]
    ticks = {f.name for f in record._meta.concrete_fields if isinstance(f, models.BooleanField)}
    return Summary(
        record=record,
        name=answer(record, named_by(type(record))).words,
        facts=[one for one in said if one.words and one.name not in ticks],
        marks=[one for one in said if one.name in ticks and getattr(record, one.name)],
    )
