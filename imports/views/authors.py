"""The page on which somebody says who of our staff wrote under which name."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.doors import StaffRequest, requires
from accounts.permissions import Permission
from governance.services import searched
from imports import authors as names
from imports import queries, services
from imports.errors import NotNow
from imports.forms import AuthorsForm

PAGE = 25


@requires(Permission.IMPORT)
@require_http_methods(("GET", "HEAD", "POST"))
def authors(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """Every author of a run's notes as typed, with how many are theirs, and who they are."""
    run = queries.run_seen_by(request.user, run_id)
    page = Paginator(range(names.count_of(run)), PAGE).get_page(request.GET.get("page"))
    shown = names.of_run(run, page.start_index() - 1, page.end_index()) if page else []
    form = AuthorsForm(request.POST or None, authors=shown, staff=names.who_may_be(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            services.say_who_wrote(run_id, form.said, by=request.user)
        except NotNow as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "What you said is kept for every export of this system")
        here = reverse("imports:authors", args=[run_id])
        return redirect(f"{here}?page={page.number}")
    searched(by=request.user, why="authors of an import looked at")
    context = {"run": run, "page": page, "authors": shown, "form": form}
    return render(request, "imports/authors.html", context)
