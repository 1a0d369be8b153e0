"""What the template of a proof sees: the digests' own views, and what only somebody sees who has to say yes."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sitegen.site.views.digest_views import DigestView
from sitegen.site.views.entry_views import EntryView, TombstoneView


class ProofRemark(NamedTuple):
    """Something to know, or to mend, before a digest goes out."""

    is_error: bool
    """Whether nothing can go out before it is mended."""
    place: str
    """`missed-meal-breaks.md, line 7`."""
    text: str


class ProofChange(NamedTuple):
    """What will be different for readers."""

    what: str
    """new, changed, small, moved, gone or same; empty where nothing is known of what was published."""
    title: str = ""
    """Of an answer that is not there any more."""
    lines: tuple[str, ...] = ()
    """Words before and after."""


class ProofHold(NamedTuple):
    """Why something is held back now, although the proof shows it."""

    reason: str
    """draft, embargoed, expired or digest; empty where readers see it already."""
    until: date | None = None
    """The day on which an embargo ends."""


class ProofEntry(NamedTuple):
    """One answer of a proof."""

    number: int
    """By which remarks name it: counted through all digests of the proof."""
    entry: EntryView
    hold: ProofHold
    change: ProofChange
    reminded: tuple[str, ...]
    """For each commitment, who is asked when it is due; empty where that is nobody."""
    remarks: tuple[ProofRemark, ...]
    version: str
    """Stands for the words of its file."""


class ProofDigest(NamedTuple):
    """A digest as somebody reads it who has to say yes."""

    digest: DigestView
    hold: ProofHold
    entries: tuple[ProofEntry, ...]
    remarks: tuple[ProofRemark, ...]
    """Those that are about none of its answers."""
    withdrawn: tuple[TombstoneView, ...]
    gone: tuple[ProofChange, ...]
    """Answers that readers have now and that this digest has not."""
    unread: tuple[str, ...]
    """Names of files that cannot be read."""


class ProofSource(NamedTuple):
    """A file that a proof was made of."""

    path: str
    version: str


class ProofView(NamedTuple):
    """One or several digests before they are published, in one file."""

    route: str
    made: date
    version: str
    """Stands for all files that it was made of."""
    since: date | None
    """The day of what was published and is compared with it; None where nothing is known of that."""
    digests: tuple[ProofDigest, ...]
    sources: tuple[ProofSource, ...]
    style: str
    """All of its style: `theme/site.css` and `proof.css`."""
    style_hash: str
    """That of the style, for the policy: SHA-256 in Base64."""
