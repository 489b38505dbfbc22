"""A person's whole record on one page, in the parts in which people think of it."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import queries, services, words
from records.views.frame import page


@requires(Permission.SEE_PEOPLE)
@require_safe
def whole_record(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Who somebody is, what matters, how to support them, what to watch, their plan and people."""
    person = services.open_record(person_id, by=request.user, why="read the whole record")
    context = {
        "parts": queries.whole_record(person),
        "about_me": queries.about_me(person),
        "who": [one for one in words.answers(person) if one.words],
        "plan": queries.plan_in_brief(person),
        "areas": [one for one in queries.nursing_needs(person) if one.lines],
    }
    return page(request, "records/whole_record.html", person, [], **context)
