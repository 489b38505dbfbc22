"""Pages on which a second person is asked about a checked file, and answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from imports import presentation, queries, services
from imports.errors import NotNow
from imports.forms import ApprovalForm


@requires(Permission.IMPORT)
@require_http_methods(("GET", "HEAD", "POST"))
def approval(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """What would be brought in, and whether a second person approves it."""
    found = queries.run_seen_by(request.user, run_id)
    shown = presentation.commit_page(found, to=request.user)
    asked = shown["asked"]
    form = ApprovalForm(request.POST or None, initial={"approval": asked.pk if asked else None})
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            services.answer_approval(run_id, said.pop("approval"), by=request.user, **said)
        except NotNow as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Your answer is kept with this import")
        return redirect("imports:run", run_id)
    searched(by=request.user, why="an import looked at before an approval")
    return render(request, "imports/approval.html", {"form": form} | shown)
