"""What may stand in a text although it looks private: boxes and numbers that are the organisation's, and its people."""

from __future__ import annotations

from typing import NamedTuple


class Allowed(NamedTuple):
    """What is nobody's secret."""

    mailboxes: frozenset[str] = frozenset()
    """Addresses of mail, in small letters."""
    domains: frozenset[str] = frozenset()
    """What stands behind the @, in small letters: every box there may be named."""
    numbers: frozenset[str] = frozenset()
    """Telephone numbers as digits, with the 0 that they begin with inside the country."""
    names: frozenset[str] = frozenset()
    """Of people who may be named, as they are written."""


NOTHING_ALLOWED = Allowed()
