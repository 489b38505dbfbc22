"""Answers of our own making, and the simulator's, against an independent reading of them.

They stand where no published example is, and hold what no published example has.
"""

import json

import pytest

from gpconnect.reading import as_json, read_bundle
from tests.gpconnect.answers import (
    LISTS,
    a_bundle,
    a_concept,
    a_list,
    a_patient,
    an_allergy,
    an_extension,
    an_observation,
    as_bytes,
)
from tests.gpconnect.expectation import expected, in_short
from tests.gpconnect.simulated import SERVED, whole_record

EMPTY = {
    "emptyReason": {
        "coding": [
            {
                "system": "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-ListEmptyReasonCode-1",
                "code": "no-content-recorded",
            }
        ]
    },
    "note": [{"text": "Information not available."}],
}
DESCRIPTION = "https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-coding-sctdescid"
NOTE = "Told <b>& kept</b>\r\n“so”"
IN_TRANSIT = an_extension("ListWarningCode", valueCode="data-in-transit")
CONFIDENTIAL = an_extension("ListWarningCode", valueCode="confidential-items")
AWAITING = an_extension("ListWarningCode", valueCode="data-awaiting-filing")


def left_out(*texts):
    issues = [
        {"severity": "warning", "code": "not-supported", "details": {"text": text}}
        for text in texts
    ]
    return {"resourceType": "OperationOutcome", "issue": issues}


def described(words):
    """A code whose chosen description is not its display."""
    coded = a_concept("Allergy to penicillin")
    chosen = {"url": "descriptionDisplay", "valueString": words}
    coded["coding"][0]["extension"] = [{"url": DESCRIPTION, "extension": [chosen]}]
    return coded


ANSWERS = {
    "nothing at all": a_bundle(),
    "nobody": a_bundle(patient={}),
    "a number written in threes": a_bundle(patient=a_patient("999 000 0018")),
    "every area empty": a_bundle(*(a_list(area, **EMPTY) for area in LISTS)),
    "every warning": a_bundle(
        a_list("allergies", extension=[CONFIDENTIAL, IN_TRANSIT], **EMPTY),
        a_list("uncategorised", "Observation/ob1", extension=[AWAITING, IN_TRANSIT, AWAITING]),
        a_list("medications", extension=[IN_TRANSIT], note=[{"text": NOTE}]),
        an_observation(),
    ),
    "areas left out": a_bundle(
        a_list("medications", **EMPTY),
        left_out(
            "includeProblems has been disabled",
            "includeAllergies is an unrecognised parameter",
            "includeMagic is an unrecognised parameter",
        ),
    ),
    "an entry that only has words": a_bundle(
        a_list("referrals", entry=[{"item": {"display": "Referral items have been disabled"}}])
    ),
    "absent resources": a_bundle(
        an_allergy(), a_list("allergies", "AllergyIntolerance/gone", "AllergyIntolerance/a1", "#a1")
    ),
    "ended allergies beside their like": a_bundle(
        an_allergy("same"),
        a_list("allergies", "AllergyIntolerance/same"),
        a_list(
            "ended_allergies",
            "#same",
            contained=[an_allergy("same", clinicalStatus="resolved", code=a_concept("Ended"))],
        ),
    ),
    "the ended list before it had a code": a_bundle(
        a_list("TBD", "#e1", contained=[an_allergy("e1", clinicalStatus="resolved")]),
        a_list("TBD"),
    ),
    "two under one id": a_bundle(
        an_allergy(code=a_concept("First")),
        an_allergy(code=a_concept("Second")),
        an_allergy(code=a_concept("First")),
        a_list("allergies", "AllergyIntolerance/a1"),
    ),
    "ids with underscores, a reference without its type": a_bundle(
        an_allergy("a_1"), a_list("allergies", "AllergyIntolerance/a_1", "a_1")
    ),
    "a resource on no list": a_bundle(
        an_allergy(),
        an_allergy("a2"),
        a_list("consultations-allergies-contained-in-consultations", "AllergyIntolerance/a2"),
        a_list("99999", "AllergyIntolerance/a1"),
    ),
    "types unknown and types left out": a_bundle(
        {"resourceType": "CareHomeVisit", "id": "v1"},
        {"id": "typeless"},
        a_list("immunisations", "CareHomeVisit/v1"),
        a_list("1234567"),
    ),
    "names": a_bundle(
        an_allergy("text", code=a_concept("Display", text="Text, “as typed” <script>")),
        an_allergy("described", code=described("Penicillin allergy")),
        an_allergy("degraded", code=a_concept("Drug allergy", "196461000000101", text="Co-amox")),
        an_allergy("no-known", code=a_concept("No known allergies", "716186003")),
        an_allergy("long", code=a_concept(text="x" * 5000)),
        a_list(
            "allergies",
            *(
                f"AllergyIntolerance/{name}"
                for name in ("long", "text", "described", "degraded", "no-known")
            ),
        ),
    ),
    "dates as given": a_bundle(
        an_observation("year", effectiveDateTime="2012"),
        an_observation("no-zone", effectiveDateTime="2012-03-04T10:11:12"),
        an_observation("issued", effectiveDateTime="", issued="2019-01-01T00:00:00.123+00:00"),
        an_observation("undated", effectiveDateTime=""),
        a_list(
            "uncategorised", *(f"Observation/{n}" for n in ("undated", "year", "no-zone", "issued"))
        ),
    ),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_of_our_own_is_understood_as_expected(what):
    answer = as_bytes(ANSWERS[what])

    assert in_short(as_json(read_bundle(answer))) == expected(json.loads(answer))


@pytest.mark.parametrize("who", SERVED)
def test_a_record_of_the_simulator_is_understood_as_expected(who):
    answer = whole_record(who)

    assert in_short(as_json(read_bundle(answer))) == expected(json.loads(answer))
