"""Who the person is; adding somebody new."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import forms, queries, services, words
from records.views.frame import Trail, page
from records.views.writing import ASK, begin, saved


@requires(Permission.SEE_PEOPLE)
@require_safe
def identity(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Who the person is: names, birth, NHS number, how to reach them, their GP."""
    person = services.open_record(person_id, by=request.user, why="read who they are")
    context = {
        "answers": [one for one in words.answers(person) if one.name != "allergy_state"],
        "last": queries.last_written(person),
        "may_write": request.user.may(Permission.ADD_PERSON, at=person.places),
    }
    return page(request, "records/identity.html", person, [], **context)


@requires(Permission.ADD_PERSON)
@require_http_methods(ASK)
def edit_identity(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Write the next version of who the person is."""
    person = services.open_record(person_id, by=request.user, why="went to change who they are")
    about = {"person": person, "by": request.user, "is_change": True}
    form = begin(request, forms.IdentityForm, initial=forms.as_initial(person), **about)
    if saved(
        request, form, lambda: services.revise_person(person.pk, by=request.user, **form.change)
    ):
        messages.success(request, "Saved. The history keeps what was there before")
        return redirect("records:identity", person_id)
    back = reverse("records:identity", args=[person_id])
    context = {"form": form, "heading": "Change who they are", "back": back}
    return page(request, "records/write.html", person, _trail(person_id), **context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def identity_history(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Every version of who the person is."""
    person = services.open_record(
        person_id, by=request.user, why="read the history of who they are"
    )
    context = {"heading": "History of who they are", "history": queries.history(person)}
    where = _trail(person_id)
    return page(request, "records/history.html", person, where, record=person, **context)


@requires(Permission.ADD_PERSON)
@require_http_methods(ASK)
def add_person(request: StaffRequest) -> HttpResponse:
    """Add somebody at one of my places; somebody like them is shown first (PER-05)."""
    form = begin(request, forms.AddPersonForm, by=request.user)
    likely = _likely_duplicates(request, form)
    person = saved(
        request,
        form,
        lambda: services.add_person(
            by=request.user, admission=form.stay, address=form.home, **form.written
        ),
    )
    if person:
        messages.success(request, f"{person.chosen_name} added")
        return redirect("dailycare:person", person.pk)
    context = {"form": form, "likely": likely, "trail": [("My people", _my_people())]}
    return render(request, "records/add_person.html", context)


def _likely_duplicates(request: StaffRequest, form: forms.AddPersonForm) -> list:
    """Find who may be the same, unless the author has said that this is somebody else."""
    if not form.is_valid() or form.cleaned_data["is_somebody_else"]:
        return []
    asked = ("nhs_number", "family_name", "date_of_birth")
    likely = queries.likely_duplicates(request.user, **{n: form.cleaned_data[n] for n in asked})
    if likely:
        form.ask_whether_somebody_else()
    return likely


def _my_people() -> str:
    return reverse("dailycare:my_people")


def _trail(person_id: UUID) -> Trail:
    return [("Who they are", reverse("records:identity", args=[person_id]))]
