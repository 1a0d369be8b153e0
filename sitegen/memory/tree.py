"""A built site as a value: what stands at each address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Made(NamedTuple):
    """What stands at one address."""

    sha256: str
    size: int
    """Bytes."""
    kind: str
    """The kind of page: entry, digest, topic, …, asset, redirect, data."""
    title: str
    """For the plan of a publish; empty for what has none."""
    entries: tuple[str, ...]
    """Ids of the entries whose words are in it, so that a withdrawn one can be traced."""


Tree = Mapping[str, Made]
"""Route -> what stands there."""
