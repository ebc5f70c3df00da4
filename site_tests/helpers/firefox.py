"""Debian's Firefox, driven by the protocol it carries itself (Marionette: JSON over a local socket)."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import Any, BinaryIO, cast

_PREFERENCES = """
user_pref("marionette.port", 0);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("intl.accept_languages", "zh-CN");
"""
_START, _ANSWER = 90, 60  # seconds


class Firefox:
    """A window of Firefox with a profile of its own in ``folder``; stops with the block it is opened in."""

    def __init__(self, folder: Path) -> None:
        program = shutil.which("firefox-esr")
        assert program, "firefox-esr is missing: apt-get install firefox-esr"
        (folder / "user.js").write_text(_PREFERENCES)
        command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=quiet, stderr=quiet, env=os.environ | {"HOME": str(folder)})
        self.count = 0
        self.stream = self._connected(folder / "MarionetteActivePort")
        self._read()
        self._send("WebDriver:NewSession")

    def __enter__(self) -> Firefox:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(_ANSWER)
        self.stream.close()

    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self._send("WebDriver:Navigate", url=address)

    def ask(self, script: str) -> Any:
        """What the body of a function gives when it runs in the page."""
        return self._send("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def wait_for(self, script: str) -> None:
        """Wait until an expression holds in the page."""
        end = time.monotonic() + _ANSWER
        while not self.ask(f"return Boolean({script})"):
            seen = self.ask("return location.href + '\\n' + (document.body?.innerText || '').slice(0, 2000)")
            assert time.monotonic() < end, f"never held: {script}\n{seen}"
            time.sleep(0.1)

    def _connected(self, port: Path) -> BinaryIO:
        end = time.monotonic() + _START
        while not (port.is_file() and port.read_text().strip()):
            assert self.process.poll() is None, "Firefox didn't start"
            assert time.monotonic() < end, "Firefox didn't start"
            time.sleep(0.1)
        with socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=_ANSWER) as link:
            return cast(BinaryIO, link.makefile("rwb"))

    def _send(self, name: str, **values: object) -> Any:
        self.count += 1
        message = json.dumps([0, self.count, name, values]).encode()
        self.stream.write(b"%d:%s" % (len(message), message))
        self.stream.flush()
        _, _, error, result = self._read()
        assert error is None, error
        return result

    def _read(self) -> Any:
        length = b""
        while (byte := self.stream.read(1)) != b":":
            assert byte, "Firefox is gone"
            length += byte
        return json.loads(self.stream.read(int(length)))
