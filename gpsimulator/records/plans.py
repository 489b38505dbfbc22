"""What is arranged: referrals out, and diary entries that are planned and never yet done."""

from datetime import date

from gpsimulator.records.record import Record, notes, pointer, refer


def add_referrals(record: Record, items: list[dict]) -> None:
    for item in items:
        key = record.unique(f"referral|{item['reason']}|{item['on']}")
        to = record.add("Organization", f"to|{item['to']}", {"identifier": [], "name": item["to"]})
        referral = record.add(
            "ReferralRequest",
            key,
            {
                "identifier": _identifiers(record, key, item),
                "status": "unknown",
                "intent": "order",
                "priority": item.get("priority", "routine"),
                "subject": record.patient,
                "authoredOn": record.moment(item["on"]),
                "requester": {"agent": _usual_gp(record)},
                "recipient": [refer(pointer(to)) | {"display": item["to"]}],
                "reasonCode": [record.concept(item["reason"])],
                "description": item.get("description"),
                "note": notes(item.get("note")),
            },
        )
        record.enlist("includeReferrals", referral)
        record.by_name[item["reason"]] = referral
        record.link(item.get("problem"), referral)


def add_diary(record: Record, items: list[dict]) -> None:
    """`due: 2026-12-01`, or `yearly: 03-10` for the next one after today."""
    for item in items:
        due = item.get("due") or _next(item["yearly"], record.today)
        entry = record.add(
            "ProcedureRequest",
            record.unique(f"diary|{item['code']}|{due}"),
            {
                "status": "active",
                "intent": "plan",
                "code": record.concept(item["code"]),
                "subject": record.patient,
                "occurrenceDateTime": due,
                "authoredOn": item.get("made"),
                "requester": {"agent": _usual_gp(record)},
                "note": notes(item.get("note")),
            },
        )
        record.enlist("includeDiaryEntries", entry)
        record.by_name[item["code"]] = entry
        record.link(item.get("problem"), entry)


def _next(month_day: str, today: date) -> str:
    this_year = f"{today.year}-{month_day}"
    return this_year if this_year > str(today) else f"{today.year + 1}-{month_day}"


def _identifiers(record: Record, key: str, item: dict) -> list[dict]:
    own = record.supplier.identifier(record.practice.ods, record.id_of("ReferralRequest", key))
    booking = {"system": "https://fhir.nhs.uk/Id/UBRN", "value": item.get("ubrn", "")}
    return [own, booking] if "ubrn" in item else [own]


def _usual_gp(record: Record) -> dict:
    return refer(record.reference("Practitioner", "gp", owner=record.practice.ods))
