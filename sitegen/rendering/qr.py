"""A QR code drawn as SVG."""

from __future__ import annotations

from markupsafe import Markup

from sitegen.site.codes import make_code
from sitegen.site.views.digest_views import QRCode


def render_qr(of: QRCode | str, label: str) -> Markup:
    """The code, or that of an address, as an `svg` element of class `qr`: black on white on every page.

    The `label` is for screen readers.
    """
    code = make_code(of) if isinstance(of, str) else of
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    ).format(size=code.size, label=label, path=code.path)
