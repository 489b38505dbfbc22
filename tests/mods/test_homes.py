"""Every element of the standard lives somewhere, or a sentence says why it does not."""

from pathlib import Path

import pytest
import yaml
from django.apps import apps

import mods.homes
from dscr.management.commands.write_mods_table import table
from mods import standard
from mods.homes import class_homes, homes, homes_by_field

EVERY = [pytest.param(home, id=f"{home.mods_class.id}.{home.element.id}") for home in homes()]


def field(path: str) -> object:
    label, _, name = path.rpartition(".")
    return apps.get_model(label)._meta.get_field(name)


def test_every_class_has_a_table_that_exists():
    assert class_homes().keys() == standard().classes.keys()
    for model in class_homes().values():
        assert apps.get_model(model)


@pytest.mark.parametrize("home", EVERY)
def test_every_element_has_fields_that_exist_or_a_reason(home):
    assert bool(home.fields) != bool(home.reason)
    for path in home.fields:
        assert field(path)
    assert not home.reason or len(home.reason.split()) > 5


@pytest.mark.parametrize("home", [one for one in EVERY if one.values[0].when])
def test_where_classes_share_a_table_its_rows_can_be_told_apart(home):
    model = apps.get_model(class_homes()[home.mods_class.id])

    assert str(model._default_manager.filter(**home.when).query)


def test_a_field_names_the_elements_that_it_is_the_home_of():
    held = homes_by_field()

    assert [home.id for home in held["records.Risk.category"]] == ["risk.risk_category"]
    assert len(held["records.Observation.happened_on"]) == 7
    assert "records.Risk.standing" not in held


def test_nothing_is_said_of_what_the_standard_does_not_have():
    told = yaml.safe_load(mods.homes.SOURCE.read_text())["classes"]
    unknown = [
        f"{name}.{element}"
        for name, row in told.items()
        for element in row
        if element not in ("home", "when") and element not in standard().classes[name].elements
    ]

    assert unknown == []


def test_the_table_in_the_docs_is_the_one_that_the_code_makes():
    assert Path("docs/mods.md").read_text() == table()


def test_the_figures_in_the_readme_are_those_of_the_standard():
    readme = " ".join(Path("README.md").read_text().split())
    every = homes()

    inferred = sum(home.element.is_inferred for home in every)
    assert f"of the {len(every)} elements of MODS that it knows, {inferred} were inferred" in readme
    assert f"Of its {len(standard().classes)} classes" in readme
    housed = sum(bool(home.fields) for home in every)
    assert f"{housed} live in a field and {len(every) - housed} have a reason why not" in readme
