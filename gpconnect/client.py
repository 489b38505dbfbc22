"""Asks the national register and a practice's system, in that order."""

import uuid
from typing import Self

from django.conf import settings

from gpconnect import pacing, protocol, tls
from gpconnect.adapters import resource, way_to_practices
from gpconnect.connection import Connection, Reply, checked_address
from gpconnect.errors import Blocked, GpConnectError, Refused, Unavailable
from gpconnect.protocol import Asker, Call, Endpoint, Sent
from gpconnect.reading import NotARecord, read_bundle
from gpconnect.register import RegisterEntry, read_register_entry

WORTH_ANOTHER_TRY = {"GATEWAY_FAILED", "TIMED_OUT"}
JSON_TYPES = {"application/fhir+json", "application/json+fhir", "application/json"}


class GpConnectClient:
    """One connection to the register and to practices; close it when the answer is had.

    `trace_id` is the trace under which a practice was asked last, `sent` is all that was asked.
    """

    def __init__(self) -> None:
        self.trace_id = ""
        self.sent: list[Sent] = []
        self._register = checked_address(settings.GP_CONNECT_PDS_URL)
        self._way = way_to_practices()
        self._internet = Connection(tls.towards_the_internet())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._way.close()
        self._internet.close()

    def look_up(self, nhs_number: str, *, organisation_ods: str) -> RegisterEntry:
        """What the national register says of a number. Raises Blocked, Unavailable, Refused."""
        said = {
            "Accept": "application/fhir+json",
            "X-Request-ID": str(uuid.uuid4()),
            "NHSD-End-User-Organisation-ODS": organisation_ods,
        }
        url = f"{self._register}/Patient/{nhs_number}"
        pacing.take_turn("register", per_second=settings.GP_CONNECT_REGISTER_PER_SECOND, who="PDS")
        reply = self._internet.ask("PDS", "GET", url, headers=said)
        if reply.status in (400, 404):
            raise Blocked("PDS_NOT_FOUND")
        entry = read_register_entry(resource("PDS", reply, "Patient"))
        if entry is None:
            raise Refused("PDS_UNREADABLE")
        return entry

    def find_practice(self, ods: str, interaction: str = protocol.STRUCTURED) -> Endpoint:
        """Where a practice's system answers. Raises Blocked when it does not share in this way."""
        return self._way.find_practice(ods, interaction)

    def get_record(self, nhs_number: str, *, endpoint: Endpoint, asker: Asker) -> bytes:
        """The areas that every role may see. The answer may still be about somebody else."""
        return self.ask_practice(protocol.record(nhs_number), endpoint=endpoint, asker=asker)

    def ask_practice(self, call: Call, *, endpoint: Endpoint, asker: Asker) -> bytes:
        """A practice's answer to one question.

        A gateway's failure or a time-out is tried once more, under a new trace.
        Raises Refused, Unavailable.
        """
        with pacing.watched(endpoint.ods):
            try:
                return self._post(call, endpoint, asker)
            except Unavailable as unavailable:
                if unavailable.code not in WORTH_ANOTHER_TRY:
                    raise
            return self._post(call, endpoint, asker)

    def _post(self, call: Call, endpoint: Endpoint, asker: Asker) -> bytes:
        each = settings.GP_CONNECT_PRACTICE_PER_SECOND
        pacing.take_turn(f"practice:{endpoint.ods}", per_second=each, who="GP")
        self.trace_id = str(uuid.uuid4())
        outcome = "OK"
        try:
            reply = self._way.post(call, endpoint=endpoint, asker=asker, trace_id=self.trace_id)
            _raise_for_refusal(reply)
        except GpConnectError as failure:
            outcome = failure.code
            raise
        finally:
            self.sent.append(Sent(self.trace_id, endpoint.asid, call.interaction, outcome))
        return reply.body


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
