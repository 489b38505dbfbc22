"""The secret by which a browser shows that it is an enrolled device."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from accounts.models import Device
from governance.prepared import prepared
from governance.services import acting_for

NAME = "device"
# Browsers keep no cookie longer than 400 days; each time the picker is drawn it begins anew.
KEPT_FOR = timedelta(days=400)


def new_secret() -> str:
    """Return 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """Return what is stored of a secret. It is random, so that it needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def give(response: HttpResponse, device: Device, secret: str) -> None:
    """Make the browser that gets this answer the device."""
    _write(response, f"{device.provider_id}.{device.pk}.{secret}")


def renew(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser keep its secret for as long again."""
    _write(response, request.get_signed_cookie(NAME, default="", salt=NAME) or "")


def forget(response: HttpResponse) -> None:
    """Make the browser that gets this answer one like any other."""
    response.delete_cookie(NAME, samesite="Lax")


def device_of(request: HttpRequest) -> Device | None:
    """Return the device that sent this, one that is lost too; nothing for any other browser."""
    # Signed by us: nobody but an enrolled device chooses the provider whose rows we look into.
    said = request.get_signed_cookie(NAME, default="", salt=NAME)
    if not said:
        return None
    provider, device, secret = said.split(".", maxsplit=2)
    with acting_for(UUID(provider)):
        found = next(iter(_devices(pk=UUID(device))), None)
    is_it = found is not None and constant_time_compare(found.secret_hash, hashed(secret))
    return found if is_it else None


@prepared
def _devices(pk: UUID) -> QuerySet[Device]:
    return Device.objects.filter(pk=pk).select_related("location")


def _write(response: HttpResponse, said: str) -> None:
    # Lax: from a link in a message, too, the browser must show that it is a shared device.
    response.set_signed_cookie(
        NAME, said, salt=NAME, max_age=KEPT_FOR, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
