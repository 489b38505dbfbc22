"""The first page, the page of everything else, and the pulse for whoever watches the server."""

from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from accounts import queries
from accounts.doors import StaffRequest, public, signed_in, to_sign_in
from accounts.permissions import Permission, Role
from accounts.requests import Request
from governance.services import acting_for

YEAR = timedelta(days=365)
THEMES = {"light": "Light", "dark": "Dark", "": "As the device"}
# What is not on the main bar, and who may open it.
ELSEWHERE = [
    ("Plans: waiting for approval, reviews due", "dailycare:reviews_due", Permission.REVIEW_PLAN),
    (
        "What was missed, late, refused or contradictory",
        "dailycare:exception_feed",
        Permission.SEE_EXCEPTIONS,
    ),
    ("Who sees to whom on a shift", "dailycare:assignments", Permission.ASSIGN),
    ("What was never asked, of my people", "records:completeness_of_people", Permission.EDIT_PLAN),
    ("Places: homes and branches, units, rooms, codes", "records:places", Permission.MANAGE_PLACES),
    ("Kinds of care of our own", "dailycare:own_kinds", Permission.MANAGE_KINDS),
    ("Staff: who works here, posts, passwords", "staff", Permission.MANAGE_STAFF),
    ("Shared devices: enrol, rename, say one is lost", "devices", Permission.MANAGE_DEVICES),
    ("What everybody did with the records", "records:acts", Permission.AUDIT),
    ("Who had GP records, or tried to", "gpconnect:accesses", Permission.AUDIT),
    ("Whether GP records come, and why not", "gpconnect:queue", Permission.WATCH_GP_RECORDS),
    ("Bring in records from an old system", "imports:runs", Permission.IMPORT),
    ("Copies of records, to take away", "portability:copies", Permission.COPY_RECORD),
    ("The words of the standard (MODS)", "records:glossary", Permission.SEE_PEOPLE),
]


@public
@require_safe
def home(request: Request) -> HttpResponse:
    """Send staff to their people, an auditor to the acts, and everybody else to the door."""
    user = request.user
    if not user.is_authenticated:
        return to_sign_in(request, "/")
    with acting_for(user.provider_id):
        is_auditor = user.roles == {Role.AUDITOR}
    return redirect("records:acts" if is_auditor else "dailycare:my_people")


@signed_in
@require_safe
def more(request: StaffRequest) -> HttpResponse:
    """Everything that is not on the main bar, by what the role may do."""
    links = [
        {"label": label, "url": reverse(name)}
        for label, name, permission in ELSEWHERE
        if request.user.may(permission)
    ]
    context = {"links": links, "themes": THEMES.items(), "drafts": queries.drafts_of(request.user)}
    return render(request, "more.html", context)


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember a light or dark screen on this device; anything else follows the device."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    chosen = request.POST.get("theme", "")
    if chosen and chosen in THEMES:
        response.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("theme")
    return response


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database and the cache answer, for health checks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.get("healthz")
    return HttpResponse("ok", content_type="text/plain")
