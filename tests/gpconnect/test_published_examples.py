"""Every published example is understood as an independent reading of it expects."""

import json

import pytest

from gpconnect.reading import GpRecord, NotARecord, as_json, read_bundle
from tests.gpconnect.answers import record_of
from tests.gpconnect.expectation import expected, in_short
from tests.gpconnect.published import example, examples


def document_of(path):
    """What a file says; nothing where it is not JSON (a few are XML, one an index in words)."""
    return json.loads(path.read_bytes()) if path.suffix == ".json" else None


@pytest.mark.parametrize("path", examples("**/*.*"))
def test_any_example_is_understood_as_expected(path):
    understood = as_json(read_bundle(path.read_bytes()))

    assert in_short(understood) == expected(document_of(path))


@pytest.mark.parametrize("path", examples("full-records/*.json"))
def test_a_full_record_is_read_whole(path):
    assert as_json(read_bundle(path.read_bytes()))["unreadable"] == 0


@pytest.mark.parametrize("path", examples("errors/*.json"))
def test_an_error_is_never_taken_for_a_record(path):
    assert isinstance(read_bundle(path.read_bytes()), NotARecord)


@pytest.mark.parametrize(
    "name", ["missing_patient_resource.json", "medicus_templated_nhs_number.json"]
)
def test_a_record_of_nobody_or_of_a_template_is_about_nobody(name):
    read = read_bundle(example(f"full-records/{name}").read_bytes())

    assert isinstance(read, GpRecord)
    assert not read.is_about("9690937286")


def test_entries_without_a_type_are_counted_and_the_list_says_what_is_missing():
    understood = as_json(
        read_bundle(example("spec-responses/diaryentries_response1.json").read_bytes())
    )

    assert understood["unreadable"] == 2
    assert understood["areas"]["diary"]["unresolved"] == 2


def test_a_partial_success_says_which_areas_were_left_out():
    path = example("spec-responses/consultations_forwards_response1.json")

    read = record_of(path.read_bytes())

    assert [omission.areas for omission in read.omissions] == [("consultations",), ("problems",)]


def test_a_consultation_is_read_with_its_topics_and_headings():
    read = record_of(example("spec-responses/consultations_response1.json").read_bytes())

    titles = [section.title for section in read.areas["consultations"].items[0].sections]

    assert len(titles) > 3
    assert any(title.endswith(": History") for title in titles)
