"""A live server that answers while it builds: what was saved is seen at once, and pages are loaded again when the site is built."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from goalbook.site.build.manifest import MANIFEST_NAME
from goalbook.site.build.on_request import Response

if TYPE_CHECKING:  # a server and its sockets, which a build doesn't need
    from mkdocs.livereload import LiveReloadServer

# What MkDocs' server knows of the site that it shows and of the one that is being built. Where it doesn't, it waits for the latter.
_KNOWN = ("_visible_epoch", "_wanted_epoch", "_epoch_cond", "_inject_js_into_html", "builder", "_want_rebuild")


def shows_before(served: Path) -> bool:
    """Whether a live server that begins can show the site that lies where its own is to be: it is whole, and `mkdocs serve` was told to
    follow its sources, else the next site would never be built."""
    command = click.get_current_context(silent=True)
    return bool(command and command.params.get("livereload")) and (served / MANIFEST_NAME).is_file()


def build_soon(server: LiveReloadServer) -> None:
    """Have a server build as soon as it serves."""
    server._want_rebuild = True


def answers_at_once(server: LiveReloadServer) -> bool:
    """Have a server show the last site while the next is built, which is made beside it; browsers load their page again when building
    begins and when it has ended. Tells whether it is a server that can."""
    if not all(hasattr(server, name) for name in _KNOWN):
        return False
    build: Callable[[], None] = server.builder

    def build_beside() -> None:
        with server._epoch_cond:
            server._visible_epoch = server._wanted_epoch
            server._epoch_cond.notify_all()
        build()
        server._wanted_epoch += 1

    server.builder = build_beside
    _tell_apart()
    return True


def _tell_apart() -> None:
    """Have requests told of where builds are, but not as warnings of the build that is under way, which a strict one would stop at."""
    requests, builds = logging.getLogger("mkdocs.livereload"), logging.getLogger("mkdocs")
    requests.propagate = False
    for handler in builds.handlers:
        requests.addHandler(handler)


def page_response(server: LiveReloadServer, name: str, content: bytes) -> Response:
    """A file of the site as the server sends it: pages load themselves again when the site is another."""
    kind = mimetypes.guess_type(name if "." in name.rpartition("/")[2] else "index.html")[0] or "text/plain"
    if kind == "text/html":
        content = server._inject_js_into_html(content, server._visible_epoch)
    return Response("200 OK", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, content)
