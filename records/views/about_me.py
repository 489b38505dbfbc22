"""About Me: what matters to the person, in their words."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.errors import NotYours
from records import forms, queries, services, words
from records.views.frame import Trail, page
from records.views.writing import ASK, begin, saved

TOGETHER = "Write it with them where you can, in their words. Every heading may stay empty."


@requires(Permission.SEE_PEOPLE)
@require_safe
def about_me(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """The seven headings as the person wrote them, and who helped."""
    person = services.open_record(person_id, by=request.user, why="read About Me")
    kept = queries.about_me_as_kept(person)
    written = kept if kept and kept.is_current else None
    context = {
        "about_me": written,
        "is_taken_out": bool(kept and not written),
        "answers": words.answers(kept) if kept else [],
        "last": queries.last_written(kept) if kept else None,
        "may_write": request.user.may(Permission.EDIT_RECORD, at=person.places),
    }
    return page(request, "records/about_me.html", person, [], **context)


@requires(Permission.EDIT_RECORD)
@require_http_methods(ASK)
def edit_about_me(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write About Me, the first time or the next, with the person where possible."""
    person = services.open_record(person_id, by=request.user, why="went to write About Me")
    written = queries.about_me(person)
    about = {"person": person, "by": request.user, "is_change": bool(written)}
    initial = forms.as_initial(written) if written else None
    form = begin(request, forms.AboutMeForm, initial=initial, **about)
    if saved(
        request, form, lambda: services.write_about_me(person, by=request.user, **form.change)
    ):
        messages.success(request, "About Me saved")
        return redirect("records:about_me", person_id)
    back = reverse("records:about_me", args=[person_id])
    context = {"form": form, "heading": "Write About Me", "back": back, "about": TOGETHER}
    return page(request, "records/write.html", person, _trail(person_id), **context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def about_me_history(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Every version of About Me, and what one of them changed."""
    person = services.open_record(person_id, by=request.user, why="read the history of About Me")
    written = queries.about_me_as_kept(person)
    if written is None:
        raise NotYours
    context = {"heading": "History of About Me", "history": queries.history(written)}
    where = _trail(person_id)
    return page(request, "records/history.html", person, where, record=written, **context)


@requires(Permission.EDIT_RECORD)
@require_http_methods(ASK)
def about_me_in_error(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Mark About Me as entered in error, such as somebody else's, with the reason."""
    person = services.open_record(person_id, by=request.user, why="taking out About Me")
    written = queries.about_me(person)
    if written is None:
        raise NotYours
    form = begin(request, forms.ReasonForm, initial={"replaces": written.version})
    if saved(
        request,
        form,
        lambda: services.mark_about_me_in_error(written, by=request.user, **form.cleaned_data),
    ):
        messages.success(request, "About Me taken out. Its history keeps it")
        return redirect("records:about_me", person_id)
    context = {
        "heading": "Take out About Me that was entered in error",
        "answers": words.answers(written),
        "form": form,
        "back": reverse("records:about_me", args=[person_id]),
    }
    return page(request, "records/take_out.html", person, _trail(person_id), **context)


def _trail(person_id: UUID) -> Trail:
    return [("About Me", reverse("records:about_me", args=[person_id]))]
