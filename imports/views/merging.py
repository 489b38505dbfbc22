"""The page on which somebody says who is one person."""

from collections.abc import Iterable
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
from imports import merges as pairs
from imports import queries, services
from imports.errors import NotNow
from imports.forms import MergeForm

PAGE = 20


@requires(Permission.IMPORT)
@require_http_methods(("GET", "HEAD", "POST"))
def merges(request: StaffRequest, run_id: UUID) -> HttpResponse:
    """People who may be one, side by side, and what was decided."""
    found = queries.run_seen_by(request.user, run_id)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.decide_merge(run_id, said["pair"], verdict=said["verdict"], by=request.user)
        except NotNow as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "What you decided is kept for every export of this system")
        here = reverse("imports:merges", args=[run_id])
        return redirect(f"{here}?page={request.GET.get('page', '1')}")
    page = Paginator(range(pairs.count_of(found)), PAGE).get_page(request.GET.get("page"))
    shown = pairs.pairs_of(found, page.start_index() - 1, page.end_index()) if page else []
    searched(by=request.user, why="people of an import who may be one looked at")
    context = {
        "run": found,
        "page": page,
        "pairs": _with_forms(shown, typed=form),
        "is_decided_since": pairs.is_decided_since(found),
    }
    return render(request, "imports/merges.html", context)


def _with_forms(
    shown: Iterable[pairs.Pair], *, typed: MergeForm
) -> list[tuple[pairs.Pair, MergeForm]]:
    """Each pair with its form; `typed` is one that was sent and has to be mended."""
    return [
        (
            pair,
            typed
            if typed.data.get("pair") == pair.key
            else MergeForm(
                initial={"pair": pair.key, "verdict": pair.decided and pair.decided.verdict},
                auto_id=f"id_%s_{place}",
            ),
        )
        for place, pair in enumerate(shown)
    ]
