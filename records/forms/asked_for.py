"""Marks on the boxes that the standard asks to be filled. None of them stops anybody saving."""

from collections.abc import Mapping

from django import forms
from django.db import models

from mods.homes import Home, homes_by_field


def musts(model: type[models.Model], name: str) -> list[Home]:
    """Return the elements that the standard asks for and that a field is the home of.

    A field that tells of which class a record is, such as the day a stay ended, is asked of none.
    """
    held = homes_by_field().get(f"{model._meta.label}.{name}", ())
    return [home for home in held if home.element.is_must and name not in home.told_by]


def mark(model: type[models.Model], boxes: Mapping[str, forms.Field]) -> None:
    """Say in its hint that the standard asks for a box that may be left empty."""
    for name, box in boxes.items():
        if not box.required and (asked := musts(model, name)):
            box.help_text = ". ".join(filter(None, [str(box.help_text), _demand(asked)]))


def _demand(asked: list[Home]) -> str:
    """The strongest demand: what was read before what was inferred, every record before some."""
    first = min(asked, key=lambda home: (bool(home.when), home.element.is_inferred))
    of_class = f" of a {first.mods_class.name.lower()}" if first.when else ""
    return f"{first.element.demand}{of_class}, if it is known"
