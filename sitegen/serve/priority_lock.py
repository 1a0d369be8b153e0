"""Who works when: what a person waits for goes first, the rest follows between."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class PriorityLock:
    """A lock with two doors. A plain one lets a busy background thread in again and again past those who wait."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._taken = False
        self._waiting = 0

    @contextmanager
    def now(self) -> Iterator[None]:
        """Hold the turn, before everything that can wait."""
        with self._changed:
            self._waiting += 1
            try:
                self._changed.wait_for(lambda: not self._taken)
            finally:
                self._waiting -= 1
            self._taken = True
        try:
            yield
        finally:
            self._release()

    @contextmanager
    def whenever(self) -> Iterator[None]:
        """Hold the turn once nobody else wants it."""
        with self._changed:
            self._changed.wait_for(lambda: not self._taken and not self._waiting)
            self._taken = True
        try:
            yield
        finally:
            self._release()

    def _release(self) -> None:
        with self._changed:
            self._taken = False
            self._changed.notify_all()
