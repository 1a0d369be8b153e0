"""The world's refusal: the one exception that is meant to reach the command line."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


_WORDS = {
    getattr(errno, "EDQUOT", errno.ENOSPC): "your quota is used up",
    errno.ENOSPC: "the disk is full",
    errno.EACCES: "access is denied",
    errno.EPERM: "this is not allowed there",
    errno.EROFS: "the disk is read-only",
    errno.ENOENT: "it is not there any more",
    errno.ENOTDIR: "a folder is in the way, or a file stands where a folder should be",
    errno.EISDIR: "a folder stands where a file should be",
    errno.ENAMETOOLONG: "the name is too long for this disk",
    errno.ELOOP: "a link there leads back to itself",
    errno.EXDEV: "nothing can be moved to it, since it is on another disk or mount",
    errno.EBUSY: "another program is using it",
    errno.EIO: "the disk, or the connection to it, fails",
    errno.ENOTCONN: "the connection to this share is gone; connect it again",
    errno.ESTALE: "the share has changed behind it; connect it again",
    errno.ENOSYS: "this disk or share cannot do that",
    errno.ENOTSUP: "this disk or share cannot do that",
    errno.ETIMEDOUT: "the share does not answer",
    errno.EHOSTUNREACH: "the share cannot be reached",
}
_HELD = {32, 33}  # what Windows says of a file that another program has open: sharing, and lock violation


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


def os_error_words(error: OSError) -> str:
    """Why the operating system did not do it, in words."""
    if getattr(error, "winerror", 0) in _HELD:
        return "another program has it open; close it there"
    is_known = error.errno != errno.EIO or error.strerror == os.strerror(errno.EIO)  # a host says why in its own words
    return (_WORDS.get(error.errno or 0) if is_known else None) or (error.strerror or str(error)).lower()


def refuse_os_error(error: OSError, doing: str) -> Refused:
    """The refusal that an operating-system error means, in words."""
    # Of two names the second is the one that a person knows: what is written goes from a name of ours to its own.
    name = str(error.filename2 or error.filename or "")
    where = f" ({name})" if name and name not in doing else ""
    return Refused(
        f"{doing}: {os_error_words(error)}{where}.",
        "Nothing that was visible before has been lost; mend this and try again.",
    )
