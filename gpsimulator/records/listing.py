"""The lists of a record: one primary list an area, and the secondary ones that have something."""

from gpsimulator.lists import ENDED_ALLERGIES, PRIMARY, secondary, with_entries
from gpsimulator.records.record import SNOMED, Record, extension, instant, pointer, refer
from gpsimulator.suppliers import NHS

_EVENT_DATES = (
    "assertedDate",
    "dateAsserted",
    "date",
    "effectiveDateTime",
    "issued",
    "authoredOn",
    "occurrenceDateTime",
)
_RELATED = {
    "AllergyIntolerance": "allergies-related-to-problems",
    "Encounter": "consultations-related-to-problems",
    "ProcedureRequest": "diary-entries-related-to-problems",
    "Immunization": "immunisations-related-to-problems",
    "DiagnosticReport": "investigations-related-to-problems",
    "MedicationStatement": "medications-related-to-problems",
    "ReferralRequest": "outbound-referrals-related-to-problems",
    "Observation": "uncategorised-data-related-to-problems",
}


def lists_of(record: Record, ended: list[dict]) -> list[dict]:
    """Every list of the whole record; none has an id, as the specification forbids."""
    dates = {pointer(resource): _event_date(resource) for resource in record.resources}
    made = []
    for code, (area, title, display) in PRIMARY.items():
        once = dict.fromkeys(record.areas.get(area, ()))
        items = sorted(once, key=lambda item: dates[item], reverse=True)
        made.append(_primary(record, code, title, display, items))
    made.insert(1, _ended(record, ended))
    template = made[0]
    linked = {**_contained(record), **_related(record)}
    made += [secondary(template, code, dict.fromkeys(items)) for code, items in linked.items()]
    return made


def _event_date(resource: dict) -> str:
    period = resource.get("period", resource.get("effectivePeriod", {}))
    found = (resource.get(name) for name in _EVENT_DATES)
    return next(filter(None, found), period.get("start", ""))


def _primary(record: Record, code: str, title: str, display: str, items: list[str]) -> dict:
    setting = {"code": "1060971000000108", "display": "General practice service"}
    url = f"{NHS}Extension-CareConnect-GPC-ClinicalSetting-1"
    concept = {"coding": [{"system": SNOMED, **setting}]}
    order = {"code": "event-date", "display": "Sorted by Event Date"}
    made = {
        "resourceType": "List",
        "meta": {"profile": [f"{NHS}CareConnect-GPC-List-1"]},
        "extension": [extension(url, valueCodeableConcept=concept)],
        "status": "current",
        "mode": "snapshot",
        "title": title,
        "code": {"coding": [{"system": SNOMED, "code": code, "display": display or title}]},
        "subject": record.patient,
        "date": instant(f"{record.today}T00:00"),
        "orderedBy": {"coding": [{"system": "http://hl7.org/fhir/list-order", **order}]},
    }
    return with_entries(made, ({"item": refer(item)} for item in items), record.supplier.empty_note)


def _ended(record: Record, ended: list[dict]) -> dict:
    """Ended allergies live inside their list, so that none can be taken for a current one."""
    items = [f"#{allergy['id']}" for allergy in ended]
    made = _primary(record, ENDED_ALLERGIES, "Ended allergies", "", items)
    return {**made, "contained": ended} if ended else made


def _contained(record: Record) -> dict[str, list[str]]:
    """What consultations hold; medicines by their statement, though headings name the plan."""
    areas = {area: items for area, items in record.areas.items() if "consultations-" in area}
    return {
        area: [record.statement_of.get(item, item) for item in items]
        for area, items in sorted(areas.items())
    }


def _related(record: Record) -> dict[str, list[str]]:
    related: dict[str, list[str]] = {}
    for items in record.linked.values():
        for item in (record.statement_of.get(one, one) for one in items):
            code = f"problems-{_RELATED[item.partition('/')[0]]}"
            related.setdefault(code, []).append(item)
    return dict(sorted(related.items()))
