"""Where an address that stands for itself ends: the marks that writing puts behind it are no part of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Browsers copy these as per cent signs, so where they stand as themselves they belong to the sentence.
_STOP = re.compile(
    r"[”“„‟»«›‹—。、，；：！？」「』『）（】【》《〉〈〕〔…]|[–’‘](?=$|[\s.,;:!?)’”]|s\b)|[,;](?=https?://)|[\u200b-\u200f\u2060\ufeff]"
)
_END = re.compile(rf"\s|{_STOP.pattern}")
_BEHIND = re.compile(r"(?:[:;,.!?–’‘'\"·•®™©´`|]|'s|\*+|_+|~~)+$")


def enable(parser: MarkdownIt) -> None:
    """Let the parser end its bare addresses so."""
    if parser.linkify is not None:
        parser.linkify.add("www.", {"validate": _after_www, "normalize": _with_scheme})
        parser.linkify.tlds(["[a-z\u00c0-\u1fff\u2c00-\ud7ff]{2,24}"])  # new ones come every year
        match, match_at_start = parser.linkify.match, parser.linkify.match_at_start
        parser.linkify.match = lambda text: [_trimmed(found) for found in match(text) or ()] or None
        parser.linkify.match_at_start = lambda text: _trimmed(match_at_start(_run(text)))


def _after_www(self: Any, text: str, start: int) -> int:
    """How much of the text behind `www.` is an address."""
    found = re.match(self.re["src_host_port_strict"] + self.re["src_path"], text[start:], re.IGNORECASE)
    return len(found[0]) if found and "." in found[0] else 0


def _with_scheme(_self: Any, found: Any) -> None:
    found.url = f"https://{found.url}"


_MOST_INSIDE = 8
"""Addresses in an address, as archives and forms have one or two."""


def _run(text: str) -> str:
    """What of the text the address at its start can be, so that no address looks through all that follow it."""
    start = limit = text.find("://") + 3
    for _ in range(_MOST_INSIDE):
        limit = text.find("://", limit) + 3
        if limit < 3:
            limit = len(text)
            break
    end = _END.search(text, start, limit)
    return text[: end.start() if end else limit]


def _trimmed(found: Any) -> Any:
    """What the linkifier found, without the marks behind it."""
    if found is not None:
        surplus = len(found.text) - len(end_of(found.text))
        if surplus and surplus < len(found.text):
            found.text, found.raw, found.url = (part[:-surplus] for part in (found.text, found.raw, found.url))
            found.last_index -= surplus
    return found


def end_of(address: str) -> str:
    """The address without what belongs to the sentence around it."""
    stop = _STOP.search(address, address.find("://") + 3)
    return _BEHIND.sub("", address[: stop.start()] if stop else address)
