"""Firefox, spoken to in WebDriver BiDi (W3C) without a driver between: Debian has none."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("firefox-esr", "firefox")


class Firefox:
    """One window."""

    def __init__(self, address: str) -> None:
        from websocket import create_connection  # selenium brings it

        self._socket = create_connection(f"{address}/session", timeout=120, suppress_origin=True)
        self._number = 0
        self._ask("session.new", {"capabilities": {}})
        self._window = self._ask("browsingContext.getTree", {})["contexts"][0]["context"]

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            said = json.loads(self._socket.recv())
            if said.get("id") == self._number:
                assert said["type"] == "success", said
                return said["result"]

    def open(self, address: str) -> None:
        """Open a page, and wait until it and its frames are loaded."""
        self._ask("browsingContext.navigate", {"context": self._window, "url": address, "wait": "complete"})

    def run(self, function: str, inside: bool) -> None:
        """Call a function of the page; with `inside` in each of its frames, too."""
        [window] = self._ask("browsingContext.getTree", {"root": self._window})["contexts"]
        for frame in [window, *(window["children"] if inside else [])]:
            target = {"context": frame["context"]}
            self._ask(
                "script.callFunction",
                {"functionDeclaration": function, "target": target, "awaitPromise": True, "userActivation": True},
            )

    def close(self) -> None:
        self._ask("browser.close", {})
        self._socket.close()


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """The computer's own Firefox, its profile in the folder."""
    program = next(filter(None, map(shutil.which, NAMES)))
    command = [program, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        found = next(filter(None, (re.search(r"ws://127\.0\.0\.1:\d+", line) for line in process.stderr)))
        window = Firefox(found[0])
        yield window
        window.close()
        process.communicate(timeout=60)
