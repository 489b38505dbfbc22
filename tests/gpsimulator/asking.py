"""A well-behaved consumer, so that each test says only what it does differently."""

import base64
import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

INTERACTION = "urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1"
OPERATION = "Patient/$gpc.getstructuredrecord"
ART, MARY, IMRAN, JAMES = "9990000018", "9990000026", "9990000034", "9990000042"
ASIDS = {f"Z9900{number}": f"99900000000{number}" for number in range(1, 9)}
AREAS = (
    "includeMedication",
    "includeConsultations",
    "includeProblems",
    "includeImmunisations",
    "includeUncategorisedData",
    "includeInvestigations",
    "includeReferrals",
    "includeDiaryEntries",
)


def root(ods: str) -> str:
    return f"https://gp.example/{ods}/STU3/1/gpconnect/structured"


def claims(ods: str = "Z99001", **changes: Any) -> dict:
    """The claims of a good token, changed; a claim changed to None is left out."""
    now = int(time.time())
    good = {
        "iss": "https://dscr.example/",
        "sub": "ada-1",
        "aud": root(ods),
        "iat": now,
        "exp": now + 300,
        "reason_for_request": "directcare",
        "requested_scope": "patient/*.read",
        "requesting_device": {
            "resourceType": "Device",
            "identifier": [{"system": "https://dscr.example/Id/device", "value": "web-1"}],
            "model": "DSCR",
            "version": "0.1",
        },
        "requesting_organization": {
            "resourceType": "Organization",
            "identifier": [
                {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "VN999"}
            ],
            "name": "Rosewood",
        },
        "requesting_practitioner": {
            "resourceType": "Practitioner",
            "id": "ada-1",
            "identifier": [
                {"system": "https://fhir.nhs.uk/Id/sds-user-id", "value": "UNK"},
                {"system": "https://fhir.nhs.uk/Id/sds-role-profile-id", "value": "UNK"},
                {"system": "https://dscr.example/Id/user", "value": "ada-1"},
            ],
            "name": [{"family": "Obi", "given": ["Ada"], "prefix": ["Ms"]}],
        },
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def base64url(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def bearer(payload: Any) -> str:
    return f"Bearer {base64url({'alg': 'none', 'typ': 'JWT'})}.{base64url(payload)}."


def include(area: str, **parts: Any) -> dict:
    """`include("includeMedication", valueDate__medicationSearchFromDate="2026-01-01")`."""
    made = []
    for name, value in parts.items():
        kind, _, part = name.partition("__")
        made.append({"name": part, kind: value})
    return {"name": area, "part": made} if made else {"name": area}


ALLERGIES = include("includeAllergies", valueBoolean__includeResolvedAllergies=True)
EVERYTHING = (
    ALLERGIES,
    *(include(area) for area in AREAS if area != "includeImmunisations"),
    include("includeImmunisations"),
)


def parameters(number: str, *areas: dict) -> dict:
    identifier = {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": number}
    asked = {"name": "patientNHSNumber", "valueIdentifier": identifier}
    return {"resourceType": "Parameters", "parameter": [asked, *areas]}


@dataclass(frozen=True)
class Consumer:
    """Asks one simulator. `post` may differ in headers, path, body; None drops a header."""

    base: str
    client: httpx.Client

    def ask(
        self, number: str, *areas: dict, ods: str = "Z99001", **differences: Any
    ) -> httpx.Response:
        return self.post(parameters(number, *(areas or EVERYTHING)), ods=ods, **differences)

    def post(
        self,
        body: Any = None,
        *,
        ods: str = "Z99001",
        method: str = "POST",
        path: str = "",
        token: str = "",
        headers: dict[str, str | None] | None = None,
    ) -> httpx.Response:
        body = parameters(ART, ALLERGIES) if body is None else body
        good = {
            "Ssp-TraceID": str(uuid4()),
            "Ssp-From": "200000000115",
            "Ssp-To": ASIDS[ods],
            "Ssp-InteractionID": INTERACTION,
            "Authorization": token or bearer(claims(ods)),
            "Accept": "application/fhir+json;charset=utf-8",
            "Content-Type": "application/fhir+json;charset=utf-8",
        }
        sent = {
            name: value for name, value in (good | (headers or {})).items() if value is not None
        }
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        path = path or f"{root(ods)}/{OPERATION}"
        request = httpx.Request(method, f"{self.base}/{path}", headers=sent, content=content)
        return self.client.send(request)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.client.get(f"{self.base}{path}", headers=headers)

    def pds(self, number: str) -> httpx.Response:
        return self.get(f"/pds/Patient/{number}", **{"X-Request-ID": str(uuid4())})


def refused_with(response: httpx.Response) -> tuple[int, str]:
    """Status and machine code of an OperationOutcome."""
    outcome = response.json()
    assert outcome["resourceType"] == "OperationOutcome"
    return response.status_code, outcome["issue"][0]["details"]["coding"][0]["code"]


def resources(response: httpx.Response, resource_type: str = "") -> list[dict]:
    assert response.status_code == 200, response.text
    found = [entry["resource"] for entry in response.json()["entry"]]
    return [one for one in found if resource_type in ("", one["resourceType"])]


def lists_of(response: httpx.Response, code: str) -> list[dict]:
    """The lists with this code: none or one."""
    found = resources(response, "List")
    return [one for one in found if one["code"]["coding"][0]["code"] == code]


def list_of(response: httpx.Response, code: str) -> dict:
    (found,) = lists_of(response, code)
    return found


def items_of(response: httpx.Response, code: str) -> list[str]:
    return [entry["item"]["reference"] for entry in list_of(response, code).get("entry", ())]
