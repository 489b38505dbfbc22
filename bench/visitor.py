"""A browser's part in the measurement, as cheap as it can be: raw requests on kept connections."""

import gzip
import json
import resource
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from uuid import uuid4

# Kept connections stay with the server process that took them: renewing spreads the visitors.
REQUESTS_A_CONNECTION = 20
# In a request that must not be sent twice alike, this stands for an id of its own.
NEW_ID = "00000000-0000-0000-0000-000000000000"


class WrongAnswer(Exception):
    """What came back is not what was asked for, so it measures nothing."""


@dataclass(slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def unpacked(self) -> str:
        """The body as its reader sees it."""
        is_packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if is_packed else self.body).decode()


@dataclass(slots=True)
class Visitor:
    """One signed-in browser: its cookies, and one connection at a time."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: socket.socket | None = None
    asked: int = 0

    def raw(self, method: str, path: str, body: str = "", **headers: str) -> str:
        """Return a request as it goes over the wire."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | headers
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.host}:{self.port}",
            f"Cookie: {cookies}",
            "Accept: text/html",
            "Accept-Encoding: gzip, deflate, br",
        ]
        if method == "POST":
            head += [f"{name}: {value}" for name, value in headers.items()]
            head.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*head, "", body])

    def ask(self, raw: bytes) -> Answer:
        """Send a request, on a new connection now and then, and read the whole answer."""
        if self.connection is None or self.asked >= REQUESTS_A_CONNECTION:
            self.connection = self.connected()
        self.asked += 1
        self.connection.sendall(raw)
        return self._read(self.connection)

    def close(self) -> None:
        """End the connection, if there is one."""
        if self.connection is not None:
            self.connection.close()

    def connected(self) -> socket.socket:
        """End the connection there is and return a new one."""
        self.close()
        self.asked = 0
        connection = socket.create_connection((self.host, self.port), timeout=30)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def visit(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        """Send a request and keep the cookies that come with the answer."""
        answer = self.ask(self.raw(method, path, body, **headers).encode())
        for line in answer.headers.get("set-cookie", "").split("\n"):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer

    def _read(self, connection: socket.socket) -> Answer:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more(connection)
        head, body = received.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines:
            name, value = line.split(":", 1)
            before = headers.get(name.lower())
            headers[name.lower()] = f"{before}\n{value.strip()}" if before else value.strip()
        length = int(headers["content-length"])
        while len(body) < length:
            body += self._more(connection)
        if headers.get("connection", "").lower() == "close":
            self.asked = REQUESTS_A_CONNECTION
        return Answer(int(first.split(" ", 2)[1]), headers, body)

    @staticmethod
    def _more(connection: socket.socket) -> bytes:
        received = connection.recv(65536)
        if not received:
            raise ConnectionError("The server closed the connection")
        return received


def visits(visitor: Visitor, requests: list[str], expected: int, until: float) -> list[float]:
    """Ask in turn until the time is up; return how long each answer took, in milliseconds."""
    parts = [[part.encode() for part in request.split(NEW_ID)] for request in requests]
    took: list[float] = []
    while time.monotonic() < until:
        raw = str(uuid4()).encode().join(parts[len(took) % len(parts)])
        began = time.perf_counter()
        answer = visitor.ask(raw)
        took.append((time.perf_counter() - began) * 1000)
        if answer.status != expected:
            raise WrongAnswer(f"{answer.status} instead of {expected}: {answer.body[:300]!r}")
    return took


def run(host: str, port: int, plans: list[list[str]], expected: int, seconds: float) -> dict:
    """Let one visitor for each plan ask at once; return times and what this process cost."""
    took: list[list[float]] = [[] for _ in plans]
    failures: list[str] = []
    began = time.monotonic()

    def visitor(number: int) -> None:
        each = Visitor(host, port)
        try:
            took[number] = visits(each, plans[number], expected, began + seconds)
        except (WrongAnswer, OSError) as failure:
            failures.append(str(failure))
        finally:
            each.close()

    threads = [threading.Thread(target=visitor, args=(n,)) for n in range(len(plans))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "took": [one for each in took for one in each],
        "seconds": time.monotonic() - began,
        "cpu": used.ru_utime + used.ru_stime,
        "failures": failures,
    }


if __name__ == "__main__":
    json.dump(run(**json.load(sys.stdin)), sys.stdout)
