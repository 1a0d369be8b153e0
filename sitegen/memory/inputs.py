"""What a thing is made from, as one text: equal texts, equal inputs. A dict for each would take ten times the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# In no fingerprint and in no name; and, unlike a line break, nothing that JSON has to escape.
_BETWEEN = "\x7f"


def write_inputs(inputs: Mapping[str, str]) -> str:
    """Name of an input -> its fingerprint, as one text."""
    return join_inputs([f"{name}{_BETWEEN}{fingerprint}" for name, fingerprint in inputs.items()])


def join_inputs(texts: Iterable[str]) -> str:
    """The inputs of several texts as one."""
    return _BETWEEN.join(filter(None, texts))


def changed(before: str, after: str) -> tuple[str, ...]:
    """The names of the inputs that differ: this one list decides, and explains."""
    if before == after:
        return ()
    old, new = _read(before), _read(after)
    return tuple(sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name)))


def _read(text: str) -> dict[str, str]:
    parts = text.split(_BETWEEN)
    return dict(zip(parts[::2], parts[1::2], strict=False))
