"""Whose record it is, and whether they are described as we describe them."""

from dataclasses import dataclass

from gpconnect.reading.fhir import Json, code, first, identifier, objects, person_name, text, texts
from gpconnect.reading.record import Patient
from gpconnect.reading.source import Source

NHS_NUMBER = "/nhs-number"
ODS_CODE = "/ods-organization-code"


def read_patient(resource: Json, source: Source) -> Patient:
    """The person a Patient resource describes, with the practice they are registered at."""
    names = objects(resource.get("name"))
    name = next((each for each in names if each.get("use") in ("official", "usual")), first(names))
    practice = _practice(resource, source)
    died = resource.get("deceasedBoolean") is True
    return Patient(
        nhs_number=identifier(resource, NHS_NUMBER).replace(" ", ""),
        family=" ".join(texts(name.get("family"))),
        given=" ".join(texts(name.get("given"))),
        name=person_name(name),
        gender=code(resource.get("gender")),
        birth_date=code(resource.get("birthDate")),
        died_on=code(resource.get("deceasedDateTime")) or ("date not given" if died else ""),
        practice_ods=identifier(practice, ODS_CODE).upper(),
        practice_name=text(practice.get("name")),
    )


def _practice(resource: Json, source: Source) -> Json:
    """The registered practice; suppliers who name a doctor there name the practice as manager.

    Before STU3 both stood under `careProvider`.
    """
    named = [*objects(resource.get("generalPractitioner")), *objects(resource.get("careProvider"))]
    holders = [*named, resource.get("managingOrganization")]
    for holder in holders:
        found = source.resolve(holder)
        if found is not None and found["resourceType"] == "Organization":
            return found
    return {}


@dataclass(frozen=True, kw_only=True)
class Demographics:
    """A person as we know them, to be compared with a GP answer."""

    family: str
    given: str
    gender: str
    birth_date: str
    practice_ods: str


@dataclass(frozen=True)
class Difference:
    """One thing the GP system says otherwise."""

    field: str
    ours: str
    theirs: str


def differences(patient: Patient, ours: Demographics) -> tuple[Difference, ...]:
    """Every demographic field that differs, by its plain name, of those that we hold.

    One of two given names may be left out; case and spacing do not count.
    """
    pairs = (
        ("family name", ours.family, patient.family, _same),
        ("given name", ours.given, patient.given, _same_given),
        ("gender", ours.gender, patient.gender, _same),
        ("date of birth", ours.birth_date, patient.birth_date[:10], _same),
        ("GP practice", ours.practice_ods, patient.practice_ods, _same),
    )
    return tuple(
        Difference(field, mine, theirs)
        for field, mine, theirs, agree in pairs
        if mine and not agree(mine, theirs)
    )


def _words(name: str) -> list[str]:
    return name.casefold().replace("-", " ").split()


def _same(ours: str, theirs: str) -> bool:
    return _words(ours) == _words(theirs)


def _same_given(ours: str, theirs: str) -> bool:
    mine, other = _words(ours), _words(theirs)
    shared = min(len(mine), len(other))
    return bool(shared) and mine[:shared] == other[:shared]
