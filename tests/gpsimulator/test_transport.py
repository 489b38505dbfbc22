"""Sections 3 and 9: headers, addresses, media types and what the Spine proxy answers."""

import gzip
import socket

import httpx
import pytest

from tests.gpsimulator.asking import ART, ASIDS, INTERACTION, MARY, OPERATION, refused_with, root

PROXY_CODES = "http://fhir.nhs.net/ValueSet/gpconnect-schedule-response-code-1-0"


def test_a_good_request_is_answered_with_a_collection_under_its_trace_id(gp):
    trace_id = "629EA9BA-a077-4d99-b289-7a9b19fd4e03"

    response = gp.ask(ART, headers={"Ssp-TraceID": trace_id})

    bundle = response.json()
    assert (response.status_code, bundle["type"], bundle["id"]) == (200, "collection", trace_id)
    assert response.headers["content-type"] == "application/fhir+json;charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert all("fullUrl" not in entry for entry in bundle["entry"])


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Ssp-TraceID", None),
        ("Ssp-TraceID", ""),
        ("Ssp-TraceID", "not-a-uuid"),
        ("Ssp-From", None),
        ("Ssp-From", "12345"),
        ("Ssp-From", "20000000011x"),
        ("Ssp-To", None),
        ("Ssp-To", "practice"),
        ("Ssp-InteractionID", None),
        ("Ssp-InteractionID", "urn:nhs:names:services:pds:retrieve"),
        ("Ssp-InteractionID", f"{INTERACTION}0"),
        (
            "Ssp-InteractionID",
            "urn:nhs:names:services:gpconnect:documents:fhir:rest:read:binary-1",
        ),
        ("Authorization", None),
    ],
)
def test_a_header_that_is_missing_or_wrong_is_a_bad_request(gp, header, value):
    response = gp.ask(ART, headers={header: value})

    assert refused_with(response) == (400, "BAD_REQUEST")
    assert response.json()["issue"][0]["diagnostics"]


@pytest.mark.parametrize("header", ["Accept", "Content-Type"])
@pytest.mark.parametrize(
    "media",
    [
        "application/json",
        "application/fhir+xml;charset=utf-8",
        "application/json+fhir",
        "application/fhir+json;charset=latin-1",
        "*/*",
        None,
    ],
)
def test_any_media_type_but_fhir_json_is_unsupported(gp, header, media):
    response = gp.ask(ART, headers={header: media})

    assert refused_with(response) == (415, "415")
    assert response.json()["issue"][0]["diagnostics"] == "Unsupported_Media_Type"


@pytest.mark.parametrize(
    "media",
    [
        "application/fhir+json",
        "application/fhir+json; charset=UTF-8",
        'application/fhir+json;charset="utf-8"',
    ],
)
def test_fhir_json_may_be_written_in_several_ways(gp, media):
    response = gp.ask(ART, headers={"Accept": f"text/html, {media}", "Content-Type": media})

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("headers", "status", "text"),
    [
        ({"Ssp-From": "999999999403"}, 403, "ASID_CHECK_FAILED_MESSAGESENDER_999999999403"),
        (
            {"Ssp-From": "999999999503"},
            403,
            "FOT_CHECK_FAILED_MESSAGESENDER_999999999503_MESSAGERECEIVER_999000000001",
        ),
        ({"Ssp-To": "111111111111"}, 403, "ASID_CHECK_FAILED_MESSAGERECEIVER_111111111111"),
        (
            {"Ssp-To": ASIDS["Z99006"]},
            403,
            "PARTYKEY_INTERACTION_CHECK_FAILED_MESSAGERECEIVER_999000000006",
        ),
        (
            {"Ssp-To": ASIDS["Z99002"]},
            400,
            f"ENDPOINT_{root('Z99002')}_VARIES_FROM_TARGETURL_{root('Z99001')}/{OPERATION}",
        ),
    ],
)
def test_the_proxy_refuses_with_its_own_codes(gp, headers, status, text):
    response = gp.ask(ART, headers=headers)

    issue = response.json()["issue"][0]
    assert response.status_code == status
    assert issue["details"]["coding"][0] == {
        "system": PROXY_CODES,
        "code": str(status),
        "display": text,
    }
    assert issue["diagnostics"] == text


@pytest.mark.parametrize("method", ["PATCH", "OPTIONS", "TRACE"])
def test_a_verb_the_proxy_never_passes_on_is_not_allowed(gp, method):
    response = gp.ask(ART, method=method)

    assert refused_with(response) == (405, "405")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_verb_that_is_not_the_operations_is_a_bad_request(gp, method):
    response = gp.ask(ART, method=method)

    assert refused_with(response) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "operation",
    ["Patient/$gpc.getStructuredRecord", "patient/$gpc.getstructuredrecord", "Patient", ""],
)
def test_urls_are_case_sensitive_and_whole(gp, operation):
    response = gp.ask(ART, path=f"{root('Z99001')}/{operation}")

    assert refused_with(response) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    "path",
    [
        f"https:/gp.example/Z99001/STU3/1/gpconnect/structured/{OPERATION}",
        f"https://gp.example:443/Z99001/STU3/1/gpconnect/structured/{OPERATION}",
        f"http://gp.example/Z99001/STU3/1/gpconnect/structured/{OPERATION}",
        f"https://gp.example/z99001/STU3/1/gpconnect/structured/{OPERATION}",
        f"https://gp.example/Z99001/STU3/1/gpconnect/structuredX/{OPERATION}",
    ],
)
def test_the_address_must_be_the_registered_one_to_the_letter(gp, path):
    response = gp.ask(ART, path=path)

    assert refused_with(response) == (400, "400")


def test_someone_registered_elsewhere_is_not_found_at_this_practice(gp):
    assert refused_with(gp.ask(MARY, ods="Z99001")) == (404, "PATIENT_NOT_FOUND")


def test_a_practice_where_gp_connect_is_off_denies_access(gp):
    assert refused_with(gp.ask("9990010358", ods="Z99008")) == (403, "ACCESS DENIED")


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_an_answer_is_compressed_only_for_who_can_read_it(gp, encoding):
    with gp.client.stream(
        "GET", f"{gp.base}/people", headers={"Accept-Encoding": encoding}
    ) as response:
        raw = b"".join(response.iter_raw())

    plain = gzip.decompress(raw) if encoding == "gzip" else raw
    assert b'"9990000018"' in plain
    assert response.headers.get("content-encoding", "identity") == encoding


@pytest.mark.parametrize("path", ["/healthz", "/people", "/nowhere", "/pds/x", "/sds/Device"])
def test_every_answer_says_that_it_is_simulated(gp, path):
    assert gp.get(path).headers["x-simulated"] == "yes"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/healthz", 200), ("GET", "/nowhere", 404), ("POST", "/healthz", 405)],
)
def test_other_paths_answer_plainly(gp, method, path, status):
    response = gp.client.request(method, f"{gp.base}{path}")

    assert (response.status_code, response.headers["x-simulated"]) == (status, "yes")


def test_a_request_that_cannot_be_read_is_also_labelled(gp):
    host, port = gp.base.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        headers = b"".join(b"X-%d: y\r\n" % number for number in range(101))
        connection.sendall(b"GET /healthz HTTP/1.1\r\n" + headers + b"\r\n")
        answered = connection.makefile("rb").read()

    assert b"431 Too many headers" in answered
    assert b"X-Simulated: yes" in answered


def test_a_verb_that_does_not_exist_is_also_labelled(gp):
    host, port = gp.base.removeprefix("http://").split(":")
    with httpx.HTTPTransport() as transport:
        request = httpx.Request("BREW", f"http://{host}:{port}/healthz")
        response = transport.handle_request(request)
        response.read()

    assert (response.status_code, response.headers["x-simulated"]) == (405, "yes")


GATEWAY = "gateway/patient/$gpc.getstructuredrecord"
AT_THE_GATEWAY = {
    "Ssp-From": None,
    "Ssp-To": None,
    "Ssp-InteractionID": None,
    "Ods-from": "VN999",
    "Authorization": "Bearer opaque",
}


def test_the_gateway_finds_the_practice_itself(gp):
    trace_id = "629EA9BA-a077-4d99-b289-7a9b19fd4e03"

    response = gp.ask(MARY, path=GATEWAY, headers=AT_THE_GATEWAY | {"Ssp-TraceID": trace_id})

    assert (response.status_code, response.json()["id"]) == (200, trace_id)


@pytest.mark.parametrize(
    ("header", "value", "refusal"),
    [
        ("Ods-from", None, (400, "BAD_REQUEST")),
        ("Ods-from", "v n", (400, "BAD_REQUEST")),
        ("Ssp-TraceID", "not-a-uuid", (400, "BAD_REQUEST")),
        ("Authorization", None, (400, "BAD_REQUEST")),
        ("Authorization", "Basic opaque", (400, "BAD_REQUEST")),
        ("Authorization", "Bearer", (400, "BAD_REQUEST")),
        ("Accept", "application/json", (415, "415")),
    ],
)
def test_the_gateway_checks_its_own_headers(gp, header, value, refusal):
    response = gp.ask(MARY, path=GATEWAY, headers=AT_THE_GATEWAY | {header: value})

    assert refused_with(response) == refusal


@pytest.mark.parametrize(
    ("number", "refusal"),
    [
        ("9990000905", (404, "PATIENT_NOT_FOUND")),
        ("9990010072", (403, "NO_PATIENT_CONSENT")),
        ("9990010099", (404, "PATIENT_NOT_FOUND")),  # sensitive
        ("9990010323", (404, "ORGANISATION_NOT_FOUND")),  # its practice is not in SDS
        ("9990010331", (404, "ORGANISATION_NOT_FOUND")),  # its practice has no address
        ("9990010358", (403, "ACCESS DENIED")),
    ],
)
def test_the_gateway_refuses_as_the_practice_would(gp, number, refusal):
    response = gp.ask(number, path=GATEWAY, headers=AT_THE_GATEWAY)

    assert refused_with(response) == refusal


def test_the_gateway_takes_nothing_but_a_post(gp):
    assert gp.get(f"/{GATEWAY}").status_code == 404
