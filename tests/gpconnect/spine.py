"""A scripted Spine: register, directory and one practice on a local port, each answer settable.

For the answers no decent system gives. The decent ones are the simulator's to give.
"""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.gpconnect.answers import NHS_NUMBER, a_bundle

ROOT = "https://gp.example/Z99901/STU3/1/gpconnect/structured"
FHIR = "application/fhir+json;charset=utf-8"


class Spine:
    """What it answers, by the kind of question, and what it was asked."""

    def __init__(self):
        self.asked = []
        self.replies = {
            "Patient": [reply(a_register_entry())],
            "Device": [reply(a_searchset(a_device()))],
            "Endpoint": [reply(a_searchset(an_endpoint()))],
            "GP": [reply(a_bundle())],
        }

    def answers(self, kind, *replies):
        """Give these in turn, the last of them ever after."""
        self.replies[kind] = list(replies)

    def next_reply(self, kind):
        waiting = self.replies[kind]
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]

    def questions(self, kind):
        return [question for question in self.asked if question["kind"] == kind]


def reply(body, status=200, media_type=FHIR, *, send=None, **headers):
    """An answer; `send` takes the handler and writes the body in its own way."""
    if not isinstance(body, bytes):
        body = json.dumps(body).encode()
    return {
        "status": status,
        "body": body,
        "headers": {"Content-Type": media_type, **headers},
        "send": send,
    }


def a_register_entry(nhs_number=NHS_NUMBER, *, status="01", **more):
    verified = {
        "url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-"
        "NHSNumberVerificationStatus",
        "valueCodeableConcept": {"coding": [{"code": status}]},
    }
    number = {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": nhs_number}
    ods = {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "Z99901"}
    return {
        "resourceType": "Patient",
        "id": nhs_number,
        "identifier": [number | {"extension": [verified]}],
        "meta": {"security": [{"code": "U"}]},
        "name": [{"use": "usual", "family": "Harrow", "given": ["Edith"]}],
        "birthDate": "1939-02-11",
        "generalPractitioner": [{"identifier": ods}],
        **more,
    }


def a_searchset(*resources):
    entries = [{"resource": resource} for resource in resources]
    return {"resourceType": "Bundle", "type": "searchset", "entry": entries}


def a_device():
    return {
        "resourceType": "Device",
        "identifier": [
            {"system": "https://fhir.nhs.uk/Id/nhsSpineASID", "value": "918999198993"},
            {"system": "https://fhir.nhs.uk/Id/nhsMhsPartyKey", "value": "Z99901-800001"},
        ],
    }


def an_endpoint(address=ROOT):
    return {"resourceType": "Endpoint", "address": address}


def an_outcome(code):
    coding = {"system": "https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1"}
    issue = {"severity": "error", "details": {"coding": [coding | {"code": code}]}}
    return {"resourceType": "OperationOutcome", "issue": [issue]}


@contextmanager
def running_spine():
    """A scripted Spine, listening; gives it and its address."""
    spine = Spine()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(self.path.partition("?")[0].split("/")[2])

        def do_POST(self):
            self.answer("GP")

        def answer(self, kind):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            spine.asked.append(
                {"kind": kind, "path": self.path, "headers": self.headers, "body": body}
            )
            scripted = spine.next_reply(kind)
            self.send_response(scripted["status"])
            for name, value in scripted["headers"].items():
                self.send_header(name, value)
            if scripted["send"]:
                scripted["send"](self)
                return
            self.send_header("Content-Length", str(len(scripted["body"])))
            self.end_headers()
            self.wfile.write(scripted["body"])

        def log_message(self, *_words):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request, client_address):
            """A client that hangs up on an endless answer is what some tests wait for."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield spine, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
