"""Links that lead through somebody else first, and where they lead in the end.

Mail programs and search pages write them so, and who copies a link copies that. The forms are those that the makers
describe: Microsoft's Safe Links, Proofpoint's URL Defense (versions 2 and 3), Mimecast's URL Protect, Google's results.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

_MAY_BE = re.compile(r"safelinks|urldefense|mimecast|google\.", re.IGNORECASE)
_SAFE = re.compile(r"(?:^|\.)safelinks\.protection\.(?:outlook|office)(?:365)?\.(?:com|us|cn)$|^statics\.teams\.")
_DEFENSE = re.compile(r"^urldefense\.(?:proofpoint\.com|com|us)$")
_DEFENSE_3 = re.compile(r"/v3/__(?P<address>https?:/.+?)__;(?P<changed>[^!]*)!")
_MIMECAST = re.compile(r"^(?:protect|url)[a-z0-9.-]*\.mimecast(?:protect)?\.com$")
_GOOGLE = re.compile(r"^(?:www\.)?google\.(?:com(?:\.[a-z]{2})?|co\.[a-z]{2}|[a-z]{2,3})$")
_WEB = re.compile(r"https?://[^\s<>\"'()\\\x00-\x20\x7f]+\Z")
_DEEPEST = 3  # a mail that was sent on is wrapped by each


class Unwrapped(NamedTuple):
    """What such a link is."""

    through: str
    """Whom it leads through, in words."""
    address: str
    """Where it leads in the end, on the web; empty where only its maker knows."""


def unwrapped(address: str) -> Unwrapped | None:
    """Where an address leads, if it leads through one of them; None of others. Never raises."""
    if not _MAY_BE.search(address):
        return None
    through, inner = "", address
    for _ in range(_DEEPEST):
        by, further = _inside(inner)
        if not by:
            break
        through, inner = through or by, further
    if not through:
        return None
    return Unwrapped(through, inner if _WEB.match(inner) and not _inside(inner)[0] else "")


def _inside(address: str) -> tuple[str, str]:
    """Through whom an address leads, and what it holds; empty for what is none, or cannot be read."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
    except ValueError:
        return "", ""
    if _SAFE.search(host):
        inner = _value(parts.query, "url")
        return ("Outlook’s Safe Links", inner) if inner or not host.startswith("statics") else ("", "")
    if _DEFENSE.match(host):
        return "Proofpoint’s URL Defense", _defended(parts.path, parts.query, address)
    if _MIMECAST.match(host) and parts.path.startswith("/s/"):
        return "Mimecast", ""
    if _GOOGLE.match(host) and parts.path == "/url":
        return "Google", _value(parts.query, "q") or _value(parts.query, "url")
    return "", ""


def _defended(path: str, query: str, address: str) -> str:
    if path.startswith("/v2/"):
        return unquote(_value(query, "u").replace("-", "%").replace("_", "/"))
    found = _DEFENSE_3.search(address)
    if not found or found["changed"] or "*" in found["address"]:
        return ""  # signs that stand elsewhere in it, in their own order
    return re.sub(r"^(https?:/)(?!/)", r"\1/", found["address"])


def _value(query: str, name: str) -> str:
    return parse_qs(query, max_num_fields=100).get(name, [""])[0] if query.count("&") < 100 else ""
