"""A server as hosts are set up: texts compressed, connections kept; it counts what it sends."""

from __future__ import annotations

import gzip
import threading
from contextlib import suppress
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}


class Sent(NamedTuple):
    """The path of a request and the bytes of the answer's body."""

    path: str
    size: int


class Host:
    """Serves a folder on a free port of this machine; ``sent`` are the answers since it was last cleared."""

    def __init__(self, folder: Path) -> None:
        self.sent: list[Sent] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(folder, self.sent))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def close(self) -> None:
        """End the server."""
        self.server.shutdown()
        self.server.server_close()


@lru_cache(maxsize=4096)
def _packed(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.compress(content, 6, mtime=0) if path.suffix in _TYPES else content


def _handler(folder: Path, sent: list[Sent]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            with suppress(ConnectionError):  # a tab that is closed waits for nothing more
                super().handle()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            name = unquote(urlsplit(self.path).path).lstrip("/")
            path = folder / name
            path = path / "index.html" if path.is_dir() else path
            found = path.is_file()
            body = _packed(path) if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", _TYPES.get(path.suffix, "application/octet-stream"))
            if found and path.suffix in _TYPES:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            # Names that stand for the content are cached for good.
            self.send_header("Cache-Control", "no-cache" if path.suffix == ".html" else "max-age=3600")
            self.end_headers()
            sent.append(Sent(name, len(body)))
            self.wfile.write(body)

    return Handler
