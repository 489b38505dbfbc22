"""Every page's door: who may come in, for whose records, and what is written of a refusal."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from accounts import queries, services, sessions, signals
from accounts.permissions import Permission
from accounts.requests import Request, StaffRequest
from governance.errors import NotYours
from governance.models import Act
from governance.services import acting_for, record_act

View = Callable[..., HttpResponse]
Refusal = Callable[[StaffRequest], HttpResponse | None]
KEPT = "What you typed is kept for you, and not saved yet. Check it, then save"
NOT_FOUND = "not found among what they may see"
NOT_SAVED = "You were not signed in any more when this was sent, so it is not saved"


def public(view: View) -> View:
    """Mark a page that anybody may open, signed in or not. It sees no provider's rows."""
    return _marked(view, "public")


def own_keys(view: View) -> View:
    """Mark a page where somebody sees to their own password and second step.

    It opens before they have either in order, and also to somebody without a post; whoever has
    an app shows its code first, or a stolen password would be enough to replace the app.
    """
    return _door(view, "own_keys", _unproven)


def proves(view: View) -> View:
    """Mark a page that asks somebody who is signed in to show again who they are."""
    return _door(view, "proves", _by_pin)


def signed_in(view: View) -> View:
    """Mark a page for every member of staff with a post today, whatever their role."""
    return _door(view, "signed_in", _refusal)


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a page for the roles that have this permission (`accounts.permissions.MAY`).

    The page runs in one transaction that sees one provider's rows. A record that is not theirs
    is a 404, never a 403, and the attempt goes into the audit (SEC-09). Somebody with posts of
    different roles has the permission only at the places of those that give it (decision 0007).
    """

    def refusal(request: StaffRequest) -> HttpResponse | None:
        answer = _refusal(request)
        if answer is None and not request.user.may(permission):
            if request.user.is_kept_by_pin(permission):
                return _ask_for_password(request)
            raise PermissionDenied
        request.user.came_for = permission
        return answer

    return lambda view: _door(view, permission, refusal)


def _door(view: View, name: str, refusal: Refusal) -> View:
    @wraps(view)
    def guarded(stranger: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not stranger.user.is_authenticated:
            return _to_sign_in(stranger)
        if "%00" in stranger.META["QUERY_STRING"]:
            raise BadRequest("PostgreSQL has no such character, so nothing can be found by it")
        request = cast("StaffRequest", stranger)
        try:
            with acting_for(request.user.provider_id, keeping_private=True):
                response = refusal(request) or view(request, *args, **kwargs)
                # Django renders a TemplateResponse later, when no provider's rows are to be seen.
                return response.render() if hasattr(response, "render") else response
        except NotYours as theirs:
            _put_refusal_on_record(request, NOT_FOUND, kwargs)
            raise Http404 from theirs
        except PermissionDenied:
            _put_refusal_on_record(request, f"no permission: {name}", kwargs)
            raise

    return _marked(guarded, name)


def _marked(view: Any, door: str) -> View:
    """Write on a page which door it has, for the middleware and the tests to read."""
    view.door = door
    return view


def _refusal(request: StaffRequest) -> HttpResponse | None:
    """Answer for somebody who may not come in yet; nothing for somebody who may."""
    if request.user.must_change_password:
        messages.info(request, "Choose a password of your own before you go on.")
        return redirect("account_change_password")
    if not request.user.posts_now:
        record_act(Act.REFUSED, by=request.user, why="no post today", outcome="refused")
        whom = queries.who_to_ask(request.user)
        return render(request, "accounts/no_post.html", {"whom": whom}, status=403)
    if request.user.needs_second_factor and not sessions.took_second_step(request):
        return _to_second_step(request)
    return None


def _by_pin(request: StaffRequest) -> HttpResponse | None:
    """Answer for whoever came by PIN: nobody sees to their keys with it (decision 0023)."""
    return _ask_for_password(request) if request.user.is_by_pin else None


def _ask_for_password(request: StaffRequest) -> HttpResponse:
    _put_refusal_on_record(request, "not by PIN", request.resolver_match.kwargs)
    return render(request, "accounts/not_by_pin.html", status=HTTPStatus.FORBIDDEN)


def _unproven(request: StaffRequest) -> HttpResponse | None:
    if answer := _by_pin(request):
        return answer
    if sessions.took_second_step(request) or not queries.has_second_step(request.user):
        return None
    return redirect("mfa_reauthenticate")


def _to_second_step(request: StaffRequest) -> HttpResponse:
    if answer := _unproven(request):
        return answer
    messages.info(request, "Your role needs a second step when you sign in. Set it up now.")
    return redirect("mfa_activate_totp")


def _to_sign_in(request: Request) -> HttpResponse:
    """Ask who it is, then return to the page that was being read or written.

    A fragment or the answer to a button is no page to return to: that is where they were asked.
    What a form brings is kept for whoever typed it (decision 0031).
    """
    draft = services.keep_by_slip(request.POST)
    # A device that sends as JSON keeps what is not taken, and says so itself.
    if request.method == "POST" and request.content_type != "application/json":
        messages.info(request, KEPT if draft else NOT_SAVED)
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_from_our_page = came_from.netloc == request.get_host()
    if draft:
        back = draft.path
    elif is_from_our_page and (request.htmx or request.method == "POST"):
        back = came_from._replace(scheme="", netloc="", fragment="").geturl()
    else:
        back = request.get_full_path()
    response = to_sign_in(request, back)
    return HttpResponseClientRedirect(response.url) if request.htmx else response


def to_sign_in(request: Request, back: str) -> HttpResponseRedirect:
    """Lead to where people sign in: with their password, or on a shared device by their name."""
    return redirect_to_login(back, resolve_url("device_picker") if request.device else None)


def _put_refusal_on_record(request: StaffRequest, why: str, ids: dict[str, Any]) -> None:
    others = [value for name, value in ids.items() if name != "person_id"]
    page = request.resolver_match.view_name
    with acting_for(request.user.provider_id):
        signals.refused.send(
            sender=None,
            by=request.user,
            page=page,
            person_id=ids.get("person_id"),
            is_found=why != NOT_FOUND,
        )
        record_act(
            Act.REFUSED,
            by=request.user,
            why=f"{page}: {why}",
            person_id=ids.get("person_id"),
            record_id=next((one for one in reversed(others) if isinstance(one, UUID)), None),
            outcome="refused",
        )
