"""Links that open a file for everybody who has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sitegen.privacy.late_pattern import LatePattern
from sitegen.privacy.masked_finding import HIDDEN
from sitegen.privacy.sighting import Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINK = LatePattern(
    r"(?:https?://|(?<![\w@./-])(?=[\w.-]{0,60}(?:sharepoint\.com|1drv\.ms|dropbox\.com)/))(?P<host>[^\s/?#<>\"')\]]{1,253})(?P<rest>[^\s<>\"'\]]{1,4000})",
    re.IGNORECASE,
)
_SHARED = LatePattern(
    r"(?:[^\s/]*[.@])?sharepoint\.com/(?:[^\s?]*/)?:[a-z]:/|"
    r"(?:[^\s/]*[.@])?sharepoint\.com/[^\s?]{0,2000}\?(?:[^\s]{0,1000}&)?(?:e|share|guestaccesstoken|authkey|sharingv2)=|"
    r"1drv\.ms/[^\s/]|onedrive\.live\.com/[^\s]{0,2000}(?:authkey|resid|redeem|cid)=|"
    r"(?:docs|drive)\.google\.com/(?:a/[^\s/]{1,100}/)?(?:document|spreadsheets|presentation|file|drive|open|uc)\b"
    r"[^\s]{0,40}?(?:/d/|/folders/|[?&]id=)[\w-]{10}|"
    r"(?:www\.)?dropbox\.com/(?:s|sh|scl|t|request)/\w|"
    r"teams\.microsoft\.com/(?:l/(?:meetup-join|message|channel|team|file|chat)/|meet/)|teams\.live\.com/meet/|"
    r"(?:[^\s/]*[.@])?zoom\.(?:us|com)/[^\s?]{0,200}\?(?:[^\s]{0,200}&)?pwd=|(?:www\.)?we\.tl/t-|wetransfer\.com/downloads/|"
    r"(?:[^\s/]*[.@])?box\.com/(?:s|v)/\w{10}",
    re.IGNORECASE,
)
_SECRET = LatePattern(
    r"[?&#;](?:amp;)?(?:sig|signature|token|access_?token|id_?token|auth_?token|auth_?key|sas|sas_?token|x-amz-signature|"
    r"x-goog-signature|api_?key|pwd|passw(?:or)?d|guestaccesstoken|share_?key|jwt|session_?id|invite_?token|secret)"
    r"=(?P<value>[^\s&#;]{6,})",
    re.IGNORECASE,
)
_USER = LatePattern(r"https?://[^\s/@:]{1,60}:[^\s/@]{1,60}@", re.IGNORECASE)
_BEHIND = ".,;:!?)}”’…"
"""What stands behind a link and is none of it."""
_EMPHASIS = str.maketrans("", "", "_*~`")  # of which a text as it is seen has lost some


def find_share_links(text: str) -> Iterator[Sighting]:
    """Each link that needs no more than itself to open what it leads to."""
    for match in _LINK.finditer(text):
        address = match["host"] + match["rest"]
        if _SHARED.match(address) or _SECRET.search(match["rest"]) or _USER.match(match[0]):
            host = match["host"].rpartition("@")[2].lower()
            yield Sighting("share-link", match.start(), match.end(), _said(match[0]), f"{host}/{HIDDEN * 3}")


def _said(link: str) -> str:
    """The link in one spelling, whatever a text or a page puts round it."""
    return unquote(link).translate(_EMPHASIS).rstrip(_BEHIND)
