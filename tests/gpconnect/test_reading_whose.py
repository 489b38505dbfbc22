"""What an answer is: a record, a refusal, nothing; and whose it is."""

from dataclasses import replace

import pytest

from gpconnect.reading import GpRecord, NotARecord, as_json, read_bundle
from gpconnect.reading.patient import Demographics, Difference, differences
from tests.gpconnect.answers import LISTS, NHS_NUMBER, a_bundle, a_patient, as_bytes, record_of


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>Bad gateway</body></html>",
        b'{"resourceType": "Bundle", "entry": [{"resource"',
        b"\xff\xfe\x00bad",
        b"[" * 200_000,
        b'{"resourceType": "Bundle", "entry": ' + b"[" * 200_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
        b"null",
        b"[]",
        b'"text"',
        b'{"resourceType": "Patient"}',
        b'{"resourceType": "Bundle", "entry": {"a": 1}}',
    ],
)
def test_what_is_not_a_record_is_said_to_be_none(data):
    read = read_bundle(data)

    assert isinstance(read, NotARecord)
    assert read.why.startswith("The answer is not a GP record")
    assert set(as_json(read)["areas"]) == set(LISTS)


def test_a_refusal_keeps_its_code_for_the_audit():
    refusal = {
        "resourceType": "OperationOutcome",
        "issue": [
            {
                "details": {"coding": [{"code": "ACCESS DENIED"}]},
                "diagnostics": "Switched off at this practice",
            }
        ],
    }

    read = read_bundle(as_bytes(refusal))

    assert isinstance(read, NotARecord)
    assert (read.code, read.diagnostics) == ("ACCESS_DENIED", "Switched off at this practice")


@pytest.mark.parametrize(
    ("patients", "is_about"),
    [
        ([a_patient()], True),
        ([a_patient("999 000 0018")], True),
        ([a_patient("9990000019")], False),
        ([a_patient(""), a_patient()], False),
        ([a_patient(), a_patient("9990000026")], False),
        ([], False),
    ],
)
def test_an_answer_is_about_a_person_only_when_every_patient_in_it_is(patients, is_about):
    read = record_of(a_bundle(*patients, patient={}))

    assert isinstance(read, GpRecord)
    assert read.is_about(NHS_NUMBER) is is_about


def test_the_patient_is_read_with_their_practice():
    patient = record_of(as_bytes(a_bundle())).patient

    assert (patient.name, patient.birth_date) == ("Mrs Edith Harrow", "1939-02-11")
    assert (patient.practice_ods, patient.practice_name) == ("Z99901", "Millbrook Surgery")


def test_a_practice_named_as_manager_is_found_too():
    patient = a_patient(
        generalPractitioner=[{"reference": "Practitioner/none"}],
        managingOrganization={"reference": "Organization/o1"},
        deceasedBoolean=True,
    )

    read = record_of(a_bundle(patient=patient)).patient

    assert read.practice_ods == "Z99901"
    assert read.died_on == "date not given"


OURS = Demographics(
    family="harrow", given="Edith May", gender="female", birth_date="1939-02-11",
    practice_ods="Z99901",
)  # fmt: skip


def test_what_we_do_not_hold_does_not_differ():
    theirs = record_of(a_bundle()).patient

    assert differences(theirs, replace(OURS, gender="", practice_ods="")) == ()


@pytest.mark.parametrize(
    ("patient", "different"),
    [
        ({}, ()),
        ({"gender": "male"}, (Difference("gender", "female", "male"),)),
        (
            {"birthDate": "1939-11-02"},
            (Difference("date of birth", "1939-02-11", "1939-11-02"),),
        ),
        (
            {"name": [{"family": "Barrow", "given": ["Judith"]}]},
            (
                Difference("family name", "harrow", "Barrow"),
                Difference("given name", "Edith May", "Judith"),
            ),
        ),
        ({"generalPractitioner": []}, (Difference("GP practice", "Z99901", ""),)),
    ],
)
def test_demographic_differences_are_named(patient, different):
    theirs = record_of(a_bundle(patient=a_patient(**patient))).patient

    assert differences(theirs, OURS) == different
