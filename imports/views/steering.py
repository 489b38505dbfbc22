"""Buttons of an import: each does one thing with a run, and says so on its page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from imports import queries, services, tasks
from imports.errors import NotNow


@requires(Permission.IMPORT)
@require_POST
def pause(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Stop bringing in after the part that is being written."""
    return _steered(request, run_id, services.pause, "Paused. What is in the record stays there")


@requires(Permission.IMPORT)
@require_POST
def resume(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Go on bringing in where it was paused."""
    return _steered(request, run_id, services.resume, "It goes on", tasks.commit_run)


@requires(Permission.IMPORT)
@require_POST
def cancel(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """End an import of which nothing is in the record."""
    return _steered(request, run_id, services.cancel, "Cancelled. Nothing was brought in")


@requires(Permission.IMPORT)
@require_POST
def check_again(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Have a file checked once more, with what was decided since."""
    return _steered(request, run_id, services.check_again, "", tasks.check_run)


@requires(Permission.IMPORT)
@require_POST
def map_again(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Have files mapped that were read wrongly, or could not be read."""
    return _steered(request, run_id, services.map_again, "", tasks.look_at_run)


@requires(Permission.IMPORT)
@require_POST
def ask_for_approval(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Have nothing brought in until somebody else has approved."""
    said = "Asked. Nothing is brought in until somebody else has approved"
    return _steered(request, run_id, services.ask_for_approval, said)


def _steered(
    request: StaffRequest, run_id: UUID, act: Callable[..., object], said: str, task: Any = None
) -> HttpResponse:
    """Do with a run what was asked, and have a task go on with it; say so, or why not."""
    queries.run_seen_by(request.user, run_id)
    try:
        act(run_id, by=request.user)
    except NotNow as refused:
        messages.error(request, str(refused))
    else:
        if said:
            messages.success(request, said)
        if task:
            task.delay_on_commit(str(run_id), str(request.user.pk))
    return redirect("imports:run", run_id)
