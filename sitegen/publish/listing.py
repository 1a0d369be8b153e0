"""Of which releases anything is kept, by the names in the folder of manifests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.publish.records import is_id

if TYPE_CHECKING:
    from collections.abc import Iterable

RECORD = ".record"
"""The ending of what a release says; its manifest's is `.gz`."""


def listed(names: Iterable[str]) -> frozenset[str]:
    """The releases of which anything is kept, by the names in the folder `m`."""
    return frozenset(filter(is_id, (name.partition(".")[0] for name in names)))


def recorded(names: Iterable[str]) -> frozenset[str]:
    """Those of which it is kept what they say."""
    return listed(name for name in names if name.endswith(RECORD))
