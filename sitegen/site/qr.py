"""An address as a QR code, drawn as SVG."""

from __future__ import annotations

import segno
from markupsafe import Markup

_QUIET = 4  # modules of white round the code (ISO/IEC 18004, 9.1)
# Any mask can be read; trying all eight for the evenest, as encoders do, takes five times as long.
_MASK = 2


def render_qr(address: str, label: str) -> Markup:
    """The code as an `svg` element of class `qr`, black on white on every page, with `label` for screen readers."""
    code = segno.make_qr(address, error="m", mask=_MASK, boost_error=False)
    size = len(code.matrix) + 2 * _QUIET
    runs = []
    for y, row in enumerate(code.matrix, _QUIET):
        cells = bytes(_QUIET) + bytes(row) + bytes(1)
        start = cells.find(1)
        while start >= 0:
            end = cells.find(0, start)
            runs.append(f"M{start} {y}h{end - start}v1H{start}z")
            start = cells.find(1, end)
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{runs}"/></svg>'
    ).format(size=size, label=label, runs="".join(runs))
