"""Settings for web servers: the folder, headers, what stays closed, and the pages that moved or are gone.

Each server reads addresses already decoded where it compares them, and sends them on as they are written.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit
from xml.sax.saxutils import quoteattr

from sitegen.memory.refused import Refused
from sitegen.publish.caddy_settings import caddy_settings
from sitegen.publish.served_site import DRAWING_POLICY, HEADERS, POLICY, RECORDS, ServedSite, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.memory.tree import Tree

SERVERS = ("nginx", "apache", "caddy", "iis")

_UNSAYABLE = {
    "nginx": re.compile(r"[\0-\x1f$]"),
    "apache": re.compile(r"[\0-\x1f*?\[]|\$\{"),
    "caddy": re.compile(r"[\0-\x1f`{}*?\[\\]"),
    "iis": re.compile(r"[\0-\x1f]"),
}
"""What has a meaning of its own in the names of folders and cannot be escaped."""
_TARGET = re.compile(r"\s*[\d.]+\s*[;,]?\s*url\s*=\s*['\"]?(.+?)['\"]?\s*", re.IGNORECASE)


class _Refresh(HTMLParser):
    """Finds where a page leads on to, however its template writes that."""

    target = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        fields = dict(attrs)
        if tag == "meta" and (fields.get("http-equiv") or "").lower() == "refresh" and not self.target:
            found = _TARGET.fullmatch(fields.get("content") or "")
            self.target = found[1] if found else ""


def server_config(server: str, root: str, url: str, tree: Tree, read: Callable[[str], bytes]) -> str:
    """The settings for one of SERVERS that serves the folder `root` at the address; raises Refused."""
    known = urlsplit(url)
    base, host = unquote(known.path).rstrip("/") + "/", f"{known.scheme}://{known.netloc}" if known.netloc else ""
    unsayable = _UNSAYABLE[server].search(root + base)
    if unsayable:
        raise Refused(
            f"The settings of {server} cannot name a folder or an address with “{unsayable[0]}” in it.",
            "Give the folder another name, in sitegen.yaml too.",
        )
    moved = tuple((route, _address(urljoin(quote(base + route), target))) for route, target in _moved(tree, read))
    gone = tuple(route for route, made in sorted(tree.items()) if made.kind == "tombstone")
    drawings = tuple(sorted(route for route in tree if route.lower().endswith(".svg")))
    write = {"nginx": _nginx, "apache": _apache, "caddy": caddy_settings, "iis": _iis}[server]
    return "\n".join(write(ServedSite(root.rstrip("/"), host, base, moved, gone, drawings))) + "\n"


def _moved(tree: Tree, read: Callable[[str], bytes]) -> Iterator[tuple[str, str]]:
    for route in sorted(route for route, made in tree.items() if made.kind == "redirect"):
        page = _Refresh()
        page.feed(read(route).decode("utf-8", "replace"))
        if page.target:
            yield route, page.target


def _address(target: str) -> str:
    """An address in which nothing means more to a server than to a browser."""
    return quote(target, safe=":/?#@!&'()*+,;=%~-._[]")


def _as_codes(text: str) -> str:
    """As a pattern for RewriteRule, which has its own way to read quotation marks: a mark by its number."""
    return re.sub(r"(?![\w/])[ -~]", lambda mark: f"\\x{{{ord(mark[0]):x}}}", text)


def _nginx(site: ServedSite) -> Iterator[str]:
    base, at_top = site.base, site.base == "/"
    yield "# For nginx: inside the server { } that answers for the address."
    yield "absolute_redirect off;  # so that a proxy in front may speak https, and on another port"
    if not at_top:
        yield f"location = {quoted(base[:-1])} {{ return 301 {quoted(quote(base))}; }}"
    yield f"location {quoted(base)} {{"
    yield f"    root {quoted(site.root)};" if at_top else f"    alias {quoted(site.root + '/')};"
    yield "    index index.html;"
    yield "    charset utf-8;"
    yield f"    error_page 404 {quoted(base + '404.html')};"
    yield "    open_file_cache off;  # else the old site is served for a while after a publish"
    yield from _nginx_headers("    ", HEADERS)
    yield "    location ~* \\.svg$ {"
    yield from _nginx_headers("        ", {**HEADERS, POLICY: DRAWING_POLICY})
    yield "    }"
    for route, address in site.moved:
        yield f"    location = {quoted(base + route)} {{ return 301 {quoted(address)}; }}"
    for route in site.gone:
        yield f"    location = {quoted(base + route)} {{ error_page 410 @gone; return 410; }}"
    yield "}"
    yield f"location ~* {quoted(RECORDS)} {{ return 404; }}"
    if site.gone:
        into = f"rewrite {quoted(f'^{re.escape(base)}(.*)$')} /$1 break;"
        yield f"location @gone {{\n    root {quoted(site.root)};\n    {into}\n    charset utf-8;"
        yield from _nginx_headers("    ", HEADERS)
        yield "}"


def _nginx_headers(indent: str, headers: dict[str, str]) -> Iterator[str]:
    yield from (f"{indent}add_header {name} {quoted(value)} always;" for name, value in headers.items())


def _apache(site: ServedSite) -> Iterator[str]:
    base, root = site.base, quoted(site.root)
    yield "# For Apache: inside the <VirtualHost> that answers for the address; needs alias, headers and rewrite."
    yield f"Alias {quoted(base.rstrip('/'))} {root}" if base != "/" else f"DocumentRoot {root}"
    yield f"<Directory {root}>"
    yield "    Require all granted"
    yield "    Options FollowSymLinks"
    yield "    AllowOverride None"
    yield "    DirectoryIndex index.html"
    yield "    AddDefaultCharset utf-8"
    yield f"    ErrorDocument 404 {quoted(quote(base) + '404.html')}"
    yield from (f"    Header always set {name} {quoted(value)}" for name, value in HEADERS.items())
    yield '    <FilesMatch "(?i)\\.svg$">'
    yield f"        Header always set {POLICY} {quoted(DRAWING_POLICY)}"
    yield "    </FilesMatch>"
    yield "</Directory>"
    yield f"<LocationMatch {quoted('(?i)' + RECORDS)}>\n    Require all denied\n</LocationMatch>"
    # Apache completes an address with the name and the scheme that it knows, which a proxy in front may not share.
    moved = ((base + route, urljoin(site.host, address)) for route, address in site.moved)
    yield from (f"Redirect permanent {quoted(route)} {quoted(address)}" for route, address in moved)
    if site.gone:
        yield "RewriteEngine On"
    for route in site.gone:
        yield "RewriteCond %{ENV:REDIRECT_STATUS} ^$"
        yield f"RewriteRule ^{_as_codes(base + route)}$ - [G]"
        yield f"<Location {quoted(base + route)}>\n    ErrorDocument 410 {quoted(quote(base + route))}\n</Location>"


def _iis(site: ServedSite) -> Iterator[str]:
    not_found = quoteattr(quote(site.base) + "404.html")
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield "<!-- For IIS: save as web.config in the site's folder after the first publish; publishing leaves it alone."
    yield "     The rules need the module “URL Rewrite”; without it, leave <rewrite> out. -->"
    yield "<configuration>\n  <system.webServer>"
    yield '    <defaultDocument><files><clear /><add value="index.html" /></files></defaultDocument>'
    yield "    <staticContent>"
    for ending, kind in ((".ics", "text/calendar"), (".json", "application/json")):
        yield f'      <remove fileExtension="{ending}" /><mimeMap fileExtension="{ending}" mimeType="{kind}" />'
    yield "    </staticContent>"
    yield '    <caching enabled="false" enableKernelCache="false" />'
    yield "    <httpProtocol><customHeaders>"
    yield from (f"      <add name={quoteattr(name)} value={quoteattr(value)} />" for name, value in HEADERS.items())
    yield "    </customHeaders></httpProtocol>"
    yield '    <httpErrors><remove statusCode="404" />'
    yield f'      <error statusCode="404" path={not_found} responseMode="ExecuteURL" /></httpErrors>'
    yield "    <security><requestFiltering><hiddenSegments>"
    yield '      <remove segment=".sitegen" /><add segment=".sitegen" />'
    yield "    </hiddenSegments></requestFiltering></security>"
    if site.moved or site.gone:
        yield "    <rewrite><rules>"
        yield from _iis_rules(site)
        yield "    </rules></rewrite>"
    yield "  </system.webServer>"
    for route in site.drawings:
        yield f"  <location path={quoteattr(route)}><system.webServer><httpProtocol><customHeaders>"
        yield f'    <remove name="{POLICY}" /><add name="{POLICY}" value={quoteattr(DRAWING_POLICY)} />'
        yield "  </customHeaders></httpProtocol></system.webServer></location>"
    yield "</configuration>"
    yield "<!-- Beside the site's folder stands one whose name ends in .sitegen: our records. Where readers"
    yield "     can reach the folder above, save this as web.config in the records, too:"
    yield "<configuration><system.webServer><security><requestFiltering>"
    yield '  <verbs allowUnlisted="false" />'
    yield "</requestFiltering></security></system.webServer></configuration> -->"


def _iis_rules(site: ServedSite) -> Iterator[str]:
    for route, address in site.moved:
        action = f'<action type="Redirect" redirectType="Permanent" url={quoteattr(address)} />'
        yield f"      <rule name={quoteattr(route)}><match url={_exactly(route)} />{action}</rule>"
    for route in site.gone:
        action = '<action type="CustomResponse" statusCode="410" statusReason="Gone" />'
        yield f"      <rule name={quoteattr(route)}><match url={_exactly(route)} />{action}</rule>"


def _exactly(route: str) -> str:
    return quoteattr(f"^{re.escape(route)}$")
