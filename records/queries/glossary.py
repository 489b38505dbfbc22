"""What the standard means by each field of the record: its words beside ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.apps import apps
from django.utils.text import capfirst

from mods import Element, MODSClass, ValueSet, standard
from mods.homes import Home, class_homes, homes
from records import words
from records.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Meaning:
    """One field in our words, and the elements of the standard that it is the home of."""

    label: str
    homes: tuple[Home, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        """The elements, those that mean the same said once."""
        said = {(one.element.name, one.element.description): one.element for one in self.homes}
        return tuple(said.values())

    @property
    def code_lists(self) -> list[ValueSet]:
        """The lists of codes that the standard takes the answer from, where they could be read."""
        names = dict.fromkeys(one.value_set for one in self.elements if one.value_set)
        return [found for name in names if (found := standard().value_sets[name]).codes]


@cache
def meanings() -> Mapping[str, tuple[Meaning, ...]]:
    """Return what the fields of each model mean, by the model's name in an address."""
    told = sorted(homes(), key=lambda home: model_of(home))
    return {
        model.rpartition(".")[2].lower(): tuple(_of_model(model, list(rows)))
        for model, rows in groupby(told, key=model_of)
    }


@cache
def classes_by_group() -> Mapping[str, tuple[tuple[MODSClass, str], ...]]:
    """Return each class that has elements, with the name of its model, by the standard's groups."""
    known = [
        (one, class_homes()[one.id].rpartition(".")[2].lower())
        for one in standard().classes.values()
        if one.elements
    ]
    return {
        title: tuple(pair for pair in known if pair[0].group == group)
        for group, title in standard().groups.items()
    }


def title_of(model: str) -> str:
    """Return what a kind of record is called on its pages, and any other model."""
    found = apps.get_model(model)
    titles = (kind.title for kind in KINDS if kind.model is found)
    return next(titles, capfirst(str(found._meta.verbose_name)))


def title_at(name: str) -> str | None:
    """Return what a model of this name in an address is called; nothing where there is none.

    A kind of record without a class of its own in the standard has a name too.
    """
    titles = (kind.title for kind in KINDS if kind.glossary == name)
    told = meanings().get(name)
    return next(titles, title_of(model_of(told[0].homes[0])) if told else None)


def model_of(home: Home) -> str:
    """Return the model that holds an element, or that it would belong to."""
    named = home.fields[0].rpartition(".")[0] if home.fields else ""
    return named or class_homes()[home.mods_class.id]


def label_of(home: Home) -> str:
    """Return our own words for the field of an element, or the standard's where it has none."""
    if not home.fields:
        return home.element.name
    model, _, field = home.fields[0].rpartition(".")
    return words.label(apps.get_model(model)._meta.get_field(field))


def _of_model(model: str, rows: list[Home]) -> Iterator[Meaning]:
    """The meanings in the order of a model's fields; elements that have no field come last."""
    order = [field.name for field in apps.get_model(model)._meta.get_fields()]
    held = [home for home in rows if home.fields]
    held.sort(key=lambda home: order.index(_field(home)))
    for _, same in groupby(held, key=_field):
        found = tuple(same)
        yield Meaning(label_of(found[0]), found)
    yield from (Meaning(label_of(home), (home,)) for home in rows if not home.fields)


def _field(home: Home) -> str:
    return home.fields[0].rpartition(".")[2]
