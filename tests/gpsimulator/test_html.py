"""Section 12: the HTML view, its request row by row, its sections and what stands in them."""

import json
import re
from datetime import timedelta

import pytest

from gpsimulator.html.sections import SECTIONS
from tests.gpsimulator.asking import ART, bearer, claims
from tests.gpsimulator.test_behaviours import CONFIDENTIAL, IN_TRANSIT
from tests.gpsimulator.test_parameters import TODAY

HTML = "urn:nhs:names:services:gpconnect:fhir:operation:gpc.getcarerecord"
SYSTEMS = "http://fhir.nhs.net/"
AREAS_DISABLED, OLDER, WRONG_PERSON, SCRIPTS = (
    "9990010129",
    "9990010137",
    "9990010145",
    "9990010242",
)
LIVE = ["SUM", "ALL", "MED", "IMM", "ENC", "CLI", "OBS", "ADM", "REF", "PRB"]
TAKE_A_PERIOD = ["MED", "ENC", "CLI", "OBS", "ADM", "REF", "PRB"]
A_YEAR = {"name": "timePeriod", "valuePeriod": {"start": str(TODAY - timedelta(365))}}


def root(ods):
    return f"https://gp.example/{ods}/DSTU2/1/gpconnect"


def older_claims(number, **changes):
    """A good token of the older kind, changed."""
    practitioner = {
        "resourceType": "Practitioner",
        "id": "ada-1",
        "identifier": [
            {"system": f"{SYSTEMS}sds-user-id", "value": "UNK"},
            {"system": "https://dscr.example/Id/user", "value": "ada-1"},
        ],
        "name": {"family": ["Obi"], "given": ["Ada"]},
    }
    organization = {
        "resourceType": "Organization",
        "identifier": [{"system": f"{SYSTEMS}Id/ods-organization-code", "value": "VN999"}],
        "name": "Rosewood",
    }
    record = {
        "resourceType": "Patient",
        "identifier": [{"system": f"{SYSTEMS}Id/nhs-number", "value": number}],
    }
    good = {
        "aud": "https://authorize.fhir.nhs.net/token",
        "requesting_practitioner": practitioner,
        "requesting_organization": organization,
        "requested_record": record,
    }
    return claims(**(good | changes))


def section_parameter(code, system=f"{SYSTEMS}ValueSet/gpconnect-record-section-1"):
    coding = [{"system": system, "code": code}]
    return {"name": "recordSection", "valueCodeableConcept": {"coding": coding}}


def number_parameter(number, system=f"{SYSTEMS}Id/nhs-number"):
    return {"name": "patientNHSNumber", "valueIdentifier": {"system": system, "value": number}}


def ask(gp, number=ART, code="ALL", *more, ods="Z99001", body=None, token=None, **headers):
    asked = [number_parameter(number), section_parameter(code), *more]
    body = {"resourceType": "Parameters", "parameter": asked} if body is None else body
    return gp.post(
        body,
        ods=ods,
        path=f"{root(ods)}/Patient/$gpc.getcarerecord",
        token=bearer(token or older_claims(number)),
        headers={
            "Ssp-InteractionID": HTML,
            "Accept": "application/json+fhir",
            "Content-Type": "application/json+fhir",
        }
        | headers,
    )


def refused_with(response):
    assert response.headers["content-type"] == "application/json+fhir;charset=utf-8"
    return response.status_code, response.json()["issue"][0]["details"]["coding"][0]["code"]


def div(response):
    assert response.status_code == 200, response.text
    composition = response.json()["entry"][0]["resource"]
    return composition["section"][0]["text"]["div"]


@pytest.mark.parametrize("code", LIVE)
def test_every_live_view_is_answered_in_the_published_shape(gp, code):
    response = ask(gp, code=code)

    bundle = response.json()
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    section = bundle["entry"][0]["resource"]["section"][0]
    assert response.headers["content-type"] == "application/json+fhir;charset=utf-8"
    assert (bundle["type"], bundle["id"]) == ("searchset", response.request.headers["Ssp-TraceID"])
    assert sorted(kinds) == ["Composition", "Device", "Organization", "Patient", "Practitioner"]
    assert section["code"]["coding"][0]["code"] == code
    assert section["text"]["div"].startswith(f"<div><h1>{SECTIONS[code].title}</h1>")


def test_the_shape_is_that_of_the_published_example(gp, published):
    example = json.loads((published / "html/care_record_section_response_dstu2.json").read_text())
    theirs = {each["resource"]["resourceType"]: each["resource"] for each in example["entry"]}

    ours = {each["resource"]["resourceType"]: each["resource"] for each in ask(gp).json()["entry"]}

    for kind, resource in ours.items():
        assert resource["meta"]["profile"] == theirs[kind]["meta"]["profile"]
    for element in ("date", "title", "status", "subject", "author", "section"):
        assert type(ours["Composition"][element]) is type(theirs["Composition"][element])
    for element in ("identifier", "name", "gender", "birthDate", "careProvider"):
        assert type(ours["Patient"][element]) is type(theirs["Patient"][element])


def test_the_tables_have_the_published_ids(gp, published):
    fragments = json.loads((published / "html/section_fragments.json").read_text())["sections"]
    theirs = set(re.findall(r'<table id="([\w-]+)"', " ".join(fragments.values())))

    ours = {part.table for code in LIVE for part in SECTIONS[code].parts}

    # The fragments give the allergy tables no ids, though the specification's table has them.
    assert theirs <= ours
    assert ours - theirs == {"emc-tab", "all-tab-curr", "all-tab-hist"}


def test_what_the_record_holds_stands_in_its_table(gp):
    assert "Allergy to penicillin" in div(ask(gp))
    assert "Allergy to aspirin" in div(ask(gp)).partition("all-tab-hist")[2]
    medicines = div(ask(gp, ART, "MED"))
    assert "Amlodipine 10mg tablets" in medicines.partition("med-tab-curr-rep")[2]
    assert "One tablet each morning" in medicines
    assert "Hypertensive disorder" in div(ask(gp, ART, "PRB"))
    assert div(ask(gp, ART, "SUM")).count("<tr><td") < div(ask(gp, ART, "ENC")).count("<tr>") + 30


def test_fixed_texts_say_why_nothing_is_there(gp):
    assert "data is recorded for this patient." in div(ask(gp, ART, "SUM"))
    assert "does not support retrieval of 'Investigations' data." in div(ask(gp, ART, "INV"))
    denied = div(ask(gp, AREAS_DISABLED, "PRB", ods="Z99004"))
    assert "Access is denied to 'Active Problems and Issues' data for this patient." in denied
    older = div(ask(gp, OLDER, "IMM", ods="Z99005"))
    assert "does not support retrieval of 'imm' data." in older


@pytest.mark.parametrize("code", TAKE_A_PERIOD)
def test_a_period_is_said_where_it_is_allowed(gp, code):
    whole, cut = div(ask(gp, ART, code)), div(ask(gp, ART, code, A_YEAR))

    assert "All relevant items" in whole
    assert "Data items from " in cut
    assert cut.count("<tr>") <= whole.count("<tr>")


def test_a_table_that_takes_no_period_says_that_it_was_not_applied(gp):
    assert "Date filter not applied" in div(ask(gp, ART, "MED", A_YEAR))


@pytest.mark.parametrize("code", [code for code in LIVE if code not in TAKE_A_PERIOD])
def test_a_period_elsewhere_is_refused(gp, code):
    assert refused_with(ask(gp, ART, code, A_YEAR)) == (422, "INVALID_PARAMETER")


@pytest.mark.parametrize(
    ("number", "banner"),
    [(IN_TRANSIT, "gptransfer-banner"), (CONFIDENTIAL, "exclusion-banner")],
)
def test_warnings_are_banners(gp, number, banner):
    assert f'<div class="{banner}"><p>' in div(ask(gp, number))


def test_filing_is_a_banner_too(gp):
    assert "not been reviewed for inclusion" in div(ask(gp, "9990010064", ods="Z99002"))


def test_somebody_elses_section_and_hostile_markup_can_be_had(gp):
    wrong = ask(gp, WRONG_PERSON).json()["entry"][1]["resource"]
    assert wrong["identifier"][0]["value"] != WRONG_PERSON
    assert "<script>" in div(ask(gp, SCRIPTS))


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ([number_parameter(ART)], (422, "INVALID_PARAMETER")),
        ([section_parameter("ALL")], (422, "INVALID_PARAMETER")),
        ([number_parameter(ART), section_parameter("ZZZ")], (422, "INVALID_PARAMETER")),
        ([number_parameter(ART), section_parameter("ALL", "x")], (422, "INVALID_PARAMETER")),
        (
            [number_parameter(ART), section_parameter("ALL"), section_parameter("MED")],
            (422, "INVALID_PARAMETER"),
        ),
        (
            [number_parameter(ART), section_parameter("ALL"), {"name": "includeAllergies"}],
            (422, "INVALID_PARAMETER"),
        ),
        (
            [number_parameter(ART, "x"), section_parameter("ALL")],
            (400, "INVALID_IDENTIFIER_SYSTEM"),
        ),
        ([number_parameter("9990000019"), section_parameter("ALL")], (400, "INVALID_NHS_NUMBER")),
        (
            [number_parameter(ART), section_parameter("ENC"), {"name": "timePeriod"}],
            (422, "INVALID_PARAMETER"),
        ),
        (
            [
                number_parameter(ART),
                section_parameter("ENC"),
                {"name": "timePeriod", "valuePeriod": {"start": "2199-01-01"}},
            ],
            (422, "INVALID_PARAMETER"),
        ),
    ],
)
def test_each_row_of_the_request(gp, parameters, refusal):
    body = {"resourceType": "Parameters", "parameter": parameters}

    assert refused_with(ask(gp, body=body)) == refusal


@pytest.mark.parametrize(
    ("body", "refusal"),
    [(b"{", (400, "BAD_REQUEST")), ({"resourceType": "Bundle"}, (422, "INVALID_RESOURCE"))],
)
def test_what_is_not_a_request_is_refused(gp, body, refusal):
    assert refused_with(ask(gp, body=body)) == refusal


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"aud": root("Z99001")}, (400, "BAD_REQUEST")),
        ({"requested_record": None}, (400, "BAD_REQUEST")),
        ({"requested_record": {"resourceType": "Person"}}, (422, "INVALID_RESOURCE")),
        ({"requested_record": {"resourceType": "Patient"}}, (400, "BAD_REQUEST")),
        ({"requesting_organization": {"resourceType": "Organization"}}, (400, "BAD_REQUEST")),
        ({"requesting_practitioner": {"resourceType": "Practitioner"}}, (400, "BAD_REQUEST")),
    ],
)
def test_each_claim_of_the_older_token(gp, changes, refusal):
    assert refused_with(ask(gp, token=older_claims(ART, **changes))) == refusal


def test_headers_are_those_of_the_older_release(gp):
    media = {"Accept": "application/fhir+json"}
    assert refused_with(ask(gp, **media)) == (415, "415")


@pytest.mark.parametrize(
    ("number", "ods", "refusal"),
    [
        ("9990010072", "Z99001", (403, "NO_PATIENT_CONSENT")),
        ("9990010358", "Z99008", (403, "ACCESS DENIED")),
        ("9990010099", "Z99001", (404, "PATIENT_NOT_FOUND")),
        ("9990000026", "Z99001", (404, "PATIENT_NOT_FOUND")),
    ],
)
def test_people_are_refused_as_elsewhere(gp, number, ods, refusal):
    assert refused_with(ask(gp, number, ods=ods)) == refusal


def test_the_directory_names_another_root_for_it(gp):
    interaction = f"https://fhir.nhs.uk/Id/nhsServiceInteractionId|{HTML}"
    query = {
        "organization": "https://fhir.nhs.uk/Id/ods-organization-code|Z99001",
        "identifier": interaction,
    }

    found = gp.client.get(
        f"{gp.base}/sds/Endpoint",
        params=query
        | {"identifier": [interaction, "https://fhir.nhs.uk/Id/nhsMhsPartyKey|Z99001-800001"]},
    )

    assert found.json()["entry"][0]["resource"]["address"] == root("Z99001")
    assert gp.client.get(f"{gp.base}/sds/Device", params=query).json()["total"] == 1
