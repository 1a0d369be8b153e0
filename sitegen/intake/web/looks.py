"""How an element of HTML looks: bold, struck out, hidden; what its tag and its style say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.link_targets import allowed_address

if TYPE_CHECKING:
    from collections.abc import Mapping

DELETED, HIDDEN = "deleted, but the deletion is not accepted yet", "hidden text"
COMMENT, NAVIGATION, CONTROL = "comment", "navigation of the page", "words on a control, such as a button"
FURNITURE = frozenset((NAVIGATION, CONTROL))
_GONE = {
    "del": DELETED,
    "nav": NAVIGATION,
    "footer": NAVIGATION,
    **dict.fromkeys(("button", "select", "textarea", "datalist"), CONTROL),
}
_RULE = re.compile(r"([a-z-]+)\s*:\s*([^;]*)")


class WordLook(NamedTuple):
    """What holds for the words inside an element."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    link: str = ""
    gone: str = ""
    """Why its words are set aside; empty where they are shown."""
    verbatim: bool = False
    """Whether line ends in it are shown."""
    list_mark: bool = False
    """Whether its words are the number or bullet that Word puts before an item."""
    note: str = ""
    """The key of the footnote that its words call."""


def rules_of(attributes: Mapping[str, str]) -> dict[str, str]:
    """The rules of its `style`, in small letters."""
    return {name: said.strip() for name, said in _RULE.findall(attributes.get("style", "").lower())}


def look_inside(tag: str, attributes: Mapping[str, str], rules: Mapping[str, str], around: WordLook) -> WordLook:
    """How words look inside the element, where it stands in something that looks as `around` does."""
    look = around
    weight = rules.get("font-weight", "")
    if weight:
        look = look._replace(bold=weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600))
    elif tag in ("b", "strong", "th"):
        look = look._replace(bold=tag != "th")
    slant = rules.get("font-style", "")
    if slant or tag in ("i", "em", "cite"):
        look = look._replace(italic=slant != "normal")
    if tag in ("s", "strike") or "line-through" in rules.get("text-decoration", rules.get("text-decoration-line", "")):
        look = look._replace(strike=True)
    if tag == "a":
        note = re.search(r"mso-footnote-id:\s*(\w+)", attributes.get("style", ""))
        look = look._replace(link=allowed_address(attributes.get("href", "")), note=note[1] if note else "")
    if tag == "pre" or rules.get("white-space", "").startswith("pre"):
        look = look._replace(verbatim=True)
    if rules.get("mso-list") == "ignore":
        look = look._replace(list_mark=True)
    return look._replace(gone=look.gone or _why_gone(tag, attributes, rules))


def _why_gone(tag: str, attributes: Mapping[str, str], rules: Mapping[str, str]) -> str:
    if tag in _GONE:
        return _GONE[tag]
    if "hidden" in attributes or rules.get("display") == "none" or rules.get("mso-hide") == "all":
        return HIDDEN
    if rules.get("visibility") == "hidden":
        return HIDDEN
    if rules.get("mso-element", "").startswith("comment") or "MsoCommentReference" in attributes.get("class", ""):
        return COMMENT
    return ""
