"""One question over the network, read to its end, its limit or its deadline."""

import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from gpconnect.errors import Blocked, Refused, Unavailable

LARGEST_ANSWER = 20 * 1024 * 1024  # the largest published record is 3 MB
HEALTH_SERVICE = ".nhs.uk"


@dataclass(frozen=True)
class Reply:
    """An HTTP answer that has been read to its end."""

    status: int
    media_type: str
    body: bytes


class Connection:
    """A way to some services, secured in one manner; close it when the answers are had."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._seconds = settings.GP_CONNECT_SECONDS
        self._http = httpx.Client(
            timeout=self._seconds, follow_redirects=False, trust_env=False, verify=context
        )

    def close(self) -> None:
        self._http.close()

    def ask(self, who: str, method: str, url: str, **request: Any) -> Reply:
        """Send, and read the answer. Raises Unavailable, and Refused for what is never read."""
        deadline = time.monotonic() + self._seconds
        try:
            with self._http.stream(method, url, **request) as response:
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > LARGEST_ANSWER:
                        raise Refused("TOO_LARGE")
                    if time.monotonic() > deadline:
                        raise unavailable(who, "TIMED_OUT")
        except httpx.TimeoutException as late:
            raise unavailable(who, "TIMED_OUT") from late
        except httpx.ConnectError as nobody:
            code = "INSECURE" if _is_about_certificates(nobody) else "UNREACHABLE"
            raise unavailable(who, code) from nobody
        except (httpx.HTTPError, httpx.InvalidURL) as broken:
            code = "INSECURE" if _is_about_certificates(broken) else "BROKEN_OFF"
            raise unavailable(who, code) from broken
        if response.is_redirect:
            raise Refused("REDIRECTED")
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(response.status_code, media_type, bytes(body))


def checked_address(url: str) -> str:
    """A service's address, refused unless it fits the mode we run in.

    A demonstration never calls the health service; a real service calls nothing else, and only
    over TLS, so a simulator's address left in the settings cannot be reached.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    if not host:
        raise Blocked("NOT_SET_UP")
    is_health_service = host.endswith(HEALTH_SERVICE)
    if settings.DEMONSTRATION:
        is_fit = not is_health_service
    else:
        is_fit = is_health_service and parts.scheme == "https"
    if not is_fit:
        raise Blocked("DEMONSTRATION_ONLY")
    return url.rstrip("/")


def unavailable(who: str, code: str) -> Unavailable:
    """Nobody answered: a practice's failures have names, a national service's have one."""
    return Unavailable(code if who == "GP" else f"{who}_UNAVAILABLE")


def _is_about_certificates(error: BaseException | None) -> bool:
    """Whether TLS failed: httpx keeps what did only as the cause of the cause."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
