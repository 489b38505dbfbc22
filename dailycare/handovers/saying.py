"""A handover in words, as its page and its sheet of paper say it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from dailycare.handovers.concerns import Concern
from dailycare.handovers.drafting import NOTES, PEOPLE, PLAN, TIMELINE
from dailycare.models import Handover, HandoverLine

FIRST, AFTERWARDS = "To say first", "Added after it was signed"
# A safeguarding concern is told by the lead: its line leads to the person, not into it.
PERSON_OPENS = (PEOPLE, "safeguarding-concerns", "")
PAGES = {PLAN: "dailycare:care_plan", TIMELINE: "dailycare:timeline"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the page prints it."""

    id: UUID
    words: str
    about: str  # what it is about, where its heading does not say so
    why: str
    url: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody, or the place, with what is said of them under one heading."""

    name: str
    room: str
    url: str
    lines: list[Line]


def by_concern(lines: Iterable[Any], changed: set[UUID]) -> list[tuple[str, list[Said]]]:
    """Group lines that are in order under what they are about; each person once under each."""
    return [
        (heading, list(_by_person(some, changed))) for heading, some in groupby(lines, _heading)
    ]


def _heading(line: HandoverLine) -> str:
    if line.is_addendum:
        return AFTERWARDS
    return FIRST if line.is_said_first else Concern(line.concern).label


def _by_person(lines: Iterable[Any], changed: set[UUID]) -> Iterator[Said]:
    for _who, some in groupby(lines, lambda line: line.person_id):
        said = list(some)
        first = said[0]
        yield Said(
            name=first.person.chosen_name if first.person else "",
            room=first.room or "",
            url=_person(first),
            lines=[_line(line, is_changed=line.pk in changed) for line in said],
        )


def _line(line: HandoverLine, *, is_changed: bool) -> Line:
    is_apart = line.is_addendum or line.is_said_first
    at = f", {_moment(line.recorded_at)}" if line.is_addendum else ""
    return Line(
        id=line.pk,
        words=line.words,
        about=Concern(line.concern).label if is_apart else "",
        why=line.because + at,
        url=_source(line),
        is_changed=is_changed,
    )


def _person(line: HandoverLine) -> str:
    return reverse("dailycare:person", args=[line.person_id]) if line.person_id else ""


def _source(line: HandoverLine) -> str:
    """Return the address of the record that a line tells of, or of the person."""
    if line.record_kind in PERSON_OPENS:
        return _person(line)
    if page := PAGES.get(line.record_kind):
        return reverse(page, args=[line.person_id])
    if line.record_kind == NOTES:
        return reverse("dailycare:entry", args=[line.person_id, line.record_id])
    ids = {"person_id": line.person_id, "record_id": line.record_id, "kind": line.record_kind}
    return reverse("records:record", kwargs=ids)


def name_of(handover: Handover) -> str:
    """Return the unit and place that a handover is of."""
    names = [handover.unit.name] if handover.unit else []
    return ", ".join([*names, handover.location.name])


def period(handover: Handover) -> str:
    """Return from when until when it tells of what was recorded."""
    return f"{_moment(handover.begins_at)} to {_moment(handover.ends_at)}"


def state(handover: Handover | None) -> str:
    """Return how far it is, and who signed it."""
    if handover is None:
        return "None yet"
    if not handover.handed_over_by or not handover.handed_over_at:
        return "Being written"
    by, at = handover.handed_over_by, handover.handed_over_at
    given = f"Handed over by {by.name} at {_moment(at)}"
    if not handover.taken_over_by or not handover.taken_over_at:
        return f"{given}. The next shift has not signed yet"
    return (
        f"{given}, taken over by {handover.taken_over_by.name} at {_moment(handover.taken_over_at)}"
    )


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H:%M} on {date_format(local, 'l j F')}"
