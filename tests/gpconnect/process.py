"""The simulator as the process that the product ships, and our people as it knows them."""

import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from gpconnect import presentation, queries, services
from gpconnect.errors import Unavailable
from gpsimulator.people import PEOPLE
from tests import people

SEX = {"male": "1", "female": "2"}
BEHAVIOURS = {person.behaviour: person for person in PEOPLE.values() if person.behaviour}
ORDINARY = next(iter(PEOPLE.values()))
PASSED_ON = {"ssp-traceid", "ssp-from", "ssp-to", "ssp-interactionid", "authorization", "accept"}


@contextmanager
def simulator_process(*more):
    """The simulator on a port of its own choice; gives the process and its address."""
    command = [sys.executable, "-m", "gpsimulator", "--port", "0", "--slow", "2", *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            ready = next((line for line in process.stdout or () if "ready at" in line), "")
            yield process, ready.split("ready at ")[1].split()[0]
        finally:
            process.terminate()


@contextmanager
def running_simulator(folder):
    """The simulator, serving its own people and a folder's; gives its address."""
    with simulator_process("--bundles", str(folder)) as (_, address):
        yield address


def point_at(address, settings):
    settings.DEMONSTRATION = True
    settings.GP_CONNECT_PROXY_URL = address
    settings.GP_CONNECT_SDS_URL = f"{address}/sds"
    settings.GP_CONNECT_PDS_URL = f"{address}/pds"
    settings.GP_CONNECT_SECONDS = 10


def known_to_us(known, rosewood, **more):
    """Somebody whom the simulator knows, as one of our people."""
    rosewood.provider.ods_code = "X9A01"
    rosewood.provider.save()
    details = {
        "given_name": known.given,
        "family_name": known.family,
        "date_of_birth": date.fromisoformat(known.born_on),
        "nhs_number": known.nhs_number,
        "sex": SEX[known.gender],
    }
    return people.a_person(rosewood.home, by=rosewood.marcus, **(details | more))


def pulled(known, rosewood):
    """A person and the page of their record after one attempt."""
    person = known_to_us(known, rosewood)
    with suppress(Unavailable):
        services.refresh_gp_record(person.pk, by=rosewood.marcus)
    return person, presentation.page(queries.gp_record_seen_by(rosewood.nora, person))


@contextmanager
def overheard(address):
    """What the proxy is asked, passed on to the simulator; gives the questions and the address."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append((self.path, self.headers))
            headers = {k: v for k, v in self.headers.items() if k.lower() in PASSED_ON}
            headers["Content-Type"] = self.headers["Content-Type"]
            answer = httpx.post(address + self.path, headers=headers, content=body, timeout=30)
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers.get("content-type", ""))
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield asked, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
