"""What a published record holds, found by walking its JSON; shares no code with the reader.

Written from the specification: each area is the list of its code, an entry resolves when the
bundle (or, for `#id`, the list itself) holds it, and a name is text, then the SNOMED coding's
description, then a display.
"""

import re

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
}
DATES = {
    "AllergyIntolerance": ["assertedDate"],
    "MedicationStatement": ["effectiveDateTime", "effectivePeriod.start"],
    "Condition": ["onsetDateTime", "assertedDate"],
    "Immunization": ["date"],
    "Encounter": ["period.start"],
    "DiagnosticReport": ["issued"],
    "ReferralRequest": ["authoredOn"],
    "ProcedureRequest": ["occurrenceDateTime", "occurrencePeriod.start"],
    "Observation": ["effectiveDateTime", "effectivePeriod.start", "issued"],
}


def expected(bundle):
    resources = [entry["resource"] for entry in bundle["entry"]]
    held = {f"{r['resourceType']}/{r.get('id')}": r for r in resources}
    found = {
        name: {
            "state": "absent",
            "entries": 0,
            "unresolved": 0,
            "warnings": [],
            "notes": [],
            "items": [],
        }
        for name in AREAS.values()
    }
    for resource in resources:
        if resource["resourceType"] == "List":
            for coding in resource["code"]["coding"]:
                if coding["code"] in AREAS:
                    _fill(found[AREAS[coding["code"]]], resource, held)
    return found


def _fill(area, listed, held):
    entries = listed.get("entry", [])
    area["state"] = "present" if entries else "empty"
    area["entries"] = len(entries)
    for extended in listed.get("extension", []):
        if "ListWarningCode" in extended["url"] and extended["valueCode"] not in area["warnings"]:
            area["warnings"].append(extended["valueCode"])
    area["notes"] = [note["text"] for note in listed.get("note", [])]
    contained = {"#" + inner["id"]: inner for inner in listed.get("contained", [])}
    for entry in entries:
        reference = entry["item"].get("reference")
        target = contained.get(reference) or held.get(reference)
        if target is None:
            area["unresolved"] += 1
        else:
            area["items"].append(_item(target, held))


def _item(resource, held):
    return {
        "display": _display(resource, held),
        "status": resource.get("clinicalStatus") or resource.get("status"),
        "date": next(filter(None, (_at(resource, p) for p in DATES[resource["resourceType"]])), ""),
    }


def _at(resource, path):
    for step in path.split("."):
        resource = resource.get(step, {})
    return resource or ""


def _display(resource, held):
    match resource["resourceType"]:
        case "MedicationStatement":
            return _words(held[resource["medicationReference"]["reference"]]["code"])
        case "Immunization":
            for extended in resource["extension"]:
                if "VaccinationProcedure" in extended["url"]:
                    return _words(extended["valueCodeableConcept"])
            return _words(resource["vaccineCode"])
        case "Encounter":
            return "; ".join(_words(each) for each in resource["type"])
        case "ReferralRequest":
            return "; ".join(_words(each) for each in resource["reasonCode"])
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
