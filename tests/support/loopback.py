"""A folder served on this machine alone, for the browser tests and the audit."""

from __future__ import annotations

import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any


class _Plain(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        pass


class _Compressed(_Plain):
    """Sends a file's .gz twin where there is one, as a host would."""

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        twin = path.with_name(path.name + ".gz")
        if not twin.is_file():
            return super().send_head()
        is_page = path.suffix == ".html"
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path.name) + ("; charset=utf-8" if is_page else ""))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(twin.stat().st_size))
        self.send_header("Cache-Control", "no-cache" if is_page else "max-age=31536000")
        self.end_headers()
        return twin.open("rb")


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page hangs up on what it had asked for; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, compressed: bool = False) -> Iterator[str]:
    """The address, "http://127.0.0.1:PORT", on which `folder` is served until the block ends."""
    handler = partial(_Compressed if compressed else _Plain, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
