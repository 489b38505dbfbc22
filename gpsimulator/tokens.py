"""The unsigned JSON Web Token that says who asks, from where, with what and why."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gpsimulator.outcomes import Refused, by_provider

ODS_SYSTEM = "https://fhir.nhs.uk/Id/ods-organization-code"
USER_SYSTEM = "https://fhir.nhs.uk/Id/sds-user-id"
ROLE_SYSTEM = "https://fhir.nhs.uk/Id/sds-role-profile-id"
LIFETIME_SECONDS = 300
HTML_AUDIENCE = "https://authorize.fhir.nhs.net/token"

_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")
_SCOPES = ("patient/*.read", "patient/*.read conf/N")
_RESOURCES = {
    "requesting_device": "Device",
    "requesting_organization": "Organization",
    "requesting_practitioner": "Practitioner",
}
_TEXTS = ("iss", "sub", "aud", "reason_for_request", "requested_scope")


@dataclass(frozen=True)
class Dialect:
    """How one release of FHIR writes the claims: systems, required resources, who asks."""

    ods_system: str
    needs: frozenset[str]
    resources: Mapping[str, str]


STU3 = Dialect(ODS_SYSTEM, frozenset({USER_SYSTEM, ROLE_SYSTEM}), _RESOURCES)
DSTU2 = Dialect(
    "http://fhir.nhs.net/Id/ods-organization-code",
    frozenset({"http://fhir.nhs.net/sds-user-id"}),
    _RESOURCES | {"requested_record": "Patient"},
)


def check(
    authorization: str, *, audience: str, now: float, dialect: Dialect = STU3
) -> dict[str, Any]:
    """The claims of a token that a GP system would accept; Refused, naming the claim, otherwise.

    `now` is seconds since 1970: a token is refused once it has expired, and accepted
    when it was issued in the future.
    """
    claims = _claims(authorization)
    _check_texts(claims, audience)
    _check_times(claims, now)
    for claim, resource_type in dialect.resources.items():
        _check_resource(claims, claim, resource_type)
    _check_device(claims["requesting_device"])
    _check_organization(claims["requesting_organization"], dialect.ods_system)
    _check_practitioner(claims["requesting_practitioner"], claims["sub"], dialect)
    return claims


def _bad(why: str) -> Refused:
    return by_provider("BAD_REQUEST", why)


def _claims(authorization: str) -> dict[str, Any]:
    scheme, _, token = authorization.partition(" ")
    parts = token.strip().split(".")
    if scheme.lower() != "bearer" or len(parts) != 3:
        raise _bad("Authorization header is not a bearer token of three parts")
    if parts[2]:
        raise _bad("JWT must be unsigned and end with a dot")
    if _decoded(parts[0]) != {"alg": "none", "typ": "JWT"}:
        raise _bad('JWT header must be {"alg":"none","typ":"JWT"}')
    claims = _decoded(parts[1])
    if not isinstance(claims, dict):
        raise _bad("JWT claims are not a JSON object")
    return claims


def _decoded(part: str) -> Any:
    if not _BASE64URL.fullmatch(part):
        raise _bad("JWT is not base64url")
    try:
        return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        raise _bad("JWT does not hold JSON") from None


def _check_texts(claims: dict[str, Any], audience: str) -> None:
    for claim in _TEXTS:
        if not (isinstance(claims.get(claim), str) and claims[claim]):
            raise _bad(f"JWT {claim} claim is missing or empty")
    if claims["aud"] != audience:
        raise _bad(f"JWT aud claim must be {audience}")
    if claims["reason_for_request"] != "directcare":
        raise _bad("JWT reason_for_request claim must be directcare")
    if claims["requested_scope"] not in _SCOPES:
        raise _bad("JWT requested_scope claim must be patient/*.read")


def _check_times(claims: dict[str, Any], now: float) -> None:
    for claim in ("iat", "exp"):
        if type(claims.get(claim)) is not int:
            raise _bad(f"JWT {claim} claim is not a whole number of seconds")
    if claims["exp"] != claims["iat"] + LIFETIME_SECONDS:
        raise _bad(f"JWT exp claim must be iat + {LIFETIME_SECONDS}")
    if claims["exp"] <= now:
        raise _bad("JWT exp claim is in the past")


def _check_resource(claims: dict[str, Any], claim: str, resource_type: str) -> None:
    resource = claims.get(claim)
    if not isinstance(resource, dict):
        raise _bad(f"JWT {claim} claim is missing or not an object")
    if resource.get("resourceType") != resource_type:
        raise by_provider("INVALID_RESOURCE", f"JWT {claim} claim is not a {resource_type}")


def _check_device(device: dict[str, Any]) -> None:
    if not identifiers(device):
        raise _bad("JWT requesting_device has no identifier with a system and a value")
    for part in ("model", "version"):
        if not (isinstance(device.get(part), str) and device[part]):
            raise _bad(f"JWT requesting_device has no {part}")


def _check_organization(organization: dict[str, Any], ods_system: str) -> None:
    if ods_system not in identifiers(organization):
        raise _bad("JWT requesting_organization has no ODS code")
    if not (isinstance(organization.get("name"), str) and organization["name"]):
        raise _bad("JWT requesting_organization has no name")


def _check_practitioner(practitioner: dict[str, Any], user: str, dialect: Dialect) -> None:
    if practitioner.get("id") != user:
        raise _bad("JWT requesting_practitioner id is not the sub claim")
    systems = set(identifiers(practitioner))
    for system in sorted(dialect.needs):
        if system not in systems:
            raise _bad(f"JWT requesting_practitioner has no identifier under {system}")
    if systems <= dialect.needs:
        raise _bad("JWT requesting_practitioner has no local user identifier")
    names = practitioner.get("name")
    if dialect is DSTU2 and isinstance(names, dict):
        names = [names]  # one name, not a list
    if not (isinstance(names, list) and names and _is_name(names[0])):
        raise _bad("JWT requesting_practitioner name needs family and given")


def _is_name(name: Any) -> bool:
    return isinstance(name, dict) and bool(name.get("family")) and bool(name.get("given"))


def identifiers(resource: dict[str, Any]) -> dict[str, str]:
    """The values that this resource has, by system."""
    found = resource.get("identifier")
    if not isinstance(found, list):
        return {}
    return {
        one["system"]: one["value"]
        for one in found
        if isinstance(one, dict)
        and isinstance(one.get("system"), str)
        and isinstance(one.get("value"), str)
        and one["system"]
        and one["value"]
    }
