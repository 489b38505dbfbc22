"""What a request carries when it reaches our pages, beyond what Django gives it."""

from django.http import HttpRequest
from django.urls import ResolverMatch
from django_htmx.middleware import HtmxDetails

from accounts.models import Device, User


class Request(HttpRequest):
    """A request that came through our middleware, from anybody."""

    htmx: HtmxDetails
    ended_because: str
    device: Device | None  # the shared device that it came from


class StaffRequest(Request):
    """A request behind a door: whoever sent it is a member of staff."""

    user: User
    resolver_match: ResolverMatch
