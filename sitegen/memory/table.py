"""A file of small rows of one width, by key: read and written whole, in a few milliseconds for ten thousand.

A site has many files, and most builds look at every row and change few. As JSON, reading them takes longer than all
else.
"""

from __future__ import annotations

import json
import os
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.memory.patience import Patience
from sitegen.memory.regular import create, read_regular

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BETWEEN = "\0"  # in no path, and so in no key


def read_table(file: Path, width: int) -> tuple[Any, dict[str, bytes]]:
    """What the table says of itself, and its rows of so many bytes; raises OSError, ValueError where it is damaged."""
    checksum, _, data = read_regular(file).partition(b"\n")
    if checksum != _sum(data):
        raise ValueError("checksum")
    first, _, rest = data.partition(b"\n")
    head, count = json.loads(first)
    end = len(rest) - count * width
    keys = rest[:end].decode("utf-8", "surrogatepass").split(_BETWEEN) if count else []
    rows = [rest[start : start + width] for start in range(end, len(rest), width)]
    return head, dict(zip(keys, rows, strict=True))


def write_table(file: Path, head: Any, rows: Mapping[str, bytes]) -> None:
    """Put the table in the place of the file; `head` is anything that JSON can hold. Raises OSError."""
    keys = _BETWEEN.join(rows).encode("utf-8", "surrogatepass")
    data = b"".join((json.dumps([head, len(rows)]).encode(), b"\n", keys, *rows.values()))
    temporary = file.with_suffix(".new")
    with create(temporary) as stream:
        stream.writelines((_sum(data), b"\n", data))
    Patience().call(partial(os.replace, temporary, file), file)


def _sum(data: bytes) -> bytes:
    return b"%08x" % zlib.crc32(data)
