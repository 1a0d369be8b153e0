"""Requests to a server of ours that runs in this process: of who has its key, and others to the byte."""

from __future__ import annotations

import http.client
import socket
from typing import Any

PATIENCE = 20.0  # seconds, for what takes a moment


class Visitor:
    """Who asks a server; a driver of that server says where it is and what lets its owner in."""

    @property
    def port(self) -> int:
        raise NotImplementedError

    @property
    def cookie(self) -> str:
        """What the browser of whoever started the server has."""
        raise NotImplementedError

    @property
    def home(self) -> str:
        """The address below which the pages are, without the key."""
        return f"http://127.0.0.1:{self.port}/"

    def let_in(self, tab: Any) -> None:
        """Give a tab's browser the cookie, as if it had been at the printed address."""
        name, _, value = self.cookie.partition("=")
        tab.context.add_cookies([{"name": name, "value": value, "url": self.home, "sameSite": "Strict"}])

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of an ordinary request of who has the key."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, f"/{path}", body, {"Cookie": self.cookie, **(headers or {})})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def get(self, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
        return self.ask(method, path)

    def text(self, path: str) -> str:
        return self.get(path)[2].decode("utf-8")

    def raw(self, data: bytes) -> bytes:
        """What comes back when exactly these bytes are sent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            pieces = []
            try:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while piece := connection.recv(65_536):
                    pieces.append(piece)
            except OSError:
                pass  # the server had said its word and would not read on
            return b"".join(pieces)
