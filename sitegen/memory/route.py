"""What a list of files may name: a route below some root, and the hash of what stands there.

Such a list is read from a disk, so it may hold anything, and what it names is written and removed.
"""

from __future__ import annotations

import re
from typing import Any, TypeGuard

_LONGEST, _LONGEST_PART = 2000, 255  # characters; what disks take
# No part is empty, `.` or `..`, which Windows also sees in parts that end in dots or blanks; none holds what could be
# a drive, a stream, another separator, a control character, a line's end or half a letter.
_NOT = r"/\\:\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_PART = rf"[^{_NOT}]{{0,{_LONGEST_PART - 1}}}[^{_NOT}. ]"
_ROUTE = re.compile(rf"{_PART}(?:/{_PART})*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_route(value: Any) -> TypeGuard[str]:
    """Whether it is the name of a file inside a folder, and cannot be that of one outside."""
    return isinstance(value, str) and len(value) <= _LONGEST and _ROUTE.fullmatch(value) is not None


def is_sha256(value: Any) -> TypeGuard[str]:
    """Whether it is a SHA-256 in 64 hex digits."""
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None
