"""A box for each field of a model: label, hint, choices and length are the model's."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.validators import BaseValidator
from django.db import models
from django.forms.models import fields_for_model
from django.utils import timezone

from nhsui.fields import ClockField, SplitDateField
from records import snomed, words
from records.models import CodingField
from records.nhs_number import clean_nhs_number

# So many choices are seen at a glance; more are a list to open.
MOST_RADIOS = 7
# What has happened already cannot be after today.
HAS_HAPPENED = {
    *("date_of_death", "decided_on", "happened_on", "held_on", "received_on", "sent_on", "set_on"),
    *("taken_on", "transferred_on", "visited_on", "Problem.started_on"),
}
# A day, and a time of that day.
MOMENTS = (
    *(("happened_on", "happened_time"), ("transferred_on", "transferred_time")),
    *(("sent_on", "sent_time"), ("received_on", "received_time")),
    *(("visited_on", "arrived_time"), ("visited_on", "left_time")),
)
# Two days of one record that come in this order.
PERIODS = (
    *(("started_on", "ended_on"), ("admitted_on", "ended_on"), ("started_on", "target_on")),
    *(("started_on", "review_on"), ("started_on", "expected_on")),
    *(("sent_on", "received_on"), ("decided_on", "review_on"), ("happened_on", "review_on")),
    ("set_on", "ended_on"),
)
# What is planned comes within this time: the year 2126 is a slip of the finger for 2026.
FURTHEST = timedelta(days=50 * 365)
# A box of several lines holds seven pages; a form full of them stays below what a request may hold.
MOST_LETTERS = 20_000
# Signs that nobody types: they come along with what is pasted. PostgreSQL has no place for NUL.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PLAIN_ERRORS = {
    "max_length": "Use %(limit_value)d characters or fewer. This has %(show_value)d",
    "invalid_choice": "Choose one of the answers shown",
    "min_value": "Enter %(limit_value)s or more",
    "max_value": "Enter %(limit_value)s or less",
}


class OneLine(forms.CharField):
    """Text of one line, without signs that nobody sees."""

    def to_python(self, value: Any) -> str:
        """Take out what came along when something was pasted, before it is measured."""
        seen = UNSEEN.sub("", value) if isinstance(value, str) else value
        return super().to_python(seen) or ""


class Words(OneLine):
    """Text of several lines, with line ends as the record keeps them."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": MOST_LETTERS})

    def to_python(self, value: Any) -> str:
        """A browser sends CR LF; kept so, every edit would look like a change."""
        if isinstance(value, str):
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(value)


class NHSNumberField(OneLine):
    """An NHS number as people type it, with spaces or without."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        """Leave the length to the check of the digits: spaces are no mistake."""
        kwargs["help_text"] = f"{max_length} digits, such as 999 123 4560"
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        """Return ten digits, or nothing."""
        typed = super().clean(value)
        return clean_nhs_number(typed) if typed else ""


class CodeField(OneLine):
    """A SNOMED CT or dm+d code, typed as SNOMED writes it: 161898004 |Falls|. The term may miss."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            help_text="If you have one, such as 161898004 |Falls|. The words count without it",
            **kwargs,
        )

    def clean(self, value: Any) -> dict[str, str]:
        """Return MODS coding, or nothing."""
        code, _, term = super().clean(value).partition("|")
        return snomed.coding(code, term) if code.strip() else {}

    def prepare_value(self, value: Any) -> Any:
        """Show a coding as it is typed."""
        return snomed.expression(value) if isinstance(value, dict) else value


def boxes(
    model: type[models.Model],
    only: tuple[str, ...] | None = None,
    leaving_out: tuple[str, ...] = (),
) -> dict[str, forms.Field]:
    """Return a box for each field of a model that people write."""
    return fields_for_model(model, only, leaving_out, formfield_callback=_box)


def offer(
    form: forms.Form,
    name: str,
    records: models.QuerySet[Any],
    *,
    nothing: str,
    said: Callable[[Any], str] = str,
) -> None:
    """Let a box offer these records, each as `said`; `nothing` stands for none of them."""
    box = cast("forms.ModelChoiceField[Any]", form.fields[name])
    box.queryset, box.empty_label = records, nothing
    box.label_from_instance = said  # type: ignore[assignment, method-assign]  # needs no class


def _box(field: models.Field, **kwargs: Any) -> forms.Field | None:
    if isinstance(field, models.DateField):
        return SplitDateField(
            label=words.label(field),
            help_text=field.help_text or "For example, 31 3 2026",
            required=not field.blank,
            not_after=timezone.localdate if _has_happened(field) else furthest,
        )
    if isinstance(field, CodingField):
        return CodeField(label=words.label(field), required=False)
    box = field.formfield(error_messages=PLAIN_ERRORS, **kwargs | _asked_as(field))
    if box and _letters(str(box.help_text)) == _letters(str(box.label)):
        box.help_text = ""  # some of the standard's hints only repeat the label
    if field.choices and isinstance(box, forms.ChoiceField):
        _offer(box)
    return box


def furthest() -> date:
    """Return the last day that anything is planned for."""
    return timezone.localdate() + FURTHEST


def hold_to_each_other(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Refuse days of one record in the wrong order, and a time of today that has not come yet."""
    for first, last in PERIODS:
        start, end = cleaned.get(first), cleaned.get(last)
        if start and end and end < start:
            form.add_error(last, f"{form[last].label} must be on or after {start:%-d %B %Y}")
    now = timezone.localtime()
    for day, time in MOMENTS:
        if cleaned.get(day) == now.date() and (cleaned.get(time) or now.time()) > now.time():
            form.add_error(time, "This time has not come yet")


def _has_happened(field: models.Field) -> bool:
    return bool(HAS_HAPPENED & {field.name, f"{field.model.__name__}.{field.name}"})


def _asked_as(field: models.Field) -> dict[str, Any]:
    """Say what a box needs besides the label, hint, choices and length that Django gives it."""
    if isinstance(field, models.TextField):
        return {"form_class": Words}
    if type(field) is models.CharField and not field.choices and field.name != "nhs_number":
        return {"form_class": OneLine}
    if isinstance(field, models.TimeField):
        return {"form_class": ClockField}
    if field.name == "nhs_number":
        return {"form_class": NHSNumberField}
    if isinstance(field, models.IntegerField):
        limits = cast("list[BaseValidator]", field.validators)
        return {limit.code: limit.limit_value for limit in limits}
    return {}


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).lower()


def _offer(box: forms.ChoiceField) -> None:
    """A few answers to choose from are radios; many, or none of them, are a list to open."""
    offered = list(cast("Iterable[tuple[str, str]]", box.choices))
    answers = [choice for choice in offered if choice[0] != ""]
    if box.required and len(answers) <= MOST_RADIOS:
        box.widget = forms.RadioSelect()
        box.choices = answers
    elif answers != offered:
        box.choices = [("", "Choose one"), *answers]
