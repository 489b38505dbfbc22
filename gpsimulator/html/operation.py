"""One call of `$gpc.getcarerecord`: its Parameters, and the searchset that answers them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from gpsimulator import behaviours, tokens, transport
from gpsimulator.answers import FHIR_DSTU2, Answer, answer
from gpsimulator.catalogue import Catalogue
from gpsimulator.html.page import narrative
from gpsimulator.html.sections import SECTIONS, Section
from gpsimulator.nhs_numbers import is_valid
from gpsimulator.outcomes import by_provider
from gpsimulator.people import Person
from gpsimulator.practices import Practice
from gpsimulator.transport import Request

SYSTEMS = "http://fhir.nhs.net/"
NHS_NUMBER = f"{SYSTEMS}Id/nhs-number"
ODS_CODE = f"{SYSTEMS}Id/ods-organization-code"
SECTION_CODES = f"{SYSTEMS}ValueSet/gpconnect-record-section-1"


@dataclass(frozen=True)
class Asked:
    """Whose record, which section, from when."""

    nhs_number: str
    section: Section
    since: date | None


def care_record(
    request: Request, catalogue: Catalogue, *, now: datetime, slow_seconds: float
) -> Answer:
    """Check the request as the proxy and the GP system would and answer it, or raise Refused."""
    call = transport.accept(request, catalogue.practices)
    authorization = request.headers.get("authorization", "")
    claims = tokens.check(
        authorization, audience=tokens.HTML_AUDIENCE, now=now.timestamp(), dialect=tokens.DSTU2
    )
    if not call.practice.is_enabled:
        raise by_provider("ACCESS DENIED", "GP Connect is not enabled at this practice.")
    asked = read(request.body, today=now.date())
    if tokens.identifiers(claims["requested_record"]).get(NHS_NUMBER) != asked.nhs_number:
        raise by_provider("BAD_REQUEST", "JWT requested_record is not the patient asked for")
    person = catalogue.people.get(asked.nhs_number)
    if person is None or person.practice != call.practice.ods:
        raise by_provider("PATIENT_NOT_FOUND")
    refused = behaviours.refusal(person, call.practice)
    if refused:
        raise refused
    bundle = _bundle(asked, person, call.practice, catalogue, now)
    found = answer({**bundle, "id": call.trace_id}, content_type=FHIR_DSTU2)
    return behaviours.distort(found, person, slow_seconds=slow_seconds)


def read(body: bytes, *, today: date) -> Asked:
    """The request, or Refused naming what is wrong with it."""
    try:
        resource = json.loads(body)
    except (ValueError, RecursionError):
        raise by_provider("BAD_REQUEST", "The body is not JSON") from None
    if not isinstance(resource, dict) or resource.get("resourceType") != "Parameters":
        raise by_provider("INVALID_RESOURCE", "The body is not a Parameters resource")
    parts: dict[str, dict] = {}
    for parameter in resource.get("parameter") or ():
        name = parameter.get("name") if isinstance(parameter, dict) else None
        if name not in ("patientNHSNumber", "recordSection", "timePeriod") or name in parts:
            raise by_provider("INVALID_PARAMETER", f"{name} is unknown or given twice")
        parts[name] = parameter
    section = _section(parts.get("recordSection", {}))
    return Asked(_number(parts.get("patientNHSNumber", {})), section, _since(parts, section, today))


def _number(parameter: dict) -> str:
    identifier = parameter.get("valueIdentifier")
    if not isinstance(identifier, dict):
        raise by_provider("INVALID_PARAMETER", "patientNHSNumber is missing")
    if identifier.get("system") != NHS_NUMBER:
        raise by_provider("INVALID_IDENTIFIER_SYSTEM", f"patientNHSNumber: {NHS_NUMBER}")
    if not is_valid(identifier.get("value")):
        raise by_provider("INVALID_NHS_NUMBER", "patientNHSNumber fails format or check digit")
    return identifier["value"]


def _section(parameter: dict) -> Section:
    concept = parameter.get("valueCodeableConcept")
    codings = concept.get("coding") if isinstance(concept, dict) else None
    coding = codings[0] if isinstance(codings, list) and len(codings) == 1 else {}
    if coding.get("system") != SECTION_CODES or coding.get("code") not in SECTIONS:
        raise by_provider("INVALID_PARAMETER", "recordSection is not one section of the value set")
    return SECTIONS[coding["code"]]


def _since(parts: dict[str, dict], section: Section, today: date) -> date | None:
    if "timePeriod" not in parts:
        return None
    if not section.takes_period:
        raise by_provider("INVALID_PARAMETER", f"timePeriod is not allowed for {section.code}")
    try:
        start = date.fromisoformat(parts["timePeriod"]["valuePeriod"]["start"])
    except (KeyError, TypeError, ValueError):
        raise by_provider("INVALID_PARAMETER", "timePeriod needs a start, YYYY-MM-DD") from None
    if start > today:
        raise by_provider("INVALID_PARAMETER", "timePeriod starts after today")
    return start


def _bundle(
    asked: Asked, person: Person, practice: Practice, catalogue: Catalogue, now: datetime
) -> dict:
    record = behaviours.reshape(catalogue.record(person, now.date()), person)
    div = narrative(
        asked.section,
        bundle=record,
        person=person,
        practice=practice,
        today=now.date(),
        since=asked.since,
    )
    patients = [
        entry["resource"]
        for entry in record["entry"]
        if entry.get("resource", {}).get("resourceType") == "Patient"
    ]
    resources = [_composition(asked, practice, div, now)]
    resources += [_patient(patient, practice) for patient in patients]
    resources += [_organization(practice), _practitioner(practice), _device(practice)]
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"resource": resource} for resource in resources],
    }


def _composition(asked: Asked, practice: Practice, div: str, now: datetime) -> dict:
    code = {"system": SECTION_CODES, "code": asked.section.code}
    return _resource("Composition", str(uuid4())) | {
        "date": now.isoformat(timespec="seconds"),
        "title": "Patient Care Record",
        "status": "final",
        "class": {"coding": [{"system": "http://snomed.info/sct", "code": "425173008"}]},
        "subject": {"reference": f"Patient/{_id('Patient', asked.nhs_number)}"},
        "author": [{"reference": f"Device/{_id('Device', practice.ods)}"}],
        "custodian": {"reference": f"Organization/{_id('Organization', practice.ods)}"},
        "section": [
            {
                "title": asked.section.title,
                "code": {"coding": [code], "text": asked.section.title},
                "text": {"status": "generated", "div": div},
            }
        ],
    }


def _patient(patient: dict, practice: Practice) -> dict:
    """The STU3 patient in the older shape: lists of family names, the practice as care provider."""
    number = patient["identifier"][0]["value"]
    name = patient["name"][0]
    organization = {"reference": f"Organization/{_id('Organization', practice.ods)}"}
    return _resource("Patient", _id("Patient", number)) | {
        "identifier": [{"system": NHS_NUMBER, "value": number}],
        "name": [{"family": [name["family"]], "given": name["given"]}],
        "gender": patient["gender"],
        "birthDate": patient["birthDate"],
        "careProvider": [organization],
        "managingOrganization": organization,
    }


def _organization(practice: Practice) -> dict:
    return _resource("Organization", _id("Organization", practice.ods)) | {
        "identifier": [{"system": ODS_CODE, "value": practice.ods}],
        "name": practice.name,
    }


def _practitioner(practice: Practice) -> dict:
    prefix, given, family = practice.usual_gp
    name = {"family": [family], "given": [given], "prefix": [prefix]}
    return _resource("Practitioner", _id("Practitioner", practice.ods)) | {"name": name}


def _device(practice: Practice) -> dict:
    identifier = {"system": practice.supplier.name, "value": practice.supplier.name}
    return _resource("Device", _id("Device", practice.ods)) | {"identifier": [identifier]}


def _resource(kind: str, resource_id: str) -> dict[str, Any]:
    carerecord = "carerecord-composition" if kind == "Composition" else kind.lower()
    profile = f"{SYSTEMS}StructureDefinition/gpconnect-{carerecord}-1"
    return {"resourceType": kind, "id": resource_id, "meta": {"profile": [profile]}}


def _id(kind: str, key: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{kind}/{key}"))
