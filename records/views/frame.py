"""What stands round every page about a person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.doors import StaffRequest
from accounts.permissions import Permission
from records import queries

Trail = list[tuple[str, str]]


def page(
    request: StaffRequest, template: str, person: Any, trail: Trail, **context: Any
) -> HttpResponse:
    """Draw a page under a person's header; `trail` is what lies between them and this page."""
    start = [
        ("My people", reverse("dailycare:my_people")),
        (person.chosen_name, reverse("dailycare:person", args=[person.pk])),
    ]
    about = {
        "person": person,
        "header": queries.header(person),
        "trail": start + trail,
        "may_import": request.user.may(Permission.IMPORT, at=person.places),
    }
    return render(request, template, about | context)
