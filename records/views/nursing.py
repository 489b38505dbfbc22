"""Everyday and nursing needs, area by area (CPL-18)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.errors import NotYours
from records import forms, queries, services
from records.views.frame import Trail, page
from records.views.writing import ASK, begin, saved

TITLE = "Everyday and nursing needs"
ABOUT = "What is usual for them. Leave what you have not asked; nothing has to be filled in today."


@requires(Permission.SEE_PEOPLE)
@require_safe
def nursing_needs(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """What is usual for the person in each area, and what nobody has asked yet."""
    person = services.open_record(person_id, by=request.user, why="read the nursing needs")
    may_write = request.user.may(Permission.EDIT_RECORD, at=person.places)
    context = {"areas": queries.nursing_needs(person), "may_write": may_write}
    return page(request, "records/nursing_needs.html", person, [], **context)


@requires(Permission.EDIT_RECORD)
@require_http_methods(ASK)
def edit_nursing_need(request: StaffRequest, person_id: UUID, area: str) -> HttpResponse:
    """Write what is usual in one area, the first time or the next."""
    person = services.open_record(person_id, by=request.user, why="went to write nursing needs")
    written = queries.nursing_need(person, area)
    about = {"person": person, "by": request.user, "is_change": bool(written), "area": area}
    form = begin(request, forms.NursingForm, initial=forms.as_answers(written), **about)
    if saved(
        request,
        form,
        lambda: services.write_nursing_need(person, area=area, by=request.user, **form.change),
    ):
        messages.success(request, f"{queries.name_of_area(area)} saved")
        return redirect(_all(person_id))
    context = {"form": form, "heading": queries.name_of_area(area), "about": ABOUT}
    back = _all(person_id)
    return page(request, "records/write.html", person, _trail(person_id), back=back, **context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def nursing_need_history(request: StaffRequest, person_id: UUID, area: str) -> HttpResponse:
    """Every version of what is usual in one area, and what each of them changed."""
    person = services.open_record(person_id, by=request.user, why="read the history of a need")
    written = queries.nursing_need(person, area)
    if written is None:
        raise NotYours
    heading = f"History of “{queries.name_of_area(area)}”"
    context: dict[str, Any] = {"heading": heading, "history": queries.history(written)}
    where = _trail(person_id)
    return page(request, "records/history.html", person, where, record=written, **context)


def _all(person_id: UUID) -> str:
    return reverse("records:nursing_needs", args=[person_id])


def _trail(person_id: UUID) -> Trail:
    return [(TITLE, _all(person_id))]
