"""A stand-in for a forge's API on this machine: answers from a table, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One request: method, address, body as JSON, and the headers that prove who asks."""

    method: str
    path: str
    body: Any
    token: str


@dataclass
class Api:
    """Answers by "METHOD /path"; a text is where to go instead, bytes are sent as they are, anything else as JSON."""

    answers: Mapping[str, object]
    asked: list[Asked] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        """The address of the API."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def written(self) -> list[Asked]:
        """The requests that change something."""
        return [one for one in self.asked if one.method != "GET"]


@contextmanager
def serving(api: Api) -> Iterator[Api]:
    """Serve an API while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(api))
    api.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield api
    finally:
        server.shutdown()
        server.server_close()


def _handler(api: Api) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            token = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
            api.asked.append(Asked(self.command, self.path, body, token))
            answer = api.answers.get(f"{self.command} {self.path.split('?')[0]}")
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(404 if answer is None else 302 if isinstance(answer, str) else 200)
            if isinstance(answer, str):
                self.send_header("Location", answer)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = _answer

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
