"""One call of `$gpc.getstructuredrecord`: from the proxy's checks to the bundle."""

from datetime import datetime
from uuid import uuid4

from gpsimulator import behaviours, parameters, tokens, transport
from gpsimulator.answers import Answer, answer
from gpsimulator.catalogue import Catalogue
from gpsimulator.outcomes import by_provider, warnings
from gpsimulator.parameters import Wanted
from gpsimulator.people import Person
from gpsimulator.selection import select
from gpsimulator.transport import Call, Request


def structured_record(
    request: Request, catalogue: Catalogue, *, now: datetime, slow_seconds: float
) -> Answer:
    """Check the request as the proxy and the GP system would and answer it, or raise Refused."""
    call = transport.accept(request, catalogue.practices)
    authorization = request.headers.get("authorization", "")
    tokens.check(authorization, audience=call.practice.root, now=now.timestamp())
    return _answer(request, call, catalogue, now=now, slow_seconds=slow_seconds)


def by_gateway(
    request: Request, catalogue: Catalogue, *, now: datetime, slow_seconds: float
) -> Answer:
    """The same record by the clinical-data gateway, which finds the practice itself."""
    trace_id = transport.accept_at_gateway(request)
    person = catalogue.people.get(parameters.number_asked(request.body))
    if person is None:
        raise by_provider("PATIENT_NOT_FOUND")
    practice = catalogue.practices[person.practice]
    if not (practice.is_in_sds and practice.has_address):
        raise by_provider("ORGANISATION_NOT_FOUND")
    return _answer(request, Call(trace_id, practice), catalogue, now=now, slow_seconds=slow_seconds)


def _answer(
    request: Request, call: Call, catalogue: Catalogue, *, now: datetime, slow_seconds: float
) -> Answer:
    if not call.practice.is_enabled:
        raise by_provider("ACCESS DENIED", "GP Connect is not enabled at this practice.")
    wanted = parameters.read(
        request.body,
        today=now.date(),
        disabled=call.practice.disabled,
        unknown=call.practice.unknown,
    )
    person = _patient(wanted, call, catalogue)
    bundle = {**select(catalogue.record(person, now.date()), wanted), "id": call.trace_id}
    bundle = behaviours.reshape(_with_warnings(bundle, wanted), person)
    return behaviours.distort(answer(bundle), person, slow_seconds=slow_seconds)


def _patient(wanted: Wanted, call: Call, catalogue: Catalogue) -> Person:
    """The person, who must be registered at the practice that was called."""
    person = catalogue.people.get(wanted.nhs_number)
    if person is None or person.practice != call.practice.ods:
        raise by_provider("PATIENT_NOT_FOUND")
    refused = behaviours.refusal(person, call.practice)
    if refused:
        raise refused
    return person


def _with_warnings(bundle: dict, wanted: Wanted) -> dict:
    if not wanted.warnings:
        return bundle
    outcome = {"resource": warnings(str(uuid4()), wanted.warnings)}
    return {**bundle, "entry": [*bundle["entry"], outcome]}
