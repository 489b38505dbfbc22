"""Asks the national register, the national directory and a practice's system, in that order."""

import json
import re
import time
import uuid
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from django.conf import settings

from gpconnect import protocol
from gpconnect.errors import Blocked, Refused, Unavailable
from gpconnect.protocol import Asker, Endpoint
from gpconnect.reading import NotARecord, read_bundle
from gpconnect.reading.fhir import Json, first, identifier, objects, text
from gpconnect.register import RegisterEntry, read_register_entry

LARGEST_ANSWER = 20 * 1024 * 1024  # the largest published record is 3 MB
WORTH_ANOTHER_TRY = {"GATEWAY_FAILED", "TIMED_OUT"}
JSON_TYPES = {"application/fhir+json", "application/json+fhir", "application/json"}
SPINE_ASID = "/nhsSpineASID"
PARTY_KEY = "/nhsMhsPartyKey"
INTERACTION_ID = "https://fhir.nhs.uk/Id/nhsServiceInteractionId"
HEALTH_SERVICE = ".nhs.uk"
_ASID = re.compile(r"\d{12}", re.ASCII)


@dataclass(frozen=True)
class Reply:
    """An HTTP answer that has been read to its end."""

    status: int
    media_type: str
    body: bytes


class GpConnectClient:
    """One connection to the three services; close it when the answer is had.

    `trace_id` is the trace under which a practice was asked last.
    """

    def __init__(self) -> None:
        self.trace_id = ""
        self._proxy = checked_address(settings.GP_CONNECT_PROXY_URL)
        self._directory = checked_address(settings.GP_CONNECT_SDS_URL)
        self._register = checked_address(settings.GP_CONNECT_PDS_URL)
        self._seconds = settings.GP_CONNECT_SECONDS
        self._http = httpx.Client(timeout=self._seconds, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._http.close()

    def look_up(self, nhs_number: str, *, organisation_ods: str) -> RegisterEntry:
        """What the national register says of a number. Raises Blocked, Unavailable, Refused."""
        said = {
            "Accept": "application/fhir+json",
            "X-Request-ID": str(uuid.uuid4()),
            "NHSD-End-User-Organisation-ODS": organisation_ods,
        }
        url = f"{self._register}/Patient/{nhs_number}"
        reply = self._ask("PDS", "GET", url, headers=said)
        if reply.status in (400, 404):
            raise Blocked("PDS_NOT_FOUND")
        entry = read_register_entry(_resource("PDS", reply, "Patient"))
        if entry is None:
            raise Refused("PDS_UNREADABLE")
        return entry

    def find_practice(self, ods: str) -> Endpoint:
        """Where a practice's system answers. Raises Blocked when it does not share in this way."""
        organisation = f"{protocol.ODS_CODE}|{ods}"
        interaction = f"{INTERACTION_ID}|{protocol.INTERACTION}"
        device = self._find("Device", organization=organisation, identifier=[interaction])
        asid, party_key = identifier(device, SPINE_ASID), identifier(device, PARTY_KEY)
        if not _ASID.fullmatch(asid):
            raise Blocked("SDS_NOT_ENABLED")
        party = f"https://fhir.nhs.uk/Id/nhsMhsPartyKey|{party_key}"
        endpoint = self._find(
            "Endpoint", organization=organisation, identifier=[interaction, party]
        )
        address = text(endpoint.get("address"))
        if not _is_absolute(address):
            raise Blocked("SDS_NO_ADDRESS")
        return Endpoint(address, asid)

    def get_record(self, nhs_number: str, *, endpoint: Endpoint, asker: Asker) -> bytes:
        """A practice's answer, which may still be about somebody else.

        A gateway's failure or a time-out is tried once more, under a new trace.
        Raises Refused, Unavailable.
        """
        try:
            return self._post(nhs_number, endpoint, asker)
        except Unavailable as unavailable:
            if unavailable.code not in WORTH_ANOTHER_TRY:
                raise
        return self._post(nhs_number, endpoint, asker)

    def _post(self, nhs_number: str, endpoint: Endpoint, asker: Asker) -> bytes:
        self.trace_id = str(uuid.uuid4())
        # The practice's own address goes into the path as it is, its double slash included.
        url = f"{self._proxy}/{endpoint.address.rstrip('/')}/{protocol.OPERATION}"
        reply = self._ask(
            "GP",
            "POST",
            url,
            headers=protocol.headers(asker=asker, endpoint=endpoint, trace_id=self.trace_id),
            content=json.dumps(protocol.parameters(nhs_number)).encode(),
        )
        _raise_for_refusal(reply)
        return reply.body

    def _find(self, kind: str, **query: Any) -> Json:
        said = {"Accept": "application/fhir+json", "X-Correlation-Id": str(uuid.uuid4())}
        reply = self._ask("SDS", "GET", f"{self._directory}/{kind}", headers=said, params=query)
        bundle = _resource("SDS", reply, "Bundle")
        found = [first(entry.get("resource")) for entry in objects(bundle.get("entry"))]
        for resource in found:
            if resource.get("resourceType") == kind:
                return resource
        raise Blocked("SDS_NOT_ENABLED")

    def _ask(self, who: str, method: str, url: str, **request: Any) -> Reply:
        """Send, and read the answer to its end, its limit or its deadline."""
        deadline = time.monotonic() + self._seconds
        try:
            with self._http.stream(method, url, **request) as response:
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > LARGEST_ANSWER:
                        raise Refused("TOO_LARGE")
                    if time.monotonic() > deadline:
                        raise _unavailable(who, "TIMED_OUT")
        except httpx.TimeoutException as late:
            raise _unavailable(who, "TIMED_OUT") from late
        except httpx.ConnectError as nobody:
            raise _unavailable(who, "UNREACHABLE") from nobody
        except (httpx.HTTPError, httpx.InvalidURL) as broken:
            raise _unavailable(who, "BROKEN_OFF") from broken
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


def _unavailable(who: str, code: str) -> Unavailable:
    return Unavailable(code if who == "GP" else f"{who}_UNAVAILABLE")


def _raise_for_refusal(reply: Reply) -> None:
    """Turn any answer of a GP system or the proxy that is not a success into its fact."""
    if reply.status in (502, 504):
        raise Unavailable("GATEWAY_FAILED")
    if reply.status in (429, 503):
        raise Unavailable("BUSY")
    if reply.status != 200:
        raise Refused(_refusal_code(reply))
    if reply.media_type not in JSON_TYPES:
        raise Refused("NOT_FHIR")


def _refusal_code(reply: Reply) -> str:
    """The code an OperationOutcome names; the proxy's are numbers, and some bodies are HTML."""
    read = read_bundle(reply.body)
    said = read.code if isinstance(read, NotARecord) else ""
    if said.isdigit():
        return f"SPINE_{said}"
    return said[:60] or f"HTTP_{reply.status}"


def _resource(who: str, reply: Reply, kind: str) -> Json:
    """The resource a national service sent, or the fact that it sent none."""
    if reply.status == 429 or reply.status >= 500:
        raise Unavailable(f"{who}_UNAVAILABLE")
    try:
        resource = json.loads(reply.body) if reply.status == 200 else None
    except (ValueError, RecursionError):
        resource = None
    if not isinstance(resource, dict) or resource.get("resourceType") != kind:
        raise Refused(f"{who}_UNREADABLE")
    return resource


def _is_absolute(address: str) -> bool:
    """Whether an address can stand in a path as it is, and name nothing but a place."""
    parts = urlsplit(address)
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and address.isascii()
        and address.isprintable()
        and not set(address) & set(' ?#\\"<>')
    )
