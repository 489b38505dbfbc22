"""Every kind of record by one design: list, read, add, change, take out, history."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest
from records import forms, queries, services, words
from records.kinds import BY_SLUG, Kind
from records.views.frame import page
from records.views.writing import ASK, begin, saved


def of_kind(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a page its kind, by the name that stands in its address."""

    @wraps(view)
    def with_kind(request: StaffRequest, *, kind: str, **ids: UUID) -> HttpResponse:
        return view(request, kind=BY_SLUG[kind], **ids)

    return with_kind


@require_safe
@of_kind
def record_list(request: StaffRequest, person_id: UUID, kind: Kind) -> HttpResponse:
    """The records of one kind that stand; those taken out are folded away."""
    person = services.open_record(person_id, by=request.user, why=f"read “{kind.title}”")
    standing = queries.listed(kind.model, person, kind.order)
    taken_out = queries.taken_out(kind.model, person)
    context = {
        "rows": [words.summary(record, kind.shown) for record in standing],
        "taken_out": [words.summary(record, ()) for record in taken_out],
        "may_write": request.user.may(kind.permission, at=person.places),
        "kind": kind,
    }
    return page(request, "records/record_list.html", person, [], **context)


@require_safe
@of_kind
def record(request: StaffRequest, person_id: UUID, kind: Kind, record_id: UUID) -> HttpResponse:
    """One record, whole: what it says, who wrote it, where it came from."""
    person = services.open_record(person_id, by=request.user, why=f"read {kind.one}")
    found = queries.record_of(kind.model, person, record_id)
    context = {
        "answers": words.answers(found),
        "file": queries.file_in(found),
        "last": queries.last_written(found),
        "usual": queries.usual(person, getattr(found, "category", "")),
        "may_write": found.is_current and request.user.may(kind.permission, at=person.places),
    }
    return _page(request, "records/record.html", person, kind, found, **context)


@require_http_methods(ASK)
@of_kind
def add_record(request: StaffRequest, person_id: UUID, kind: Kind) -> HttpResponse:
    """Add one record."""
    person = services.open_record(person_id, by=request.user, why=f"went to add {kind.one}")
    form = begin(request, forms.form_of(kind), person=person, by=request.user)
    why = f"{kind.noun} added"
    if saved(
        request,
        form,
        lambda: services.add(kind.model, person, by=request.user, why=why, **form.written),
    ):
        messages.success(request, f"{capfirst(kind.noun)} saved")
        return redirect(_list(person, kind))
    context = {"form": form, "heading": f"Add {kind.one}", "back": _list(person, kind)}
    return _page(request, "records/write.html", person, kind, **context)


@require_http_methods(ASK)
@of_kind
def change_record(
    request: StaffRequest, person_id: UUID, kind: Kind, record_id: UUID
) -> HttpResponse:
    """Write the next version of a record; a colleague's newer one is shown, never overwritten."""
    person = services.open_record(person_id, by=request.user, why=f"went to change {kind.one}")
    found = queries.record_of(kind.model, person, record_id)
    about = {"person": person, "by": request.user, "is_change": True}
    form = begin(request, forms.form_of(kind), initial=forms.as_initial(found), **about)
    if saved(request, form, lambda: services.revise(found, by=request.user, **form.change)):
        messages.success(request, f"{capfirst(kind.noun)} saved. Its history keeps what it said")
        return redirect(_read(person, kind, found))
    back = _read(person, kind, found)
    context = {"form": form, "heading": f"Change {kind.one}", "back": back}
    return _page(request, "records/write.html", person, kind, found, **context)


@require_http_methods(ASK)
@of_kind
def withdraw_record(
    request: StaffRequest, person_id: UUID, kind: Kind, record_id: UUID
) -> HttpResponse:
    """Take a record out, or mark it as entered in error, with the reason."""
    person = services.open_record(person_id, by=request.user, why=f"went to take out {kind.one}")
    found = queries.record_of(kind.model, person, record_id)
    form = begin(request, forms.TakeOutForm, initial={"replaces": found.version})
    if saved(request, form, lambda: services.withdraw(found, by=request.user, **form.cleaned_data)):
        messages.success(request, f"{capfirst(kind.noun)} taken out. Its history keeps it")
        return redirect(_list(person, kind))
    answers = words.answers(queries.record_of(kind.model, person, record_id))
    back = _read(person, kind, found)
    context = {"form": form, "answers": answers, "heading": f"Take out {kind.one}", "back": back}
    return _page(request, "records/take_out.html", person, kind, found, **context)


@require_safe
@of_kind
def record_history(
    request: StaffRequest, person_id: UUID, kind: Kind, record_id: UUID
) -> HttpResponse:
    """Every version of a record, and what one of them changed."""
    person = services.open_record(person_id, by=request.user, why=f"read the history of {kind.one}")
    found = queries.record_of(kind.model, person, record_id)
    context = {"heading": f"History of {kind.one}", "history": queries.history(found)}
    return _page(request, "records/history.html", person, kind, found, **context)


def _page(
    request: StaffRequest,
    template: str,
    person: Any,
    kind: Kind,
    found: Any = None,
    **context: Any,
) -> HttpResponse:
    """Draw a page that lies under the list of its kind, and under the record it is about."""
    trail = [(kind.title, _list(person, kind))]
    if found and template != "records/record.html":
        trail.append((capfirst(kind.noun), _read(person, kind, found)))
    return page(request, template, person, trail, kind=kind, record=found, **context)


def _list(person: Any, kind: Kind) -> str:
    return reverse("records:record_list", kwargs={"person_id": person.pk, "kind": kind.slug})


def _read(person: Any, kind: Kind, found: Any) -> str:
    where = {"person_id": person.pk, "kind": kind.slug, "record_id": found.pk}
    return reverse("records:record", kwargs=where)
