"""An address as a QR code, drawn as SVG."""

from __future__ import annotations

import re

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
    import segno  # slow to import, and only print editions need it

    code = segno.make_qr(address, error="m", mask=_MASK, boost_error=False)
    return [bytes(row) for row in code.matrix]
