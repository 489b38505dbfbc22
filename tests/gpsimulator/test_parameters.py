"""Sections 5, 6 and 9: the Parameters resource, row by row of the specification's tables."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.gpsimulator.asking import (
    ALLERGIES,
    AREAS,
    ART,
    include,
    parameters,
    refused_with,
    resources,
)

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
TOMORROW = str(TODAY + timedelta(days=1))
YESTERDAY = str(TODAY - timedelta(days=1))
A_YEAR_AGO = str(TODAY - timedelta(days=365))

LAST_THREE = include("includeConsultations", valuePositiveInt__includeNumberOfMostRecent=3)
MEDICATION_FROM_LAST_YEAR = include(
    "includeMedication", valueDate__medicationSearchFromDate=A_YEAR_AGO
)
PERIODS = {
    "includeConsultations": "consultationSearchPeriod",
    "includeUncategorisedData": "uncategorisedDataSearchPeriod",
    "includeInvestigations": "investigationSearchPeriod",
    "includeReferrals": "referralSearchPeriod",
}


def warnings_of(response) -> list[tuple[str, str]]:
    """(diagnostics, text) of the one OperationOutcome in a bundle, or nothing."""
    found = resources(response, "OperationOutcome")
    assert len(found) <= 1
    issues = found[0]["issue"] if found else []
    for issue in issues:
        coding = issue["details"]["coding"][0]
        assert (issue["severity"], issue["code"]) == ("warning", "not-supported")
        assert (coding["code"], coding["display"]) == ("NOT_IMPLEMENTED", "Not implemented")
    return [(issue["diagnostics"], issue["details"]["text"]) for issue in issues]


@pytest.mark.parametrize(
    "areas",
    [
        [ALLERGIES],
        *([include(area)] for area in AREAS),
        [include("includeMedication", valueBoolean__includePrescriptionIssues=False)],
        [include("includeMedication", valueDate__medicationSearchFromDate=str(TODAY))],
        [LAST_THREE],
        [include("includeProblems", valueCode__filterStatus="inactive")],
        [include("includeImmunisations", valueBoolean__includeNotGiven=True)],
        [include("includeImmunisations", valueBoolean__includeStatus=False)],
        [include("includeDiaryEntries", valueDate__diaryEntriesSearchDate=str(TODAY))],
        [ALLERGIES, *(include(area) for area in AREAS)],  # top-level parameters combine freely
        [MEDICATION_FROM_LAST_YEAR, ALLERGIES, include("includeReferrals")],
        [LAST_THREE, include("includeProblems"), ALLERGIES, MEDICATION_FROM_LAST_YEAR],
        [
            LAST_THREE,
            include("includeProblems"),
            ALLERGIES,
            MEDICATION_FROM_LAST_YEAR,
            include("includeImmunisations"),
            include("includeUncategorisedData"),
        ],
        [
            include("includeProblems", valueCode__filterStatus="active"),
            include("includeProblems", valueCode__filterStatus="inactive"),
        ],
    ],
)
def test_what_may_be_asked(gp, areas):
    response = gp.ask(ART, *areas)

    assert response.status_code == 200, response.text
    assert warnings_of(response) == []


@pytest.mark.parametrize(("area", "part"), PERIODS.items())
@pytest.mark.parametrize(
    "period",
    [
        {"start": "2026-01-01"},
        {"end": "2026-01-01"},
        {"start": YESTERDAY, "end": str(TODAY)},
        {"start": str(TODAY), "end": str(TODAY)},
    ],
)
def test_periods_that_may_be_asked(gp, area, part, period):
    response = gp.ask(ART, include(area, **{f"valuePeriod__{part}": period}))

    assert response.status_code == 200, response.text


@pytest.mark.parametrize(("area", "part"), PERIODS.items())
@pytest.mark.parametrize(
    "period",
    [
        {},
        "2026",
        {"start": "2026"},
        {"start": "2026-02"},
        {"end": "2026-02"},
        {"start": "2026-02-30"},
        {"start": "2026-01-23T11:08:32"},
        {"start": "2026-01-23T11:08:32+00:00", "end": "2026-02-01"},
        {"start": "", "end": "2026-01-01"},
        {"start": None, "end": "2026-01-01"},
        {"start": "2026-01-01", "end": None},
        {"start": "X2026-01-01"},
        {"start": "2026-01-02", "end": "2026-01-01"},
        {"start": TOMORROW},
        {"start": "2026-01-01", "end": TOMORROW},
    ],
)
def test_periods_are_whole_dates_in_order_and_not_after_today(gp, area, part, period):
    response = gp.ask(ART, include(area, **{f"valuePeriod__{part}": period}))

    assert refused_with(response) == (422, "INVALID_PARAMETER")
    assert f"{area}.{part}" in response.json()["issue"][0]["diagnostics"]


@pytest.mark.parametrize(
    ("area", "part", "value"),
    [
        ("includeAllergies", "valueString__includeResolvedAllergies", "true"),
        ("includeAllergies", "valueBoolean__includeResolvedAllergies", "true"),
        ("includeAllergies", "valueBoolean__includeResolvedAllergies", 1),
        ("includeMedication", "valueBoolean__includePrescriptionIssues", None),
        ("includeMedication", "valueDate__medicationSearchFromDate", "2026"),
        ("includeMedication", "valueDate__medicationSearchFromDate", "2026-02"),
        ("includeMedication", "valueDate__medicationSearchFromDate", "2026-02-30"),
        ("includeMedication", "valueDate__medicationSearchFromDate", "2026-02-03T00:00:00Z"),
        ("includeMedication", "valueDate__medicationSearchFromDate", TOMORROW),
        ("includeMedication", "valueDateTime__medicationSearchFromDate", "2026-02-03"),
        ("includeConsultations", "valuePositiveInt__includeNumberOfMostRecent", 0),
        ("includeConsultations", "valuePositiveInt__includeNumberOfMostRecent", -1),
        ("includeConsultations", "valuePositiveInt__includeNumberOfMostRecent", "3"),
        ("includeConsultations", "valuePositiveInt__includeNumberOfMostRecent", True),
        ("includeConsultations", "valueInteger__includeNumberOfMostRecent", 3),
        ("includeProblems", "valueCode__filterStatus", "resolved"),
        ("includeProblems", "valueCode__filterStatus", ["active"]),
        ("includeProblems", "valueCode__filterStatus", "Active"),
        ("includeImmunisations", "valueBoolean__includeNotGiven", "false"),
        ("includeImmunisations", "valueCode__includeStatus", "true"),
        ("includeDiaryEntries", "valueDate__diaryEntriesSearchDate", YESTERDAY),
        ("includeDiaryEntries", "valueDate__diaryEntriesSearchDate", "2099"),
        ("includeDiaryEntries", "valueDate__diaryEntriesSearchDate", "2099-01-01T10:00"),
    ],
)
def test_a_part_with_a_wrong_value_is_an_invalid_parameter_that_is_named(gp, area, part, value):
    response = gp.ask(ART, include(area, **{part: value}))

    assert refused_with(response) == (422, "INVALID_PARAMETER")
    assert f"{area}.{part.partition('__')[2]}" in response.json()["issue"][0]["diagnostics"]


@pytest.mark.parametrize("area", [ALLERGIES, *(include(area) for area in AREAS)])
def test_a_part_without_a_value_is_an_invalid_parameter(gp, area):
    parts = {
        "includeAllergies": "includeResolvedAllergies",
        "includeMedication": "medicationSearchFromDate",
        "includeProblems": "filterStatus",
        "includeImmunisations": "includeNotGiven",
        "includeDiaryEntries": "diaryEntriesSearchDate",
    } | PERIODS
    name = area["name"]

    response = gp.ask(ART, {"name": name, "part": [{"name": parts[name]}]})

    assert refused_with(response) == (422, "INVALID_PARAMETER")


def test_allergies_need_to_know_about_resolved_ones(gp):
    response = gp.ask(ART, include("includeAllergies"))

    assert refused_with(response) == (422, "INVALID_PARAMETER")
    diagnostics = response.json()["issue"][0]["diagnostics"]
    assert "includeAllergies.includeResolvedAllergies" in diagnostics


MEDICATION_DATED = include("includeMedication", valueDate__medicationSearchFromDate="2026-01-01")
UNCATEGORISED_DATED = include(
    "includeUncategorisedData", valuePeriod__uncategorisedDataSearchPeriod={"start": "2026-01-01"}
)
REFERRALS_DATED = include(
    "includeReferrals", valuePeriod__referralSearchPeriod={"start": "2026-01-01"}
)
DIARY_DATED = include("includeDiaryEntries", valueDate__diaryEntriesSearchDate="2099-01-01")
NOT_GIVEN = include("includeImmunisations", valueBoolean__includeNotGiven=False)
STATUS = include("includeImmunisations", valueBoolean__includeStatus=True)
FILTERED = include("includeProblems", valueCode__filterStatus="active")
CONSULTATIONS, PROBLEMS = include("includeConsultations"), include("includeProblems")
DATED = (MEDICATION_DATED, UNCATEGORISED_DATED, REFERRALS_DATED, DIARY_DATED, NOT_GIVEN, STATUS)


@pytest.mark.parametrize(
    "areas",
    [
        *([CONSULTATIONS, dated] for dated in (*DATED, FILTERED)),
        *([PROBLEMS, dated] for dated in DATED),
        [FILTERED, MEDICATION_DATED],
        # near misses of the two published searches
        [LAST_THREE, PROBLEMS, MEDICATION_FROM_LAST_YEAR],
        [LAST_THREE, PROBLEMS, ALLERGIES, MEDICATION_DATED],
        [CONSULTATIONS, PROBLEMS, ALLERGIES, MEDICATION_FROM_LAST_YEAR],
        [LAST_THREE, PROBLEMS, ALLERGIES, MEDICATION_FROM_LAST_YEAR, include("includeReferrals")],
        [LAST_THREE, PROBLEMS, ALLERGIES, MEDICATION_FROM_LAST_YEAR, NOT_GIVEN],
        [LAST_THREE, FILTERED, ALLERGIES, MEDICATION_FROM_LAST_YEAR],
        [
            LAST_THREE,
            PROBLEMS,
            include("includeAllergies", valueBoolean__includeResolvedAllergies=False),
            MEDICATION_FROM_LAST_YEAR,
        ],
    ],
)
def test_a_combination_that_is_not_permitted_is_an_invalid_parameter(gp, areas):
    response = gp.ask(ART, *areas)

    assert refused_with(response) == (422, "INVALID_PARAMETER")
    assert "not permitted" in response.json()["issue"][0]["diagnostics"]


def test_a_period_and_a_number_of_consultations_exclude_each_other(gp):
    both = include(
        "includeConsultations",
        valuePeriod__consultationSearchPeriod={"start": "2026-01-01"},
        valuePositiveInt__includeNumberOfMostRecent=3,
    )

    assert refused_with(gp.ask(ART, both)) == (422, "INVALID_RESOURCE")


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"", (400, "BAD_REQUEST")),
        (b"{", (400, "BAD_REQUEST")),
        (b"<Parameters/>", (400, "BAD_REQUEST")),
        (b"\xff\xfe{}", (400, "BAD_REQUEST")),
        (b"[" * 100_000, (400, "BAD_REQUEST")),
        ([], (422, "INVALID_RESOURCE")),
        ({}, (422, "INVALID_RESOURCE")),
        ({"resourceType": "Patient"}, (422, "INVALID_RESOURCE")),
        ({"resourceType": "Parameters"}, (422, "INVALID_RESOURCE")),
        ({"resourceType": "Parameters", "parameter": {}}, (422, "INVALID_RESOURCE")),
        ({"resourceType": "Parameters", "parameter": ["x"]}, (422, "INVALID_RESOURCE")),
        ({"resourceType": "Parameters", "parameter": [{}]}, (422, "INVALID_RESOURCE")),
        (parameters(ART, {"name": "includeProblems", "part": {}}), (422, "INVALID_RESOURCE")),
        (parameters(ART, {"name": "includeProblems", "part": [{}]}), (422, "INVALID_RESOURCE")),
        (parameters(ART, ALLERGIES, ALLERGIES), (422, "INVALID_RESOURCE")),
        ({"resourceType": "Parameters", "parameter": []}, (422, "INVALID_PARAMETER")),
        ({"resourceType": "Parameters", "parameter": [ALLERGIES]}, (422, "INVALID_PARAMETER")),
        (parameters(ART), (422, "INVALID_PARAMETER")),
        (parameters(ART, include("includeEverything")), (422, "INVALID_PARAMETER")),
    ],
)
def test_a_body_that_is_not_a_request(gp, body, refusal):
    assert refused_with(gp.post(body)) == refusal


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"valueString": ART}, (422, "INVALID_PARAMETER")),
        ({}, (422, "INVALID_PARAMETER")),
        ({"valueIdentifier": ART}, (422, "INVALID_PARAMETER")),
        ({"valueIdentifier": {"value": ART}}, (400, "INVALID_IDENTIFIER_SYSTEM")),
        (
            {"valueIdentifier": {"system": "http://fhir.nhs.net/Id/nhs-number", "value": ART}},
            (400, "INVALID_IDENTIFIER_SYSTEM"),
        ),
        *(
            (
                {"valueIdentifier": {"system": "https://fhir.nhs.uk/Id/nhs-number", **value}},
                (400, "INVALID_NHS_NUMBER"),
            )
            for value in (
                {},
                {"value": ""},
                {"value": "9990000019"},
                {"value": "999 000 0018"},
                {"value": "999000001"},
                {"value": 9990000018},
                {"value": "١٢٣٤٥٦٧٨٩٠"},
                {"value": "1234567890"},
            )
        ),
    ],
)
def test_the_nhs_number_must_be_one(gp, asked, refusal):
    body = {
        "resourceType": "Parameters",
        "parameter": [{"name": "patientNHSNumber", **asked}, ALLERGIES],
    }

    assert refused_with(gp.post(body)) == refusal


def test_a_valid_number_that_nobody_has_is_not_found(gp):
    assert refused_with(gp.ask("9999999999")) == (404, "PATIENT_NOT_FOUND")


def test_what_is_not_recognised_is_said_and_the_rest_is_answered(gp):
    response = gp.ask(
        ART,
        ALLERGIES,
        include("includeDocuments"),
        include("includeProblems", valueCode__filterSignificance="major"),
    )

    assert warnings_of(response) == [
        ("includeDocuments", "includeDocuments is an unrecognised parameter"),
        (
            "includeProblems.filterSignificance",
            "includeProblems.filterSignificance is an unrecognised parameter",
        ),
    ]
    assert resources(response, "AllergyIntolerance")
    assert resources(response, "Condition")
