"""Uncategorised data and investigations: measurements, blood pressure, laboratory reports."""

import re

from gpsimulator.records.record import SNOMED, Record, instant, pointer, refer

COMMENT_NOTE = "37331000000100 Comment note"
_QUANTITY = re.compile(r"([<>]=?)?\s*(-?\d+(?:\.\d+)?)\s*(\S.*)?")
_PRESSURE = "75367002 Blood pressure"
_SIDES = ("271649006 Systolic blood pressure", "271650006 Diastolic blood pressure")
_REPORT = "721981007 Diagnostic studies report"


def add_uncategorised(record: Record, items: list[dict]) -> None:
    for item in items:
        observation = add_observation(record, item, item.get("on"))
        record.enlist("includeUncategorisedData", observation)
        record.link(item.get("problem"), observation)


def add_observation(record: Record, item: dict, on: str | None) -> dict:
    """A measurement, a blood pressure (`bp: 132/78`) or a coded or free-text entry."""
    code = item.get("code", _PRESSURE if "bp" in item else COMMENT_NOTE)
    key = record.unique(f"observation|{code}|{on}|{item.get('comment', '')}")
    return record.add(
        "Observation",
        key,
        {
            "status": "final",
            "code": record.concept(code),
            "subject": record.patient,
            "effectiveDateTime": record.moment(on),
            "issued": instant(on) if on and "T" in on else None,
            "performer": [refer(record.reference("Practitioner", "gp", owner=record.practice.ods))],
            **_value(item.get("value", "")),
            "component": _pressure(record, item.get("bp")),
            "comment": item.get("comment"),
            "referenceRange": _range(item),
        },
    )


def _value(text: str) -> dict:
    """`78.2 kg` is a quantity, `<5 mg/L` one with a comparator, other words a string."""
    found = _QUANTITY.fullmatch(text)
    if not found:
        return {"valueString": text}
    comparator, number, unit = found.groups()
    value = float(number) if "." in number else int(number)
    quantity = {"comparator": comparator, "value": value, "unit": unit}
    return {"valueQuantity": {name: part for name, part in quantity.items() if part is not None}}


def _pressure(record: Record, text: str | None) -> list[dict]:
    if not text:
        return []
    return [
        {"code": record.concept(side), **_value(f"{number} mm[Hg]")}
        for side, number in zip(_SIDES, text.split("/"), strict=True)
    ]


def _range(item: dict) -> list[dict]:
    if "range" not in item:
        return []
    low, dash, high = item["range"].partition("-")
    if not dash:
        return [{"text": item["range"]}]
    return [{"low": {"value": float(low)}, "high": {"value": float(high)}}]


def add_investigations(record: Record, items: list[dict]) -> None:
    for item in items:
        report = _report(record, item, record.unique(f"report|{item['name']}|{item['on']}"))
        record.enlist("includeInvestigations", report)
        record.by_name[item["name"]] = report
        record.link(item.get("problem"), report)


def _report(record: Record, item: dict, key: str) -> dict:
    """The report, its request, specimen, group of results and the comment of who filed it."""
    by = refer(record.reference("Practitioner", "gp", owner=record.practice.ods))
    taken = record.moment(item["on"])
    request = {
        "status": "active",
        "intent": "order",
        "code": record.concept(item["name"]),
        "subject": record.patient,
        "requester": {"agent": by},
    }
    specimen = {
        "status": "available",
        "type": record.concept(item.get("specimen", "122555007 Venous blood specimen")),
        "subject": record.patient,
        "collection": {"collectedDateTime": taken},
    }
    found = [_group(record, item, key)]
    if "filed" in item:
        filing = {**_result_base(record, COMMENT_NOTE, item), "comment": item["filed"]}
        found.append(record.add("Observation", f"{key}|filing", filing, kind="filing"))
    return record.add(
        "DiagnosticReport",
        key,
        {
            "basedOn": [refer(pointer(record.add("ProcedureRequest", key, request)))],
            "status": "final",
            "code": record.concept(_REPORT),
            "subject": record.patient,
            "issued": instant(item.get("issued", f"{item['on'].partition('T')[0]}T17:30")),
            "specimen": [refer(pointer(record.add("Specimen", key, specimen)))],
            "result": [refer(pointer(one)) for one in found],
            "conclusion": item.get("note"),
        },
    )


def _group(record: Record, item: dict, key: str) -> dict:
    group_key = f"{key}|group"
    group_id = record.reference("Observation", group_key, kind="group")
    members = []
    for result in item["results"]:
        code = record.unique(f"{key}|{result['code']}")
        body = {
            **_result_base(record, result["code"], item),
            **_value(result["value"]),
            "referenceRange": _range(result),
            "comment": result.get("comment"),
            "related": [{"type": "derived-from", "target": refer(group_id)}],
        }
        members.append(record.add("Observation", code, body))
    header = _result_base(record, item["name"], item)
    related = [{"type": "has-member", "target": refer(pointer(one))} for one in members]
    return record.add("Observation", group_key, {**header, "related": related}, kind="group")


def _result_base(record: Record, code: str, item: dict) -> dict:
    category = {"system": SNOMED, "code": "394595002", "display": "Pathology"}
    return {
        "status": "final",
        "category": [{"coding": [category]}],
        "code": record.concept(code),
        "subject": record.patient,
        "effectiveDateTime": record.moment(item["on"]),
    }
