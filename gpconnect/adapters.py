"""The two ways to a practice's system, with one face: through the Spine proxy, or the gateway."""

import json
import re
import uuid
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings

from gpconnect import protocol, tls
from gpconnect.connection import Connection, Reply, checked_address
from gpconnect.errors import Blocked, Refused, Unavailable
from gpconnect.protocol import Asker, Call, Endpoint
from gpconnect.reading.fhir import Json, first, identifier, objects, text

SPINE_ASID = "/nhsSpineASID"
PARTY_KEY = "/nhsMhsPartyKey"
INTERACTION_ID = "https://fhir.nhs.uk/Id/nhsServiceInteractionId"
_ASID = re.compile(r"\d{12}", re.ASCII)


class Way(Protocol):
    """How a practice is found and asked."""

    def find_practice(self, ods: str, interaction: str) -> Endpoint:
        """Where it answers. Raises Blocked when it does not share in this way."""
        ...

    def post(self, call: Call, *, endpoint: Endpoint, asker: Asker, trace_id: str) -> Reply:
        """Its answer, whatever it is."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class SpineProxy:
    """The directory says where a practice answers; the proxy passes the question on."""

    def __init__(self) -> None:
        if not settings.GP_CONNECT_ASID:
            raise Blocked("NOT_SET_UP")
        self._proxy = checked_address(settings.GP_CONNECT_PROXY_URL)
        self._directory = checked_address(settings.GP_CONNECT_SDS_URL)
        self._spine = Connection(tls.towards_the_spine())
        self._internet = Connection(tls.towards_the_internet())

    def close(self) -> None:
        self._spine.close()
        self._internet.close()

    def find_practice(self, ods: str, interaction: str) -> Endpoint:
        organisation = f"{protocol.ODS_CODE}|{ods}"
        asked = f"{INTERACTION_ID}|{interaction}"
        device = self._find("Device", organization=organisation, identifier=[asked])
        asid, party_key = identifier(device, SPINE_ASID), identifier(device, PARTY_KEY)
        if not _ASID.fullmatch(asid):
            raise Blocked("SDS_NOT_ENABLED")
        party = f"https://fhir.nhs.uk/Id/nhsMhsPartyKey|{party_key}"
        endpoint = self._find("Endpoint", organization=organisation, identifier=[asked, party])
        address = text(endpoint.get("address"))
        if not _is_absolute(address):
            raise Blocked("SDS_NO_ADDRESS")
        return Endpoint(address, asid, ods)

    def post(self, call: Call, *, endpoint: Endpoint, asker: Asker, trace_id: str) -> Reply:
        # The practice's own address goes into the path as it is, its double slash included.
        url = f"{self._proxy}/{endpoint.address.rstrip('/')}/{call.operation}"
        headers = protocol.headers(call, asker=asker, endpoint=endpoint, trace_id=trace_id)
        content = json.dumps(call.parameters).encode()
        return self._spine.ask("GP", "POST", url, headers=headers, content=content)

    def _find(self, kind: str, **query: Any) -> Json:
        said = {"Accept": "application/fhir+json", "X-Correlation-Id": str(uuid.uuid4())}
        url = f"{self._directory}/{kind}"
        reply = self._internet.ask("SDS", "GET", url, headers=said, params=query)
        bundle = resource("SDS", reply, "Bundle")
        found = [first(entry.get("resource")) for entry in objects(bundle.get("entry"))]
        for each in found:
            if each.get("resourceType") == kind:
                return each
        raise Blocked("SDS_NOT_ENABLED")


class Gateway:
    """The clinical-data gateway finds the practice itself; only structured records come this way.

    Published as version 0.1.0 and not known to be open to suppliers. Its path and its headers are
    from there; that body, media types and answer are those of the practice is inferred.
    """

    def __init__(self) -> None:
        if not settings.GP_CONNECT_GATEWAY_TOKEN:
            raise Blocked("NOT_SET_UP")
        self._gateway = checked_address(settings.GP_CONNECT_GATEWAY_URL)
        self._internet = Connection(tls.towards_the_internet())

    def close(self) -> None:
        self._internet.close()

    def find_practice(self, ods: str, interaction: str) -> Endpoint:
        if interaction != protocol.STRUCTURED:
            raise Blocked("NOT_BY_GATEWAY")
        return Endpoint(address="", asid="", ods=ods)

    def post(self, call: Call, *, endpoint: Endpoint, asker: Asker, trace_id: str) -> Reply:
        url = f"{self._gateway}/patient/$gpc.getstructuredrecord"
        headers = {
            "Ods-from": asker.organisation_ods,
            "Ssp-TraceID": trace_id,
            "Authorization": f"Bearer {settings.GP_CONNECT_GATEWAY_TOKEN}",
            "Accept": call.media_type,
            "Content-Type": call.media_type,
        }
        content = json.dumps(call.parameters).encode()
        return self._internet.ask("GP", "POST", url, headers=headers, content=content)


WAYS: dict[str, type[SpineProxy] | type[Gateway]] = {"spine": SpineProxy, "gateway": Gateway}


def way_to_practices() -> Way:
    """The adapter that the settings name. Raises Blocked when they name none, or lack its parts."""
    if settings.GP_CONNECT_WAY not in WAYS:
        raise Blocked("NOT_SET_UP")
    return WAYS[settings.GP_CONNECT_WAY]()


def resource(who: str, reply: Reply, kind: str) -> Json:
    """The resource a national service sent, or the fact that it sent none."""
    if reply.status == 429 or reply.status >= 500:
        raise Unavailable(f"{who}_UNAVAILABLE")
    try:
        found = json.loads(reply.body) if reply.status == 200 else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("resourceType") != kind:
        raise Refused(f"{who}_UNREADABLE")
    return found


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
