"""Measured values: what was measured, in the unit that the record keeps, within what can be."""

import re
from typing import NamedTuple

from imports import reasons
from imports.dates import LONDON
from imports.mapped.line import Line
from imports.mapped.people import Whose
from imports.mapped.records import Context
from imports.moments import read_moment
from imports.rows import ImportedNote, ImportedRecord, Kind, Outcome, ReadRow

NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
PRESSURE = re.compile(r"(\d{2,3})\s*/\s*(\d{2,3})")


class Measured(NamedTuple):
    """What may be measured, its unit, and beyond what it cannot be of a living person.

    The bounds are general knowledge, not national guidance: wide enough for anybody who is ill.
    """

    name: str
    unit: str
    least: float
    most: float


MEASURED = {
    "weight": Measured("Weight", "kg", 25, 250),
    "temperature": Measured("Temperature", "°C", 25, 45),
    "pulse": Measured("Pulse", "a minute", 20, 300),
    "spo2": Measured("Oxygen saturation", "%", 30, 100),
    "glucose": Measured("Blood glucose", "mmol/L", 0.5, 60),
    "breaths": Measured("Breaths", "a minute", 3, 80),
    "blood_pressure": Measured("Blood pressure", "mmHg", 20, 300),
}
# What is converted, and how: the record keeps one unit for each.
CONVERTED = {
    ("weight", "lb"): ("pounds", lambda value: value * 0.45359237),
    ("weight", "st"): ("stones", lambda value: value * 6.35029318),
    ("temperature", "degF"): ("Fahrenheit", lambda value: (value - 32) / 1.8),
}


def read_measurement(line: Line, whose: Whose, context: Context) -> ReadRow:
    """One value of somebody. A weight is a care entry, as ours are; the rest are results."""
    measured = MEASURED.get(line.read("type"))
    typed, unit = line.typed("value"), line.typed("unit")
    at = read_moment(line.day_first("at", line.typed("at")), context.times)
    said = f"{line.typed('type')} {typed} {unit}"
    reason = (
        reasons.UNKNOWN_TYPE if measured is None
        else reasons.IMPOSSIBLE_DATE if at.on is None
        else reasons.FUTURE_DATE if at.on > context.as_of
        else ""
    )  # fmt: skip
    if reason or measured is None or at.on is None:
        return line.ended(Kind.MEASUREMENT, Outcome.REJECTED, reason, summary=said)
    value = _value(line, measured, typed, unit)
    if value is None:
        return line.ended(
            Kind.MEASUREMENT, Outcome.REJECTED, reasons.IMPOSSIBLE_VALUE, summary=said
        )
    if at.doubt:
        line.doubts.append(f"{at.doubt}: {line.typed('at')}")
    original = "" if value == typed else f"In the old system: {typed} {unit}"
    item: ImportedNote | ImportedRecord
    if measured is MEASURED["weight"]:
        item = ImportedNote(
            whose.ref, original, at.on, at.at, author=line.typed("author"),
            source_id=line.source_id, kind="weight", values=(("weight_kg", value),),
        )  # fmt: skip
    else:
        clock = at.at.astimezone(LONDON).time().replace(microsecond=0) if at.at else None
        fields = {
            "investigation": measured.name, "value": value, "unit": measured.unit,
            "text": original, "happened_on": at.on, "happened_time": clock,
        }  # fmt: skip
        item = ImportedRecord(
            whose.ref, "test-results", tuple(fields.items()), line.source_id,
            author=line.typed("author"),
        )  # fmt: skip
    summary = f"{whose.label}: {said}"
    return line.ended(Kind.MEASUREMENT, Outcome.IMPORTED, summary=summary, item=item)


def _value(line: Line, measured: Measured, typed: str, unit: str) -> str | None:
    """The value as the record keeps it; None where it cannot be."""
    if measured is MEASURED["blood_pressure"]:
        found = PRESSURE.fullmatch(typed)
        upper, lower = (int(found[1]), int(found[2])) if found else (0, 0)
        return f"{upper}/{lower}" if measured.least <= lower < upper <= measured.most else None
    if not NUMBER.fullmatch(typed):
        return None
    value = float(typed.replace(",", "."))
    kept = typed
    if converted := CONVERTED.get((line.read("type"), unit)):
        words, convert = converted
        value = round(convert(value), 1)
        kept = f"{value:g}"
        line.doubts.append(f"converted from {words}")
    return kept if measured.least <= value <= measured.most else None
