"""The theme's templates as Python keeps its own modules: compiled, beside the code, and trusted as much as that.

Compiling them takes longer than making a page. A wheel brings their code as modules; in a checkout, and where they do
not fit, the code is kept once it has been made. What a project brings is compiled each time: nothing that is executed
is ever taken from a project's folder.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.machinery import SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

import sitegen
from sitegen.memory.fingerprint import fingerprint, fingerprint_bytes

if TYPE_CHECKING:
    from types import CodeType

    from sitegen.site.words import Words

MODULES = Path(__file__).with_name("compiled")
"""Of a wheel, with the code of the templates it was packed with."""


class TemplateCache(BytecodeCache):
    """What is kept of the theme's templates, with one site's words."""

    def __init__(self, words: Words) -> None:
        """The words stand in the code, marked in a site of another language."""
        self._words = (words.spoken, words.are_foreign)

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place for a template's code, filled where that is known."""
        if not _is_ours(name, source):
            return Bucket(environment, name, "")
        bucket = Bucket(environment, name, self._stands_for(filename, source))
        bucket.code = _shipped(self.module(name, source), filename)
        if bucket.code is None:
            self.load_bytecode(bucket)
        return bucket

    def module(self, name: str, source: str) -> str:
        """The name of the module with a template's code, of all that it is made from: no stale one is found."""
        key = fingerprint([jinja2.__version__, *self._words, source])
        return f"{Path(name).stem}_{key}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill it, where what is kept was made from the same and is undamaged."""
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

    def _stands_for(self, filename: str | None, source: str) -> str:
        """What the code is made from, by this sitegen and this Python."""
        return fingerprint([MAGIC_NUMBER.hex(), sitegen.fingerprint_of_tool(), *self._words, filename, source])

    def _file(self, name: str) -> Path:
        beside = Path(cache_from_source(__file__))
        spoken, are_foreign = self._words
        words = f"{spoken}-marked" if are_foreign else spoken
        return beside.with_name(f"{name}.{words}.{sys.implementation.cache_tag}.code")


def _is_ours(name: str, source: str) -> bool:
    """Whether a template is the theme's own."""
    try:
        return source == (sitegen.theme_folder() / name).read_text(encoding="utf-8")
    except OSError:
        return False


def _shipped(name: str, filename: str | None) -> CodeType | None:
    """The code that the wheel has brought, under the template's own name for errors."""
    try:
        code = SourceFileLoader(name, str(MODULES / f"{name}.py")).get_code(name)
    except OSError:
        return None
    return code.replace(co_filename=filename) if code and filename else code


def _open_as_code(path: str, flags: int) -> int:
    """Open a new file that only those can write who can write the code beside it, as Python does."""
    return os.open(path, flags | os.O_EXCL, (os.stat(__file__).st_mode | 0o200) & 0o666)


def _head(bucket: Bucket, code: bytes) -> bytes:
    """The line before the code: what it is made from, and what stands for its bytes. Damaged ones could crash."""
    return f"{bucket.checksum} {fingerprint_bytes(code)}".encode()
