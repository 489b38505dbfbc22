"""The visitors that measure: they read whole answers, keep cookies, and notice a wrong one."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.visitor import NEW_ID, REQUESTS_A_CONNECTION, Visitor, run


class Echo(BaseHTTPRequestHandler):
    """Answers with what it was sent, in two parts, and remembers bodies and connections."""

    protocol_version = "HTTP/1.1"
    bodies: list[str] = []
    connections: set[object] = set()

    def do_GET(self) -> None:
        body = b"x" * 100_000
        Echo.connections.add(self.client_address)
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Set-Cookie", "sessionid=abc; Path=/")
        self.send_header("Set-Cookie", "csrftoken=def; Path=/")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:10])
        self.wfile.flush()
        self.wfile.write(body[10:])

    def do_POST(self) -> None:
        Echo.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(302)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    Echo.bodies, Echo.connections = [], set()
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_visitor_reads_the_whole_answer_and_keeps_its_cookies(port):
    visitor = Visitor("127.0.0.1", port)

    answer = visitor.visit("GET", "/")

    assert (answer.status, len(answer.body)) == (200, 100_000)
    assert visitor.cookies == {"sessionid": "abc", "csrftoken": "def"}
    assert "Cookie: sessionid=abc; csrftoken=def" in visitor.raw("GET", "/")
    visitor.close()


def test_connections_are_kept_and_renewed(port):
    visitor = Visitor("127.0.0.1", port)

    for _ in range(REQUESTS_A_CONNECTION + 1):
        visitor.visit("GET", "/")

    assert len(Echo.connections) == 2
    visitor.close()


def test_what_must_not_be_sent_twice_alike_has_an_id_of_its_own(port):
    raw = Visitor("127.0.0.1", port).raw("POST", "/", f"entry_id={NEW_ID}")

    done = run("127.0.0.1", port, [[raw], [raw]], expected=302, seconds=0.2)

    assert done["failures"] == []
    assert len(set(Echo.bodies)) == len(Echo.bodies) == len(done["took"]) > 1
    assert NEW_ID not in "".join(Echo.bodies)


def test_a_wrong_answer_is_no_measurement(port):
    raw = Visitor("127.0.0.1", port).raw("GET", "/lost/")

    done = run("127.0.0.1", port, [[raw]], expected=200, seconds=0.2)

    assert done["took"] == []
    assert done["failures"][0].startswith("404 instead of 200")
