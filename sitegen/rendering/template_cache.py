"""The theme's templates as Python keeps its own modules: compiled, beside the code, and trusted as much as that.

Compiling them takes longer than making a page. What a project brings is compiled each time: nothing that is executed is
ever taken from a project's folder.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

import sitegen
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes

if TYPE_CHECKING:
    import jinja2


class TemplateCache(BytecodeCache):
    """What is kept of the theme's templates, in one language."""

    def __init__(self, language: str) -> None:
        """The words of the language stand in the code."""
        self._language = language

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place for a template's code, filled where that is known."""
        bucket = Bucket(environment, name, self._stands_for(name, filename, source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill it, where what is kept was made from the same and is undamaged."""
        if not bucket.checksum:
            return
        try:
            data = self._file(bucket.key).read_bytes()
        except OSError:
            return
        head, _, code = data.partition(b"\n")
        if head == _head(bucket, code):
            bucket.code = marshal.loads(code)  # noqa: S302 - from where Python loads its modules in the same way

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code, where Python would keep a module's."""
        if not bucket.checksum or sys.dont_write_bytecode:
            return
        code = marshal.dumps(bucket.code)
        file = self._file(bucket.key)
        new = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with open(new, "wb", opener=_open_as_code) as stream:
                stream.write(_head(bucket, code) + b"\n" + code)
            new.replace(file)
        except OSError:  # another's folder: then they are compiled each time
            with suppress(OSError):
                new.unlink()

    def _stands_for(self, name: str, filename: str | None, source: str) -> str:
        """What the code is made from; empty where the template is not the theme's own."""
        try:
            ours = (sitegen.theme_folder() / name).read_text(encoding="utf-8")
        except OSError:
            return ""
        if source != ours:
            return ""
        return fingerprint([MAGIC_NUMBER.hex(), sitegen.fingerprint_of_tool(), self._language, filename, source])

    def _file(self, name: str) -> Path:
        beside = Path(cache_from_source(__file__))
        return beside.with_name(f"{name}.{self._language}.{sys.implementation.cache_tag}.code")


def _open_as_code(path: str, flags: int) -> int:
    """Open a new file that only those can write who can write the code beside it, as Python does."""
    return os.open(path, flags | os.O_EXCL, (os.stat(__file__).st_mode | 0o200) & 0o666)


def _head(bucket: Bucket, code: bytes) -> bytes:
    """The line before the code: what it is made from, and what stands for its bytes. Damaged ones could crash."""
    return f"{bucket.checksum} {fingerprint_bytes(code)}".encode()
