"""What stands round every page about a person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from records import queries

Trail = list[tuple[str, str]]


def page(
    request: HttpRequest, template: str, person: Any, trail: Trail, **context: Any
) -> HttpResponse:
    """Draw a page under a person's header; `trail` is what lies between them and this page."""
    start = [
        ("My people", reverse("dailycare:my_people")),
        (person.chosen_name, reverse("dailycare:person", args=[person.pk])),
    ]
    about = {"person": person, "header": queries.header(person), "trail": start + trail}
    return render(request, template, about | context)
