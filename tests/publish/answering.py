"""A web server on the loopback that answers as it is told, byte by byte if need be."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Answering = Callable[[str, Callable[[bytes], None], threading.Event], None]


@contextmanager
def answering(answer: Answering) -> Iterator[str]:
    """Calls `answer` with the path that was asked for, a function that sends bytes, and what is set at the end."""
    ended = threading.Event()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve(client: socket.socket) -> None:
        with client, suppress(OSError):
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += client.recv(65536)
            answer(asked.split(b" ")[1].decode(), client.sendall, ended)

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                threading.Thread(target=serve, args=(client,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        ended.set()
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def ok(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *headers, "", ""]).encode() + body
