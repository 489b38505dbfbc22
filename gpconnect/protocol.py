"""What GP Connect wants to be told: headers, the unsigned token, the parameters."""

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

STRUCTURED = "urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1"
FHIR_JSON = "application/fhir+json;charset=utf-8"
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
ODS_CODE = "https://fhir.nhs.uk/Id/ods-organization-code"
TOKEN_LIVES_SECONDS = 300
LAST_CONSULTATIONS = 3
PRODUCT, VERSION = "Digital Social Care Record", "0.1.0"


@dataclass(frozen=True, kw_only=True)
class Asker:
    """The named person for whom a record is asked, where they work, and our own system."""

    user_id: str
    name: str
    organisation_ods: str
    organisation_name: str
    system_url: str
    asid: str


@dataclass(frozen=True)
class Endpoint:
    """Where a practice's system answers, its number on the Spine, and the practice itself."""

    address: str
    asid: str
    ods: str = ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One question to a practice: what it is called, in which dialect, and what is asked."""

    interaction: str
    operation: str
    media_type: str
    parameters: dict[str, Any]
    claims: Callable[[Asker, str], dict[str, Any]]


@dataclass(frozen=True)
class Sent:
    """One question to a practice as it went out, and its code, or OK (rule IG10)."""

    trace_id: str
    to_asid: str
    interaction: str
    outcome: str


def headers(call: Call, *, asker: Asker, endpoint: Endpoint, trace_id: str) -> dict[str, str]:
    """The headers of one question."""
    return {
        "Ssp-TraceID": trace_id,
        "Ssp-From": asker.asid,
        "Ssp-To": endpoint.asid,
        "Ssp-InteractionID": call.interaction,
        "Authorization": f"Bearer {token(call.claims(asker, endpoint.address))}",
        "Accept": call.media_type,
        "Content-Type": call.media_type,
    }


def token(claims: dict[str, Any]) -> str:
    """The unsigned token: header, claims, and an empty signature after the last dot."""
    header = {"alg": "none", "typ": "JWT"}
    return f"{_base64url(header)}.{_base64url(claims)}."


def _base64url(value: dict[str, Any]) -> str:
    compact = json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(compact).rstrip(b"=").decode()


def claims(asker: Asker, audience: str) -> dict[str, Any]:
    """Who asks, from where, with what and why, in the shapes of STU3."""
    now = int(time.time())
    return {
        "iss": asker.system_url,
        "sub": asker.user_id,
        "aud": audience,
        "iat": now,
        "exp": now + TOKEN_LIVES_SECONDS,
        "reason_for_request": "directcare",
        "requested_scope": "patient/*.read",
        "requesting_device": {
            "resourceType": "Device",
            "identifier": [{"system": f"{asker.system_url}/device", "value": PRODUCT}],
            "model": PRODUCT,
            "version": VERSION,
        },
        "requesting_organization": {
            "resourceType": "Organization",
            "identifier": [{"system": ODS_CODE, "value": asker.organisation_ods}],
            "name": asker.organisation_name,
        },
        "requesting_practitioner": _practitioner(asker),
    }


def _practitioner(asker: Asker) -> dict[str, Any]:
    """The person who asks. Care staff seldom hold a smartcard: UNK is what the rules offer."""
    given, _, family = asker.name.rpartition(" ")
    return {
        "resourceType": "Practitioner",
        "id": asker.user_id,
        "identifier": [
            {"system": "https://fhir.nhs.uk/Id/sds-user-id", "value": "UNK"},
            {"system": "https://fhir.nhs.uk/Id/sds-role-profile-id", "value": "UNK"},
            {"system": f"{asker.system_url}/user", "value": asker.user_id},
        ],
        "name": [{"family": family, "given": [given or family]}],
    }


def record(nhs_number: str) -> Call:
    """What every role that sees a GP record may see, in one permitted combination.

    No date for the medication: beside problems and consultations the rules allow one only in
    two fixed searches, which ask for more than we may show. So all medication comes, each with
    its issues.
    """
    return _structured(
        nhs_number,
        _area("includeAllergies", includeResolvedAllergies=True),
        _area("includeMedication", includePrescriptionIssues=True),
        _area("includeProblems"),
        _area("includeImmunisations"),
        _area("includeConsultations", includeNumberOfMostRecent=LAST_CONSULTATIONS),
    )


def further(nhs_number: str) -> Call:
    """What besides only a full view shows: every consultation, and the areas that none other sees.

    Dates and what was not given are forbidden beside consultations, so vaccinations that were
    declined cannot be had as well without a third question (decision 0042).
    """
    return _structured(
        nhs_number,
        _area("includeConsultations"),
        _area("includeInvestigations"),
        _area("includeReferrals"),
        _area("includeDiaryEntries"),
        _area("includeUncategorisedData"),
    )


def _structured(nhs_number: str, *areas: dict[str, Any]) -> Call:
    number = {"system": NHS_NUMBER, "value": nhs_number}
    asked = {"name": "patientNHSNumber", "valueIdentifier": number}
    return Call(
        interaction=STRUCTURED,
        operation="Patient/$gpc.getstructuredrecord",
        media_type=FHIR_JSON,
        parameters={"resourceType": "Parameters", "parameter": [asked, *areas]},
        claims=claims,
    )


def _area(name: str, **parts: bool | int) -> dict[str, Any]:
    if not parts:
        return {"name": name}
    return {"name": name, "part": [_part(part, value) for part, value in parts.items()]}


def _part(name: str, value: bool | int) -> dict[str, Any]:  # noqa: FBT001 - a value, no switch
    return {"name": name, "valueBoolean" if isinstance(value, bool) else "valuePositiveInt": value}
