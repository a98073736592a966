"""A server on this machine that misbehaves in every way the web does, one path for each."""

from __future__ import annotations

import http.server
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SLOW = 3.0  # seconds; longer than the tests wait
PAGE = b"<!doctype html><title>A page</title><h1 id='there'>A page</h1>"


class _Awkward(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: Counter[str]
    agents: set[str]
    times: list[float]

    def log_message(self, format: str, *arguments: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self.asked[f"HEAD {self.path}"] += 1
        self._answer(405 if self.path == "/head-refused" else 200, b"")

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        self.agents.add(self.headers.get("User-Agent", ""))
        self.times.append(time.monotonic())
        name, _, rest = self.path.strip("/").partition("/")
        behave = getattr(self, "_" + name.replace("-", "_"), None)
        if behave:
            behave(rest)
        else:
            self._answer(200, PAGE)

    def _answer(self, status: int, body: bytes = PAGE, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", headers.pop("type", "text/html; charset=utf-8"))
        self.send_header("Content-Length", headers.pop("length", str(len(body))))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _status(self, status: str) -> None:
        self._answer(int(status.partition("/")[0]))

    def _loop(self, rest: str) -> None:
        self._answer(302, b"", Location="/loop")

    def _chain(self, rest: str) -> None:
        self._answer(302, b"", Location=f"/chain/{int(rest) - 1}" if int(rest) else "/fine")

    def _moved(self, rest: str) -> None:
        self._answer(301, b"", Location="/fine")

    def _elsewhere(self, rest: str) -> None:
        self._answer(302, b"", Location=f"http://localhost:{self.server.server_port}/fine")  # type: ignore[attr-defined]  # typed as its base class, which has no port

    def _home(self, rest: str) -> None:
        self._answer(302, b"", Location="/")

    def _slow(self, rest: str) -> None:
        time.sleep(SLOW)
        self._answer(200)

    def _drip(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(int(SLOW * 10)):
            try:
                self.wfile.write(b"x")
            except OSError:
                return
            time.sleep(0.1)

    def _wait(self, rest: str) -> None:
        """429 with Retry-After, and well the second time."""
        if self.asked[self.path] == 1:
            self._answer(429, b"", Retry_After="1")
        else:
            self._answer(200)

    def _busy(self, rest: str) -> None:
        self._answer(429, b"", Retry_After="1")

    def _heals(self, rest: str) -> None:
        self._answer(500 if self.asked[self.path] == 1 else 200)

    def _reset(self, rest: str) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def _silent(self, rest: str) -> None:
        self.close_connection = True

    def _garbage(self, rest: str) -> None:
        self.wfile.write(b"\x00\xff not HTTP at all\r\n\r\n")
        self.close_connection = True

    def _short(self, rest: str) -> None:
        """Promises more than it sends."""
        self._answer(200, PAGE, length="100000")
        self.close_connection = True

    def _nowhere(self, rest: str) -> None:
        self._answer(302, b"")

    def _bytes(self, rest: str) -> None:
        self._answer(200, bytes(range(256)), type="text/html; charset=no-such-charset")


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # clients that hang up on us are what this server is for


class Awkward:
    """What a running server was asked: how often for each path, by which user agents, and when."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.times: list[float] = []
        self.times_of_one_run: list[float] = []  # what a test keeps of them
        handler = type("Handler", (_Awkward,), {"asked": self.asked, "agents": self.agents, "times": self.times})
        self.server = _Server(("127.0.0.1", 0), handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@contextmanager
def awkward() -> Iterator[Awkward]:
    """The server, running until the block ends."""
    found = Awkward()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    try:
        yield found
    finally:
        found.server.shutdown()
        thread.join()
        found.server.server_close()
