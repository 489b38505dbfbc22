"""Allergies: current ones as resources, ended ones for inside their list."""

from gpsimulator.records.record import Record, extension, notes, refer
from gpsimulator.suppliers import NHS

_DEGRADED_ALLERGY = "196461000000101"


def add_allergies(record: Record, items: list[dict]) -> None:
    for item in items:
        allergy = record.add("AllergyIntolerance", _key(record, item), _body(record, item))
        record.enlist("includeAllergies", allergy)
        record.by_name[item["code"]] = allergy
        record.link(item.get("problem"), allergy)


def ended_allergies(record: Record, items: list[dict]) -> list[dict]:
    """Ended allergies, apart from the record's resources so that none is taken for current."""
    aside = Record(record.person, record.practice, record.today)
    for item in items:
        aside.add("AllergyIntolerance", _key(aside, item), _body(aside, item))
    return aside.resources


def _key(record: Record, item: dict) -> str:
    return record.unique(f"allergy|{item['code']}|{item.get('asserted')}")


def _body(record: Record, item: dict) -> dict:
    return {
        "extension": _ending(record, item),
        "clinicalStatus": "resolved" if "ended" in item else "active",
        "verificationStatus": "unconfirmed",
        "category": [item.get("category", "medication")],
        "criticality": item.get("criticality"),
        "code": record.concept(item["code"], degraded=_DEGRADED_ALLERGY),
        "patient": record.patient,
        "onsetDateTime": record.moment(item.get("onset")),
        "assertedDate": record.moment(item.get("asserted")),
        "recorder": refer(record.reference("Practitioner", "gp", owner=record.practice.ods)),
        "note": notes(item.get("note")),
        "reaction": _reaction(record, item),
    }


def _ending(record: Record, item: dict) -> list[dict]:
    if "ended" not in item:
        return []
    reason = item.get("reason", "No information available")
    return [
        extension(
            f"{NHS}Extension-CareConnect-GPC-AllergyIntoleranceEnd-1",
            extension=[
                extension("endDate", valueDateTime=record.moment(item["ended"])),
                extension(record.supplier.end_reason, valueString=reason),
            ],
        )
    ]


def _reaction(record: Record, item: dict) -> list[dict]:
    if "reaction" not in item:
        return []
    reaction = {"manifestation": [record.concept(item["reaction"])]}
    return [reaction | {"severity": item["severity"]} if "severity" in item else reaction]
