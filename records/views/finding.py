"""Where to record something: looked for by name, opened at the right page."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import queries, services
from records.kinds import KINDS
from records.queries import Place
from records.views.frame import page

# Pages of what is no kind of record, by model.
PAGES = {
    "records.Person": ("Who they are", "records:identity"),
    "records.AboutMe": ("About Me", "records:about_me"),
    "records.CarePlan": ("Care plan", "dailycare:care_plan"),
    "records.Goal": ("Care plan", "dailycare:care_plan"),
    "records.Instruction": ("Care plan", "dailycare:care_plan"),
    "records.Review": ("Review of the care plan", "dailycare:review_plan"),
    "dailycare.CareEntry": ("Record care", "dailycare:record"),
    "governance.AuditEvent": ("Who looked at this record", "records:who_looked"),
}
KIND_OF = {kind.model._meta.label: kind for kind in KINDS}


@requires(Permission.SEE_PEOPLE)
@require_safe
def where_to_record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Find the page of anything the standard names, by its words or by ours."""
    person = services.open_record(person_id, by=request.user, why="looked for where to record")
    asked = request.GET.get("q", "").strip()[:60]
    found: dict[tuple[str, str], list[Place]] = {}
    for place in queries.find_places(asked):
        found.setdefault(_page_of(place, person), []).append(place)
    context = {"asked": asked, "found": found.items()}
    return page(request, "records/where_to_record.html", person, [], **context)


def _page_of(place: Place, person: Any) -> tuple[str, str]:
    """The page where something is recorded, by name and address; no address for what is no page."""
    if kind := KIND_OF.get(place.model):
        where = {"person_id": person.pk, "kind": kind.slug}
        return kind.title, reverse("records:record_list", kwargs=where)
    if place.model in PAGES:
        title, name = PAGES[place.model]
        return title, reverse(name, args=[person.pk])
    return "Set up once for the whole provider, by an administrator", ""
