"""The Personal Demographics Service: who someone is and which practice has them (FHIR R4)."""

from collections.abc import Mapping
from uuid import UUID

from gpsimulator.nhs_numbers import is_valid
from gpsimulator.outcomes import by_spine_service
from gpsimulator.people import SUPERSEDED, Person

UKCORE = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-"
CODES = "https://fhir.hl7.org.uk/CodeSystem/UKCore-"
_RESTRICTED = ("R", "restricted")
_UNRESTRICTED = ("U", "unrestricted")
_VERIFIED = ("01", "Number present and verified")
_NOT_TRACED = ("02", "Number present but not traced")
_DIED = "2026-06-11T00:00:00+00:00"


def patient(number: str, people: Mapping[str, Person], headers: Mapping[str, str]) -> dict:
    """The current record for this number, under the new number if this one was superseded.

    Raises Refused when the request has no X-Request-ID, the number is not one, or nobody has it.
    """
    try:
        UUID(headers.get("x-request-id", ""))
    except ValueError:
        raise by_spine_service("MISSING_VALUE", "X-Request-ID header must be a UUID") from None
    if not is_valid(number):
        raise by_spine_service("INVALID_RESOURCE_ID")
    person = people.get(SUPERSEDED.get(number, number))
    if person is None or person.behaviour == "not-found":
        raise by_spine_service("RESOURCE_NOT_FOUND")
    return _resource(person)


def _resource(person: Person) -> dict:
    is_sensitive = person.behaviour == "sensitive"
    resource = {
        "resourceType": "Patient",
        "id": person.nhs_number,
        "meta": {"versionId": "1", "security": [_security(is_sensitive=is_sensitive)]},
        "identifier": [_identifier(person)],
        "name": [_name(person)],
        "gender": person.gender or "unknown",
        "birthDate": person.born_on,
    }
    if person.behaviour == "deceased":
        resource |= {"deceasedDateTime": _DIED, "extension": [_death_notice()]}
    if not is_sensitive:
        resource |= {
            "address": [
                {
                    "id": "home",
                    "use": "home",
                    "period": {"start": "2015-04-01"},
                    "line": [person.street],
                    "postalCode": "ZZ99 3VZ",
                }
            ],
            "generalPractitioner": [_practice(person)],
        }
    return {key: value for key, value in resource.items() if value}


def _security(*, is_sensitive: bool) -> dict:
    code, display = _RESTRICTED if is_sensitive else _UNRESTRICTED
    system = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
    return {"system": system, "code": code, "display": display}


def _identifier(person: Person) -> dict:
    status = _NOT_TRACED if person.behaviour == "unverified" else _VERIFIED
    return {
        "system": "https://fhir.nhs.uk/Id/nhs-number",
        "value": person.nhs_number,
        "extension": [_coded("NHSNumberVerificationStatus", "NHSNumberVerificationStatus", status)],
    }


def _name(person: Person) -> dict:
    name = {
        "id": "usual",
        "use": "usual",
        "period": {"start": "2015-04-01"},
        "given": person.given.split(),
        "family": person.family,
        "prefix": person.prefix.split(),
    }
    return {key: value for key, value in name.items() if value}


def _practice(person: Person) -> dict:
    return {
        "id": "gp",
        "type": "Organization",
        "identifier": {
            "system": "https://fhir.nhs.uk/Id/ods-organization-code",
            "value": person.practice,
            "period": {"start": "2015-04-01"},
        },
    }


def _death_notice() -> dict:
    formal = ("2", "Formal - death notice received from Registrar of Deaths")
    parts = [
        {**_coded("", "DeathNotificationStatus", formal), "url": "deathNotificationStatus"},
        {"url": "systemEffectiveDate", "valueDateTime": _DIED},
    ]
    return {"url": f"{UKCORE}DeathNotificationStatus", "extension": parts}


def _coded(url: str, system: str, value: tuple[str, str]) -> dict:
    code, display = value
    coding = {"system": f"{CODES}{system}", "version": "1.0.0", "code": code, "display": display}
    return {"url": f"{UKCORE}{url}", "valueCodeableConcept": {"coding": [coding]}}
