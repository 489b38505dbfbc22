"""The simulator's own GP records: compact notes (data/*.yaml) written out as STU3 bundles."""

from datetime import date
from functools import cache
from pathlib import Path

import yaml

from gpsimulator.people import Person
from gpsimulator.practices import Practice
from gpsimulator.records.allergies import add_allergies, ended_allergies
from gpsimulator.records.consultations import add_consultations
from gpsimulator.records.immunisations import add_immunisations
from gpsimulator.records.listing import lists_of
from gpsimulator.records.medication import add_medication
from gpsimulator.records.observations import add_investigations, add_uncategorised
from gpsimulator.records.people_and_places import add_patient
from gpsimulator.records.plans import add_diary, add_referrals
from gpsimulator.records.problems import add_problems
from gpsimulator.records.record import Record
from gpsimulator.suppliers import NHS

BUNDLE_PROFILE = f"{NHS}GPConnect-StructuredRecord-Bundle-1"
_DATA = Path(__file__).parent / "data"
# Consultations link to what the other areas hold, problems to all: hence the order.
_WRITERS = {
    "allergies": add_allergies,
    "medication": add_medication,
    "immunisations": add_immunisations,
    "investigations": add_investigations,
    "referrals": add_referrals,
    "diary": add_diary,
    "uncategorised": add_uncategorised,
    "consultations": add_consultations,
    "problems": add_problems,
}


def build(person: Person, practice: Practice, today: date) -> dict:
    """The whole record of this person as a bundle, from their own notes or the plain ones.

    The same person on the same day always gets the same bundle.
    """
    notes = _notes().get(person.nhs_number, _notes()["plain"])
    record = Record(person, practice, today)
    add_patient(record, notes)
    administration = len(record.resources)
    for area, write in _WRITERS.items():
        write(record, notes.get(area, []))
    lists = lists_of(record, ended_allergies(record, notes.get("ended_allergies", [])))
    people, clinical = record.resources[:administration], record.resources[administration:]
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [BUNDLE_PROFILE]},
        "type": "collection",
        "entry": [{"resource": resource} for resource in (*people, *lists, *clinical)],
    }


@cache
def _notes() -> dict[str, dict]:
    """All notes by NHS number. Every value is text: dates stay as precise as they were written."""
    notes: dict[str, dict] = {}
    for path in sorted(_DATA.glob("*.yaml")):
        notes |= yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}
    return notes
