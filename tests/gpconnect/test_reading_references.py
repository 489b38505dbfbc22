"""How the entries of lists find what they point at, and what nothing points at is told of."""

import pytest

from tests.gpconnect.answers import (
    a_bundle,
    a_concept,
    a_list,
    an_allergy,
    an_observation,
    record_of,
)


def allergies_of(*resources):
    return record_of(a_bundle(*resources)).areas["allergies"]


def test_a_reference_that_leads_nowhere_is_counted_and_named():
    nowhere = {"item": {"display": "Allergy items have been disabled"}}
    listed = a_list("allergies", "AllergyIntolerance/a1", "AllergyIntolerance/gone")
    listed["entry"].append(nowhere)

    area = allergies_of(listed, an_allergy())

    assert area.entries == 3
    assert area.unresolved == ("AllergyIntolerance/gone", "Allergy items have been disabled")


@pytest.mark.parametrize(
    "reference",
    [
        "AllergyIntolerance/a1",
        "https://gp.example/Z99901/STU3/1/AllergyIntolerance/a1",
        "AllergyIntolerance/a1/_history/4",
        " AllergyIntolerance/a1",
        "a1",
        "urn:uuid:a1",
    ],
)
def test_a_reference_is_followed_in_every_form_seen(reference):
    assert len(allergies_of(a_list("allergies", reference), an_allergy()).items) == 1


def test_a_reference_by_full_url_is_followed():
    bundle = a_bundle(a_list("allergies", "urn:uuid:77"))
    bundle["entry"].append({"fullUrl": "urn:uuid:77", "resource": an_allergy()})

    assert len(record_of(bundle).areas["allergies"].items) == 1


def test_a_reference_that_is_no_object_is_followed_or_named():
    listed = a_list("allergies")
    listed["entry"] = [{"item": "AllergyIntolerance/a1"}, {"item": "Peanuts"}]

    area = allergies_of(listed, an_allergy())

    assert (len(area.items), area.unresolved) == (1, ("Peanuts",))


@pytest.mark.parametrize("kind", ["collection", "searchset", "document", "", None])
def test_a_bundle_of_any_type_is_read(kind):
    bundle = a_bundle(a_list("allergies", "AllergyIntolerance/a1"), an_allergy()) | {"type": kind}

    assert len(record_of(bundle).areas["allergies"].items) == 1


@pytest.mark.parametrize(
    "wrapped_in",
    [
        lambda bundle: {"resourceType": "Bundle", "entry": [{"resource": bundle}]},
        lambda bundle: {
            "resourceType": "Parameters",
            "parameter": [{"name": "return", "resource": bundle}],
        },
    ],
)
def test_a_record_wrapped_in_another_answer_is_read(wrapped_in):
    bundle = a_bundle(a_list("allergies", "AllergyIntolerance/a1"), an_allergy())

    record = record_of(wrapped_in(bundle))

    assert len(record.areas["allergies"].items) == 1
    assert record.unreadable == 0
    assert record.patient.family == "Harrow"


def test_a_bundle_within_a_record_that_holds_nothing_readable_is_counted():
    assert record_of(a_bundle({"resourceType": "Bundle", "entry": "lost"})).unreadable == 1


@pytest.mark.parametrize("more", [{}, {"fullUrl": "urn:uuid:77"}])
def test_what_bears_no_id_and_stands_on_no_list_is_told_of(more):
    bundle = a_bundle(a_list("allergies"))
    bundle["entry"].append({"resource": an_allergy(name=None), **more})

    assert record_of(bundle).unlisted == {"AllergyIntolerance": 1}


def test_a_clash_too_deep_to_compare_is_told_of():
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    listed = a_list("allergies", "AllergyIntolerance/a1")

    record = record_of(a_bundle(listed, an_allergy(note=deep), an_allergy(note=deep[0])))

    assert record.unlisted == {"AllergyIntolerance": 1}


def test_ids_are_case_sensitive():
    assert len(allergies_of(a_list("allergies", "AllergyIntolerance/A1"), an_allergy()).items) == 0


def test_a_second_resource_under_one_id_is_told_of_unless_it_is_a_copy():
    listed = a_list("allergies", "AllergyIntolerance/a1")
    other = an_allergy(code=a_concept("Latex"))

    copied = record_of(a_bundle(listed, an_allergy(), an_allergy()))
    clashing = record_of(a_bundle(listed, an_allergy(), other))

    assert copied.unlisted == {}
    assert clashing.unlisted == {"AllergyIntolerance": 1}


def test_a_contained_allergy_that_its_list_does_not_point_at_is_told_of():
    contained = [an_allergy("e1"), an_allergy("e2")]

    record = record_of(a_bundle(a_list("ended_allergies", "#e1", contained=contained)))

    assert record.areas["ended_allergies"].entries == 1
    assert record.unlisted == {"AllergyIntolerance": 1}


def test_a_finding_that_nothing_points_at_is_told_of():
    group = an_observation(
        "group", related=[{"type": "has-member", "target": {"reference": "Observation/member"}}]
    )
    record = record_of(
        a_bundle(
            a_list("uncategorised", "Observation/group"),
            group,
            an_observation("member"),
            an_observation("alone"),
        )
    )

    assert record.unreached == {"Observation": 1}


def test_a_warning_without_a_word_is_counted():
    record = record_of(a_bundle({"resourceType": "OperationOutcome", "issue": "disabled"}))

    assert record.omissions == ()
    assert record.unreadable == 1
