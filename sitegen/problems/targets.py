"""Problems of what links lead to."""

from __future__ import annotations

import re

from sitegen.problems.problem import Place, Problem, error, notice

_HOST = re.compile(
    r"www\.[\w-]|(?:[a-z0-9-]+\.)+[a-z]{2,12}(?:/|$)(?<!\.md)(?<!\.html)(?<!\.pdf)(?<!\.docx)", re.IGNORECASE
)
"""How an address begins whose https:// is missing."""


def broken_link(at: Place, address: str, near: str) -> Problem:
    """A link to content or an asset that is not there."""
    if " " in near:  # it could not stand in a link
        near = ""
    guess = f" Did you mean “{near}”?" if near else ""
    hint = "" if near else "Check the spelling and the folder: ../ goes up one folder."
    if " " in address:
        hint = "No file of the site has a space in its name: give it one with hyphens, and write that here."
    elif not near and _HOST.match(address):
        hint = f"If it is a place on the web, write:  https://{address}"
    elif not near and "@" in address and "/" not in address:
        hint = f"If it is an e-mail address, write:  mailto:{address}"
    return error("broken-link", at, f"The link “{address}” leads to nothing.{guess}", hint, near)


def broken_anchor(at: Place, address: str, anchor: str, near: str) -> Problem:
    """A link to a heading that is not in that page; `address` is empty for the page itself."""
    guess = f" Did you mean “#{near}”?" if near else ""
    return error(
        "broken-anchor",
        at,
        f"{f'“{address}”' if address else 'This page'} has no heading “#{anchor}”.{guess}",
        "" if near else "Link to the page itself, or copy the heading's words: small letters, hyphens for spaces.",
        f"{address}#{near}" if near else "",
    )


def link_left_out(at: Place, address: str, why: str) -> Problem:
    """A link to something held back or withdrawn: its text stays."""
    return notice("link-left-out", at, f"The link “{address}” is shown as plain text: {why}.")


def own_link_broken(at: Place, address: str) -> Problem:
    """A full address of the site itself at which it has no page."""
    return notice(
        "own-link-broken",
        at,
        f"“{address[:120]}” is an address of this site, but there is no page at it.",
        "Go to the page in a browser and copy its address again, or link to its file:  [words](../other/answer.md)",
    )


def held_address_shown(at: Place, address: str) -> Problem:
    """The full address of a page that nobody is to know of yet, as words that everybody could read."""
    return error(
        "held-address-shown",
        at,
        f"“{address[:120]}” is the address of a page that is not to be seen yet, and readers would see it.",
        f"Write words in its place:  [what it is about]({address[:120]})",
    )
