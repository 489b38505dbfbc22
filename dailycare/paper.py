"""A pack on paper for when nothing works: who lives here, what is done today, forms to write on.

OFF-08: it is made every few hours into a folder that the provider keeps elsewhere, and by hand.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import typst
from django.utils import timezone
from django.utils.formats import date_format

from accounts import queries as accounts
from accounts import services as accounts_services
from accounts.models import Location, Unit
from dailycare import briefing, own_kinds
from dailycare.briefing import Briefed
from dailycare.kinds import KINDS
from governance.services import acting_for, viewed_each
from records.models.person import AllergyState
from records.nhs_number import in_groups

TEMPLATE = Path(__file__).with_name("paper.typ")
ALLERGIES = {
    AllergyState.NONE_KNOWN: "No known allergies",
    AllergyState.NOT_ASKED: "Not asked yet: ask before anything is given",
}


def pack(location: Location, unit: Unit | None, now: datetime) -> tuple[list[UUID], dict[str, Any]]:
    """What a pack says of everybody of a place or a unit, with whose records it tells of."""
    people = briefing.briefing(location, unit, now)
    return [one.header.id for one in people], {
        "name": name_of(location, unit),
        "made": f"{now:%H:%M} on {date_format(now, 'l j F Y')}",
        "kinds": [kind.label for kind in (*KINDS, *own_kinds.in_use())],
        "people": [_person(one) for one in people],
    }


def as_pdf(told: dict[str, Any]) -> bytes:
    """Return a pack as it is printed."""
    return bytes(typst.compile(TEMPLATE, sys_inputs={"pack": json.dumps(told)}))


def name_of(location: Location, unit: Unit | None) -> str:
    """Name a unit and its place."""
    return f"{unit.name}, {location.name}" if unit else location.name


def _person(one: Briefed) -> dict[str, Any]:
    who = one.header
    return {
        "name": who.name,
        "who": ", ".join(
            filter(
                None,
                [
                    who.place,
                    f"{who.full_name}, called {one.called}",
                    f"born {date_format(who.born_on, 'j F Y')}",
                    f"NHS number {in_groups(who.nhs_number)}" if who.nhs_number else "",
                ],
            )
        ),
        "watch": list(_watch(one)),
        "speak": one.communicates or "Not written yet",
        "tasks": [
            (words, [": ".join(filter(None, [area, task.description])) for area, task in tasks])
            for words, tasks in [("For a time only", [("", t) for t in one.for_a_time]), *one.parts]
            if tasks
        ],
    }


def _watch(one: Briefed) -> Iterator[tuple[str, str]]:
    who = one.header
    yield "Allergies", "; ".join(who.allergies) or ALLERGIES[AllergyState(who.allergies_state)]
    yield "CPR", who.cpr
    told = (("Now", [who.status]), ("Alerts", who.alerts), ("Risks", who.risks))
    private = f"{who.private_parts} of this record: ask the lead" if who.private_parts else ""
    for label, said in (*told, ("Needs", who.needs), ("Kept private", [private])):
        if words := "; ".join(filter(None, said)):
            yield label, words


def write_packs(provider_id: UUID, folder: Path) -> int:
    """Write the pack of each unit and place of a provider; return how many.

    Each takes the place of the one before as a whole, so that a reader never finds half of one.
    """
    own = folder / str(provider_id)
    own.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = set()
    with acting_for(provider_id, keeping_private=True):
        by = accounts_services.system_user("packs on paper", provider_id)
        now = timezone.localtime()
        for location, unit in _parts():
            people, told = pack(location, unit, now)
            if not people:
                continue
            viewed_each(people, by=by, why="written into the pack for when nothing works")
            written.add(_write(own, told["name"], as_pdf(told)))
    for outdated in {*own.glob("*.pdf")} - written:
        outdated.unlink()
    return len(written)


def _parts() -> Iterator[tuple[Location, Unit | None]]:
    """Each place as a whole, so that nobody without a unit is left out, and each unit of it."""
    for location in accounts.open_locations():
        yield location, None
        for unit in Unit.objects.filter(location=location, is_closed=False):
            yield location, unit


def _write(folder: Path, name: str, pdf: bytes) -> Path:
    path = folder / f"{re.sub(r'[^A-Za-z0-9]+', '-', name).strip('-').lower()}.pdf"
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as being:
        being.write(pdf)
        being.flush()
        os.fsync(being.fileno())
    Path(being.name).replace(path)
    return path
