"""The client at the HTTP level: what it sends, and what it makes of every kind of answer."""

import base64
import gzip
import json
import time
from uuid import UUID

import pytest

from gpconnect.client import GpConnectClient
from gpconnect.connection import LARGEST_ANSWER, checked_address
from gpconnect.errors import SENTENCES, Blocked, GpConnectError, Refused, Unavailable
from gpconnect.protocol import Asker, Endpoint
from tests.gpconnect.answers import NHS_NUMBER, a_bundle
from tests.gpconnect.published import examples
from tests.gpconnect.spine import (
    ROOT,
    a_register_entry,
    a_searchset,
    an_endpoint,
    an_outcome,
    reply,
)

ENDPOINT = Endpoint(ROOT, "918999198993", "Z99901")
ASKER = Asker(
    user_id="0199-ada",
    name="Nora Mary Quill",
    organisation_ods="X9A01",
    organisation_name="Rosewood Care",
    system_url="https://dscr.example",
    asid="999000000001",
)


def get_record():
    with GpConnectClient() as client:
        return client.get_record(NHS_NUMBER, endpoint=ENDPOINT, asker=ASKER)


def look_up():
    with GpConnectClient() as client:
        return client.look_up(NHS_NUMBER, organisation_ods="X9A01")


def find_practice():
    with GpConnectClient() as client:
        return client.find_practice("Z99901")


def failure_of(action):
    with pytest.raises(GpConnectError) as raised:
        action()
    return raised.value


def test_the_practice_is_asked_through_the_proxy_with_its_address_unchanged(spine):
    body = get_record()

    (question,) = spine.questions("GP")
    assert json.loads(body)["resourceType"] == "Bundle"
    assert question["path"] == f"/{ROOT}/Patient/$gpc.getstructuredrecord"


def test_the_headers_are_those_of_the_protocol(spine):
    get_record()

    sent = spine.questions("GP")[0]["headers"]
    assert UUID(sent["Ssp-TraceID"])
    assert (sent["Ssp-From"], sent["Ssp-To"]) == ("999000000001", "918999198993")
    assert sent["Ssp-InteractionID"].endswith("fhir:operation:gpc.getstructuredrecord-1")
    assert sent["Accept"] == sent["Content-Type"] == "application/fhir+json;charset=utf-8"


def part_of(token, number):
    part = token.split(".")[number]
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def test_the_token_is_unsigned_and_says_who_asks_and_why(spine):
    get_record()

    scheme, token = spine.questions("GP")[0]["headers"]["Authorization"].split()
    claims = part_of(token, 1)
    assert scheme == "Bearer"
    assert token.endswith(".")
    assert "=" not in token
    assert part_of(token, 0) == {"alg": "none", "typ": "JWT"}
    assert claims["aud"] == ROOT
    assert claims["exp"] == claims["iat"] + 300
    assert abs(claims["iat"] - time.time()) < 10
    assert claims["sub"] == claims["requesting_practitioner"]["id"] == "0199-ada"
    assert claims["requesting_practitioner"]["name"] == [
        {"family": "Quill", "given": ["Nora Mary"]}
    ]
    assert claims["requesting_organization"]["identifier"][0]["value"] == "X9A01"
    assert claims["reason_for_request"] == "directcare"


def test_the_question_asks_for_what_a_care_provider_may_see(spine):
    get_record()

    asked = json.loads(spine.questions("GP")[0]["body"])
    areas = {parameter["name"]: parameter.get("part") for parameter in asked["parameter"]}
    assert areas["includeAllergies"] == [{"name": "includeResolvedAllergies", "valueBoolean": True}]
    assert areas["includeConsultations"] == [
        {"name": "includeNumberOfMostRecent", "valuePositiveInt": 3}
    ]
    assert set(areas) == {
        "patientNHSNumber",
        "includeAllergies",
        "includeMedication",
        "includeProblems",
        "includeImmunisations",
        "includeConsultations",
    }


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "BAD_REQUEST", Refused),
        (403, "NO_PATIENT_CONSENT", Refused),
        (404, "PATIENT_NOT_FOUND", Refused),
        (422, "INVALID_PARAMETER", Refused),
        (500, "INTERNAL_SERVER_ERROR", Refused),
        (502, "GATEWAY_FAILED", Unavailable),
        (503, "BUSY", Unavailable),
        (504, "GATEWAY_FAILED", Unavailable),
    ],
)
def test_a_refusal_keeps_its_code_and_has_a_sentence(spine, status, code, kind):
    spine.answers("GP", reply(an_outcome(code), status))

    failure = failure_of(get_record)

    assert (type(failure), failure.code) == (kind, code)
    assert failure.sentence == SENTENCES[code]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (an_outcome("ACCESS DENIED"), 403, "ACCESS_DENIED"),
        (an_outcome("403"), 403, "SPINE_403"),
        (an_outcome("SOMETHING_NEW"), 409, "SOMETHING_NEW"),
        (b"<html>Forbidden</html>", 403, "HTTP_403"),
        (b"", 401, "HTTP_401"),
        ({"resourceType": "Bundle", "entry": []}, 404, "HTTP_404"),
        (b"", 204, "HTTP_204"),
    ],
)
def test_a_refusal_of_any_shape_ends_in_a_code_and_a_sentence(spine, body, status, code):
    spine.answers("GP", reply(body, status))

    failure = failure_of(get_record)

    assert failure.code == code
    assert failure.sentence.endswith(".")


@pytest.mark.parametrize("path", examples("errors/[4-5S]*.json"))
def test_every_published_error_is_known_by_its_code(spine, path):
    status = int(path.name.removeprefix("SSP_")[:3])
    spine.answers("GP", reply(path.read_bytes(), status))

    failure = failure_of(get_record)

    assert isinstance(failure, Unavailable) == (status == 502)
    assert not failure.code.startswith("HTTP_")


@pytest.mark.parametrize("media_type", ["text/html", "application/fhir+xml", ""])
def test_a_success_that_is_not_fhir_json_is_refused(spine, media_type):
    spine.answers("GP", reply(b"<html>All well</html>", media_type=media_type))

    assert failure_of(get_record).code == "NOT_FHIR"


def test_a_redirect_is_never_followed(spine):
    spine.answers("GP", reply(b"", 307, Location="https://elsewhere.example/"))

    assert failure_of(get_record).code == "REDIRECTED"
    assert len(spine.questions("GP")) == 1


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_failure_is_tried_once_more_under_a_new_trace(spine, status):
    spine.answers("GP", reply(b"", status), reply(a_bundle()))

    get_record()

    traces = [question["headers"]["Ssp-TraceID"] for question in spine.questions("GP")]
    assert len(set(traces)) == 2


def test_a_gateway_that_fails_twice_is_left_alone(spine):
    spine.answers("GP", reply(b"", 502))

    assert isinstance(failure_of(get_record), Unavailable)
    assert len(spine.questions("GP")) == 2


def test_a_refusal_is_not_tried_again(spine):
    spine.answers("GP", reply(an_outcome("NO_PATIENT_CONSENT"), 403))

    failure_of(get_record)

    assert len(spine.questions("GP")) == 1


def slowly(handler):
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.02)


def cut_off(handler):
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"resourceType": "Bun')


def without_end(handler):
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" " * 1024 * 1024)


def a_bomb(handler):
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(gzip.compress(b" " * 60 * 1024 * 1024))


def nonsense(handler):
    handler.send_header("Content-Encoding", "gzip")
    handler.end_headers()
    handler.wfile.write(b"not gzip at all")


@pytest.mark.parametrize(
    ("send", "code", "times"),
    [
        (slowly, "TIMED_OUT", 2),
        (cut_off, "BROKEN_OFF", 1),
        (nonsense, "BROKEN_OFF", 1),
        (without_end, "TOO_LARGE", 1),
        (a_bomb, "TOO_LARGE", 1),
    ],
)
def test_an_answer_that_does_not_end_well_ends(spine, settings, send, code, times):
    settings.GP_CONNECT_SECONDS = 0.5 if send is slowly else 10
    spine.answers("GP", reply(b"", send=send))

    assert failure_of(get_record).code == code
    assert len(spine.questions("GP")) == times


def test_silence_is_waited_for_only_so_long(spine, settings):
    settings.GP_CONNECT_SECONDS = 0.2
    spine.answers("GP", reply(b"", send=lambda _handler: time.sleep(0.5)))

    assert failure_of(get_record).code == "TIMED_OUT"


def test_nobody_listening_is_unreachable(settings):
    settings.DEMONSTRATION = True
    for name in ("PROXY", "SDS", "PDS"):
        setattr(settings, f"GP_CONNECT_{name}_URL", "http://127.0.0.1:9")

    assert failure_of(get_record).code == "UNREACHABLE"
    assert failure_of(look_up).code == "PDS_UNAVAILABLE"
    assert failure_of(find_practice).code == "SDS_UNAVAILABLE"


def test_the_register_is_asked_with_a_request_id(spine):
    entry = look_up()

    (question,) = spine.questions("Patient")
    assert UUID(question["headers"]["X-Request-ID"])
    assert question["path"] == f"/pds/Patient/{NHS_NUMBER}"
    assert (entry.nhs_number, entry.practice_ods) == (NHS_NUMBER, "Z99901")


@pytest.mark.parametrize(
    ("scripted", "code"),
    [
        (reply(an_outcome("RESOURCE_NOT_FOUND"), 404), "PDS_NOT_FOUND"),
        (reply(an_outcome("INVALID_RESOURCE_ID"), 400), "PDS_NOT_FOUND"),
        (reply(b"", 500), "PDS_UNAVAILABLE"),
        (reply(b"", 429), "PDS_UNAVAILABLE"),
        (reply(b"<html>"), "PDS_UNREADABLE"),
        (reply(b"[" * 100_000), "PDS_UNREADABLE"),
        (reply([]), "PDS_UNREADABLE"),
        (reply(a_bundle()), "PDS_UNREADABLE"),
        (reply(a_register_entry() | {"id": None}), "PDS_UNREADABLE"),
        (reply(b"", 302, Location="/"), "REDIRECTED"),
    ],
)
def test_what_the_register_may_answer(spine, scripted, code):
    spine.answers("Patient", scripted)

    assert failure_of(look_up).code == code


def test_the_directory_gives_the_address_and_the_number(spine):
    assert find_practice() == ENDPOINT


@pytest.mark.parametrize(
    ("kind", "scripted", "code"),
    [
        ("Device", reply(a_searchset()), "SDS_NOT_ENABLED"),
        ("Device", reply(a_searchset({"resourceType": "Device"})), "SDS_NOT_ENABLED"),
        ("Device", reply(a_searchset(an_endpoint())), "SDS_NOT_ENABLED"),
        ("Endpoint", reply(a_searchset()), "SDS_NOT_ENABLED"),
        ("Endpoint", reply(a_searchset(an_endpoint(""))), "SDS_NO_ADDRESS"),
        ("Endpoint", reply(a_searchset(an_endpoint("no/scheme"))), "SDS_NO_ADDRESS"),
        (
            "Endpoint",
            reply(a_searchset(an_endpoint("https://gp.example/a b\r\nX: y"))),
            "SDS_NO_ADDRESS",
        ),
        ("Device", reply(b"", 503), "SDS_UNAVAILABLE"),
        ("Endpoint", reply(b"nonsense"), "SDS_UNREADABLE"),
    ],
)
def test_what_the_directory_may_answer(spine, kind, scripted, code):
    spine.answers(kind, scripted)

    assert failure_of(find_practice).code == code


@pytest.mark.parametrize(
    ("url", "is_demonstration", "is_fit"),
    [
        ("http://127.0.0.1:8100", True, True),
        ("http://simulator:8100/pds", True, True),
        ("https://proxy.int.spine2.ncrs.nhs.uk", True, False),
        ("https://proxy.int.spine2.ncrs.nhs.uk/", False, True),
        ("http://proxy.int.spine2.ncrs.nhs.uk", False, False),
        ("http://127.0.0.1:8100", False, False),
        ("https://simulator.example", False, False),
        ("https://fake-nhs.uk.example", False, False),
        ("", True, False),
        ("", False, False),
    ],
)
def test_a_simulator_is_reached_only_in_a_demonstration(settings, url, is_demonstration, is_fit):
    settings.DEMONSTRATION = is_demonstration

    if is_fit:
        assert checked_address(url) == url.rstrip("/")
    else:
        with pytest.raises(Blocked):
            checked_address(url)


def test_the_limit_leaves_room_for_the_largest_record_known():
    assert LARGEST_ANSWER > 5 * 3_000_000
