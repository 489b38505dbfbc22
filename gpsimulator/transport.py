"""What the Spine proxy and a GP system check before reading a request: headers, address, media."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from gpsimulator.outcomes import by_provider, by_proxy
from gpsimulator.practices import HTML, OPERATIONS, Practice

FHIR_JSON = "application/fhir+json"
OLDER_JSON = "application/json+fhir"  # DSTU2
_ODS = re.compile(r"[A-Z0-9]{3,10}")
_ASID = re.compile(r"[0-9]{12}")
_INTERACTIONS = "urn:nhs:names:services:gpconnect:"
_NEVER_PROXIED = frozenset({"PATCH", "OPTIONS", "HEAD", "TRACE", "CONNECT"})

# Consumers that the proxy turns away, so that a consumer can meet its 403 answers.
ASID_NOT_ALLOWED = "999999999403"
NOT_FIRST_OF_TYPE = "999999999503"


@dataclass(frozen=True)
class Request:
    """One HTTP request: header names in lower case, path without the leading slash."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""
    query: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Call:
    """A request that the proxy passed on: to which practice, under which trace id."""

    trace_id: str
    practice: Practice


def accept(request: Request, practices: Mapping[str, Practice]) -> Call:
    """Pass the request on as the proxy would, or raise Refused as the proxy or the GP system."""
    if request.method in _NEVER_PROXIED:
        raise by_proxy(405, "405: Method Not Allowed")
    trace_id = _trace_id(request.headers)
    sender, receiver = (_asid(request.headers, name) for name in ("Ssp-From", "Ssp-To"))
    interaction = _header(request.headers, "Ssp-InteractionID")
    practice = _admitted(sender, receiver, interaction, practices)
    _check_address(request, practice, interaction)
    _check_media(request.headers, OLDER_JSON if interaction == HTML else FHIR_JSON)
    return Call(trace_id, practice)


def accept_at_gateway(request: Request) -> str:
    """The trace id of a request that the clinical-data gateway would take, or Refused.

    Its headers are those it was published with (0.1.0); that its token is opaque, and that its
    refusals are those of a GP system, is inferred.
    """
    trace_id = _trace_id(request.headers)
    if not _ODS.fullmatch(_header(request.headers, "Ods-from")):
        raise by_provider("BAD_REQUEST", "Ods-from header is not an ODS code")
    scheme, _, token = _header(request.headers, "Authorization").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise by_provider("BAD_REQUEST", "Authorization header is not a bearer token")
    _check_media(request.headers)
    return trace_id


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name.lower(), "").strip()
    if not value:
        raise by_provider("BAD_REQUEST", f"{name} header is missing")
    return value


def _trace_id(headers: Mapping[str, str]) -> str:
    text = _header(headers, "Ssp-TraceID")
    try:
        UUID(text)
    except ValueError:
        raise by_provider("BAD_REQUEST", "Ssp-TraceID header is not a UUID") from None
    return text


def _asid(headers: Mapping[str, str], name: str) -> str:
    value = _header(headers, name)
    if not _ASID.fullmatch(value):
        raise by_provider("BAD_REQUEST", f"{name} header is not an ASID of twelve digits")
    return value


def _admitted(
    sender: str, receiver: str, interaction: str, practices: Mapping[str, Practice]
) -> Practice:
    """The practice behind the receiving ASID, if both may use the interaction."""
    if not interaction.startswith(_INTERACTIONS):
        raise by_provider("BAD_REQUEST", "Ssp-InteractionID is not a GP Connect interaction")
    if sender == ASID_NOT_ALLOWED:
        raise by_proxy(403, f"ASID_CHECK_FAILED_MESSAGESENDER_{sender}")
    if sender == NOT_FIRST_OF_TYPE:
        raise by_proxy(403, f"FOT_CHECK_FAILED_MESSAGESENDER_{sender}_MESSAGERECEIVER_{receiver}")
    practice = next((known for known in practices.values() if known.asid == receiver), None)
    if practice is None:
        raise by_proxy(403, f"ASID_CHECK_FAILED_MESSAGERECEIVER_{receiver}")
    if not (practice.is_in_sds and practice.has_address):
        raise by_proxy(403, f"PARTYKEY_INTERACTION_CHECK_FAILED_MESSAGERECEIVER_{receiver}")
    return practice


def _check_address(request: Request, practice: Practice, interaction: str) -> None:
    """The target must be the registered root, then the operation that the interaction names."""
    root = practice.root_for(interaction)
    if not request.path.startswith(f"{root}/"):
        text = f"ENDPOINT_{root}_VARIES_FROM_TARGETURL_{request.path}"
        raise by_proxy(400, text)
    operation = request.path.removeprefix(root)
    if request.method != "POST" or operation != OPERATIONS.get(interaction):
        raise by_provider(
            "BAD_REQUEST",
            f"Ssp-InteractionID {interaction} does not go with {request.method} {operation}",
        )


def _check_media(headers: Mapping[str, str], expected: str = FHIR_JSON) -> None:
    """Both headers must name FHIR JSON: stricter than HTTP, so that a consumer finds out here."""
    for name in ("Content-Type", "Accept"):
        kinds = [part.strip().lower() for part in headers.get(name.lower(), "").split(",")]
        if not any(_is_fhir_json(kind, expected) for kind in kinds):
            raise by_proxy(415, "Unsupported_Media_Type")


def _is_fhir_json(kind: str, expected: str) -> bool:
    name, *parameters = (part.strip() for part in kind.split(";"))
    charsets = [part.partition("=")[2].strip('"') for part in parameters if "charset" in part]
    return name == expected and charsets in ([], ["utf-8"])
