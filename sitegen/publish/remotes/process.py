"""The process that holds a lock, by the name that it leaves: so that a name which has outlived it is known."""

from __future__ import annotations

import os
import re
import socket
import sys
from pathlib import Path
from typing import NamedTuple

_LINE = re.compile(r"([0-9]{1,10}) ([0-9]{1,20}|-) (\S{1,255}) (.*)")


class Process(NamedTuple):
    """A process of some computer."""

    number: int
    start: str
    """When it began, as its system counts that; `-` where that is not known. Numbers are given again, this is not."""
    host: str

    @property
    def is_gone(self) -> bool:
        """Whether it certainly is no more: it was of this computer, where its number is nobody's now, or another's."""
        if self.host != socket.gethostname() or os.name == "nt" or not 0 < self.number < 1 << 31:
            return False
        try:
            os.kill(self.number, 0)
        except ProcessLookupError:
            return True
        except OSError:
            pass
        return "-" not in (self.start, now := start_of(self.number)) and self.start != now


def this_process() -> Process:
    """The one that asks."""
    return Process(os.getpid(), start_of(os.getpid()), socket.gethostname())


def start_of(number: int) -> str:
    """When a process of this computer began."""
    if sys.platform != "linux":
        return "-"
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return "-"


def dump_holder(process: Process, who: str) -> str:
    """Who holds a lock, as it is left beside it: the script on a host writes and reads the same."""
    return f"{process.number} {process.start} {process.host} {who}"


def said_by(text: str) -> str:
    """Who holds a lock by what was left beside it, in words; empty where that is of a process which is no more."""
    found = _LINE.fullmatch(" ".join(text[:2000].split()))
    if not found:
        return ""
    process = Process(int(found[1]), found[2], found[3])
    return "" if process.is_gone else f"{found[4]}, process {process.number}"


NAMELESS = "somebody who may read this place holds its lock, and has left no name"
