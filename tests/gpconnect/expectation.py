"""What an answer holds, found by walking its JSON; shares no code with the reader.

Written from the specification: each area is the list of its code, an entry resolves when the
bundle (or, for `#id`, the list itself) holds it, a name is text, then the SNOMED coding's
description, then a display; and from the oddities of published answers: two resources under one
id, references without their type, the ended list before it had a code, entries without a type.
"""

import re
from collections import Counter

AREAS = {
    "886921000000105": "allergies",
    "1103671000000101": "ended_allergies",
    "933361000000108": "medications",
    "717711000000103": "problems",
    "1102181000000102": "immunisations",
    "1149501000000101": "consultations",
    "887191000000108": "investigations",
    "792931000000107": "referrals",
    "714311000000108": "diary",
    "826501000000100": "uncategorised",
    "886721000000107": "referrals",  # one published page still has this older code
}
PARAMETERS = {
    "includeAllergies": ["allergies", "ended_allergies"],
    "includeMedication": ["medications"],
    "includeProblems": ["problems"],
    "includeImmunisations": ["immunisations"],
    "includeConsultations": ["consultations"],
    "includeInvestigations": ["investigations"],
    "includeReferrals": ["referrals"],
    "includeDiaryEntries": ["diary"],
    "includeUncategorisedData": ["uncategorised"],
}
CONSULTATION = "325851000000107"
STRUCTURE = {CONSULTATION, "25851000000105", "24781000000107"}
SECONDARY = "https://fhir.hl7.org.uk/STU3/CodeSystem/GPConnect-SecondaryListValues-1"
BEFORE_SECONDARY_CODES = "99999"
DATES = {
    "AllergyIntolerance": ["assertedDate"],
    "MedicationStatement": ["effectiveDateTime", "effectivePeriod.start"],
    "MedicationRequest": ["authoredOn"],
    "Condition": ["onsetDateTime", "onsetPeriod.start", "assertedDate"],
    "Immunization": ["date"],
    "Encounter": ["period.start"],
    "DiagnosticReport": ["issued"],
    "DocumentReference": ["created"],
    "ReferralRequest": ["authoredOn"],
    "ProcedureRequest": ["occurrenceDateTime", "occurrencePeriod.start"],
    "Observation": ["effectiveDateTime", "effectivePeriod.start", "issued"],
}
UNNAMED = "Name not given by the GP system"
# The kinds that stand on a list of their own: one on no list at all is told to the reader.
LISTED = {"AllergyIntolerance", "MedicationStatement", "Condition", "Immunization", "Encounter"}
OTHERS = {
    "DiagnosticReport",
    "DocumentReference",
    "Observation",
    "ProcedureRequest",
    "ReferralRequest",
}
SUPPORTING = {
    "HealthcareService",
    "List",
    "Location",
    "Medication",
    "OperationOutcome",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "QuestionnaireResponse",
    "RelatedPerson",
    "Schedule",
    "Slot",
    "Specimen",
}


def expected(document):
    """Whose record it is, every area, and what could be neither read nor found on a list."""
    is_record = isinstance(document, dict) and document.get("resourceType") == "Bundle"
    entries = document.get("entry", []) if is_record else []
    sent = [entry.get("resource", {}) for entry in entries]
    resources = [one for one in sent if one.get("resourceType") in SUPPORTING | DATES.keys()]
    held = Held(resources)
    lists = [(_place(one), one) for one in resources if one["resourceType"] == "List"]
    areas = {name: _area() for name in AREAS.values()}
    for place, listed in lists:
        if place in areas:
            _fill(areas[place], listed, held)
    for outcome in (one for one in resources if one["resourceType"] == "OperationOutcome"):
        _leave_out(areas, outcome)
    return {
        "is_record": is_record,
        "nhs_number": next(
            (_nhs_number(r) for r in resources if r["resourceType"] == "Patient"), ""
        ),
        "areas": areas,
        "unreadable": len(sent) - len(resources) + [place for place, _ in lists].count(None),
        "unlisted": _unlisted(resources, [listed for _, listed in lists], held),
        "unreached": _unreached(resources, [listed for _, listed in lists], held),
    }


def in_short(understood):
    """What a reader says it understood, in the terms of `expected`."""
    return {
        "is_record": "error" not in understood,
        "nhs_number": understood["patient"]["nhs_number"],
        **{name: understood[name] for name in ("areas", "unreadable", "unlisted", "unreached")},
    }


class Held:
    """The resources of a bundle. Of two under one id, references mean the first."""

    def __init__(self, resources):
        named = [one for one in resources if "id" in one]
        self.by_reference = {f"{r['resourceType']}/{r['id']}": r for r in reversed(named)}
        self.names = Counter(key.partition("/")[2] for key in self.by_reference)

    def at(self, item, listed=None):
        reference = (item or {}).get("reference", "")
        if reference.startswith("#"):
            inside = (listed or {}).get("contained", [])
            return next((one for one in inside if "#" + one["id"] == reference), None)
        if self.names[reference] == 1:  # without a type
            found = self.by_reference.items()
            return next(one for key, one in found if key.partition("/")[2] == reference)
        return self.by_reference.get(reference)

    def is_said_again(self, resource):
        first = self.by_reference.get(f"{resource['resourceType']}/{resource.get('id')}")
        return first is not None and first is not resource and first == resource


def _nhs_number(patient):
    for identifier in patient.get("identifier", []):
        if identifier.get("system", "").endswith("/nhs-number"):
            return identifier["value"].replace(" ", "")
    return ""


def _place(listed):
    """The area of a list, another place that the specification knows, or None."""
    for coding in listed.get("code", {}).get("coding", []):
        if coding["code"] in AREAS:
            return AREAS[coding["code"]]
        if coding["code"] == "TBD" and "contained" in listed:
            return "ended_allergies"
        if coding["code"] in STRUCTURE or coding["code"] == BEFORE_SECONDARY_CODES:
            return "elsewhere"
        if coding.get("system") == SECONDARY:
            return "elsewhere"
    return None


def _area():
    return {
        "state": "absent", "entries": 0, "unresolved": 0, "warnings": [], "notes": [], "items": []
    }  # fmt: skip


def _fill(area, listed, held):
    entries = listed.get("entry", [])
    area["state"] = "present" if entries else "empty"
    area["entries"] = len(entries)
    for extended in listed.get("extension", []):
        if "ListWarningCode" in extended["url"] and extended["valueCode"] not in area["warnings"]:
            area["warnings"].append(extended["valueCode"])
    area["notes"] = [note["text"] for note in listed.get("note", [])]
    for entry in entries:
        target = held.at(entry["item"], listed)
        if target is None:
            area["unresolved"] += 1
        else:
            area["items"].append(_item(target, held))


def _leave_out(areas, outcome):
    """A partial success: `includeProblems has been disabled`, `… is an unrecognised parameter`."""
    for issue in outcome["issue"]:
        said = issue["details"]["text"]
        for name in PARAMETERS.get(re.split(r"[ .]", said)[0], []):
            areas[name]["notes"].append(said)


def _unlisted(resources, lists, held):
    entries = [(entry.get("item"), listed) for listed in lists for entry in listed.get("entry", [])]
    pointed_at = [id(held.at(item, listed)) for item, listed in entries]
    return Counter(
        one["resourceType"]
        for one in resources
        if one["resourceType"] in LISTED
        and id(one) not in pointed_at
        and not held.is_said_again(one)
    )


def _unreached(resources, lists, held):
    """What no reference anywhere leads to, and what stands in no consultation that is listed."""
    pointed_at = [id(held.at({"reference": sent})) for sent in _references(resources)]
    lost = [r for r in resources if r["resourceType"] in OTHERS and id(r) not in pointed_at]
    consultations = [
        held.at(entry["item"])
        for listed in lists
        if _place(listed) == "consultations"
        for entry in listed.get("entry", [])
    ]
    opened = [one for one in lists if _is_in(held.at(one.get("encounter")), consultations)]
    opened = [one for one in opened if CONSULTATION in _codes(one)]
    for listed in opened:
        inner = (held.at(entry.get("item")) for entry in listed.get("entry", []))
        opened += [one for one in inner if one and one["resourceType"] == "List"]
    topics = [one for one in lists if STRUCTURE.intersection(_codes(one)) and one.get("entry")]
    lost += [one for one in topics if not _is_in(one, opened)]
    return Counter(one["resourceType"] for one in lost)


def _is_in(one, those):
    return one is not None and any(one is other for other in those)


def _references(node):
    if isinstance(node, dict):
        if isinstance(node.get("reference"), str):
            yield node["reference"]
        node = list(node.values())
    for each in node if isinstance(node, list) else []:
        yield from _references(each)


def _codes(listed):
    return [coding["code"] for coding in listed.get("code", {}).get("coding", [])]


def _item(resource, held):
    return {
        "display": _display(resource, held),
        "status": resource.get("clinicalStatus") or resource.get("status") or "",
        "date": next(filter(None, (_at(resource, p) for p in DATES[resource["resourceType"]])), ""),
    }


def _at(resource, path):
    for step in path.split("."):
        resource = resource.get(step, {})
    return resource or ""


def _display(resource, held):
    match resource["resourceType"]:
        case "MedicationStatement" | "MedicationRequest":
            medicine = resource["medicationReference"]
            found = held.at(medicine)
            return _words(found["code"]) if found else medicine.get("display", UNNAMED)
        case "Immunization":
            for extended in resource["extension"]:
                if "VaccinationProcedure" in extended["url"]:
                    return _words(extended["valueCodeableConcept"])
            return _words(resource["vaccineCode"])
        case "Encounter":
            return "; ".join(_words(each) for each in resource["type"])
        case "ReferralRequest":
            return "; ".join(_words(each) for each in resource["reasonCode"])
        case "DocumentReference":
            return resource.get("description") or _words(resource["type"])
    return _words(resource["code"])


def _words(concept):
    if concept.get("text"):
        return concept["text"]
    codings = concept["coding"]
    snomed = [coding for coding in codings if coding.get("system") == "http://snomed.info/sct"]
    for coding in snomed + codings:
        for extended in coding.get("extension", []):
            if re.search("sctde[sc]+id", extended["url"]):
                for child in extended["extension"]:
                    if child["url"].lower() == "descriptiondisplay":
                        return child["valueString"]
        if coding.get("display"):
            return coding["display"]
    raise AssertionError(f"no words in {concept}")
