"""List, open, write: what every record system does."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from bench.bare.models import Audit, Note, Person


class NoteForm(forms.Form):
    """What is written of a drink."""

    kind = forms.CharField(max_length=30)
    text = forms.CharField(required=False)


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """The people of the homes where this user works: session, user, people."""
    mine = Person.objects.filter(home__staff=request.user).order_by("room", "name")
    return render(request, "bare/people.html", {"people": mine[:50]})


@login_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person and the last 20 notes: session, user, person, notes."""
    someone = _mine(request, person_id)
    notes = Note.objects.filter(person=someone).select_related("author").order_by("-at")[:20]
    return render(request, "bare/person.html", {"person": someone, "notes": notes})


@login_required
def write(request: HttpRequest, person_id: int) -> HttpResponse:
    """Write a note and its audit row: session, user, person, note, audit."""
    someone = _mine(request, person_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=400)
    with transaction.atomic():
        Note.objects.create(
            person=someone, author=request.user, at=timezone.now(), **form.cleaned_data
        )
        Audit.objects.create(actor=request.user, person=someone, what="note written")
    return redirect("person", someone.pk)


def _mine(request: HttpRequest, person_id: int) -> Person:
    return get_object_or_404(Person, pk=person_id, home__staff=request.user)
