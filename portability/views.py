"""Pages of copies: which there are, making one, how far it is, taking it; a person's own copy."""

from typing import Any, cast
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from portability import progress, queries, services, tasks
from portability.errors import NotNow
from portability.forms import CopyForm
from portability.own_copy import as_pdf
from records.queries import header
from records.services import open_record

ASK = ("GET", "HEAD", "POST")
PAGE = 50


@requires(Permission.COPY_RECORD)
@require_safe
def copies(request: StaffRequest) -> HttpResponse:
    """The copies that were made, the latest first."""
    searched(by=request.user, why="copies of records looked at")
    pages = Paginator(queries.copies_seen_by(request.user), PAGE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "may_take_everything": queries.may_take_everything(request.user),
    }
    return render(request, "portability/copies.html", context)


@requires(Permission.COPY_RECORD)
@require_http_methods(ASK)
def copy_everything(request: StaffRequest) -> HttpResponse:
    """Say what a copy of everybody's record is, then have it made."""
    context = {"may": queries.may_take_everything(request.user)}
    return _made(request, "portability/copy_everything.html", None, context)


@requires(Permission.COPY_RECORD)
@require_http_methods(ASK)
def copy_person(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Say what a copy of one person's record is, then have it made."""
    person = open_record(person_id, by=request.user, why="went to copy the record")
    return _made(request, "portability/copy_person.html", person_id, _about(person))


def _made(
    request: StaffRequest, template: str, person_id: UUID | None, context: dict[str, Any]
) -> HttpResponse:
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            copy = services.start_copy(
                person_id=person_id, why=form.cleaned_data["why"], by=request.user
            )
        except NotNow as refused:
            form.add_error(None, str(refused))
        else:
            tasks.make_copy.delay_on_commit(str(copy.pk), str(request.user.pk))
            return redirect("portability:copy", copy.pk)
    return render(request, template, {"form": form} | context)


@requires(Permission.COPY_RECORD)
@require_safe
def copy(request: StaffRequest, copy_id: UUID) -> HttpResponse:
    """What a copy holds, how far it is, and until when it can be taken."""
    return render(request, "portability/copy.html", _standing(request, copy_id))


@requires(Permission.COPY_RECORD)
@require_safe
def copy_progress(request: StaffRequest, copy_id: UUID) -> HttpResponse:
    """How far a copy is, for a page that asks again and again."""
    context = _standing(request, copy_id)
    if not request.htmx:
        return redirect("portability:copy", copy_id)
    if not context["is_waiting"]:
        return HttpResponseClientRefresh()
    return render(request, "portability/copy.html#progress", context)


@requires(Permission.COPY_RECORD)
@require_POST
def copy_again(request: StaffRequest, copy_id: UUID) -> HttpResponse:
    """Have a copy that was broken off gone on with."""
    found = queries.copy_seen_by(request.user, copy_id)
    if queries.is_interrupted(found):
        tasks.make_copy.delay_on_commit(str(copy_id), str(request.user.pk))
    return redirect("portability:copy", copy_id)


@requires(Permission.COPY_RECORD)
@require_POST
def download_copy(request: StaffRequest, copy_id: UUID) -> HttpResponse:
    """Hand out the package. A button and not a link, for it is put on record."""
    try:
        archive = services.open_archive(copy_id, by=request.user)
    except NotNow:
        return redirect("portability:copy", copy_id)
    name = f"record-{copy_id}.zip"
    answer = FileResponse(archive.open("rb"), as_attachment=True, filename=name)
    return cast("HttpResponse", answer)  # it streams, and no door looks into it


@requires(Permission.COPY_RECORD)
@require_safe
def own_copy(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """A person's own copy, to read, to print, or to have as a PDF."""
    why = "made their own copy to give them"
    person, own = services.open_own_copy(person_id, by=request.user, why=why)
    return render(request, "portability/own_copy.html", {"own": own} | _about(person))


@requires(Permission.COPY_RECORD)
@require_safe
def own_copy_pdf(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The same as a PDF."""
    why = "made their own copy as a PDF to give them"
    _person, own = services.open_own_copy(person_id, by=request.user, why=why)
    answer = HttpResponse(as_pdf(own), content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="own-copy.pdf"'
    return answer


def _standing(request: StaffRequest, copy_id: UUID) -> dict[str, Any]:
    found = queries.copy_seen_by(request.user, copy_id)
    searched(by=request.user, why="a copy of records looked at")
    return {
        "copy": found,
        "is_waiting": found.state == found.State.WAITING,
        "is_ready": found.state == found.State.READY,
        "is_interrupted": queries.is_interrupted(found),
        "heard": progress.heard_of(found.pk) if found.state == found.State.WAITING else None,
    }


def _about(person: Any) -> dict[str, Any]:
    """What stands round a page about a person."""
    trail = [
        ("My people", reverse("dailycare:my_people")),
        (person.chosen_name, reverse("dailycare:person", args=[person.pk])),
    ]
    return {"person": person, "header": header(person), "trail": trail}
