"""Which problems publishing counts at the gate, wherever they come from."""

from __future__ import annotations

from sitegen.problems.unfinished import ASKED_LEFTOVERS

KEPT_BACK = ("private", "private-served")
"""Codes of notices that keep a site from being published."""
ASKED_ABOUT = ("maybe-private", "maybe-private-served", *ASKED_LEFTOVERS)
"""Codes of notices about which publishing asks once, and which go out with a yes."""
NAMED_HERE_ALONE = ("maybe-private-served",)
"""Those of them that are seen in what is served, so that publishing alone knows all."""
