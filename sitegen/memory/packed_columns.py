"""A few long columns behind a line of JSON: what many rows are quickly read from, and as far as somebody asks."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_BETWEEN = "\x7f"  # in no name
_WIDTH = 16  # bytes of what stands for something


def dump_columns(head: Any, columns: Mapping[str, bytes]) -> bytes:
    """The columns by name, and what is said of them, which is anything that JSON can hold."""
    lengths = {name: len(column) for name, column in columns.items()}
    return b"".join((json.dumps([head, lengths]).encode(), b"\n", *columns.values()))


def load_columns(data: bytes) -> tuple[Any, dict[str, bytes]]:
    """What was dumped; raises ValueError, TypeError or LookupError where it is damaged."""
    first, _, rest = data.partition(b"\n")
    head, lengths = json.loads(first)
    ends = pairwise(accumulate(lengths.values(), initial=0))
    return head, {name: rest[start:end] for name, (start, end) in zip(lengths, ends, strict=True)}


def join_names(names: Iterable[str]) -> bytes:
    """Names as a column."""
    return _BETWEEN.join(names).encode("utf-8", "surrogatepass")


def split_names(column: bytes) -> list[str]:
    """The names that were joined."""
    return column.decode("utf-8", "surrogatepass").split(_BETWEEN) if column else []


def split_prints(column: bytes) -> list[bytes]:
    """A column of what stands for something in each row."""
    return [column[start : start + _WIDTH] for start in range(0, len(column), _WIDTH)]
