"""The theme, each file replaced by the project's own of the same name; and the frame that every page sees."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sitegen.reading.links import route_of
from sitegen.reading.source import parse_source
from sitegen.rendering.palette import render_brand
from sitegen.rendering.templates import Template
from sitegen.site.direction import direction_of
from sitegen.site.escaping import safe
from sitegen.site.views.label import Label
from sitegen.site.views.site_view import Ask, Site

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from sitegen.model.catalog import Catalog
    from sitegen.problems.problem import Problem
    from sitegen.site.words import Words

_FILES = "theme/"
FOLDER = "_theme/"
_VERSIONED = frozenset(("site.css", "charts.css", "site.js", "search.css", "search.js"))
"""Those whose addresses tell one version from another."""
_NEAR = re.compile(r"""url\(\s*(["']?)(?![a-z]+:|[/#])([^"')]+)\1\s*\)""", re.IGNORECASE)
"""An address in a stylesheet that is told from where that one stands."""


class Theme(NamedTuple):
    """What makes pages look as they do."""

    templates: dict[str, Template]
    """By name: `entry.html`."""
    files: dict[str, bytes]
    """By route: `_theme/site.css`."""
    problems: tuple[Problem, ...] = ()
    """Why templates are not text."""

    @property
    def unversioned(self) -> dict[str, bytes]:
        """The files, by route, that have the same address whatever is in them: fonts, and what a project adds."""
        return {route: data for route, data in self.files.items() if route.removeprefix(FOLDER) not in _VERSIONED}


def make_theme(default: Mapping[str, bytes], own: Mapping[str, bytes], brand: str) -> Theme:
    """Put the default theme and the project's own files together; both are keyed by path below `templates/`."""
    templates: dict[str, Template] = {}
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, data in sorted({**default, **own}.items()):
        if name.startswith(_FILES):
            files[FOLDER + name.removeprefix(_FILES)] = data
        elif name.endswith(".html"):
            source, found = parse_source(f"templates/{name}", data)
            templates[name] = Template(f"templates/{name}", source.text if source else "", name in own)
            problems += found
    stylesheet = FOLDER + "site.css"
    files[stylesheet] = files.get(stylesheet, b"") + render_brand(brand).encode()
    return Theme(templates, files, tuple(problems))


def make_site(catalog: Catalog, words: Words, theme: Theme, *, has_feed: bool) -> Site:
    """The frame of every page."""
    settings = catalog.settings
    nav = tuple(Label(page.title, route_of(page.file.path)) for page in catalog.pages.values() if page.nav)
    ask = tuple(Ask(way.label, way.to, way.to.lower().startswith("mailto:")) for way in settings.ask)
    site = Site(
        title=settings.title,
        organisation=settings.organisation,
        description=settings.description,
        language=settings.language,
        direction=direction_of(settings.language),
        words=words.spoken,
        url=settings.url,
        nav=nav,
        ask=ask,
        logo=route_of(settings.theme.logo) if settings.theme.logo else "",
        logo_alt=settings.theme.logo_alt,
        stylesheet="",
        chart_stylesheet="",
        script="",
        search_stylesheet="",
        search_script="",
        noindex=settings.noindex,
        has_feed=has_feed,
        extra=settings.extra,
        style="",
        style_hash="",
    )
    return in_theme(site, theme)


def in_theme(site: Site, theme: Theme) -> Site:
    """The frame with the files of this theme in it."""
    style = _style_of(theme, site.url)
    return site._replace(
        stylesheet=_versioned("site.css", theme),
        chart_stylesheet=_versioned("charts.css", theme),
        script=_versioned("site.js", theme),
        search_stylesheet=_versioned("search.css", theme),
        search_script=_versioned("search.js", theme),
        style=style,
        style_hash=hash_of(style),
    )


def inside_page(*sheets: bytes) -> Markup:
    """Stylesheets as they can stand inside a page."""
    text = "\n".join(sheet.decode("utf-8-sig", "replace") for sheet in sheets)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return safe(text.replace("</", "<\\/"))  # nothing in it can end it


def hash_of(style: str) -> str:
    """By which a policy allows a style inside a page: SHA-256 in Base64."""
    return b64encode(sha256(style.encode()).digest()).decode()


def _style_of(theme: Theme, url: str) -> Markup:
    """The style for a page that may stand anywhere: fonts and pictures are found where the site is known to be."""
    style = inside_page(theme.files[FOLDER + "site.css"])
    if not url:
        return style
    plain = str(style)  # else what is put in would be escaped
    return safe(_NEAR.sub(lambda found: f'url("{url}{FOLDER}{found[2]}")', plain))


def _versioned(name: str, theme: Theme) -> str:
    """A stable name, and eight digits of the bytes so that no old copy is shown."""
    route = FOLDER + name
    return f"{route}?v={sha256(theme.files.get(route, b'')).hexdigest()[:8]}"
