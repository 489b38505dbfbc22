"""The same words everywhere: every field of the record tells what the standard means by it."""

import pytest

from mods import standard
from mods.homes import homes
from records import queries
from records.kinds import KINDS
from tests.people import signed_in
from tests.records.pages import as_, page, said


def test_every_element_of_the_standard_is_in_the_glossary_once():
    told = [home for rows in queries.meanings().values() for row in rows for home in row.homes]

    assert len(told) == len(homes())
    assert {home.id for home in told} == {home.id for home in homes()}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_kind_of_record_says_what_its_words_mean(rosewood, ada, kind):
    answer = said(as_(ada).get(f"/glossary/?of={kind.glossary}"))

    assert f"{kind.title}: what the words mean" in answer


def test_a_field_stands_under_our_words_with_those_of_the_standard(rosewood, ada):
    answer = said(as_(ada).get("/glossary/?of=person"))

    assert "Ethnic group" in answer
    assert "Ethnicity" in answer
    assert "MODS asks for this." in answer
    assert "MODS probably asks for this." in answer
    assert "White - British" in answer
    assert "Addresses are records of their own" in answer
    assert "PRSB Core Information Standard" in answer


def test_the_first_page_lists_every_class_and_rule(rosewood, ada):
    answer = said(as_(ada).get("/glossary/"))

    for one in standard().classes.values():
        assert (one.name in answer) or not one.elements
    assert all(rule in answer for rule in standard().rules)


def test_what_is_no_kind_of_record_is_not_found(rosewood, ada):
    assert as_(ada).get("/glossary/?of=shoes").status_code == 404


def test_a_form_and_a_record_lead_to_the_glossary(rosewood, joan, ada):
    assert "/glossary/?of=need" in said(as_(ada).get(page("add_record", joan, kind="needs")))


def test_the_glossary_is_for_staff_alone(client, rosewood, ada):
    assert client.get("/glossary/").status_code == 302
    assert signed_in(client, ada).get("/glossary/").status_code == 200
