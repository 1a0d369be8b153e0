"""The world's refusal: the one exception that is meant to reach the command line."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Refused(Exception):
    """Something outside the content does not allow what was asked: no such folder, disk full, a foreign file."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@contextmanager
def refusing(doing: str) -> Iterator[None]:
    """Turn the operating system's errors into refusals, in words."""
    try:
        yield
    except OSError as error:
        raise refuse_os_error(error, doing) from error


def refuse_os_error(error: OSError, doing: str) -> Refused:
    """The refusal that an operating-system error means, in words."""
    words = {
        28: "the disk is full",
        13: "access is denied",
        30: "the disk is read-only",
        2: "it is not there any more",
        122: "your quota is used up",
        20: "a folder is in the way, or a file stands where a folder should be",
        21: "a folder stands where a file should be",
        36: "the name is too long for this disk",
    }
    why = words.get(error.errno or 0, (error.strerror or str(error)).lower())
    where = f" ({error.filename})" if error.filename else ""
    return Refused(f"{doing}: {why}{where}.", "Nothing that was visible before has been lost; mend this and try again.")
