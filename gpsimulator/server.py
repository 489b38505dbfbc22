"""The simulator as a WSGI application, and a small threaded server for it."""

import gzip
import socketserver
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from zoneinfo import ZoneInfo

from gpsimulator import pds, sds
from gpsimulator.answers import FHIR_DSTU2, FHIR_R4, FHIR_STU3, PLAIN_JSON, Answer, answer
from gpsimulator.catalogue import Catalogue
from gpsimulator.gp_system import by_gateway, structured_record
from gpsimulator.html.operation import care_record
from gpsimulator.outcomes import Refused, by_spine_service, in_dstu2
from gpsimulator.practices import HTML
from gpsimulator.transport import Request

GATEWAY = "gateway/patient/$gpc.getstructuredrecord"
LABEL = ("X-Simulated", "yes")
_LONDON = ZoneInfo("Europe/London")
_LARGEST_BODY = 1_000_000
_SMALLEST_ZIPPED = 1_000


class Simulator:
    """Answers what the proxy, a practice, PDS and SDS would, and remembers nothing of it.

    `slow_seconds` is how long the slow person's answer takes; `clock` what time it is.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        slow_seconds: float = 10,
        clock: Callable[[], datetime] = lambda: datetime.now(_LONDON),
    ) -> None:
        self.catalogue = catalogue
        self.slow_seconds = slow_seconds
        self.clock = clock

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        request = _request(environ)
        found = self._answer(request)
        if found.seconds:
            time.sleep(found.seconds)
        return _send(found, request, start_response)

    def _answer(self, request: Request) -> Answer:
        try:
            return self._route(request)
        except Refused as refused:
            if self._operation(request) is care_record:
                older = in_dstu2(refused)
                return answer(older, status=refused.status, content_type=FHIR_DSTU2)
            is_record = request.path == GATEWAY or request.path.startswith("http")
            content_type = FHIR_STU3 if is_record else FHIR_R4
            return answer(refused.outcome, status=refused.status, content_type=content_type)

    def _route(self, request: Request) -> Answer:
        operation = self._operation(request)
        if operation:
            return operation(
                request, self.catalogue, now=self.clock(), slow_seconds=self.slow_seconds
            )
        if request.method != "GET":
            return answer({"error": "Only GET is served here"}, status=405, content_type=PLAIN_JSON)
        match request.path.split("/"):
            case ["healthz"]:
                return answer({"status": "ok"}, content_type=PLAIN_JSON)
            case ["people"]:
                return answer(self.catalogue.listing(), content_type=PLAIN_JSON)
            case ["pds", "Patient", number]:
                found = pds.patient(number, self.catalogue.people, request.headers)
                return answer(found, content_type=FHIR_R4)
            case ["sds", ("Device" | "Endpoint") as resource_type]:
                base = f"http://{request.headers.get('host', 'localhost')}/sds"
                found = sds.search(resource_type, request.query, self.catalogue.practices, base)
                return answer(found, content_type=FHIR_R4)
            case ["pds" | "sds", *_]:
                raise by_spine_service("UNSUPPORTED_SERVICE")
        return answer({"error": "Nothing is served here"}, status=404, content_type=PLAIN_JSON)

    def _operation(self, request: Request) -> Callable[..., Answer] | None:
        """What a POST is answered by: a practice behind the proxy, or the gateway."""
        if request.path.startswith("http"):
            is_html = request.headers.get("ssp-interactionid", "").strip() == HTML
            return care_record if is_html else structured_record
        return by_gateway if (request.method, request.path) == ("POST", GATEWAY) else None


def _request(environ: dict[str, Any]) -> Request:
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }
    length = headers.get("content-length") or "0"
    size = min(int(length), _LARGEST_BODY) if length.isdigit() else 0
    query = parse_qs(environ.get("QUERY_STRING", ""))
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", "").removeprefix("/"),
        headers=headers,
        body=environ["wsgi.input"].read(size),
        query={name: tuple(values) for name, values in query.items()},
    )


def _send(found: Answer, request: Request, start_response: Callable) -> list[bytes]:
    headers = [("Content-Type", found.content_type), ("Cache-Control", "no-store"), LABEL]
    body = found.body
    if len(body) >= _SMALLEST_ZIPPED and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=1, mtime=0)
        headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    headers += [("Content-Length", str(len(body))), *found.headers]
    start_response(f"{found.status} {HTTPStatus(found.status).phrase}", headers)
    return [body[: len(body) // 2] if found.is_cut else body]


class _Handler(WSGIRequestHandler):
    """Writes no access log: PDS paths hold NHS numbers."""

    def end_headers(self) -> None:
        self.send_header(*LABEL)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        return


class Server(socketserver.ThreadingMixIn, WSGIServer):
    """One thread for each connection, so that a slow person holds up nobody else."""

    daemon_threads = True
    request_queue_size = 128

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.socket.getsockname()[1]  # no DNS
        self.setup_environ()


def make_server(simulator: Simulator, host: str, port: int) -> Server:
    """A bound server; port 0 takes any free one. Call serve_forever()."""
    server = Server((host, port), _Handler)
    server.set_app(simulator)
    return server
