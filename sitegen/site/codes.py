"""An address as a QR code."""

from __future__ import annotations

import re

from sitegen.site.views.digest_views import QRCode

_QUIET = 4  # modules of white round the code (ISO/IEC 18004, 9.1)
# Any mask can be read; trying all eight for the evenest, as encoders do, takes five times as long.
_MASK = 2
_RUN = re.compile(b"\x01+")


def make_code(address: str) -> QRCode:
    """The code of an address, as it is drawn."""
    import segno  # slow to import, and a view that is remembered has its code with it

    rows = segno.make_qr(address, error="m", mask=_MASK, boost_error=False).matrix
    runs = []
    for y, row in enumerate(rows, _QUIET):
        for run in _RUN.finditer(row):
            start, end = run.span()
            runs.append(f"M{start + _QUIET} {y}h{end - start}v1H{start + _QUIET}z")
    return QRCode(len(rows) + 2 * _QUIET, "".join(runs))
