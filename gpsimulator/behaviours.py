"""What a GP system does wrong, or says no to, for the people whose behaviour is named."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gpsimulator.answers import Answer
from gpsimulator.graph import codes_of
from gpsimulator.lists import ENDED_ALLERGIES, PRIMARY, with_entries, with_warning
from gpsimulator.outcomes import Refused, by_provider, by_proxy
from gpsimulator.people import Person
from gpsimulator.practices import OPERATION, Practice

_TEN_THOUSAND = 10_000
_UNCATEGORISED = "826501000000100"
_IMMUNISATIONS = "1102181000000102"
# Medication, consultations, investigations, uncategorised: where post that waits would end up.
_WITH_UNFILED = ("933361000000108", "1149501000000101", "887191000000108", _UNCATEGORISED)
_NOT_PERMITTED = {"system": "http://hl7.org/fhir/v3/ActCode", "code": "NOPAT"}
_REFUSALS = {
    "dissent": "NO_PATIENT_CONSENT",
    "deceased": "PATIENT_NOT_FOUND",
    "sensitive": "PATIENT_NOT_FOUND",
    "superseded": "PATIENT_NOT_FOUND",
    "not-found": "PATIENT_NOT_FOUND",
    "unverified": "PATIENT_NOT_FOUND",
    "no-record-found": "NO_RECORD_FOUND",
    "server-error": "INTERNAL_SERVER_ERROR",
}


_BY_PROXY = {
    "bad-gateway": (502, "ERROR_COMMUNICATING_TO_ENDPOINT_URL_{url}"),
    "proxy-endpoint-varies": (400, "ENDPOINT_{root}_VARIES_FROM_TARGETURL_{url}"),
    "proxy-asid-check": (403, "ASID_CHECK_FAILED_MESSAGERECEIVER_{asid}"),
    "proxy-party-key-check": (403, "PARTYKEY_INTERACTION_CHECK_FAILED_MESSAGERECEIVER_{asid}"),
    "proxy-first-of-type-check": (403, "FOT_CHECK_FAILED_MESSAGERECEIVER_{asid}"),
    "proxy-method-not-allowed": (405, "405: Method Not Allowed"),
    "proxy-unsupported-media-type": (415, "Unsupported_Media_Type"),
}
# Behaviours of this beginning are refused with the code that follows it.
_ERROR = "error-"


def refusal(person: Person, practice: Practice) -> Refused | None:
    """The answer instead of a record, where this person's behaviour is to be refused one."""
    if person.behaviour in _BY_PROXY:
        status, text = _BY_PROXY[person.behaviour]
        url = f"{practice.root}{OPERATION}"
        return by_proxy(status, text.format(url=url, root=practice.root, asid=practice.asid))
    if person.behaviour.startswith(_ERROR):
        code = person.behaviour.removeprefix(_ERROR).replace("-", "_").upper()
        return by_provider(code)
    code = _REFUSALS.get(person.behaviour, "")
    return by_provider(code) if code else None


def reshape(bundle: dict, person: Person) -> dict:
    """The bundle as this person's behaviour makes it; the one given stays as it is."""
    change = _RESHAPED.get(person.behaviour)
    if change is None:
        return bundle
    bundle = copy.deepcopy(bundle)
    change(bundle)
    return bundle


def distort(answer: Answer, person: Person, *, slow_seconds: float) -> Answer:
    """The answer as it arrives: late, cut short, not FHIR at all."""
    change = _DISTORTED.get(person.behaviour)
    if person.behaviour == "slow":
        return replace(answer, seconds=slow_seconds)
    return change(answer) if change else answer


def _of_type(bundle: dict, resource_type: str) -> list[dict]:
    resources = (entry["resource"] for entry in bundle["entry"])
    return [one for one in resources if one["resourceType"] == resource_type]


def _change_lists(bundle: dict, change: Callable[[dict], dict], *, only: str = "") -> None:
    """Replace the primary lists, and with `only` just the one of that code."""
    wanted = {only} if only else {*PRIMARY, ENDED_ALLERGIES}
    for entry in bundle["entry"]:
        resource = entry["resource"]
        if resource["resourceType"] == "List" and codes_of(resource) & wanted:
            entry["resource"] = change(resource)


def _in_transit(bundle: dict) -> None:
    _change_lists(bundle, lambda one: with_warning(one, "data-in-transit", "02-Nov-2026"))


def _awaiting_filing(bundle: dict) -> None:
    def warn(one: dict) -> dict:
        return with_warning(one, "data-awaiting-filing", "16-Nov-2026")

    for code in _WITH_UNFILED:
        _change_lists(bundle, warn, only=code)


def _confidential(bundle: dict) -> None:
    """Every allergy is withheld, so that an empty list must not be read as none known."""
    _change_lists(
        bundle,
        lambda one: with_warning(with_entries(one, []), "confidential-items"),
        only="886921000000105",
    )
    _change_lists(
        bundle, lambda one: with_warning(one, "confidential-items"), only="717711000000103"
    )
    _drop(bundle, "AllergyIntolerance")


def _drop(bundle: dict, *types: str) -> None:
    entries = bundle["entry"]
    bundle["entry"] = [one for one in entries if one["resource"]["resourceType"] not in types]


def _be_someone_else(bundle: dict) -> None:
    """Another person's number, name and birth date in an otherwise whole answer."""
    for patient in _of_type(bundle, "Patient"):
        patient["identifier"][0]["value"] = "9990000069"
        patient["name"] = [{"use": "official", "family": "Hughes", "given": ["Walter"]}]
        patient |= {"gender": "male", "birthDate": "1939-09-05"}


def _slip_one_digit(bundle: dict) -> None:
    for patient in _of_type(bundle, "Patient"):
        number = patient["identifier"][0]["value"]
        patient["identifier"][0]["value"] = f"{number[:8]}{(int(number[8]) + 1) % 10}{number[9]}"


def _differ_in_details(bundle: dict) -> None:
    for patient in _of_type(bundle, "Patient"):
        patient["name"][0] |= {"family": "Gravesend", "text": "Mrs Demi Gravesend"}
        patient["birthDate"] = "1955-09-19"


def _hold_unknowns(bundle: dict) -> None:
    """A resource type that STU3 does not have, listed; entries without a type, without anything."""
    item = {"item": {"reference": "CareHomeVisit/visit-1"}}
    for code in (_IMMUNISATIONS, _UNCATEGORISED):
        _change_lists(
            bundle, lambda one: with_entries(one, [*one.get("entry", ()), item]), only=code
        )
    new = {"resourceType": "CareHomeVisit", "id": "visit-1", "status": "done"}
    bundle["entry"] += [{"resource": new}, {"resource": {"id": "typeless"}}, {}]


def _leave_references_dangling(bundle: dict) -> None:
    _drop(bundle, "Medication", "Encounter", "Location")
    for resource in _of_type(bundle, "AllergyIntolerance"):
        resource["recorder"] = {"reference": "Practioner/misspelt"}


def _repeat_ids(bundle: dict) -> None:
    """A second allergy under the id of the first."""
    for first in _of_type(bundle, "AllergyIntolerance")[:1]:
        second = {**first, "code": {"text": "A second entry under the same id"}}
        bundle["entry"].append({"resource": second})


def _grow(bundle: dict) -> None:
    """Ten thousand more observations, ten megabytes of them."""
    subject = {"reference": f"Patient/{_of_type(bundle, 'Patient')[0]['id']}"}
    added = [
        {
            "resourceType": "Observation",
            "id": f"large-{number}",
            "status": "final",
            "code": {"text": f"Entry {number} of a long record"},
            "subject": subject,
            "comment": "Nothing of note. " * 52,
        }
        for number in range(_TEN_THOUSAND)
    ]
    bundle["entry"] += [{"resource": one} for one in added]
    items = [{"item": {"reference": f"Observation/{one['id']}"}} for one in added]
    _change_lists(
        bundle,
        lambda one: with_entries(one, [*one.get("entry", ()), *items]),
        only=_UNCATEGORISED,
    )


def _forbid_disclosure(bundle: dict) -> None:
    """Marked as not to be disclosed to the patient, family or carers."""
    for resource_type in ("AllergyIntolerance", "Condition"):
        for resource in _of_type(bundle, resource_type):
            resource["meta"]["security"] = [dict(_NOT_PERMITTED)]


def _set_id(bundle: dict) -> None:
    bundle["id"] = "00000000-0000-4000-8000-000000000000"


_RESHAPED: dict[str, Callable[[dict], Any]] = {
    "data-in-transit": _in_transit,
    "data-awaiting-filing": _awaiting_filing,
    "confidential-items": _confidential,
    "wrong-person": _be_someone_else,
    "one-digit-wrong": _slip_one_digit,
    "other-demographics": _differ_in_details,
    "no-patient": lambda bundle: _drop(bundle, "Patient"),
    "unknown-resources": _hold_unknowns,
    "dangling-references": _leave_references_dangling,
    "duplicate-ids": _repeat_ids,
    "ten-megabytes": _grow,
    "not-for-disclosure": _forbid_disclosure,
    "other-trace-id": _set_id,
}

_ERROR_PAGE = (
    b"<!doctype html><html><head><title>Service unavailable</title></head><body>"
    b"<h1>503 Service unavailable</h1><script>alert('not for you')</script></body></html>"
)
_DISTORTED: dict[str, Callable[[Answer], Answer]] = {
    "truncated": lambda answer: replace(answer, body=answer.body[: len(answer.body) * 2 // 3]),
    "dropped": lambda answer: replace(answer, is_cut=True),
    "empty-body": lambda answer: replace(answer, body=b""),
    "html-error": lambda answer: Answer(503, _ERROR_PAGE, "text/html"),
    "wrong-content-type": lambda answer: replace(answer, content_type="text/html"),
    "redirect": lambda answer: Answer(
        302, b"", "text/html", (("Location", "https://gp.example/elsewhere"),)
    ),
}
