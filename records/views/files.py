"""A file that belongs to somebody's record, given out as a download and never shown in place."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from records import services


@requires(Permission.SEE_PEOPLE)
@require_safe
def document_file(request: StaffRequest, person_id: UUID, file_id: UUID) -> HttpResponse:
    """Download one file, the one in use or an earlier one; it runs nowhere within our pages."""
    found = services.open_file(person_id, file_id, by=request.user)
    answer = HttpResponse(bytes(found.content), content_type=found.mime_type)
    name = content_disposition_header(as_attachment=True, filename=found.file_name)
    answer["Content-Disposition"] = name or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
