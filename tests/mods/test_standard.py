"""The standard is read whole, and says of itself what was inferred."""

import pytest

import mods
from records.models import AboutMe, Person


def test_the_whole_release_is_read():
    standard = mods.standard()

    assert standard.release == "1.0.0"
    assert len(standard.classes) == 86
    assert sum(len(c.elements) for c in standard.classes.values()) == 521
    assert len(standard.value_sets) == 55


def test_what_was_inferred_is_marked():
    elements = [e for c in mods.standard().classes.values() for e in c.elements.values()]

    assert sum(not element.is_inferred for element in elements) == 127
    assert mods.element("about_me", "my_wellness").is_inferred
    assert not mods.element("risk", "risk_category").is_inferred


def test_an_element_answers_with_its_words_and_how_binding_it_is():
    found = mods.element("person_demographics", "gender_identity")

    assert (found.name, found.level, found.value_set) == (
        "Gender identity",
        "must",
        "gender_identity",
    )


def test_a_word_that_is_none_of_the_standards_is_refused():
    with pytest.raises(KeyError):
        mods.label("about_me", "favourite_colour")


def test_the_record_uses_the_standards_lists_and_headings():
    choices = dict(Person._meta.get_field("ethnicity").choices)

    assert choices["A"] == "White - British"
    assert choices["Z"].startswith("Not stated")
    assert all(mods.label("about_me", heading) for heading in AboutMe.HEADINGS)
    assert mods.hint("about_me", "my_wellness")


def test_how_often_what_it_points_at_and_where_it_was_read_are_known():
    risks, plan = mods.element("risk_assessment", "risks"), mods.element("care_plan", "title")

    assert (risks.is_repeated, risks.refers_to) == (True, "risk")
    assert not plan.is_repeated
    assert mods.element("person_demographics", "religion").not_read == ("occurs",)
    assert plan.source in mods.standard().sources.values()
    assert "PRSB" in mods.standard().sources["prsb-about-me"].title


def test_the_rules_that_bind_every_record_are_read():
    rules = mods.standard().rules

    assert list(rules) == [f"R{number}" for number in range(1, 12)]
    assert rules["R5"].level == "must"
    assert rules["R6"].is_inferred


def test_every_pointer_and_list_that_an_element_names_is_in_the_standard():
    standard = mods.standard()
    elements = [e for c in standard.classes.values() for e in c.elements.values()]

    assert {e.refers_to for e in elements} <= {"", "any", *standard.classes}
    assert {e.value_set for e in elements} <= {"", *standard.value_sets}


def test_nobody_changes_the_standard_while_the_product_runs():
    with pytest.raises(TypeError):
        mods.standard().classes["need"].elements["shoe_size"] = None
