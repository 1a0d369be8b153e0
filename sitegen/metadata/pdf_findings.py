"""What of a PDF's properties is told to its writer: a name, a folder, that it is a draft. Never the name itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.metadata.piece import PlacedText

_PROPERTY, _PICTURE, _POSITION = "properties, ", "picture on ", "GPS position"
_NAMING = frozenset(
    (
        *("author", "creator", "lastmodifiedby", "last saved by", "manager", "artist", "owner", "captionwriter"),
        *("authorsposition", "_authoremail", "_authoremaildisplayname", "creatorcontactinfo", "from", "to"),
    )
)
_IN_INFO = frozenset(("Creator",))
"""Where the program stands under that word, and not a person."""
_NOBODY = frozenset(
    ("", "user", "windows user", "microsoft office user", "admin", "administrator", "unknown", "anonymous", "author")
)
_MANY = re.compile(
    r"\b(?:team|trust|nhs|service|services|department|directorate|office|council|university|unit|group|board|"
    r"communications|comms|company|ltd|limited|plc|llp|inc|gmbh|agency|ambulance|hospitals?|college|committee)\b",
    re.IGNORECASE,
)
"""A word of which no person's name is made."""
_DRAFT = re.compile(
    r"\b(?:draft|confidential|embargo(?:ed)?|restricted|internal use only|in confidence|official[- ]sensitive|"
    r"not for (?:publication|release|circulation|distribution|onward|staff|sharing)|"
    r"do not (?:share|circulate|forward|publish|distribute))\b",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"[A-Za-z]:[\\/](?:Users|Documents)|\\\\\w|/(?:Users|home)/\w|file:/{2,}\w*", re.IGNORECASE)
_BOX = re.compile(r"[\w.+-]{1,64}@\w[\w-]{0,62}\.\w")


def findings(texts: Iterable[PlacedText]) -> list[str]:
    """What besides its pages is in it, each as a piece of a sentence."""
    found: dict[str, dict[str, None]] = {}
    for place, text in texts:
        if place.startswith(_PROPERTY):
            name = place.removeprefix(_PROPERTY)
            for what in _of_property(name, text):
                found.setdefault(what, {})[name.rpartition(", ")[2]] = None
        elif place == "file inside":
            found.setdefault("other files", {})["as attachments"] = None
        elif place.startswith(_PICTURE):
            page, _, name = place.removeprefix("picture ").partition(", ")
            for what in _of_picture(name, text):
                found.setdefault(what, {})[page] = None
        elif place.startswith("remark on"):
            found.setdefault("remarks", {})[place.removeprefix("remark ")] = None
    return [f"{what} ({_listed(list(names))})" for what, names in found.items()]


def _of_picture(name: str, text: str) -> Iterable[str]:
    if name.startswith(_POSITION):
        yield "where a photo was taken"
    else:
        yield from (f"{what} in a photo" for what in _of_property(name, text))


def _of_property(name: str, text: str) -> Iterable[str]:
    word = name.rpartition(", ")[2].lower()
    if word in _NAMING and name not in _IN_INFO and text.strip().lower() not in _NOBODY and not _MANY.search(text):
        yield "a name"
    if _FOLDER.search(text):
        yield "a folder of somebody’s computer"
    if _BOX.search(text):
        yield "an e-mail address"
    if said := _DRAFT.search(text):
        yield f"the word “{said[0].lower()}”"


def _listed(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
