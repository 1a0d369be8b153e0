"""The links and pictures of a body: pointed at pages and files, or told of where that cannot be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sitegen.problems import body as problems
from sitegen.reading.links import BodyLink, parse_link, surprise_in_mail
from sitegen.reading.plain_text import plain_text
from sitegen.reading.wrapped_links import unwrapped

if TYPE_CHECKING:
    from markdown_it.token import Token

    from sitegen.problems.problem import Place, Problem
    from sitegen.reading.placing import BodyPlaces

_DRIVE = re.compile(r"[A-Za-z]:")
_ADDRESS = re.compile(r"\]\(([^()<>\n]{1,1000})\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class BodyLinks:
    """Those of one body, from its first to its last."""

    def __init__(self, places: BodyPlaces, found: list[Problem]) -> None:
        """What is wrong with them is put behind what is found already."""
        self._places, self._problems = places, found
        self.links: list[BodyLink] = []
        """Where the body points."""
        self._typed: dict[int, dict[str, tuple[int, str]]] = {}  # addresses of a row, and where and how they are typed

    def attributes(self, rows: range, typed: str, words: str) -> str | None:
        """What stands in a link to a page or to the web, which one of the rows holds; None for another's."""
        link = parse_link(self._places.path, typed)
        if link.kind not in ("page", "external"):
            return None
        at = self._places.locate_address(rows, (typed,), words)
        self.links.append(link._replace(kind=_kind(link, typed, words), line=at.line or 0, column=at.column or 0))
        if link.kind == "page":
            return f'href="{link.href}"'
        self._tell_wrapped(at, typed)
        return f'href="{link.href.replace("&", "&amp;")}" rel="noopener"'

    def link(self, rows: range, child: Token, words: str) -> None:
        """Point the link, in one of the rows and round these words, at its page."""
        typed = str(child.attrGet("href") or "")
        link = parse_link(self._places.path, typed)
        at = self._places.locate_address(rows, _as_typed(link, child), words)
        if link.kind == "forbidden":
            self._problems.append(self._forbidden(at, link))
            child.attrSet("href", "#")
            return
        self.links.append(link._replace(kind=_kind(link, typed, words), line=at.line or 0, column=at.column or 0))
        child.attrSet("href", link.href)
        surprise = surprise_in_mail(typed)
        if surprise:
            self._problems.append(problems.mail_to_others(at, surprise))
        if link.kind == "external":
            child.attrSet("rel", "noopener")
            self._tell_wrapped(at, typed)
        if child.info == "auto":
            child.attrSet("class", "address")  # its words are its address: paper need not name it again

    def picture(self, rows: range, child: Token) -> None:
        """Point the picture, in one of the rows, at its file; one that cannot be shown has no address."""
        typed = str(child.attrGet("src") or "")
        link = parse_link(self._places.path, typed)
        at = self._places.locate(rows, _as_typed(link, child))
        if typed.lower().startswith("data:"):
            self._problems.append(problems.picture_as_data(at))
            child.attrSet("src", "")
            return
        if not plain_text([child]):
            self._problems.append(problems.picture_without_text(at, link.typed))
        if link.kind == "external" and not typed.lower().startswith(("mailto:", "tel:")):
            self._problems.append(problems.foreign_picture(at, link.typed))
        elif link.kind == "forbidden":
            self._problems.append(self._forbidden(at, link))
        elif link.kind != "file":
            self._problems.append(problems.not_a_picture(at, link.typed))
        else:
            self.links.append(link._replace(kind="picture", line=at.line or 0, column=at.column or 0))
            child.attrSet("src", link.href)
            return
        child.attrSet("src", "")

    def _tell_wrapped(self, at: Place, typed: str) -> None:
        if wrapped := unwrapped(typed):
            self._problems.append(problems.wrapped_link(at, *wrapped))

    def _forbidden(self, at: Place, link: BodyLink) -> Problem:
        """The problem of an address that may not be linked to, as it was typed."""
        address = unquote(link.typed)
        if "\\" not in address or _DRIVE.match(address):
            return problems.forbidden_link(at, address if "\\" in address else link.typed)
        row = (at.line or 1) - self._places.first_line
        if row not in self._typed:  # a backslash before a full stop is gone from the address
            found = {_ESCAPED.sub(r"\1", match[1]): match for match in _ADDRESS.finditer(self._places.lines[row])}
            self._typed[row] = {address: (match.start(1) + 1, match[1]) for address, match in found.items()}
        if at.column is None and address in self._typed[row]:
            column, typed = self._typed[row][address]
            return problems.forbidden_link(at._replace(column=column, length=len(typed)), typed, _slashed(typed))
        return problems.forbidden_link(at, address, _slashed(address) if at.column else "")


def _as_typed(link: BodyLink, token: Token) -> tuple[str, ...]:
    """The ways in which the address may stand in the text; none where only a label does."""
    if "label" in token.meta:
        return ()
    address = str(token.attrGet("href") or token.attrGet("src") or "")
    if link.kind != "forbidden":
        return link.typed, address
    return f"\\{unquote(address)}", unquote(address), address


def _kind(link: BodyLink, typed: str, words: str) -> str:
    """The kind of a link, where one whose words name its address is one of its own."""
    return "address" if link.kind == "external" and typed.rstrip("/").rpartition("/")[2] in words else link.kind


def _slashed(address: str) -> str:
    """An address inside the site with slashes for its backslashes; empty for a place on a drive."""
    return "" if address.startswith("\\") else address.replace("\\", "/")
