"""An address as a QR code, drawn as SVG."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

_QUIET = 4  # modules of white round the code (ISO/IEC 18004, 9.1)
# Any mask can be read; trying all eight for the evenest, as encoders do, takes five times as long.
_MASK = 2
_RUN = re.compile(b"\x01+")


def render_qr(address: str, label: str) -> Markup:
    """The code as an `svg` element of class `qr`, black on white on every page, with `label` for screen readers."""
    rows = _rows(address)
    size = len(rows) + 2 * _QUIET
    runs = []
    for y, row in enumerate(rows, _QUIET):
        for run in _RUN.finditer(row):
            start, end = run.span()
            runs.append(f"M{start + _QUIET} {y}h{end - start}v1H{start + _QUIET}z")
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{runs}"/></svg>'
    ).format(size=size, label=label, runs="".join(runs))


def _rows(address: str) -> list[bytes]:
    """The modules of the code row by row, 1 where they are black."""
    if address.isascii() and address != address.upper():  # no shorter way to write it than byte by byte
        return _family(len(address)).rows(address)
    return _encoded(address)


def _encoded(address: str) -> list[bytes]:
    import segno  # slow to import, and only print editions need it

    code = segno.make_qr(address, error="m", mask=_MASK, boost_error=False)
    return [bytes(row) for row in code.matrix]


class _Family:
    """Codes of addresses of one length, most of them sums of a few.

    Whatever is done to an address on its way to modules (ISO/IEC 18004, 7), error correction too, is adding bits to
    bits. So where an address is the sum of others, bit by bit, its code is the sum of their codes; a site's addresses
    are sums of very few of them, and adding is a thousand times as quick as encoding.
    """

    def __init__(self) -> None:
        self._sums: dict[int, tuple[int, int]] = {}
        """Sums of addresses, and of their codes, by how many bits the former has: no two have as many."""
        self._size = 0

    def rows(self, address: str) -> list[bytes]:
        """The modules of an address, as `_rows` has them."""
        rest, code = int.from_bytes(b"\x01" + address.encode(), "big"), 0
        while rest and (known := self._sums.get(rest.bit_length())):
            rest, code = rest ^ known[0], code ^ known[1]
        if rest:
            rows = _encoded(address)
            self._sums[rest.bit_length()] = (rest, code ^ int.from_bytes(b"".join(rows), "big"))
            self._size = len(rows)
            return rows
        modules = code.to_bytes(self._size**2, "big")
        return [modules[start : start + self._size] for start in range(0, len(modules), self._size)]


@lru_cache(maxsize=1 << 8)
def _family(_length: int) -> _Family:
    return _Family()
