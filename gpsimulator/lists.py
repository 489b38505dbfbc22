"""The List resources around which a structured record is built: codes, warnings, emptiness."""

from collections.abc import Iterable

EMPTY_NOTE = "Information not available"
SECONDARY_SYSTEM = "https://fhir.hl7.org.uk/STU3/CodeSystem/GPConnect-SecondaryListValues-1"
LINKED_PROBLEMS = "problems-linked-problems-not-relating-to-the-primary-query"
ENDED_ALLERGIES = "1103671000000101"
WARNING_URL = (
    "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ListWarningCode-1"
)
WARNINGS = {
    "confidential-items": "Items excluded due to confidentiality and/or patient preferences.",
    "data-in-transit": (
        "Patient record transfer from previous GP practice not yet complete; "
        "information recorded before {day} may be missing."
    ),
    "data-awaiting-filing": (
        "Patient record contains some items in the GP practice workflow that have not been "
        "reviewed for inclusion in this message; information recorded before {day} may be missing."
    ),
}
_EMPTY_REASON = {
    "coding": [
        {
            "system": "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-ListEmptyReasonCode-1",
            "code": "no-content-recorded",
            "display": "No Content Recorded",
        }
    ]
}
# code: area asked for, title, the code's own display
PRIMARY = {
    "886921000000105": ("includeAllergies", "Allergies and adverse reactions", ""),
    "933361000000108": ("includeMedication", "Medications and medical devices", ""),
    "717711000000103": ("includeProblems", "Problems", ""),
    "1149501000000101": ("includeConsultations", "List of consultations", ""),
    "1102181000000102": ("includeImmunisations", "Immunisations", ""),
    "887191000000108": ("includeInvestigations", "Investigations and results", ""),
    "792931000000107": ("includeReferrals", "Outbound referral", ""),
    "714311000000108": ("includeDiaryEntries", "Patient recall administration", ""),
    "826501000000100": (
        "includeUncategorisedData",
        "Uncategorised data",
        "Miscellaneous record",
    ),
}


def with_entries(resource: dict, items: Iterable[dict], note: str = EMPTY_NOTE) -> dict:
    """A copy of this list with these entries; said to be empty when there are none."""
    entries = list(items)
    copy = {key: value for key, value in resource.items() if key not in ("entry", "emptyReason")}
    if entries:
        return {**copy, "entry": entries}
    return {**_with_note(copy, note), "emptyReason": _EMPTY_REASON}


def with_warning(resource: dict, code: str, day: str = "") -> dict:
    """A copy of this list that says why it may be incomplete."""
    extensions = [*resource.get("extension", ()), {"url": WARNING_URL, "valueCode": code}]
    noted = _with_note(resource, WARNINGS[code].format(day=day), first=True)
    return {**noted, "extension": extensions}


def has_warning(resource: dict) -> bool:
    extensions = resource.get("extension")
    return isinstance(extensions, list) and any(
        isinstance(one, dict) and "listwarningcode" in str(one.get("url")).lower()
        for one in extensions
    )


def secondary(template: dict, code: str, items: Iterable[str]) -> dict:
    """A secondary list of these references, by the same hand as the template list."""
    kept = ("resourceType", "meta", "status", "mode", "subject", "date", "orderedBy")
    area, _, rest = code.replace("-", " ").partition(" ")
    title = f"{area.capitalize()} - {rest}"
    return {
        **{key: template[key] for key in kept if key in template},
        "title": title,
        "code": {"coding": [{"system": SECONDARY_SYSTEM, "code": code, "display": title}]},
        "entry": [{"item": {"reference": item}} for item in items],
    }


def _with_note(resource: dict, text: str, *, first: bool = False) -> dict:
    """Suppliers keep one note, its texts joined by a space."""
    notes = resource.get("note")
    old = notes[0]["text"] if notes and isinstance(notes, list) else ""
    texts = [text, old] if first else [old, text]
    return {**resource, "note": [{"text": " ".join(filter(None, texts))}]}
