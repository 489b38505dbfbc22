"""Where to record something is found by the standard's words, by ours, and by what people say."""

import pytest

from mods.homes import Home, homes
from records import queries
from records.queries.glossary import Meaning
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
    missed = [home.id for home in homes() if home not in _found(home.mods_class.name, home)]

    assert missed == []


def _found(where: str, home: Home) -> list[Home]:
    asked = f"{where} {home.element.name}"
    return [one for place in queries.find_places(asked) for one in place.homes]


def test_every_box_is_among_the_first_three_answers_for_its_label_and_where_it_stands():
    missed = [
        f"{model}: {meaning.label}"
        for model, rows in queries.meanings().items()
        for meaning in rows
        if meaning.homes[0].fields and meaning not in _first_three(meaning)
    ]

    assert missed == []


def _first_three(meaning: Meaning) -> list[Meaning]:
    title = queries.title_of(queries.model_of(meaning.homes[0]))
    return [place.meaning for place in queries.find_places(f"{title} {meaning.label}")[:3]]


# Thirty elements drawn at random, each in the words of a manager who does not know the standard.
AS_A_MANAGER_SAYS = {
    "deprivation_of_liberty_safeguards.dols_status": ("DoLS authorised", "deprivation of liberty"),
    "alert.free_text": ("warning", "alert"),
    "local_authority.local_authority_code": ("council code", "council"),
    "person_demographics.accommodation_status": ("where they live", "housing"),
    "communication.instruction": ("phone call", "letter"),
    "communication.medium": ("email or phone", "letter"),
    "device.subject_of_care": ("wheelchair", "equipment"),
    "person_contact_details.contact_type": ("phone number", "mobile"),
    "assessment.informed_consent": ("consent to assessment", "consent"),
    "procedure.comment": ("operation", "surgery"),
    "preference.free_text": ("likes and dislikes", "preference"),
    "versioned_record.version_number": ("version", "changes"),
    "outcome.location": ("outcome place", "outcome"),
    "mental_health_act.location_of_document": ("section papers", "sectioned"),
    "goal.status": ("goal progress", "goal achieved"),
    "care_worker.professional_identifier": ("NMC number", "registration number"),
    "alert.subject": ("warning", "alert"),
    "assessment.subject_of_care": ("needs assessment", "assessment"),
    "admission_details.admission_method": ("how they came", "emergency admission"),
    "occupancy.date": ("bed occupancy", "room"),
    "occupancy.maximum_capacity": ("number of beds", "capacity"),
    "medication.end_date": ("stopped medicine", "medicine end date"),
    "wish.coding": ("wish code", "wish"),
    "care_organisation.contact_details": ("agency phone", "day centre"),
    "medication.route": ("how tablets are taken", "medicine route"),
    "problem.free_text": ("illness", "condition"),
    "outcome.free_text": ("outcome", "progress"),
    "review.scheduled_by": ("who booked the review", "review"),
    "person_address.end_date": ("moved out", "old address"),
    "need.date": ("date of need", "need"),
}


@pytest.mark.parametrize(("element", "guesses"), AS_A_MANAGER_SAYS.items())
def test_a_manager_finds_the_page_in_two_guesses(element, guesses):
    pages = [
        list(dict.fromkeys(place.model for place in queries.find_places(guess)))[:3]
        for guess in guesses
    ]
    (home,) = [home for home in homes() if home.id == element]

    assert any(home.fields[0].rpartition(".")[0] in found for found in pages)


def test_where_no_place_has_every_word_those_that_have_most_are_shown():
    found = queries.find_places("the date of the qwertz incident")

    assert "records.Incident" in {place.model for place in found}


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
