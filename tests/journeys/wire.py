"""A wire between a browser and the product that can be cut: before, during and after sending."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 16_384


class Wire:
    """Carries bytes as long as it is whole; `lost` is set once it spoilt what it was told to."""

    def __init__(self, base_url: str) -> None:
        there = urlsplit(base_url)
        self.there = (there.hostname or "", there.port or 80)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.base_url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.is_cut = False
        self.tears = self.swallows = self.refuses = b""
        self.answers: dict[bytes, bytes] = {}
        self.latency = self.seconds_a_byte = 0.0
        self.carried = 0
        self.one_at_a_time = threading.Lock()
        self.answers_lost: socket.socket | None = None
        self.lost = threading.Event()
        self.ends: set[socket.socket] = set()

    def cut(self) -> None:
        """From now on nothing gets through, and what is on its way is torn off."""
        self.is_cut = True
        for end in list(self.ends):
            self._close(end)

    def mend(self) -> None:
        """Carry again, and spoil nothing."""
        self.is_cut = False
        self.tears = self.swallows = self.refuses = b""
        self.lost.clear()

    def tear(self, request: bytes) -> None:
        """Cut in the middle of the next request that begins so, and stay cut."""
        self.tears = request

    def swallow(self, request: bytes) -> None:
        """Let the next request that begins so be done, lose its answer, and stay cut."""
        self.swallows = request

    def refuse(self, request: bytes) -> None:
        """Let nothing through that begins so, and everything else."""
        self.refuses = request

    def answer(self, request: bytes, script: str) -> None:
        """Give this script to whoever asks for what begins so, in the product's place."""
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nContent-Length: {len(script)}\r\n"
        )
        self.answers[request] = f"{head}Connection: close\r\n\r\n{script}".encode()

    def slow_down(self, *, latency: float, bytes_a_second: int) -> None:
        """Carry as a weak signal does: seconds to and fro, and so many bytes a second in all."""
        self.latency, self.seconds_a_byte = latency, 1 / bytes_a_second

    def take(self) -> None:
        """Take connections until the wire is taken away."""
        with suppress(OSError):
            while True:
                browser, _ = self.listener.accept()
                threading.Thread(target=self._there, args=[browser], daemon=True).start()

    def _there(self, browser: socket.socket) -> None:
        """Carry what one connection asks; the answers come back in a thread of their own."""
        if self.is_cut:
            return browser.close()
        with suppress(OSError):
            product = socket.create_connection(self.there)
            self.ends |= {browser, product}
            threading.Thread(target=self._back, args=[product, browser], daemon=True).start()
            while data := browser.recv(CHUNK):
                time.sleep(self.latency)
                if self.refuses and data.startswith(self.refuses):
                    break
                if said := next((v for k, v in self.answers.items() if data.startswith(k)), None):
                    browser.sendall(said)
                    break
                if self.tears and data.startswith(self.tears):
                    product.sendall(data[: len(data) // 2])
                    return self._lose()
                if self.swallows and data.startswith(self.swallows):
                    self.swallows = b""
                    self.answers_lost = product
                product.sendall(data)
            self._close(product)
        return self._close(browser)

    def _back(self, product: socket.socket, browser: socket.socket) -> None:
        with suppress(OSError):
            while data := product.recv(CHUNK):
                if self.answers_lost is product:
                    return self._lose()
                with self.one_at_a_time:
                    time.sleep(len(data) * self.seconds_a_byte)
                self.carried += len(data)
                browser.sendall(data)
        return self._close(browser)

    def _lose(self) -> None:
        self.answers_lost = None
        self.cut()
        self.lost.set()

    def _close(self, end: socket.socket) -> None:
        self.ends.discard(end)
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def wire_to(base_url: str) -> Iterator[Wire]:
    """Lay a wire to the product, and take it away afterwards."""
    wire = Wire(base_url)
    taking = threading.Thread(target=wire.take, daemon=True)
    taking.start()
    yield wire
    wire.cut()
    wire.listener.shutdown(socket.SHUT_RDWR)
    wire.listener.close()
    taking.join()
