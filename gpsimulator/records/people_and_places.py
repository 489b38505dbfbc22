"""The administrative part of every bundle: patient, practice, usual GP, who else wrote in it."""

from gpsimulator.records.record import Record, pointer, refer
from gpsimulator.suppliers import NHS

NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"
_JOB_ROLES = "https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-SDSJobRoleName-1"
_ROLES = {
    "gp": ("R0260", "General Medical Practitioner"),
    "nurse": ("R0600", "Specialist Nurse Practitioner"),
    "pharmacist": ("R1290", "Pharmacist"),
}
_COLLEAGUES = {"nurse": ("Mrs", "Siobhan", "Devlin"), "pharmacist": ("Mr", "Kwame", "Boateng")}


def add_patient(record: Record, details: dict) -> None:
    """Patient, practice with its location, and the usual GP with the role."""
    add_practice(record)
    usual_gp = practitioner(record, "gp")
    person = record.person
    record.add(
        "Patient",
        "patient",
        {
            "extension": [_registration(details.get("registered", "2015-04-01"))],
            "identifier": [_nhs_number(person.nhs_number)],
            "active": True,
            "name": [
                {
                    "use": "official",
                    "text": person.name,
                    "family": person.family,
                    "given": person.given.split(),
                    "prefix": [person.prefix],
                }
            ],
            "telecom": [{"system": "phone", "value": "01632 960 100", "use": "home"}],
            "gender": person.gender,
            "birthDate": person.born_on,
            "address": [_home(record)],
            "generalPractitioner": [refer(usual_gp), refer(_practice(record))],
            "managingOrganization": refer(_practice(record)),
        },
    )["meta"]["versionId"] = "1"


def practitioner(record: Record, role: str) -> str:
    """The reference to the practice's colleague in this role, added when first needed."""
    reference = record.reference("Practitioner", role, owner=record.practice.ods)
    if any(pointer(resource) == reference for resource in record.resources):
        return reference
    prefix, given, family = _COLLEAGUES.get(role, record.practice.usual_gp)
    code, display = _ROLES[role]
    record.add(
        "Practitioner",
        role,
        {
            "identifier": [],
            "active": True,
            "name": [{"use": "official", "family": family, "given": [given], "prefix": [prefix]}],
        },
        owner=record.practice.ods,
    )["meta"]["versionId"] = "1"
    coding = {"system": _JOB_ROLES, "code": code, "display": display}
    record.add(
        "PractitionerRole",
        f"role of {role}",
        {
            "identifier": [],
            "practitioner": refer(reference),
            "organization": refer(_practice(record)),
            "code": [{"coding": [coding]}],
        },
        owner=record.practice.ods,
    )
    return reference


def add_practice(record: Record) -> None:
    practice = record.practice
    where = {"use": "work", "line": [f"1 {practice.name}"], "city": practice.town}
    record.add(
        "Organization",
        "practice",
        {
            "identifier": [
                {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": practice.ods}
            ],
            "name": practice.name,
            "telecom": [{"system": "phone", "value": "01632 960 001", "use": "work"}],
            "address": [{**where, "postalCode": "ZZ99 1ZZ"}],
        },
        owner=practice.ods,
    )["meta"]["versionId"] = "1"
    record.add(
        "Location",
        "surgery",
        {
            "identifier": [],
            "status": "active",
            "name": practice.name,
            "address": {**where, "postalCode": "ZZ99 1ZZ"},
            "managingOrganization": refer(_practice(record)),
        },
        owner=practice.ods,
    )


def _home(record: Record) -> dict:
    return {
        "use": "home",
        "type": "physical",
        "line": [record.person.street],
        "city": record.practice.town,
        "postalCode": "ZZ99 3VZ",
    }


def location(record: Record) -> str:
    return record.reference("Location", "surgery", owner=record.practice.ods)


def _practice(record: Record) -> str:
    return record.reference("Organization", "practice", owner=record.practice.ods)


def _registration(since: str) -> dict:
    return {
        "url": f"{NHS}Extension-CareConnect-GPC-RegistrationDetails-1",
        "extension": [{"url": "registrationPeriod", "valuePeriod": {"start": since}}],
    }


def _nhs_number(number: str) -> dict:
    status = {
        "system": "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-NHSNumberVerificationStatus-1",
        "code": "01",
        "display": "Number present and verified",
    }
    verified = {
        "url": f"{NHS}Extension-CareConnect-GPC-NHSNumberVerificationStatus-1",
        "valueCodeableConcept": {"coding": [status]},
    }
    return {"extension": [verified], "system": NHS_NUMBER, "value": number}
