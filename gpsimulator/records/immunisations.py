"""Immunisations given and not given, and what was said about consent to them."""

from datetime import date

from gpsimulator.records.observations import add_observation
from gpsimulator.records.people_and_places import location
from gpsimulator.records.record import Record, extension, notes, refer
from gpsimulator.suppliers import HL7, NHS

_UNKNOWN = {"system": "http://hl7.org/fhir/v3/NullFlavor", "code": "UNK", "display": "unknown"}


def add_immunisations(record: Record, items: list[dict]) -> None:
    """`yearly: 10-05` with `since: 2021` is given again each year, up to today."""
    for item in items:
        if "status" in item:
            consent = add_observation(record, {"code": item["status"]}, item["on"])
            record.enlist("includeImmunisations", consent)
            continue
        for on in _days(item, record.today):
            key = record.unique(f"immunisation|{item['procedure']}|{on}")
            given = record.add("Immunization", key, _body(record, item, on))
            record.enlist("includeImmunisations", given)
            record.by_name[f"{item['procedure']} {on}"] = given
            record.link(item.get("problem"), given)


def _days(item: dict, today: date) -> list[str]:
    if "yearly" not in item:
        return [item["on"]]
    days = (f"{year}-{item['yearly']}" for year in range(int(item["since"]), today.year + 1))
    return [day for day in days if day <= str(today)]


def _body(record: Record, item: dict, on: str) -> dict:
    not_given = "not_given" in item
    giver = record.reference("Practitioner", "gp", owner=record.practice.ods)
    vaccine = record.concept(item["vaccine"]) if "vaccine" in item else {"coding": [_UNKNOWN]}
    return {
        "extension": [
            extension(f"{HL7}Extension-CareConnect-DateRecorded-1", valueDateTime=on),
            extension(
                f"{HL7}Extension-CareConnect-VaccinationProcedure-1",
                valueCodeableConcept=record.concept(item["procedure"]),
            ),
            extension(f"{NHS}Extension-CareConnect-GPC-ParentPresent-1", valueBoolean=False),
        ],
        "status": "completed",
        "notGiven": not_given,
        "vaccineCode": vaccine,
        "patient": record.patient,
        "date": on,
        "primarySource": True,
        "location": refer(location(record)),
        "lotNumber": item.get("lot"),
        "expirationDate": item.get("expires"),
        "site": record.concept(item["site"]) if "site" in item else None,
        "practitioner": [] if not_given else [{"role": _role(), "actor": refer(giver)}],
        "note": notes(item.get("note")),
        "explanation": {"reasonNotGiven": [{"text": item["not_given"]}]} if not_given else {},
        "vaccinationProtocol": _protocol(item),
    }


def _role() -> dict:
    system = "http://hl7.org/fhir/v2/0443"
    return {"coding": [{"system": system, "code": "AP", "display": "Administering Provider"}]}


def _protocol(item: dict) -> list[dict]:
    if "dose" not in item:
        return []
    counts = {"system": "http://hl7.org/fhir/vaccination-protocol-dose-status", "code": "count"}
    return [
        {
            "doseSequence": int(item["dose"]),
            "targetDisease": [{"text": item.get("against", "Not recorded")}],
            "doseStatus": {"coding": [counts]},
        }
    ]
