"""Photographs of care: seen on a page that says whose they are, and never kept by a browser."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from dailycare import photographs, queries, words
from records import queries as records
from records.services import open_record


@requires(Permission.SEE_PEOPLE)
@require_safe
def photograph(request: StaffRequest, person_id: UUID, photograph_id: UUID) -> HttpResponse:
    """One photograph, large, with the entry it was taken for."""
    person = open_record(person_id, by=request.user, why="opened a photograph")
    found = photographs.photograph_of(person, photograph_id)
    entry = queries.entry_of(person, found.care_entry_id)
    stands = [one.words for one in words.photographs(entry) if one.id == found.pk]
    context = {
        "header": records.header(person),
        "person": person,
        "photograph": found,
        "words": stands[0] if stands else "Photograph that was taken away",
        "note": words.note(entry),
        "day": words.day_in_words(entry.happened_on),
    }
    return render(request, "dailycare/photograph.html", context)


@requires(Permission.SEE_PEOPLE)
@require_safe
def photograph_large(request: StaffRequest, person_id: UUID, photograph_id: UUID) -> HttpResponse:
    """Send the picture itself, which the page above draws."""
    found = photographs.open_photograph(person_id, photograph_id, by=request.user)
    return _drawn(found.file)


@requires(Permission.SEE_PEOPLE)
@require_safe
def photograph_small(request: StaffRequest, person_id: UUID, photograph_id: UUID) -> HttpResponse:
    """Send the same, small, which notes draw."""
    found = photographs.open_photograph(person_id, photograph_id, by=request.user)
    return _drawn(found.small)


def _drawn(file: Any) -> HttpResponse:
    answer = HttpResponse(bytes(file.content), content_type=file.mime_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
