"""What every page may see of the site."""

from __future__ import annotations

from typing import Any, NamedTuple

from sitegen.site.views.label import Label


class Ask(NamedTuple):
    """A way to ask a question."""

    label: str
    to: str
    """An address: https:, mailto: or tel:."""
    is_mail: bool
    """Whether it shows the asker's name."""


class Site(NamedTuple):
    """What every page may see of the site."""

    title: str
    organisation: str
    description: str
    language: str
    direction: str
    """Where its lines begin: ltr (on the left) or rtl."""
    words: str
    """The language of the interface words: `language`, or en where there is no catalogue."""
    url: str
    """The public address with a slash at the end, or empty."""
    nav: tuple[Label, ...]
    """The writer's own pages for the navigation."""
    ask: tuple[Ask, ...]
    logo: str
    """Its route, or empty."""
    logo_alt: str
    stylesheet: str
    """Route and version: `_theme/site.css?v=0123abcd`."""
    chart_stylesheet: str
    """What pages with a chart load besides."""
    script: str
    search_stylesheet: str
    """Only for pages that hold a search box, as its script."""
    search_script: str
    noindex: bool
    has_feed: bool
    extra: dict[str, Any]
    style: str
    """All that the stylesheet holds, safe to stand inside a page: for one that may be shown at any address."""
    style_hash: str
    """That of the style, for the policy: SHA-256 in Base64."""
