"""Who looked at a person's record (AUD-03)."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import queries, services
from records.views.frame import page


@requires(Permission.SEE_AUDIT)
@require_safe
def who_looked(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Everybody who opened, changed or was refused this record, the latest first."""
    person = services.open_record(person_id, by=request.user, why="read who looked at the record")
    asked = request.GET.get("page", "1")
    number = max(int(asked), 1) if asked.isdecimal() and len(asked) < 7 else 1
    looks = queries.looks(person, number)
    context = {
        "looks": looks[: queries.LOOKS_ON_PAGE],
        "newer": number - 1,
        "older": number + 1 if len(looks) > queries.LOOKS_ON_PAGE else 0,
    }
    return page(request, "records/who_looked.html", person, [], **context)
