"""What the preview writes: a file of content as a problem says that it should read, at a click, and the way back.

A click names nothing but a token, which only pages of this preview know: it stands for one problem in one file that
holds just these bytes. So nobody can ask for another file, other words, or a file that has changed since.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from sitegen.memory.exchange import exchange
from sitegen.memory.fingerprint import fingerprint_bytes
from sitegen.memory.refused import os_error_words
from sitegen.memory.regular import read_below
from sitegen.memory.snapshot import Changed
from sitegen.problems.mended_text import mended_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sitegen.memory.snapshot import Snapshot
    from sitegen.problems.problem import Problem

CHANGED = "The file was changed meanwhile; look again."
_CONTENT = "content/"
_KEPT = 20  # ways back


class Undo(NamedTuple):
    """A file as it was before it was mended, while it is what was made of it."""

    token: str
    path: str
    line: int
    before: bytes
    after: bytes


class Mended(NamedTuple):
    """What came of a click."""

    is_done: bool
    words: str


class Mender:
    """Mends the files of one project."""

    def __init__(self, root: Path) -> None:
        self._root, self._secret = root, secrets.token_bytes(32)
        self._lock = Lock()
        self._undos: list[Undo] = []

    def token(self, problem: Problem, seen: Snapshot) -> str:
        """What stands for mending the problem in its file as it was seen; empty where it cannot be mended so."""
        file = seen.files.get(problem.path)
        if not problem.is_mendable or file is None or not problem.path.startswith(_CONTENT):
            return ""
        return self._sign(repr((file.fingerprint, problem)))

    def undos(self, seen: Snapshot) -> list[Undo]:
        """What can be undone, the last first: files that are still what was written."""
        found: dict[str, Undo] = {}
        for undo in reversed(self._undos):
            file = seen.files.get(undo.path)
            if file is not None and file.fingerprint == fingerprint_bytes(undo.after):
                found.setdefault(undo.path, undo)
        return list(found.values())

    def click(self, token: str, problems: Iterable[Problem], seen: Snapshot) -> Mended:
        """Mend the one of the problems that the token stands for, or undo what it says."""
        with self._lock:
            undo = next((undo for undo in self._undos if hmac.compare_digest(undo.token, token)), None)
            if undo:
                return self._undo(undo)
            for problem in problems:
                known = self.token(problem, seen)
                if known and hmac.compare_digest(known, token):
                    return self._mend(problem, seen.files[problem.path].fingerprint)
        return Mended(is_done=False, words=CHANGED)

    def _mend(self, problem: Problem, fingerprint: str) -> Mended:
        path, line = problem.path, problem.line or 1
        try:
            before = read_below(self._root, path)
            if fingerprint_bytes(before) != fingerprint:
                return Mended(is_done=False, words=CHANGED)
            after = mended_text(before.decode("utf-8"), problem).encode("utf-8")
            exchange(self._root, path, before, after)
        except OSError as error:
            return _not_done(path, error)
        token = self._sign(secrets.token_hex())
        self._undos = [*self._undos, Undo(token, path, line, before, after)][-_KEPT:]
        return Mended(is_done=True, words=f"Line {line} of {_name(path)} is mended.")

    def _undo(self, undo: Undo) -> Mended:
        try:
            exchange(self._root, undo.path, undo.after, undo.before)
        except OSError as error:
            return _not_done(undo.path, error)
        self._undos = [other for other in self._undos if other is not undo]
        return Mended(is_done=True, words=f"{_name(undo.path)} is as it was.")

    def _sign(self, text: str) -> str:
        return hmac.new(self._secret, text.encode("utf-8", "surrogatepass"), sha256).hexdigest()


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _not_done(path: str, error: OSError) -> Mended:
    why = (
        CHANGED
        if isinstance(error, Changed | FileNotFoundError)
        else f"{path} was not written: {os_error_words(error)}."
    )
    return Mended(is_done=False, words=why)
