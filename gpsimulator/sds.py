"""The Spine Directory Service: which system a practice has, and where it is reached (FHIR R4)."""

from collections.abc import Callable, Mapping
from uuid import NAMESPACE_URL, uuid5

from gpsimulator.outcomes import by_spine_service
from gpsimulator.practices import OPERATIONS, STRUCTURED, Practice

ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
INTERACTION = "https://fhir.nhs.uk/Id/nhsServiceInteractionId"
PARTY_KEY = "https://fhir.nhs.uk/Id/nhsMhsPartyKey"
ASID = "https://fhir.nhs.uk/Id/nhsSpineASID"
_EXTENSION = "https://fhir.nhs.uk/StructureDefinition/Extension-SDS-"

type Query = Mapping[str, tuple[str, ...]]


def search(resource_type: str, query: Query, practices: Mapping[str, Practice], base: str) -> dict:
    """The searchset for `Device` or `Endpoint`: nothing in it means the practice is not enabled."""
    make = _MAKERS[resource_type]
    practice = _found(query, practices, needs_interaction=resource_type == "Device")
    interaction = _values(query, "identifier").get(INTERACTION, STRUCTURED)
    resources = [make(practice, interaction)] if practice else []
    return {
        "resourceType": "Bundle",
        "id": str(uuid5(NAMESPACE_URL, f"{base}{sorted(query.items())}")),
        "type": "searchset",
        "total": len(resources),
        "entry": [
            {
                "fullUrl": f"{base}/{resource_type}/{resource['id']}",
                "resource": resource,
                "search": {"mode": "match"},
            }
            for resource in resources
        ],
    }


def _found(
    query: Query, practices: Mapping[str, Practice], *, needs_interaction: bool
) -> Practice | None:
    codes = _values(query, "organization")
    identifiers = _values(query, "identifier")
    if ODS not in codes:
        raise by_spine_service("MISSING_VALUE", f"organization={ODS}|code is missing")
    if INTERACTION not in identifiers and (needs_interaction or PARTY_KEY not in identifiers):
        raise by_spine_service("MISSING_VALUE", f"identifier={INTERACTION}|id is missing")
    practice = practices.get(codes[ODS])
    if practice is None or not practice.is_in_sds:
        return None
    matches = identifiers.get(INTERACTION, STRUCTURED) in OPERATIONS
    return practice if matches and _has_key(practice, identifiers) else None


def _has_key(practice: Practice, identifiers: Mapping[str, str]) -> bool:
    return identifiers.get(PARTY_KEY, practice.party_key) == practice.party_key


def _values(query: Query, name: str) -> dict[str, str]:
    """`system|value` parameters of this name, by system."""
    return dict(value.rsplit("|", 1) for value in query.get(name, ()) if "|" in value)


def _device(practice: Practice, interaction: str) -> dict:
    return {
        "resourceType": "Device",
        "id": _id("Device", practice, interaction),
        "identifier": [
            {"system": ASID, "value": practice.asid},
            {"system": PARTY_KEY, "value": practice.party_key},
        ],
        "extension": [
            _identified("ManufacturingOrganisation", ODS, "Z99999"),
            _identified("NhsServiceInteractionId", INTERACTION, interaction),
        ],
        "owner": {"identifier": {"system": ODS, "value": practice.ods}},
    }


def _endpoint(practice: Practice, interaction: str) -> dict:
    codes = "http://terminology.hl7.org/CodeSystem/endpoint-"
    connection = {"code": "hl7-fhir-msg", "display": "HL7 FHIR Messaging"}
    payload = {"system": f"{codes}payload-type", "code": "any", "display": "Any"}
    endpoint = {
        "resourceType": "Endpoint",
        "id": _id("Endpoint", practice, interaction),
        "status": "active",
        "connectionType": {"system": f"{codes}connection-type", **connection},
        "payloadType": [{"coding": [payload]}],
        "managingOrganization": {"identifier": {"system": ODS, "value": practice.ods}},
        "identifier": [
            {"system": "https://fhir.nhs.uk/Id/nhsMhsFQDN", "value": "gp.example"},
            {"system": PARTY_KEY, "value": practice.party_key},
        ],
        "extension": [_identified("NhsServiceInteractionId", INTERACTION, interaction)],
    }
    return endpoint | ({"address": practice.root_for(interaction)} if practice.has_address else {})


def _id(resource_type: str, practice: Practice, interaction: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{practice.root_for(interaction)}/{resource_type}"))


def _identified(name: str, system: str, value: str) -> dict:
    identifier = {"system": system, "value": value}
    return {"url": f"{_EXTENSION}{name}", "valueReference": {"identifier": identifier}}


_MAKERS: dict[str, Callable[[Practice, str], dict]] = {"Device": _device, "Endpoint": _endpoint}
