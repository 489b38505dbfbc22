"""A virus scanner that speaks clamd's protocol over a real socket, and knows one virus."""

import socket
import socketserver
import struct
import threading

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Eicar-Test-Signature"
ANYWHERE = ("127.0.0.1", 0)


class Scanner:
    """What it was shown is in `seen`; `largest` is the most that it looks through."""

    def __init__(self, at=ANYWHERE, *, largest=10**9, says=b""):
        self.seen, self.largest, self.says = [], largest, says
        tcp, unix = socketserver.ThreadingTCPServer, socketserver.ThreadingUnixStreamServer
        self._server = (tcp if isinstance(at, tuple) else unix)(at, _Scan)
        self._server.scanner = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def address(self):
        at = self._server.server_address
        return at if isinstance(at, str) else f"{at[0]}:{at[1]}"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Scan(socketserver.BaseRequestHandler):
    def handle(self):
        scanner = self.server.scanner
        assert self._exactly(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self._exactly(4))[0]:
            content += self._exactly(size)
            if len(content) > scanner.largest:
                self.request.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        scanner.seen.append(content)
        answer = f"stream: {NAME} FOUND" if EICAR in content else "stream: OK"
        self.request.sendall(scanner.says or answer.encode() + b"\0")

    def _exactly(self, size):
        return self.request.recv(size, socket.MSG_WAITALL)
