"""Section 4: the token, claim by claim."""

import time

import pytest

from tests.gpsimulator.asking import ART, base64url, bearer, claims, refused_with, root

NOW = int(time.time())
ODS = "https://fhir.nhs.uk/Id/ods-organization-code"
USER = "https://fhir.nhs.uk/Id/sds-user-id"
ROLE = "https://fhir.nhs.uk/Id/sds-role-profile-id"


def part(claim: str, **changes) -> dict:
    """One claim of a good token, with some of its elements changed; None leaves one out."""
    resource = claims()[claim] | changes
    return {claim: {name: value for name, value in resource.items() if value is not None}}


def identifiers(*systems: str) -> dict:
    """The practitioner with an identifier under each of these systems."""
    found = [{"system": system, "value": "UNK"} for system in systems]
    return part("requesting_practitioner", identifier=found)


def ask(gp, **changes):
    return gp.ask(ART, token=bearer(claims(**changes)))


@pytest.mark.parametrize(
    "changes",
    [
        {"requested_scope": "patient/*.read conf/N"},
        {"iat": NOW + 200, "exp": NOW + 500},  # issued in the future is accepted
        part("requesting_practitioner", name=[{"family": "Obi", "given": ["Ada"]}]),
        identifiers(USER, ROLE, "https://dscr.example/Id/user", "https://dscr.example/Id/post"),
    ],
)
def test_tokens_that_a_gp_system_accepts(gp, changes):
    assert ask(gp, **changes).status_code == 200


@pytest.mark.parametrize("claim", list(claims()))
def test_a_missing_claim_is_a_bad_request_that_names_it(gp, claim):
    response = ask(gp, **{claim: None})

    assert refused_with(response) == (400, "BAD_REQUEST")
    assert claim in response.json()["issue"][0]["diagnostics"]


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ""},
        {"aud": "https://authorize.fhir.nhs.net/token"},
        {"aud": f"{root('Z99001')}/"},
        {"aud": root("Z99002")},
        {"aud": [root("Z99001")]},
        {"iss": ""},
        {"sub": "someone else"},
        {"iat": NOW, "exp": NOW + 301},
        {"iat": NOW, "exp": NOW + 299},
        {"iat": NOW, "exp": NOW - 1},
        {"iat": NOW - 400, "exp": NOW - 100},
        {"iat": str(NOW), "exp": str(NOW + 300)},
        {"iat": float(NOW), "exp": float(NOW + 300)},
        {"iat": True, "exp": 301},
        {"reason_for_request": "secondaryuses"},
        {"reason_for_request": "DirectCare"},
        {"requested_scope": "organization/*.read"},
        {"requested_scope": "patient/*.write"},
        {"requested_scope": "patient/*.read conf/R"},
        {"requesting_device": "web"},
        part("requesting_device", identifier=None),
        part("requesting_device", identifier=[{"system": "https://dscr.example/Id/device"}]),
        part("requesting_device", model=None),
        part("requesting_device", version=""),
        part("requesting_organization", identifier=None),
        part("requesting_organization", identifier={"system": ODS, "value": "VN999"}),
        part("requesting_organization", identifier=[{"system": "https://x", "value": "VN999"}]),
        part("requesting_organization", identifier=[{"system": ODS, "value": ""}]),
        part("requesting_organization", name=None),
        part("requesting_practitioner", id="other"),
        part("requesting_practitioner", id=None),
        part("requesting_practitioner", name=None),
        part("requesting_practitioner", name={"family": "Obi", "given": ["Ada"]}),
        part("requesting_practitioner", name=[{"family": "Obi"}]),
        part("requesting_practitioner", name=[{"given": ["Ada"]}]),
        identifiers(),
        identifiers(USER, ROLE),
        identifiers(USER, "https://dscr.example/Id/user"),
        identifiers(ROLE, "https://dscr.example/Id/user"),
    ],
)
def test_a_wrong_claim_is_a_bad_request(gp, changes):
    assert refused_with(ask(gp, **changes)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "claim", ["requesting_device", "requesting_organization", "requesting_practitioner"]
)
@pytest.mark.parametrize("resource_type", ["InvalidResourceType", None])
def test_a_claim_of_the_wrong_resource_type_is_an_invalid_resource(gp, claim, resource_type):
    response = ask(gp, **part(claim, resourceType=resource_type))

    assert refused_with(response) == (422, "INVALID_RESOURCE")


GOOD = bearer(claims())


@pytest.mark.parametrize(
    "token",
    [
        "",
        "Basic YWRhOmFkYQ==",
        GOOD.removeprefix("Bearer "),
        GOOD.removesuffix("."),
        f"{GOOD}c2lnbmVk",
        f"Bearer {base64url({'alg': 'HS256', 'typ': 'JWT'})}.{base64url(claims())}.",
        f"Bearer {base64url({'alg': 'none'})}.{base64url(claims())}.",
        f"Bearer {base64url({'alg': 'none', 'typ': 'JWT'})}..",
        f"Bearer {base64url({'alg': 'none', 'typ': 'JWT'})}.{base64url(claims())}==.",
        f"Bearer {base64url({'alg': 'none', 'typ': 'JWT'})}.bm90IGpzb24.",
        f"Bearer {base64url({'alg': 'none', 'typ': 'JWT'})}.a.",
        bearer([claims()]),
        bearer("claims"),
        'Bearer {"alg":"none"}.{"iss":"x"}.',
    ],
)
def test_what_is_not_an_unsigned_token_is_a_bad_request(gp, token):
    response = gp.ask(ART, headers={"Authorization": token})

    assert refused_with(response) == (400, "BAD_REQUEST")


def test_the_scheme_is_bearer_in_any_case(gp):
    assert gp.ask(ART, token=GOOD.replace("Bearer", "bearer")).status_code == 200
