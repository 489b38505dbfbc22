"""What the older HTML view wants to be told: the shapes of FHIR DSTU2.

That the claims name people under these systems is inferred: the specification says only that they
are the older ones, under http://fhir.nhs.net/.
"""

from datetime import date
from functools import partial
from typing import Any

from gpconnect import protocol
from gpconnect.protocol import Asker, Call

HTML = "urn:nhs:names:services:gpconnect:fhir:operation:gpc.getcarerecord"
AUDIENCE = "https://authorize.fhir.nhs.net/token"
SYSTEMS = "http://fhir.nhs.net/"
NHS_NUMBER = f"{SYSTEMS}Id/nhs-number"


def section(nhs_number: str, code: str, *, starts_on: date | None = None) -> Call:
    """One section of one person's record; from a day on, where the section takes a period."""
    coding = {"system": f"{SYSTEMS}ValueSet/gpconnect-record-section-1", "code": code}
    asked: list[dict[str, Any]] = [
        {"name": "patientNHSNumber", "valueIdentifier": _number(nhs_number)},
        {"name": "recordSection", "valueCodeableConcept": {"coding": [coding]}},
    ]
    if starts_on:
        asked.append({"name": "timePeriod", "valuePeriod": {"start": starts_on.isoformat()}})
    return Call(
        interaction=HTML,
        operation="Patient/$gpc.getcarerecord",
        media_type="application/json+fhir",
        parameters={"resourceType": "Parameters", "parameter": asked},
        claims=partial(_claims, nhs_number),
    )


def _claims(nhs_number: str, asker: Asker, _audience: str) -> dict[str, Any]:
    """The claims of STU3 in older shapes, for a fixed audience, and whose record is asked for."""
    newer = protocol.claims(asker, AUDIENCE)
    name = newer["requesting_practitioner"]["name"][0]
    ods = {"system": f"{SYSTEMS}Id/ods-organization-code", "value": asker.organisation_ods}
    return newer | {
        "requested_record": {"resourceType": "Patient", "identifier": [_number(nhs_number)]},
        "requesting_organization": newer["requesting_organization"] | {"identifier": [ods]},
        "requesting_practitioner": {
            "resourceType": "Practitioner",
            "id": asker.user_id,
            "identifier": [
                {"system": f"{SYSTEMS}sds-user-id", "value": "UNK"},
                {"system": f"{asker.system_url}/user", "value": asker.user_id},
            ],
            "name": {"family": [name["family"]], "given": name["given"]},
        },
    }


def _number(nhs_number: str) -> dict[str, str]:
    return {"system": NHS_NUMBER, "value": nhs_number}
