"""Every page's door: who may come in, for whose records, and what is written of a refusal."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.permissions import Permission
from governance.errors import NotYours
from governance.models import Act
from governance.services import acting_for, record_act

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Mark a page that anybody may open, signed in or not. It sees no provider's rows."""
    view.door = "public"
    return view


def signed_in(view: View) -> View:
    """Mark a page for every member of staff, whatever their role, such as signing out."""
    return _door(view, None)


def requires(permission: Permission) -> Callable[[View], View]:
    """Mark a page for the roles that have this permission (`accounts.permissions.MAY`).

    The page runs in one transaction that sees one provider's rows. A record that is not theirs
    is a 404, never a 403, and the attempt goes into the audit (SEC-09).
    """
    return lambda view: _door(view, permission)


def _door(view: View, permission: Permission | None) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            with acting_for(request.user.provider_id):
                refusal = _refusal(request, permission)
                return refusal or view(request, *args, **kwargs)
        except NotYours as stranger:
            _put_on_record(request, Act.REFUSED, "not found among the people they support", kwargs)
            raise Http404 from stranger
        except PermissionDenied:
            _put_on_record(request, Act.REFUSED, f"no permission: {permission}", kwargs)
            raise

    guarded.door = permission or "signed_in"
    return guarded


def _refusal(request: HttpRequest, permission: Permission | None) -> HttpResponse | None:
    """Answer for somebody who may not come in yet; nothing for somebody who may."""
    if permission is None:
        return None
    if not request.user.may(permission):
        raise PermissionDenied
    if request.user.needs_second_factor and not is_mfa_enabled(request.user):
        messages.info(request, "Your role needs a second step when you sign in. Set it up now.")
        return redirect("mfa_activate_totp")
    return None


def _put_on_record(request: HttpRequest, act: Act, why: str, kwargs: dict) -> None:
    with acting_for(request.user.provider_id):
        record_act(
            act,
            by=request.user,
            why=f"{request.resolver_match.view_name}: {why}",
            person_id=kwargs.get("person_id"),
            outcome="refused",
        )
