"""The key to a preview: in the address that is printed, then in a cookie, and without it there is nothing to see.

The loopback belongs to the computer, not to an account: whoever else is logged in can ask it too. So each run makes a
secret, which the terminal shows to who started it.

The cookie is `SameSite=Strict`, so a browser does not send it along where another site's page, or a file, led here; not
on a redirect either, which still counts as theirs. A page that moves on by itself makes a request of our own.
"""

from __future__ import annotations

import secrets
from hmac import compare_digest
from html import escape
from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import quote

from sitegen.serve.access import HOST
from sitegen.serve.live import Response

if TYPE_CHECKING:
    from sitegen.serve.request import Request

_BYTES = 32
_FIELD = "key"
_TYPE = "text/html; charset=utf-8"
_STYLE = "body{max-width:38rem;margin:3rem auto;padding:0 1rem;font:17px/1.5 Arial,Helvetica,sans-serif}"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Key(NamedTuple):
    """The secret of one run, and the port that it opens."""

    secret: str
    port: int

    @classmethod
    def new(cls, port: int) -> Self:
        """A secret that nobody guesses: 256 bits."""
        return cls(secrets.token_urlsafe(_BYTES), port)

    @property
    def cookie(self) -> str:
        """The cookie's name. Browsers give all ports of a host the same cookies, so it says whose this one is."""
        return f"sitegen-{self.port}"

    def address(self, path: str = "") -> str:
        """Where a browser gets in, at the path below the root."""
        return f"http://{HOST}:{self.port}/{path}?{_FIELD}={self.secret}"

    def admit(self, request: Request) -> Response | None:
        """What to answer instead of what was asked for; None for who has been let in."""
        has_cookie = any(map(self._fits, _cookies(request, self.cookie)))
        given = [value for name, _, value in map(_pair, request.query.split("&")) if name == _FIELD]
        if len(given) == 1 and (has_cookie or self._fits(given[0])):
            cookie = f"{self.cookie}={self.secret}; HttpOnly; SameSite=Strict; Path=/"
            return Response(200, _TYPE, _moving_on(_address_without_key(request)), _POLICY, cookie)
        if has_cookie and not given:
            return None
        # A link on another page brings no cookie; asked for by our own page, there may be one.
        is_led_here = request.value("sec-fetch-site") in ("cross-site", "same-site")
        return Response(403, _TYPE, _closed(_address_without_key(request) if is_led_here else ""), _POLICY)

    def _fits(self, value: str) -> bool:
        return compare_digest(value.encode("latin-1"), self.secret.encode("ascii"))


def _cookies(request: Request, name: str) -> list[str]:
    """The values of the cookies of that name. Programs on other ports can set some too, so there may be several."""
    pairs = (_pair(pair.strip(" \t")) for header in request.values("cookie") for pair in header.split(";"))
    return [value for found, _, value in pairs if found == name]


def _pair(text: str) -> tuple[str, str, str]:
    return text.partition("=")


def _address_without_key(request: Request) -> str:
    """What was asked for, on this server whatever the path looks like, without the key."""
    kept = [field for field in request.query.split("&") if _pair(field)[0] != _FIELD]
    query = "&".join(filter(None, kept))
    return "/" + quote(request.path.lstrip("/")) + (f"?{query}" if query else "")


def _moving_on(address: str) -> bytes:
    """A page that puts another in its own place, so that the key stands in no history; a link where that is off."""
    return _page("The preview", f'<p><a href="{escape(address)}">Go on to the preview</a></p>', _refresh(address))


def _closed(again: str) -> bytes:
    """A page for who has no key; it asks once more by itself where `again` says for what."""
    return _page(
        "This preview belongs to whoever started it",
        "<h1>This preview belongs to whoever started it</h1>"
        "<p>Was it you? Open the address that <code>sitegen serve</code> or <code>sitegen desk</code> printed when it "
        "started, the whole of it: "
        "the end, from <code>?key=</code> on, is what lets you in.</p>"
        "<p>Did this page work a while ago? Then the preview was started again since, and has a new address. Open that "
        "one, and load this page again.</p>"
        "<p>Was it somebody else? Then only they can look. Ask them to show you.</p>",
        _refresh(again) if again else "",
    )


def _refresh(address: str) -> str:
    return f'<meta http-equiv="refresh" content="0; url={escape(address)}">'


def _page(title: str, body: str, head: str) -> bytes:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">{head}'
    opening = f'<!DOCTYPE html>\n<html lang="en"><head>{head}<title>{title}</title><style>{_STYLE}</style></head>'
    return f"{opening}<body>{body}</body></html>\n".encode()
