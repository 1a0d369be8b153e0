"""What a program says, read with patience that ends and memory that is bounded."""

from __future__ import annotations

import threading
import time
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import BufferedReader

_PIECE = 1 << 16  # bytes
_AHEAD = 16  # pieces that are read before they are asked for
_SLOW = 10_000  # bytes a second; who sends slower than this sends nothing


class Incoming:
    """The bytes of a pipe. A thread reads them, since not every system can wait for a pipe and the clock at once."""

    def __init__(self, pipe: BufferedReader, patience: float) -> None:
        """With so many seconds for a line, and for the first of many bytes."""
        self._pipe, self._patience = pipe, patience
        self._pieces: Queue[bytes] = Queue(_AHEAD)
        self._rest, self._at = b"", 0
        self._ended = False
        self._dropped = threading.Event()
        self._thread = threading.Thread(target=self._read, name="incoming", daemon=True)
        self._thread.start()

    def line(self, most: int) -> bytes:
        """The next line with its end; without one where the pipe has ended, or the line has more bytes than that.

        Raises TimeoutError.
        """
        until = time.monotonic() + self._patience
        while (end := self._rest.find(b"\n", self._at, self._at + most) + 1) == 0:
            if len(self._rest) - self._at >= most or not self._more(until):
                end = min(self._at + most, len(self._rest))
                break
        line, self._at = self._rest[self._at : end], end
        return line

    def read(self, size: int) -> bytes:
        """So many bytes, or fewer where the pipe has ended; raises TimeoutError."""
        until = time.monotonic() + self._patience + size / _SLOW
        parts: list[bytes] = []
        while size > 0:
            part = self._rest[self._at : self._at + size]
            self._at += len(part)
            size -= len(part)
            parts.append(part)
            if size and not self._more(until):
                break
        return b"".join(parts)

    def close(self) -> None:
        """Close the pipe, whose program has ended."""
        self._dropped.set()
        self._thread.join(self._patience)
        self._pipe.close()

    def _more(self, until: float) -> bool:
        if self._ended:
            return False
        try:
            piece = self._pieces.get(timeout=max(0, until - time.monotonic()))
        except Empty:
            raise TimeoutError from None
        self._ended = not piece
        self._rest, self._at = self._rest[self._at :] + piece, 0
        return bool(piece)

    def _read(self) -> None:
        piece = b"?"
        while piece and not self._dropped.is_set():
            try:
                piece = self._pipe.read1(_PIECE)
            except (OSError, ValueError):
                piece = b""
            self._put(piece)

    def _put(self, piece: bytes) -> None:
        while not self._dropped.is_set():
            try:
                return self._pieces.put(piece, timeout=1)
            except Full:
                continue
        return None


class Tail:
    """The last words of a pipe."""

    def __init__(self, pipe: BufferedReader, most: int) -> None:
        """So many bytes of it are kept."""
        self._pipe, self._most, self._kept = pipe, most, b""
        self._thread = threading.Thread(target=self._read, name="tail", daemon=True)
        self._thread.start()

    def words(self) -> str:
        """What was said at the end by a program that has ended."""
        self._thread.join(5)  # another program may hold the pipe still, as a master connection does
        return self._kept.decode("utf-8", "replace")

    def _read(self) -> None:
        with self._pipe:
            while piece := self._pipe.read1(_PIECE):
                self._kept = (self._kept + piece)[-self._most :]
