"""An address as a QR code, drawn as one SVG path."""

from __future__ import annotations

import segno

_QUIET = 4  # modules of white round the code (ISO/IEC 18004, 9.1)


def qr_path(address: str) -> tuple[str, int]:
    """Path data, and the side of the square it is drawn in, in modules, the quiet zone among them."""
    code = segno.make_qr(address, error="m")
    rows = [list(row) for row in code.matrix_iter(scale=1, border=_QUIET)]
    pieces = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                pieces.append(f"M{x} {y}h{length}v1h-{length}z")
            x += length or 1
    return "".join(pieces), len(rows)
