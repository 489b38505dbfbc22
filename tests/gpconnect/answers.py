"""Small invented GP answers, built piece by piece: one patient, and the lists a test asks for."""

import json

from gpconnect.reading import GpRecord, read_bundle

SNOMED = "http://snomed.info/sct"
STU3 = "https://fhir.nhs.uk/STU3/StructureDefinition"
NHS_NUMBER = "9990000018"
LISTS = {
    "allergies": "886921000000105",
    "ended_allergies": "1103671000000101",
    "medications": "933361000000108",
    "problems": "717711000000103",
    "immunisations": "1102181000000102",
    "consultations": "1149501000000101",
    "investigations": "887191000000108",
    "referrals": "792931000000107",
    "diary": "714311000000108",
    "uncategorised": "826501000000100",
}


def a_concept(display="Bee sting allergy", sent="100001", **more):
    return {"coding": [{"system": SNOMED, "code": sent, "display": display}], **more}


def an_extension(name, **more):
    return {"url": f"{STU3}/Extension-CareConnect-GPC-{name}-1", **more}


def a_patient(nhs_number=NHS_NUMBER, **more):
    return {
        "resourceType": "Patient",
        "id": "p1",
        "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": nhs_number}],
        "name": [{"use": "official", "family": "Harrow", "given": ["Edith"], "prefix": ["Mrs"]}],
        "gender": "female",
        "birthDate": "1939-02-11",
        "generalPractitioner": [{"reference": "Organization/o1"}],
        **more,
    }


def a_practice(ods="Z99901", name="Millbrook Surgery"):
    system = "https://fhir.nhs.uk/Id/ods-organization-code"
    return {
        "resourceType": "Organization",
        "id": "o1",
        "identifier": [{"system": system, "value": ods}],
        "name": name,
    }


def an_allergy(name="a1", **more):
    return {
        "resourceType": "AllergyIntolerance",
        "id": name,
        "clinicalStatus": "active",
        "verificationStatus": "unconfirmed",
        "code": a_concept(),
        "assertedDate": "2016-06-01",
        **more,
    }


def a_list(area, *references, **more):
    return {
        "resourceType": "List",
        "status": "current",
        "mode": "snapshot",
        "code": {"coding": [{"system": SNOMED, "code": LISTS.get(area, area)}]},
        "entry": [{"item": {"reference": reference}} for reference in references],
        **more,
    }


def a_bundle(*resources, patient=None):
    resources = (a_patient() if patient is None else patient, a_practice(), *resources)
    return {
        "resourceType": "Bundle",
        "id": "b1",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources if resource],
    }


def as_bytes(bundle):
    return json.dumps(bundle).encode()


def record_of(answer):
    """What is read of an answer that is a record."""
    read = read_bundle(answer)
    assert isinstance(read, GpRecord)
    return read


def only_item(area, resource, *others):
    """The one item a resource becomes when it is all that an area's list points at."""
    reference = f"{resource['resourceType']}/{resource['id']}"
    record = record_of(a_bundle(a_list(area, reference), resource, *others))
    (item,) = record.areas[area].items
    return item


def an_observation(name="ob1", **more):
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "code": a_concept("Blood pressure"),
        "effectiveDateTime": "2022-05",
        **more,
    }
