"""Section 16: each person whose GP system says no, warns, errs or lies."""

import json
import time

import httpx
import pytest
from fhir.resources.STU3.operationoutcome import OperationOutcome

from gpsimulator import behaviours
from gpsimulator.people import PEOPLE
from gpsimulator.practices import PRACTICES
from tests.gpsimulator.asking import (
    ALLERGIES,
    EVERYTHING,
    include,
    items_of,
    list_of,
    lists_of,
    refused_with,
    resources,
)
from tests.gpsimulator.test_parameters import warnings_of

IN_TRANSIT = "9990010048"
CONFIDENTIAL = "9990010056"
AWAITING_FILING = "9990010064"
ALLERGY_LIST = "886921000000105"


def warning_codes(found: dict) -> list[str]:
    return [one["valueCode"] for one in found["extension"] if "ListWarningCode" in one["url"]]


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("9990010072", (403, "NO_PATIENT_CONSENT")),
        ("9990010080", (404, "PATIENT_NOT_FOUND")),  # deceased
        ("9990010099", (404, "PATIENT_NOT_FOUND")),  # sensitive: nobody may tell which
        ("9990010102", (404, "PATIENT_NOT_FOUND")),  # superseded
        ("9990010110", (404, "PATIENT_NOT_FOUND")),  # not found
        ("9990010366", (404, "PATIENT_NOT_FOUND")),  # unverified
        ("9990010420", (404, "NO_RECORD_FOUND")),
        ("9990010277", (500, "INTERNAL_SERVER_ERROR")),
        ("9990010226", (502, "502")),
    ],
)
def test_who_is_refused(gp, number, refusal):
    response = gp.ask(number)

    assert refused_with(response) == refusal
    assert response.headers["x-simulated"] == "yes"


def test_what_is_not_found_looks_the_same_for_all_who_may_not_be_told_apart(gp):
    numbers = ("9990010080", "9990010099", "9990010102", "9990010110", "9990010366", "9999999999")

    assert len({gp.ask(number).content for number in numbers}) == 1


def test_no_known_allergies_is_coded(gp):
    allergies = resources(gp.ask("9990010013", ALLERGIES), "AllergyIntolerance")

    assert [one["code"]["coding"][0]["code"] for one in allergies] == ["716186003"]


def test_data_in_transit_marks_every_primary_list_and_no_structure_list(gp):
    for found in resources(gp.ask(IN_TRANSIT), "List"):
        is_primary = found["code"]["coding"][0]["system"].endswith("sct") and "id" not in found
        if is_primary:
            assert warning_codes(found) == ["data-in-transit"]
            assert "information recorded before 02-Nov-2026" in found["note"][0]["text"]
        else:
            assert not any("ListWarningCode" in one["url"] for one in found.get("extension", ()))


def test_confidential_items_leave_a_marked_list_that_is_empty(gp):
    response = gp.ask(CONFIDENTIAL)

    found = list_of(response, ALLERGY_LIST)
    assert warning_codes(found) == ["confidential-items"]
    assert found["note"][0]["text"].startswith("Items excluded due to confidentiality")
    assert found["note"][0]["text"].endswith("Information not available")
    assert "emptyReason" in found
    assert resources(response, "AllergyIntolerance") == []


def test_data_awaiting_filing_marks_its_areas(gp):
    response = gp.ask(AWAITING_FILING, ods="Z99002")

    marked = ("933361000000108", "1149501000000101", "887191000000108", "826501000000100")
    for code in marked:
        assert warning_codes(list_of(response, code)) == ["data-awaiting-filing"]
    assert warning_codes(list_of(response, ALLERGY_LIST)) == []


def test_areas_switched_off_are_said_and_the_rest_comes(gp):
    response = gp.ask("9990010129", ods="Z99004")

    assert warnings_of(response) == [
        ("includeConsultations", "includeConsultations has been disabled"),
        ("includeProblems", "includeProblems has been disabled"),
    ]
    assert not lists_of(response, "1149501000000101")
    assert not lists_of(response, "717711000000103")
    assert items_of(response, ALLERGY_LIST)


def test_an_area_switched_off_may_be_all_that_was_asked(gp):
    response = gp.ask("9990010129", include("includeProblems"), ods="Z99004")

    assert warnings_of(response) == [("includeProblems", "includeProblems has been disabled")]
    assert resources(response, "List") == []
    assert len(resources(response, "Patient")) == 1


def test_an_older_system_does_not_know_newer_areas(gp):
    response = gp.ask("9990010137", ods="Z99005")

    assert [parameter for parameter, _ in warnings_of(response)] == [
        area["name"]
        for area in EVERYTHING
        if area["name"] not in ("includeAllergies", "includeMedication")
    ]
    assert items_of(response, ALLERGY_LIST)
    assert refused_with(gp.ask("9990010137", include("includeProblems"), ods="Z99005")) == (
        422,
        "INVALID_PARAMETER",
    )


@pytest.mark.parametrize(
    ("number", "differences"),
    [
        ("9990010145", {"number", "family", "birthDate", "gender"}),
        ("9990010153", {"number"}),
        ("9990010374", {"family", "birthDate"}),
    ],
)
def test_a_patient_who_is_not_quite_the_one_asked_for(gp, number, differences):
    patient = resources(gp.ask(number), "Patient")[0]
    traced = gp.pds(number).json()

    pairs = {
        "number": (patient["identifier"][0]["value"], traced["id"]),
        "family": (patient["name"][0]["family"], traced["name"][0]["family"]),
        "birthDate": (patient["birthDate"], traced["birthDate"]),
        "gender": (patient["gender"], traced["gender"]),
    }
    assert {name for name, (one, other) in pairs.items() if one != other} == differences


def test_one_digit_wrong_is_one_digit(gp):
    answered = resources(gp.ask("9990010153"), "Patient")[0]["identifier"][0]["value"]

    pairs = zip("9990010153", answered, strict=True)
    assert sum(one != other for one, other in pairs) == 1


def test_an_answer_may_have_no_patient_or_another_trace_id(gp):
    assert resources(gp.ask("9990010161"), "Patient") == []
    trace_id = "8a0e33ae-e1a2-4b8e-9a0f-6f0d9f0b0c11"
    assert gp.ask("9990010307", headers={"Ssp-TraceID": trace_id}).json()["id"] != trace_id


def test_resources_that_stu3_does_not_know(gp):
    entries = gp.ask("9990010234").json()["entry"]

    found = [entry.get("resource", {}).get("resourceType") for entry in entries]
    assert "CareHomeVisit" in found
    assert found.count(None) == 2
    listed = [one for one in entries if "CareHomeVisit/visit-1" in str(one)]
    assert {one["resource"]["title"] for one in listed} == {"Immunisations", "Uncategorised data"}


def test_references_that_lead_nowhere(gp):
    response = gp.ask("9990010250", ods="Z99003")

    assert resources(response, "MedicationStatement")
    assert not resources(response, "Medication")
    assert not resources(response, "Encounter")
    assert len(items_of(response, "1149501000000101")) == 4


def test_ids_may_repeat(gp):
    ids = [one["id"] for one in resources(gp.ask("9990010315"), "AllergyIntolerance")]

    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_text_may_be_hostile_and_is_passed_on_as_it_was_written(gp):
    response = gp.ask("9990010242")

    allergy = resources(response, "AllergyIntolerance")[0]
    assert allergy["code"]["text"] == "Penicillin <script>alert('allergy')</script>"
    odd = 'Line one\r\nLine two & <b>bold</b> "quoted" \N{LEFT SINGLE QUOTATION MARK}smart'
    assert allergy["note"][0]["text"].startswith(odd)


def test_a_dosage_may_be_far_longer_than_255_characters(gp):
    statement = resources(gp.ask("9990010269", ods="Z99002"), "MedicationStatement")[0]

    text = statement["dosage"][0]["text"]
    assert len(text) > 500
    assert text.endswith("END OF DOSAGE")


def test_dates_may_lie_ahead_be_partial_or_missing(gp):
    response = gp.ask("9990010439")

    asserted = {one.get("assertedDate") for one in resources(response, "AllergyIntolerance")}
    assert asserted == {None, "1999", "2003-07"}
    problems = {one.get("onsetDateTime") for one in resources(response, "Condition")}
    assert problems == {None, "2030-02"}
    medication = resources(response, "MedicationStatement")[0]
    assert medication["effectivePeriod"]["start"] == "2031-01-01"
    assert not any("LastIssueDate" in one["url"] for one in medication["extension"])


def test_items_may_be_marked_as_not_to_be_disclosed(gp):
    response = gp.ask("9990010382", ods="Z99002")

    labels = [one["meta"]["security"] for one in resources(response, "AllergyIntolerance")]
    assert [label[0]["code"] for label in labels] == ["NOPAT"]
    assert all("security" not in one["meta"] for one in resources(response, "MedicationStatement"))


def test_a_slow_system_answers_in_the_end(gp):
    started = time.monotonic()

    response = gp.ask("9990010188")

    assert response.status_code == 200
    assert time.monotonic() - started >= 0.4


def test_an_answer_cut_short_is_not_json(gp):
    response = gp.ask("9990010196")

    assert response.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        response.json()


def test_a_connection_may_break_off_in_mid_body(gp):
    with pytest.raises(httpx.RemoteProtocolError):
        gp.ask("9990010404")


@pytest.mark.parametrize(
    ("number", "status", "media", "length"),
    [
        ("9990010218", 503, "text/html", range(100, 1000)),
        ("9990010285", 200, "application/fhir+json;charset=utf-8", range(1)),
        ("9990010390", 302, "text/html", range(1)),
    ],
)
def test_what_is_not_fhir_at_all(gp, number, status, media, length):
    response = gp.ask(number)

    assert (response.status_code, response.headers["content-type"]) == (status, media)
    assert len(response.content) in length
    assert response.headers["x-simulated"] == "yes"


def test_a_record_may_have_ten_megabytes_and_ten_thousand_resources(gp):
    response = gp.ask("9990010293")

    assert len(response.content) >= 10_000_000
    assert len(items_of(response, "826501000000100")) > 10_000


def test_a_behaviour_leaves_no_mark_on_the_next_answer(gp):
    first, second = (gp.ask(IN_TRANSIT).json()["entry"] for _ in range(2))

    assert first == second


# Section 9, row by row: every code that a GP system may answer with, and its status.
ERRORS = {
    400: [
        "BAD_REQUEST",
        "CONFLICTING_VALUES",
        "INVALID_IDENTIFIER_SYSTEM",
        "INVALID_IDENTIFIER_VALUE",
        "INVALID_NHS_NUMBER",
        "INVALID_PATIENT_DEMOGRAPHICS",
    ],
    403: ["NO_PATIENT_CONSENT", "NO_ORGANISATION_CONSENT", "ACCESS DENIED", "NO_RELATIONSHIP"],
    404: [
        "PATIENT_NOT_FOUND",
        "NO_RECORD_FOUND",
        "ORGANISATION_NOT_FOUND",
        "PRACTITIONER_NOT_FOUND",
    ],
    409: ["DUPLICATE_REJECTED"],
    422: ["INVALID_RESOURCE", "INVALID_PARAMETER", "REFERENCE_NOT_FOUND"],
    500: ["INTERNAL_SERVER_ERROR"],
    501: ["NOT_IMPLEMENTED"],
}
PROXY = [(400, "400"), (403, "403"), (405, "405"), (415, "415"), (502, "502")]


def test_somebody_is_answered_with_each_code_of_the_specification(gp):
    answers = set()
    for person in PEOPLE.values():
        response = None
        if behaviours.refusal(person, PRACTICES[person.practice]) or person.practice == "Z99008":
            response = gp.ask(person.nhs_number, ods=person.practice)
        if response is not None:
            OperationOutcome.model_validate(response.json())
            answers.add(refused_with(response))

    expected = {(status, code) for status, codes in ERRORS.items() for code in codes}
    assert answers == expected | set(PROXY)


def test_a_success_may_be_labelled_as_something_else(gp):
    person = next(each for each in PEOPLE.values() if each.behaviour == "wrong-content-type")

    response = gp.ask(person.nhs_number)

    assert (response.status_code, response.headers["content-type"]) == (200, "text/html")
