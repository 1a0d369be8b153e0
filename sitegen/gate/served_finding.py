"""What was found in a file that would be served: masked, so that it can be kept and told."""

from __future__ import annotations

from typing import NamedTuple


class ServedFinding(NamedTuple):
    """Words that look private, in a file of the site."""

    kind: str
    """One of those of `sitegen.privacy.finding`."""
    severity: str
    masked: str
    key: str
    """Stands for the words, as in the sources."""
    place: str
    """Where in the file, in words: `the text`, `alt`, `page 3`, `its address`."""
