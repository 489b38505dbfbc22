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
