"""What readers get of a body or a field, as words that somebody could quote: the same for all who compare them."""

from __future__ import annotations

import html
import re
import unicodedata

# What no reader quotes: the marks of footnotes, and the ways back from them.
_MARK = re.compile(r'<sup class="footnote">.*?</sup>|<a [^>]*class="back"[^>]*>.*?</a>', re.DOTALL)
_ALT = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_STRUCK = re.compile(r"</?(?:s|del)>")
_INLINE = re.compile(r"</?(?:a|abbr|code|em|i|b|kbd|mark|q|span|strong|sub|sup|small|u)(?:\s[^>]*)?>")
_ADDRESS = re.compile(r'<(?:a|img) [^>]*?(?:href|src)="([^"#][^"]*)"')
_TAG = re.compile(r"<[^>]*>")


def quotable_text(body: str) -> str:
    """The words of a body's HTML as quotes are matched with them; struck ones between `~~`, as they are typed."""
    text = _ALT.sub(r" \1 ", _MARK.sub("", body)) if "<img" in body or "footnote" in body else body
    text = _STRUCK.sub("~~", text) if "<s>" in text or "<del>" in text else text
    text = html.unescape(_TAG.sub(" ", _INLINE.sub("", text)))
    return collapsed(text)


def addresses_in(body: str) -> list[str]:
    """Where the links and pictures of a body's HTML lead, but to another place on the same page."""
    return [html.unescape(address) for address in _ADDRESS.findall(body)]


def collapsed(text: str) -> str:
    """The words of a text, one blank between them."""
    return unicodedata.normalize("NFC", " ".join(text.split()))
