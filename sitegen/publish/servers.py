"""Settings for web servers: the folder, headers, and the pages that moved or are gone."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.memory.tree import Tree

SERVERS = ("nginx", "apache", "iis")

_HEADERS = {
    "Cache-Control": "no-cache",  # readers ask each time whether a page has changed, and mostly are told no
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
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
    """The settings for one of SERVERS that serves the folder `root` at the address."""
    base = urlsplit(url).path.rstrip("/") + "/"
    moved = [(base + quote(route), urljoin(base + quote(route), target)) for route, target in _moved(tree, read)]
    gone = [quote(route) for route, made in sorted(tree.items()) if made.kind == "tombstone"]
    write = {"nginx": _nginx, "apache": _apache, "iis": _iis}[server]
    return "\n".join(write(root.rstrip("/"), base, moved, gone)) + "\n"


def _moved(tree: Tree, read: Callable[[str], bytes]) -> Iterator[tuple[str, str]]:
    for route in sorted(route for route, made in tree.items() if made.kind == "redirect"):
        page = _Refresh()
        page.feed(read(route).decode("utf-8", "replace"))
        if page.target:
            yield route, page.target


def _nginx(root: str, base: str, moved: Iterable[tuple[str, str]], gone: Iterable[str]) -> Iterator[str]:
    yield "# For nginx: inside the server { } that answers for the address."
    yield f"location {base} {{"
    yield f"    {'alias' if base != '/' else 'root'} {root}{'/' if base != '/' else ''};"
    yield "    index index.html;"
    yield "    charset utf-8;"
    yield f"    error_page 404 {base}404.html;"
    yield "    open_file_cache off;  # else the old site is served for a while after a publish"
    for name, value in _HEADERS.items():
        yield f'    add_header {name} "{value}" always;'
    yield "}"
    for old, new in moved:
        yield f"location = {old} {{ return 301 {new}; }}"
    for route in gone:
        yield f"location = {base}{route} {{ error_page 410 @gone; return 410; }}"
    if gone:
        yield f"location @gone {{ root {root}; rewrite ^{re.escape(base)}(.*)$ /$1 break; charset utf-8; }}"


def _apache(root: str, base: str, moved: Iterable[tuple[str, str]], gone: Iterable[str]) -> Iterator[str]:
    yield "# For Apache: inside the <VirtualHost> that answers for the address; needs alias, headers and rewrite."
    yield f'Alias {base.rstrip("/")} "{root}"' if base != "/" else f'DocumentRoot "{root}"'
    yield f'<Directory "{root}">'
    yield "    Require all granted"
    yield "    Options FollowSymLinks"
    yield "    AllowOverride None"
    yield "    DirectoryIndex index.html"
    yield "    AddDefaultCharset utf-8"
    yield f"    ErrorDocument 404 {base}404.html"
    for name, value in _HEADERS.items():
        yield f'    Header always set {name} "{value}"'
    yield "</Directory>"
    yield from (f"Redirect permanent {old} {new}" for old, new in moved)
    if gone:
        yield "RewriteEngine On"
    for route in gone:
        yield "RewriteCond %{ENV:REDIRECT_STATUS} ^$"
        yield f"RewriteRule ^{re.escape(base + route)}$ - [G]"
        yield f'<Location "{base}{route}">\n    ErrorDocument 410 {base}{route}\n</Location>'


def _iis(root: str, base: str, moved: Iterable[tuple[str, str]], gone: Iterable[str]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f"<!-- For IIS: save as web.config in {root} after the first publish; publishing leaves it alone."
    yield "     The rules need the module “URL Rewrite”; without it, leave <rewrite> out. -->"
    yield "<configuration>\n  <system.webServer>"
    yield '    <defaultDocument><files><clear /><add value="index.html" /></files></defaultDocument>'
    yield "    <staticContent>"
    for ending, kind in ((".ics", "text/calendar"), (".json", "application/json")):
        yield f'      <remove fileExtension="{ending}" /><mimeMap fileExtension="{ending}" mimeType="{kind}" />'
    yield "    </staticContent>"
    yield '    <caching enabled="false" enableKernelCache="false" />'
    yield "    <httpProtocol><customHeaders>"
    yield from (f"      <add name={quoteattr(name)} value={quoteattr(value)} />" for name, value in _HEADERS.items())
    yield "    </customHeaders></httpProtocol>"
    yield '    <httpErrors><remove statusCode="404" />'
    yield f'      <error statusCode="404" path={quoteattr(base + "404.html")} responseMode="ExecuteURL" /></httpErrors>'
    rules = [*_iis_rules(base, moved, gone)]
    if rules:
        yield "    <rewrite><rules>"
        yield from rules
        yield "    </rules></rewrite>"
    yield "  </system.webServer>\n</configuration>"


def _iis_rules(base: str, moved: Iterable[tuple[str, str]], gone: Iterable[str]) -> Iterator[str]:
    for old, new in moved:
        match = quoteattr(f"^{re.escape(old.removeprefix(base))}$")
        action = f'<action type="Redirect" redirectType="Permanent" url={quoteattr(new)} />'
        yield f"      <rule name={quoteattr(old)}><match url={match} />{action}</rule>"
    for route in gone:
        match = quoteattr(f"^{re.escape(route)}$")
        action = '<action type="CustomResponse" statusCode="410" statusReason="Gone" />'
        yield f"      <rule name={quoteattr(route)}><match url={match} />{action}</rule>"
