"""The server: on this computer only, with a table to look addresses up in and no way to a file."""

from __future__ import annotations

import errno
import sys
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from socket import SHUT_WR
from socketserver import StreamRequestHandler, TCPServer
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any

from sitegen.memory.refused import Refused
from sitegen.serve.access import HOST, refuse
from sitegen.serve.key import Key
from sitegen.serve.live import EVENTS, Response, answer
from sitegen.serve.request import BadRequest, Request, read_request

if TYPE_CHECKING:
    from sitegen.serve.annex import Annex
    from sitegen.serve.preview import Preview

FIRST_PORT = 8000
_TRIES = 50
_STREAMS = 256
_BEAT = 15.0  # seconds between two signs of life on a stream
_MANNERS = 2.0  # seconds to hear out a request that was refused
_MOST_UNREAD = 4 << 20  # bytes of it
_PATIENCE = 30  # seconds for the other side to say or take something
_COMMON = (
    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\nServer: sitegen\r\n"
)
_CLOSED = "This preview belongs to whoever started it."
_PLAIN_POLICY = "default-src 'none'; frame-ancestors 'none'"


class Server(ThreadingHTTPServer):
    """Serves one preview."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs have one port

    def __init__(self, preview: Preview, port: int = 0, annex: Annex | None = None) -> None:
        """Take the port, or any free one where 0; raises OSError."""
        self.preview, self.annex = preview, annex
        self.streams = BoundedSemaphore(_STREAMS)
        super().__init__((HOST, port), _Handler)
        self.key = Key.new(self.port)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    def start(self) -> None:
        """Answer in the background, until the program ends or `shutdown`."""
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, name="server", daemon=True).start()

    def server_bind(self) -> None:
        """Bind without asking the network for this computer's name, as the standard library does."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news; a bug of ours is."""
        if not isinstance(sys.exception() if hasattr(sys, "exception") else sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def open_server(preview: Preview, port: int = FIRST_PORT, annex: Annex | None = None) -> Server:
    """A server on the port or the next free one; raises Refused where all are taken."""
    for number in range(port, min(port + _TRIES, 65_536)):
        try:
            return Server(preview, number, annex)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise Refused(f"The ports from {port} on are all taken.", "Name another one:  sitegen serve --port 9000")


class _Handler(StreamRequestHandler):
    """Answers the requests of one connection."""

    server: Server
    timeout = _PATIENCE
    disable_nagle_algorithm = True
    wbufsize = -1

    def handle(self) -> None:
        while self._answer_one():
            pass

    def _answer_one(self) -> bool:
        """Answer one request; whether there may be more."""
        annex = self.server.annex
        written = annex.written if annex else ""
        try:
            request = read_request(self.rfile, written)
        except BadRequest as bad:
            self._send(_plain(bad.status, "This request cannot be understood."), keeps=False)
            self._hear_out()
            return False
        if request is None:
            return False
        refusal = refuse(request, self.server.port, written)
        if refusal:
            self._send(_plain(refusal.status, refusal.why), keeps=False, head=request.method == "HEAD")
            if request.length:
                self._hear_out()
            return False
        instead = self.server.key.admit(request)
        if request.method == "POST":
            self._send(self._written(request) if instead is None else _plain(403, _CLOSED), keeps=False)
            if request.length and instead is not None:
                self._hear_out()
            return False
        if instead is None and request.path == EVENTS and request.method == "GET":
            self._stream(request)
            return False
        if annex and request.path.startswith(annex.below):
            found = instead or annex.answer(request, b"")
        else:
            found = instead or answer(self.server.preview, request.path, framed=annex is not None)
        self._send(found, keeps=request.keeps, head=request.method == "HEAD")
        return request.keeps

    def _written(self, request: Request) -> Response:
        """What came of writing to an address of ours."""
        annex = self.server.annex
        if annex is None or not request.path.startswith(annex.written):
            return _mended(self.server.preview, request)
        body = self.rfile.read(request.length)
        return annex.answer(request, body) if len(body) == request.length else _plain(400, "This was cut short.")

    def _hear_out(self) -> None:
        """Take what the other side still sends, within bounds: closing on unread bytes would take our answer back."""
        self.connection.shutdown(SHUT_WR)
        self.connection.settimeout(_MANNERS)
        left = _MOST_UNREAD
        while left > 0 and (data := self.connection.recv(1 << 16)):
            left -= len(data)

    def _send(self, found: Response, *, keeps: bool, head: bool = False) -> None:
        allow = "Allow: GET, HEAD\r\n" if found.status == 405 else ""
        cookie = f"Set-Cookie: {found.cookie}\r\n" if found.cookie else ""
        lines = (
            f"{_status_line(found.status)}{_COMMON}{allow}{cookie}Content-Type: {found.type}\r\n"
            f"Content-Security-Policy: {found.policy}\r\nContent-Length: {len(found.data)}\r\n"
            f"Connection: {'keep-alive' if keeps else 'close'}\r\n\r\n"
        )
        self.wfile.write(lines.encode("ascii"))
        if not head:
            self.wfile.write(found.data)
        self.wfile.flush()

    def _stream(self, request: Request) -> None:
        """Tell the epoch whenever it has changed, and now and then that we are still here."""
        if not self.server.streams.acquire(blocking=False):
            self._send(_plain(503, "Too many pages are open."), keeps=False)
            return
        try:
            self.wfile.write(
                f"{_status_line(200)}{_COMMON}Content-Type: text/event-stream\r\n"
                f"Content-Security-Policy: {_PLAIN_POLICY}\r\nConnection: close\r\n\r\n".encode("ascii")
            )
            self.wfile.flush()
            epoch = request.query.removeprefix("epoch=")
            while epoch := self.server.preview.wait(epoch, _BEAT):
                self.wfile.write(f"data: {epoch}\n\n".encode("ascii"))
                self.wfile.flush()
        finally:
            self.server.streams.release()


def _mended(preview: Preview, request: Request) -> Response:
    """What came of a click, in words."""
    done = preview.mend(request.query.removeprefix("it="))
    return _plain(200 if done.is_done else 409, done.words)


def _status_line(status: int) -> str:
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"


def _plain(status: int, words: str) -> Response:
    return Response(status, "text/plain; charset=utf-8", f"{words}\n".encode(), _PLAIN_POLICY)
