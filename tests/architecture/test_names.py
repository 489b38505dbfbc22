"""One name for one thing (conventions, sections 1, 5, 6 and 7)."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import URLPattern, get_resolver

from governance.versions import Version
from tests.architecture.tree import ROOT, packages, python_files, short, tracked

OURS = [m for m in apps.get_models() if m.__module__.split(".")[0] in packages()]
WRITTEN = [model for model in OURS if not model.__name__.endswith("Version")]

# What a thing is called by the standard, by Django, or by everybody, whatever our endings.
NAMED_OTHERWISE = {
    "date_of_birth": "the standard's word (MODS subject of care)",
    "date_of_death": "the standard's word (MODS person demographics)",
    "worker": "MODS provides care for: who supports the person",
    "last_login": "Django's",
    "at": "the one moment that an act or a draft has",
    "as_of": "the day that an old system's export stands for",
    "keep_until": "a limit: nothing happens at it by itself",
    "state_since": "says since when, beside the state",
    "actor": "the audit's word for who did it, reading included",
    "author": "whose words they are",
    "user": "whose post it is",
}
ENDINGS = {models.DateTimeField: "_at", models.DateField: "_on"}
QUESTION = re.compile(r"(is|has|was|may|must)_")
NO_HOME = {"utils", "common", "helpers", "core"}
SAYS_WHY = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\]) {1,2}[-#] ?\w")


def test_a_thing_lives_where_its_noun_lives():
    homeless = [
        short(path)
        for path in python_files()
        if NO_HOME & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ]

    assert homeless == []


def test_every_model_says_what_it_is_to_a_care_worker():
    """Django gives a model without a docstring one of its own: its name and its fields."""
    silent = [
        m.__name__ for m in WRITTEN if not m.__doc__ or m.__doc__.startswith(f"{m.__name__}(")
    ]

    assert silent == []
    assert {re.sub(r"\s+", " ", m.__doc__)[-1] for m in WRITTEN} <= {".", " "}


def test_dates_end_in_on_and_moments_in_at():
    odd = []
    for model in WRITTEN:
        for field in model._meta.local_fields:
            kinds = [kind for kind in ENDINGS if isinstance(field, kind)]
            if kinds and not field.name.endswith(ENDINGS[kinds[0]]):
                odd.append(field.name)

    assert set(odd) <= NAMED_OTHERWISE.keys()


def test_people_who_did_something_end_in_by():
    odd = [
        field.name
        for model in WRITTEN
        for field in model._meta.local_fields
        if field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL
        if not field.name.endswith("_by")
    ]

    assert set(odd) <= NAMED_OTHERWISE.keys()


def test_who_and_when_are_tied_by_a_constraint():
    """What is approved by somebody is approved at a time, and the other way round."""
    for model in WRITTEN:
        optional = {field.name for field in model._meta.local_fields if field.null}
        for name in sorted(optional):
            when = name.removesuffix("_by") + "_at"
            if not name.endswith("_by") or when not in optional:
                continue
            ties = [str(one.condition) for one in model._meta.constraints if tied(one)]
            assert any(f"'{name}" in tie and f"'{when}" in tie for tie in ties), (model, name)


def tied(constraint: models.BaseConstraint) -> bool:
    return isinstance(constraint, models.CheckConstraint)


def test_no_field_hides_a_column_of_its_history():
    """A version has an author and a reason: a field of that name would take their place."""
    of_history = {field.name for field in Version._meta.get_fields()}
    hidden = [
        f"{model.__name__}.{field.name}"
        for model in WRITTEN
        if hasattr(model, "versions")
        for field in model._meta.local_fields
        if field.name in of_history - {"id"}
    ]

    assert hidden == []


def test_booleans_read_as_questions():
    statements = [
        f"{model.__name__}.{field.name}"
        for model in WRITTEN
        for field in model._meta.local_fields
        if isinstance(field, models.BooleanField) and not QUESTION.match(field.name)
    ]

    assert statements == []


def our_pages(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from our_pages(pattern)
        elif pattern.callback.__module__.split(".")[0] in packages():
            yield pattern


def test_a_view_and_its_address_have_one_name():
    pages = {pattern.name: pattern.callback.__name__ for pattern in our_pages()}

    assert pages
    assert {name: view for name, view in pages.items() if name != view} == {}


def test_views_are_functions():
    assert [p for p in our_pages() if hasattr(p.callback, "view_class")] == []


@pytest.mark.parametrize(
    "signal", ["pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"]
)
def test_no_model_signals(signal):
    using = [
        short(path)
        for path in python_files()
        if "architecture" not in path.parts and signal in path.read_text()
    ]

    assert using == []


def test_nothing_is_left_to_do_without_an_issue():
    left = [
        f"{short(path)}: {line.strip()}"
        for path in tracked("*.py", "*.html", "*.js", "*.mjs", "*.scss", "Makefile", "bin/*")
        if "architecture" not in path.parts
        for line in path.read_text().splitlines()
        if re.search(r"\b(TODO|FIXME|XXX)\b(?!.*#\d+)", line)
    ]

    assert left == []


def test_every_exception_to_a_rule_says_why():
    silent = [
        f"{short(path)}: {line.strip()}"
        for path in python_files()
        if "architecture" not in path.parts
        for line in path.read_text().splitlines()
        if re.search(r"# (noqa|type: ignore)", line) and not SAYS_WHY.search(line)
    ]

    assert silent == []
