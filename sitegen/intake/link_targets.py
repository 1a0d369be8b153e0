"""Where a link of a paper may lead."""

from __future__ import annotations

_SCHEMES = ("http://", "https://", "mailto:", "tel:")


def allowed_address(address: str) -> str:
    """The address, where a reader may follow it; else nothing."""
    address = address.strip()
    return address if address.lower().startswith(_SCHEMES) and not set(address) & set(' <>\n\t"') else ""
