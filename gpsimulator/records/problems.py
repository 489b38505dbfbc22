"""Problems: a header for each, the observation it was made from, and what relates to it."""

from gpsimulator.records.record import Record, extension, notes, pointer, refer
from gpsimulator.suppliers import HL7

_CATEGORY = {
    "system": "https://fhir.hl7.org.uk/STU3/CodeSystem/CareConnect-ConditionCategory-1",
    "code": "problem-list-item",
    "display": "Problem List Item",
}


def add_problems(record: Record, items: list[dict]) -> None:
    """To be called last: a problem names everything that the other areas linked to it."""
    unknown = record.linked.keys() - {item["key"] for item in items}
    if unknown:
        raise ValueError(f"{record.person.nhs_number}: no problem has the key {sorted(unknown)}")
    for item in items:
        problem = record.add("Condition", f"problem|{item['key']}", _body(record, item))
        record.enlist("includeProblems", problem)


def reference_of(record: Record, key: str) -> str:
    """Where the problem of this key will be, before it is written."""
    return record.reference("Condition", f"problem|{key}")


def _body(record: Record, item: dict) -> dict:
    actual = _observation(record, item)
    related = [pointer(actual), *record.linked.get(item["key"], ())]
    return {
        "extension": [
            _extension("ActualProblem", valueReference=refer(related[0])),
            *(_extension("RelatedClinicalContent", valueReference=refer(one)) for one in related),
            _extension("ProblemSignificance", valueCode=item.get("significance", "major")),
            *_parent(record, item),
        ],
        "clinicalStatus": "inactive" if "ended" in item else "active",
        "category": [{"coding": [_CATEGORY]}],
        "code": record.concept(item["code"]),
        "subject": record.patient,
        "onsetDateTime": record.moment(item.get("onset")),
        "abatementDateTime": record.moment(item.get("ended")),
        "assertedDate": record.moment(item.get("asserted", item.get("onset"))),
        "asserter": refer(record.reference("Practitioner", "gp", owner=record.practice.ods)),
        "note": notes(item.get("note")),
    }


def _observation(record: Record, item: dict) -> dict:
    """The entry that was made into a problem; it also stands among the uncategorised data."""
    observation = record.add(
        "Observation",
        f"problem|{item['key']}",
        {
            "status": "final",
            "code": record.concept(item["code"]),
            "subject": record.patient,
            "effectiveDateTime": record.moment(item.get("onset")),
            "issued": _issued(item),
            "performer": [refer(record.reference("Practitioner", "gp", owner=record.practice.ods))],
        },
    )
    record.enlist("includeUncategorisedData", observation)
    return observation


def _issued(item: dict) -> str | None:
    day = item.get("asserted", item.get("onset", ""))
    return f"{day}T09:00:00+00:00" if len(day) == len("2026-01-01") else None


def _parent(record: Record, item: dict) -> list[dict]:
    if "child_of" not in item:
        return []
    target = refer(reference_of(record, item["child_of"]))
    parts = [extension("type", valueCode="parent"), extension("target", valueReference=target)]
    return [_extension("RelatedProblemHeader", extension=parts)]


def _extension(name: str, **value: object) -> dict:
    return extension(f"{HL7}Extension-CareConnect-{name}-1", **value)
