"""Settings for Caddy, for whose patterns names are spelt by the numbers of their signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from sitegen.publish.served_site import DRAWING_POLICY, HEADERS, POLICY, RECORDS, ServedSite

if TYPE_CHECKING:
    from collections.abc import Iterator


def caddy_settings(site: ServedSite) -> Iterator[str]:
    """The lines for the block of the address."""
    at_top = site.base == "/"
    yield "# For Caddy: inside the block { } that answers for the address."
    yield "route {"
    yield f"    @closed path_regexp (?i){RECORDS}"
    yield "    respond @closed 404"
    if not at_top:
        yield f"    @bare path_regexp {_exactly(site.base[:-1])}"
        yield f"    redir @bare {_literally(quote(site.base))} 301"
    yield f"    @site path_regexp {_literally('^' + _spelt(site.base))}"
    yield "    route @site {"
    if not at_top:
        yield f"        uri strip_prefix {_literally(_as_sent(site.base[:-1]))}"
    yield f"        root * {_literally(site.root)}"
    yield from (f"        header {name} {_literally(value)}" for name, value in HEADERS.items())
    yield r"        @drawings path_regexp (?i)\.svg$"
    yield f"        header @drawings {POLICY} {_literally(DRAWING_POLICY)}"
    for number, (route, address) in enumerate(site.moved):
        yield f"        @moved{number} path_regexp {_exactly('/' + route)}"
        yield f"        redir @moved{number} {_literally(address)} 301"
    if names := "|".join(map(_spelt, site.gone)):
        yield f"        @gone path_regexp {_literally(f'^/(?:{names})$')}"
        yield "        file_server @gone {\n            status 410\n        }"
    yield "        @there file {path} {path}/index.html"
    yield "        file_server @there"
    yield "        rewrite * /404.html"
    yield "        file_server {\n            status 404\n        }"
    yield "    }"
    yield "}"


def _literally(text: str) -> str:
    return f"`{text}`"


def _exactly(path: str) -> str:
    return _literally(f"^{_spelt(path)}$")


def _as_sent(text: str) -> str:
    """Letters beyond ASCII as they are sent, and no others, since that is how Caddy compares them when it cuts."""
    return "".join(letter if letter.isascii() and letter != "%" else quote(letter) for letter in text)


def _spelt(text: str) -> str:
    return re.sub(r"(?![\w/-])[ -~]", lambda mark: f"\\x{ord(mark[0]):02x}", text)
