"""Every record of the simulator, asked for whole, as its practice answers; without a network."""

import json
from datetime import date
from functools import cache

from gpsimulator import behaviours, records
from gpsimulator.outcomes import warnings
from gpsimulator.parameters import read
from gpsimulator.people import PEOPLE, Person
from gpsimulator.practices import PRACTICES
from gpsimulator.selection import select
from tests.gpsimulator.asking import EVERYTHING, parameters

DAY = date(2026, 11, 22)
TOO_LARGE = "ten-megabytes"
SERVED = {
    f"{person.behaviour or person.nhs_number}": person
    for person in PEOPLE.values()
    if person.behaviour != TOO_LARGE
    and behaviours.refusal(person, PRACTICES[person.practice]) is None
}


@cache
def whole_record(name: str) -> bytes:
    """What the practice of the one with that behaviour, or NHS number, answers: JSON."""
    return json.dumps(_answer(SERVED[name])).encode()


def _answer(person: Person) -> dict:
    practice = PRACTICES[person.practice]
    body = json.dumps(parameters(person.nhs_number, *EVERYTHING)).encode()
    wanted = read(body, today=DAY, disabled=practice.disabled, unknown=practice.unknown)
    bundle = select(records.build(person, practice, DAY), wanted)
    if wanted.warnings:
        bundle["entry"] = [*bundle["entry"], {"resource": warnings("w1", wanted.warnings)}]
    return behaviours.reshape(bundle, person)
