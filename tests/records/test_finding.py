"""Where to record something is found by the standard's words, by ours, and by what people say."""

import pytest

from mods.homes import homes
from records import queries
from tests.records.pages import as_, page, said


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("religion", "records.Person.religion"),
        ("ethnicity", "records.Person.ethnicity"),
        ("batch number", "records.Vaccination.batch_number"),
        ("hearing aid", "records.Device.name"),
        ("DNACPR", "records.CPRDecision.decision"),
        ("LPA", "records.PowerOfAttorney.power_type"),
        ("tablets", "records.Medication.name"),
        ("diagnosis", "records.Problem.text"),
        ("key worker", "records.SupportedBy.is_key_worker"),
        ("trigger", "records.Risk.triggers"),
    ],
)
def test_it_is_found(asked, field):
    assert field in {f"{place.model}.{place.field}" for place in queries.find_places(asked)}


def test_every_element_is_found_by_its_own_name_and_class():
    missed = [
        f"{home.mods_class.name}: {home.element.name}"
        for home in homes()
        if home not in [p.home for p in queries.find_places(_words(home))]
    ]

    assert missed == []


def _words(home) -> str:
    return f"{home.mods_class.name} {home.element.name}".replace("(", "").replace(")", "")


@pytest.mark.parametrize("asked", ["", "  ", "qwertz", "a" * 200, "<b>"])
def test_nothing_is_found_for_words_that_name_nothing(asked):
    assert queries.find_places(asked) == [] or asked == "a" * 200


def test_the_page_opens_where_it_is_recorded(rosewood, joan, ada):
    answer = said(as_(ada).get(page("where_to_record", joan) + "?q=batch+number"))

    assert "Vaccinations" in answer
    assert page("record_list", joan, kind="vaccinations") in answer


def test_what_has_no_place_says_so_and_offers_a_note(rosewood, joan, ada):
    answer = said(as_(ada).get(page("where_to_record", joan) + "?q=<b>qwertz"))

    assert "Nothing is found for “&lt;b&gt;qwertz”" in answer
