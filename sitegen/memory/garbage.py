"""Values made from files point at nothing that points back, so there is no garbage to look for among them."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def no_garbage() -> Iterator[None]:
    """While millions of values are made, spare Python looking through all of them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()  # what was made counts as old from here on, or all of it would be looked through now
            gc.unfreeze()
            gc.enable()
