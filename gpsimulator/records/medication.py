"""Medication: for each authorisation a statement, a plan and the issues up to today."""

from collections.abc import Iterator
from datetime import date, timedelta

from gpsimulator.records.record import SNOMED, Record, extension, notes, pointer, refer
from gpsimulator.suppliers import NHS

_TYPES = {
    "acute": "Acute",
    "repeat": "Repeat",
    "repeat-dispensing": "Repeat dispensing",
    "delayed-prescribing": "Delayed prescribing",
}
_AGENCIES = {
    "prescribed-at-gp-practice": "Prescribed at GP practice",
    "prescribed-by-another-organisation": "Prescribed by another organisation",
}
_DAY = {"unit": "day", "system": "http://unitsofmeasure.org", "code": "d"}


def add_medication(record: Record, items: list[dict]) -> None:
    for item in items:
        _add_authorisation(record, item)


def issue_dates(item: dict, today: date) -> list[date]:
    """When it was issued: once if acute, every so many days if repeat, never if from elsewhere.

    So a repeat goes on being issued as the days go by, until it ends or uses up what is allowed.
    """
    start = date.fromisoformat(item["start"])
    if "elsewhere" in item:
        return []
    if "every" not in item:
        return [start]
    allowed = int(item["allowed"]) if "allowed" in item else None
    return list(_each(start, int(item["every"]), _last_day(item, today)))[:allowed]


def _each(start: date, days: int, last: date) -> Iterator[date]:
    while start <= last:
        yield start
        start += timedelta(days=days)


def _last_day(item: dict, today: date) -> date:
    return min(today, date.fromisoformat(item["end"])) if "end" in item else today


def _add_authorisation(record: Record, item: dict) -> None:
    key = record.unique(f"medication|{item['drug']}|{item['start']}")
    medication = _medication(record, item)
    issued = issue_dates(item, record.today)
    body = _plan(record, item, medication, issued)
    plan = record.add("MedicationRequest", key, body, kind="plan")
    body = _statement(record, item, medication, plan, issued)
    statement = record.add("MedicationStatement", key, body)
    for day in issued:
        order = _order(record, item, medication, plan, day)
        record.add("MedicationRequest", f"{key}|{day}", order, kind="order")
    record.statement_of[pointer(plan)] = pointer(statement)
    record.enlist("includeMedication", statement)
    record.by_name[_name(item)] = plan
    record.link(item.get("problem"), plan)


def _name(item: dict) -> str:
    code, _, display = item["drug"].partition(" ")
    return display if code.isdigit() else item["drug"]


def _medication(record: Record, item: dict) -> dict:
    """A Medication, once for each drug: dm+d where we know it, else the maker's own code."""
    code, _, display = item["drug"].partition(" ")
    key = f"drug|{item['drug']}"
    reference = record.reference("Medication", key)
    if any(pointer(resource) == reference for resource in record.resources):
        return refer(reference)
    coding = {"system": SNOMED, "code": code, "display": display}
    if not code.isdigit():
        local = record.id_of("drug", key, owner="drugs")[:12]
        system = record.supplier.local_drug_codes
        coding = {"system": system, "code": local, "display": item["drug"], "userSelected": True}
    record.add("Medication", key, {"identifier": [], "code": {"coding": [coding]}})
    return refer(reference)


def _status(item: dict) -> str:
    if "stopped" in item:
        return "stopped"
    return "completed" if "end" in item else "active"


def _statement(
    record: Record, item: dict, medication: dict, plan: dict, issued: list[date]
) -> dict:
    extensions = [_agency(item)]
    if issued:
        url = f"{NHS}Extension-CareConnect-GPC-MedicationStatementLastIssueDate-1"
        extensions.insert(0, extension(url, valueDateTime=str(issued[-1])))
    return {
        "extension": extensions,
        "basedOn": [refer(pointer(plan))],
        "status": _status(item),
        "medicationReference": medication,
        "effectivePeriod": _period(item),
        "dateAsserted": item["start"],
        "subject": record.patient,
        "taken": "unk",
        "note": notes(*item.get("notes", ())),
        "dosage": [_dosage(item)],
    }


def _plan(record: Record, item: dict, medication: dict, issued: list[date]) -> dict:
    return {
        "extension": [*_stopped(item), *_repeats(record, item, issued), _type(item)],
        "status": _status(item),
        "intent": "plan",
        **_request(record, item, medication),
        "authoredOn": item["start"],
        "dispenseRequest": {"validityPeriod": _period(item), **_quantity(item)},
    }


def _order(record: Record, item: dict, medication: dict, plan: dict, day: date) -> dict:
    until = {"end": str(day + timedelta(days=int(item["every"])))} if "every" in item else {}
    return {
        "extension": [_type(item)],
        "basedOn": [refer(pointer(plan))],
        "status": "completed",
        "intent": "order",
        **_request(record, item, medication),
        "authoredOn": str(day),
        "dispenseRequest": {"validityPeriod": {"start": str(day), **until}, **_quantity(item)},
    }


def _request(record: Record, item: dict, medication: dict) -> dict:
    """What a plan and its orders repeat on purpose."""
    return {
        "groupIdentifier": {"value": record.id_of("group", f"medication|{item['drug']}")},
        "medicationReference": medication,
        "subject": record.patient,
        "recorder": refer(record.reference("Practitioner", "gp", owner=record.practice.ods)),
        "note": notes(*item.get("notes", ())),
        "dosageInstruction": [_dosage(item)],
    }


def _dosage(item: dict) -> dict:
    dosage = {"text": item.get("dose", "No information available")}
    return dosage | ({"patientInstruction": item["advice"]} if "advice" in item else {})


def _period(item: dict) -> dict:
    return {"start": item["start"]} | ({"end": item["end"]} if "end" in item else {})


def _quantity(item: dict) -> dict:
    """`28 tablet` as a number with a unit; anything else as the words that beat the number."""
    number, _, unit = item.get("quantity", "").partition(" ")
    days = {"expectedSupplyDuration": {"value": int(item.get("every", 0)), **_DAY}}
    supply = days if "every" in item else {}
    if number.isdigit():
        return {"quantity": {"value": int(number), "unit": unit}, **supply}
    url = f"{NHS}Extension-CareConnect-GPC-MedicationQuantityText-1"
    words = item.get("quantity", "No information available")
    return {"quantity": {"extension": [extension(url, valueString=words)]}, **supply}


def _type(item: dict) -> dict:
    system = "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-PrescriptionType-1"
    coding = {"system": system, "code": item["type"], "display": _TYPES[item["type"]]}
    url = f"{NHS}Extension-CareConnect-GPC-PrescriptionType-1"
    return extension(url, valueCodeableConcept={"coding": [coding]})


def _agency(item: dict) -> dict:
    elsewhere = "elsewhere" in item
    code = list(_AGENCIES)[elsewhere]
    system = "https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-PrescribingAgency-1"
    concept = {"coding": [{"system": system, "code": code, "display": _AGENCIES[code]}]}
    url = f"{NHS}Extension-CareConnect-GPC-PrescribingAgency-1"
    text = {"text": item["elsewhere"]} if elsewhere else {}
    return extension(url, valueCodeableConcept=concept | text)


def _repeats(record: Record, item: dict, issued: list[date]) -> list[dict]:
    if "every" not in item:
        return []
    parts = [extension("numberOfRepeatPrescriptionsIssued", valueUnsignedInt=len(issued))]
    if "allowed" in item:
        value = {record.supplier.repeat_count: int(item["allowed"])}
        parts.insert(0, extension("numberOfRepeatPrescriptionsAllowed", **value))
    if "review" in item:
        parts.append(extension("authorisationExpiryDate", valueDateTime=item["review"]))
    url = f"{NHS}Extension-CareConnect-GPC-MedicationRepeatInformation-1"
    return [extension(url, extension=parts)]


def _stopped(item: dict) -> list[dict]:
    if "stopped" not in item:
        return []
    parts = [
        extension("statusReason", valueCodeableConcept={"text": item["stopped"]}),
        extension("statusChangeDate", valueDateTime=item["end"]),
    ]
    url = f"{NHS}Extension-CareConnect-GPC-MedicationStatusReason-1"
    return [extension(url, extension=parts)]
