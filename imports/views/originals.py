"""The page of what the old system had in place of a record's words."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from imports import originals
from records.kinds import KINDS
from records.services import open_record
from records.views.frame import Trail, page

# Where records are read that are no kind of records/kinds.yaml.
ELSEWHERE = {
    "careentry": ("Note", "dailycare:entry"),
    "careplan": ("Care plan", "records:plan"),
    "goal": ("Goal", "records:goal_history"),
}
ONE_OF_A_PERSON = {
    "aboutme": ("About Me", "records:about_me"),
    "person": ("Who they are", "records:identity"),
}


@requires(Permission.IMPORT)
@require_safe
def as_it_was(request: StaffRequest, person_id: UUID, imported_id: UUID) -> HttpResponse:
    """A record's text as the old system had it, where it was cleaned on its way in."""
    person = open_record(person_id, by=request.user, why="read what the old system had")
    record = originals.record_of(person, imported_id)
    context = {"record": record, "rows": originals.of_record(record, seen_by=request.user)}
    return page(request, "imports/as_it_was.html", person, _trail(person_id, record), **context)


def _trail(person_id: UUID, record: Any) -> Trail:
    """The page of the record itself."""
    name = record._meta.model_name
    if name in ONE_OF_A_PERSON:
        words, page_name = ONE_OF_A_PERSON[name]
        return [(words, reverse(page_name, args=[person_id]))]
    if name in ELSEWHERE:
        words, page_name = ELSEWHERE[name]
        return [(words, reverse(page_name, args=[person_id, record.pk]))]
    kind = next(kind for kind in KINDS if isinstance(record, kind.model))
    where = {"person_id": person_id, "kind": kind.slug, "record_id": record.pk}
    return [(capfirst(kind.noun), reverse("records:record", kwargs=where))]
