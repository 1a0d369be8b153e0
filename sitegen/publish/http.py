"""What an address answers: one deadline for all of an answer, no more bytes than it should have, no other host."""

from __future__ import annotations

import http.client
import socket
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from sitegen.problems.problem import plural

if TYPE_CHECKING:
    from email.message import Message

_DEADLINE = 10.0  # seconds for an answer, whatever comes of it, and however slowly
_HOPS = 5  # redirects that are followed on one host


class Answer(NamedTuple):
    """What an address answered."""

    status: int
    """0 for nothing at all."""
    body: bytes
    """Cut behind one byte more than was asked for."""
    why: str = ""
    """What there is to say of it beside its status."""
    date: str = ""
    """When it was by the host's clock, in the form of its header; empty where it does not say."""


def fetch(url: str, route: str, most: int, until: float | None = None) -> Answer:
    """What the site at the address serves for the route, past every cache that can be asked to step aside.

    `most` is the size in bytes of what it should be. `until` is a time of `time.monotonic` to wait for at the latest.
    """
    address = address_of(url, route) if route else url
    if not address.startswith(("http://", "https://")):
        return Answer(0, b"", "it is no web address")
    patience = _DEADLINE if until is None else max(0.1, min(_DEADLINE, until - time.monotonic()))
    asking = _Asking(address, most)
    asking.start()
    asking.join(patience)
    if asking.answer is None:
        asking.cut()
        return Answer(0, b"", f"it did not answer whole within {plural(round(patience), 'second')}")
    return asking.answer


def address_of(url: str, route: str) -> str:
    """The address of a route of the site; `..` at its start leads to what lies above it, else it is empty."""
    parts = urlsplit(url)
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~").strip("/")
    above = [part for part in path.split("/") if part]
    while route.startswith("../"):
        if not above:
            return ""
        above.pop()
        route = route[3:]
    return urlunsplit((parts.scheme, parts.netloc, "/".join(["", *above, quote(route)]), "", ""))


def proxy_of(url: str) -> str:
    """The host of the proxy that this computer asks for the address, without who signs in there; empty for none."""
    parts = urlsplit(url)
    proxy = urllib.request.getproxies().get(parts.scheme, "")
    if not proxy or urllib.request.proxy_bypass(parts.hostname or ""):
        return ""
    return urlsplit(proxy if "//" in proxy else f"//{proxy}").netloc.rpartition("@")[2]


class _Asking(threading.Thread):
    """A question on its way. A thread, since looking up a host's name cannot be ended, only left."""

    def __init__(self, address: str, most: int) -> None:
        super().__init__(name="fetch", daemon=True)
        self.answer: Answer | None = None
        self._address, self._most = address, most
        self._connections: list[http.client.HTTPConnection] = []
        self._sockets: list[socket.socket] = []

    def run(self) -> None:
        """Ask, and say in words why nothing came of it."""
        try:
            self.answer = self._follow(self._address)
        except urllib.error.URLError as error:
            self.answer = Answer(0, b"", str(getattr(error.reason, "strerror", None) or error.reason))
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.answer = Answer(0, b"", str(error) or type(error).__name__)

    def cut(self) -> None:
        """Let go of whoever answers."""
        for wire in [*self._sockets, *(connection.sock for connection in self._connections)]:
            with suppress(OSError, AttributeError):
                wire.shutdown(socket.SHUT_RDWR)

    def _follow(self, address: str) -> Answer:
        """Ask, and ask again where a redirect leads to on the same host."""
        for _ in range(_HOPS):
            answer, target = self._ask(address)
            if not target:
                return answer
            there = urlsplit(target)
            if there.scheme not in ("http", "https") or there.hostname != urlsplit(address).hostname:
                return Answer(answer.status, b"", f"it leads on to {there.hostname or there.scheme}")
            address = target
        return Answer(answer.status, b"", "it leads on and on")

    def _ask(self, address: str) -> tuple[Answer, str]:
        """The answer, and where it leads on to."""
        headers = {"Cache-Control": "no-cache", "User-Agent": "sitegen"}
        opener = urllib.request.build_opener(_Straight, _Http(self._connect), _Https(self._connect))
        request = urllib.request.Request(address, headers=headers)  # noqa: S310 - http or https, looked at above
        try:
            with opener.open(request, timeout=2 * _DEADLINE) as response:  # whoever waits for us gives up sooner
                date = response.headers.get("Date", "")
                return Answer(response.status, response.read(self._most + 1), date=date), ""
        except urllib.error.HTTPError as error:
            with error:
                target = error.headers.get("Location", "") if error.code in (301, 302, 303, 307, 308) else ""
                date = error.headers.get("Date", "")
                return Answer(error.code, error.read(self._most + 1), date=date), target and urljoin(address, target)

    def _connect(self, kind: type[http.client.HTTPConnection], *args: Any, **options: Any) -> Any:
        """A connection that can be cut, also when only its answer still holds it."""
        connection = kind(*args, **options)
        real = connection.connect

        def connect() -> None:
            real()
            self._sockets.append(connection.sock)

        connection.connect = connect  # type: ignore[method-assign]  # whoever opens it calls that
        self._connections.append(connection)
        return connection


class _Straight(urllib.request.HTTPRedirectHandler):
    """Follows nothing, so that we can look at where it leads."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Message, newurl: str) -> None:
        """Do not."""


class _Http(urllib.request.HTTPHandler):
    def __init__(self, connect: Any) -> None:
        super().__init__()
        self._connect = connect

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(self._connect, http.client.HTTPConnection), req)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, connect: Any) -> None:
        super().__init__()
        self._connect = connect

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(partial(self._connect, http.client.HTTPSConnection), req)
