"""What changed since I last worked, of all my people and of one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import exceptions, since
from governance.services import viewed_each
from records.services import open_record
from records.views.frame import page

SEES = requires(Permission.SEE_PEOPLE)
WHY = "read what changed since they last worked"


@SEES
@require_safe
def changed_of_my_people(request: StaffRequest) -> HttpResponse:
    """What others wrote in the records of my people since the last day on which I worked."""
    here = exceptions.people_here(request.user.places_for(Permission.SEE_PEOPLE))
    people = {one.person_id: one for one in here}
    worked_at = since.last_worked(request.user, timezone.now())
    found = since.changed(list(people), worked_at, but_by=request.user) if worked_at else []
    viewed_each({one.person_id for one in found}, by=request.user, why=WHY)
    rows = [(people[one.person_id], one) for one in found]
    context = {"worked_at": worked_at, "rows": rows, "most": since.SHOWN}
    return render(request, "dailycare/changed_of_my_people.html", context)


@SEES
@require_safe
def changed_of_person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The same of one person."""
    person = open_record(person_id, by=request.user, why=WHY)
    worked_at = since.last_worked(request.user, timezone.now())
    found = since.changed([person.pk], worked_at, but_by=request.user) if worked_at else []
    context = {"worked_at": worked_at, "rows": found, "most": since.SHOWN}
    return page(request, "dailycare/changed_of_person.html", person, [], **context)
