"""A regular expression that is compiled when it is first used.

Most texts have the signs of hardly any detector, and most builds look at few texts: to compile all expressions takes
longer than all else that a build with nothing to do does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class LatePattern:
    """What `re.compile` gives, later; its methods are the same ones."""

    search: Callable[..., re.Match[str] | None]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]
    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    sub: Callable[..., str]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._how = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method, the first time that one is asked for: from then on all of them stand in the value itself."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(*self._how)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
