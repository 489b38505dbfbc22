"""What was understood, as plain data: for support, for tests, for comparing."""

from dataclasses import asdict
from typing import Any

from gpconnect.reading.codes import AREAS
from gpconnect.reading.record import Area, GpRecord, NotARecord, Patient


def as_json(read: GpRecord | NotARecord) -> dict[str, Any]:
    """Each area with its counts, warnings and items, in the GP system's order.

    What the GP system says it left out stands among the notes of the area left out. What could
    not be read, and what nothing leads to, is counted for the answer as a whole.
    """
    if isinstance(read, NotARecord):
        return {
            "error": {"why": read.why, "code": read.code, "diagnostics": read.diagnostics},
            "patient": asdict(Patient()),
            "areas": {name: _area(Area(name), ()) for name in AREAS},
            "unreadable": 0,
            "unlisted": {},
            "unreached": {},
        }
    return {
        "patient": asdict(read.patient),
        "areas": {
            name: _area(area, tuple(o.text for o in read.omissions if name in o.areas))
            for name, area in read.areas.items()
        },
        "unreadable": read.unreadable,
        "unlisted": dict(read.unlisted),
        "unreached": dict(read.unreached),
    }


def _area(area: Area, omitted: tuple[str, ...]) -> dict[str, Any]:
    return {
        "state": area.state,
        "entries": area.entries,
        "unresolved": len(area.unresolved),
        "warnings": list(area.warnings),
        "notes": [*area.notes, *omitted],
        "items": [
            {"display": item.display, "status": item.status, "date": item.date}
            for item in area.items
        ],
    }
