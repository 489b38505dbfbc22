"""What the standard asks for is said at the box, in words, and stops nobody saving."""

import pytest

from records import forms, queries
from records.kinds import BY_SLUG
from records.models import Need
from tests.records.pages import TYPED, as_, page, said

ASKED = "MODS asks for this, if it is known"
PROBABLY = "MODS probably asks for this, if it is known"


def hint(kind: str, name: str) -> str:
    return str(forms.form_of(BY_SLUG[kind]).base_fields[name].help_text)


@pytest.mark.parametrize(
    ("kind", "name", "said_there"),
    [
        ("incidents", "happened_on", f"For example, 31 3 2026. {ASKED}"),
        ("needs", "happened_on", f"For example, 31 3 2026. {PROBABLY}"),
        ("observations", "happened_on", f"For example, 31 3 2026. {ASKED}"),
        ("visits", "location_name", PROBABLY),
    ],
)
def test_a_box_says_that_the_standard_asks_for_it(kind, name, said_there):
    assert hint(kind, name) == said_there


def test_what_is_asked_of_one_class_alone_names_the_class():
    asked_of = "MODS probably asks for this of a care organisation, if it is known"

    assert hint("contacts", "identifier").endswith(asked_of)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("needs", "urgency"), ("needs", "text"), ("admissions", "ended_on"), ("risks", "category")],
)
def test_what_is_not_asked_or_must_be_given_anyway_has_no_mark(kind, name):
    assert "MODS" not in hint(kind, name)


def test_a_box_without_words_of_ours_has_those_of_the_standard():
    assert hint("medicines", "dose").startswith("How much of the named medicine is given")


def test_what_the_standard_asks_for_is_not_folded_away(rosewood, joan, ada):
    form = forms.form_of(BY_SLUG["allergies"])(person=joan, by=ada)

    assert "happened_on" in {line.box.name for line in form.each_line()}
    assert "happened_time" in {line.box.name for line in form.each_tucked_line()}


def test_what_the_standard_asks_for_may_be_left_empty(rosewood, joan, ada):
    browser, where = as_(ada), page("add_record", joan, kind="needs")
    assert PROBABLY in said(browser.get(where))

    answer = browser.post(where, TYPED["needs"])

    assert answer.status_code == 302
    assert [need.happened_on for need in queries.listed(Need, joan, ("id",))] == [None]
