"""Every address of the product, and whose records to ask it for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.urls import URLPattern, get_resolver
from django.utils import timezone

from accounts.devices.writing import enrol
from accounts.models import Room, Unit, User
from dailycare import own_kinds
from dailycare import services as dailycare
from dailycare.handovers import writing as handovers
from governance.ids import uuid7
from governance.services import change
from imports import services as imports
from imports.models import ImportRun
from portability import services as portability
from records import services as records
from records.kinds import KINDS
from records.models import Document, DocumentFile, Goal, Instruction, Person, Review
from records.nursing import AREAS
from tests.governance.rows import Rows
from tests.imports.homes import AS_OF, a_file
from tests.imports.mappings import A_MAPPING
from tests.imports.test_services import small_home
from tests.people import a_care_plan
from tests.pictures import a_picture

A_KIND = {
    "area": "eating_and_drinking",
    "question": "How did it go?",
    "answers": "Well\nStopped early",
}
OPENED = {"cause": "emergency", "words": "Fell", "ends_at": datetime(2100, 1, 1, tzinfo=UTC)}
# Pages that take the id of a record behind the question mark: they are asked with it too.
ASKED_WITH = {
    "people/<uuid:person_id>/care-plan/compare/": "?before=<uuid:plan_id>&after=<uuid:plan_id>",
    "people/<uuid:person_id>/notes/": "?before=<uuid:entry_id>",
    "people/<uuid:person_id>/record/": "?saved=<uuid:entry_id>",
}


@dataclass(frozen=True)
class Address:
    """One pattern: its path with the names of its parameters, its door, its fixed arguments."""

    route: str
    name: str
    door: str
    parameters: tuple[str, ...]
    fixed: tuple[tuple[str, Any], ...]

    def path(self, ids: dict[str, UUID]) -> str:
        """The path for these records."""
        path = "/" + self.route
        for name in self.parameters:
            path = path.replace(f"<uuid:{name}>", str(ids[self.key(name)]))
        assert "<" not in path, f"{self.route} has a parameter that is no uuid"
        return path

    def key(self, parameter: str) -> str:
        """The name under which the record of a parameter is kept: kinds share `record_id`."""
        kind = dict(self.fixed).get("kind")
        return f"{parameter} of {kind}" if kind and parameter == "record_id" else parameter


def every_address(resolver: Any = None, before: str = "", fixed: tuple = ()) -> Iterator[Address]:
    """Walk the patterns, included ones too."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            fixed_here = (*fixed, *pattern.default_args.items())
            door = getattr(pattern.callback, "door", "")
            for asked in {route, route + ASKED_WITH.get(route, "")}:
                parameters = tuple(re.findall(r"<(?:\w+:)?(\w+)>", asked))
                yield Address(asked, pattern.name or "", door, parameters, fixed_here)
        else:
            yield from every_address(pattern, route, (*fixed, *pattern.default_kwargs.items()))


ADDRESSES = list(every_address())


def records_of(person: Person, *, staff: User, by: User) -> dict[str, UUID]:
    """An id for every parameter of every address: this person's, or this provider's."""
    rows = Rows(by.provider, by, by.locations[0], person)
    a_care_plan(person, by=by)
    draft = records.draft_plan(person, by=by)
    records.write_about_me(person, replaces=None, by=by, my_wellness="Well")
    for area in AREAS:
        records.write_nursing_need(person, area=area, replaces=None, answers={}, by=by)
    about = {"kind": "general", "happened_at": timezone.now(), "text": "Slept well"}
    entry = dailycare.record_care(person, by=by, photographs=[a_picture()], **about)
    handover = handovers.draft_handover(by.locations[0], None, by=by)
    line = handovers.add_line(
        handover, by=by, line_id=uuid7(), concern="other", words="Sat up late", person=person
    )
    ids = {
        "handover_id": handover.pk,
        "line_id": line.pk,
        "person_id": person.pk,
        "entry_id": entry.pk,
        "photograph_id": UUID(entry.values["photographs"][0]),
        "own_kind_id": own_kinds.add(by=by, label=f"Feed {person.pk.hex}", **A_KIND).pk,
        "plan_id": draft.pk,
        "goal_id": Goal.objects.get(care_plan=draft).pk,
        "comment_id": records.comment_on_plan(draft, by=by, text="Clear").pk,
        "instruction_id": Instruction.objects.get(care_plan=draft).pk,
        "opening_id": records.open_from_outside(person, by=by, **OPENED).pk,
        "seen_id": dailycare.mark_seen(
            person, key="missed:x", what="Missed", done="Rang", by=by
        ).pk,
        "user_id": staff.pk,
        "post_id": staff.posts.get().pk,
        "run_id": imported(by).pk,
        "mapping_version_id": imports.save_mapping("Willow", A_MAPPING, by=by).pk,
        "location_id": by.locations[0].pk,
        "device_id": enrol("Tablet", by.locations[0], by=by, instead_of=None)[0].pk,
        "copy_id": portability.start_copy(person_id=person.pk, why="Moving", by=by).pk,
    }
    with change(by=by, why="one of each kind"):
        letter = rows.of(Document)
        letter.file = rows.of(DocumentFile)
        letter.import_run_id, letter.source = ids["run_id"], "papers.csv row 1"
        letter.save()
        ids |= {"file_id": letter.file_id, "imported_id": letter.pk}
        ids |= {"record_id of units": rows.of(Unit).pk, "record_id of rooms": rows.of(Room).pk}
        ids["review_id"] = rows.of(Review).pk
        return ids | {f"record_id of {kind.slug}": rows.of(kind.model).pk for kind in KINDS}


def imported(by: User) -> ImportRun:
    """A file that was checked and not brought in."""
    run = imports.start_check(
        a_file(small_home()),
        file_name="home.xlsx",
        location=by.locations[0],
        as_of=AS_OF,
        by=by,
    )
    imports.check_run(run.pk, by=by)
    return run
