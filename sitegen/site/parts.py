"""What the views of entries are made of: values that are known by their fingerprints, so that a key is quickly told.

Ten thousand entries are looked at to find out which pages are stale. So what is compared are the parts of a view, not
the view: most parts are teasers, labels and names that stand on many pages and are looked at once. The maker of a view
gets its parts and nothing else, so what is not among them cannot reach a page.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sitegen.model.entry import EntryFile
    from sitegen.site.bodies import LazyBody, NoBody
    from sitegen.site.views.commitment_views import Commitment
    from sitegen.site.views.digest_views import DigestView
    from sitegen.site.views.entry_teaser import Teaser
    from sitegen.site.views.entry_views import Link, ReviewState
    from sitegen.site.views.label import Label, Named


class Told:
    """What an entry's file says, known by its facts."""

    __slots__ = ("file", "fingerprint")

    def __init__(self, file: EntryFile, fingerprint: str) -> None:
        self.file, self.fingerprint = file, fingerprint


class About(NamedTuple):
    """What an entry's page shows of the site as a whole."""

    url: str
    title: str
    organisation: str
    language: str
    asked_by: str
    """Who asked, where nothing is said."""


class Close(NamedTuple):
    """An answer that shares topics and words with another one."""

    title: str
    route: str
    date: date
    topics: tuple[str, ...]
    """Titles of those that both are on."""
    terms: tuple[str, ...]
    """Shared ones, those that tell most first."""


class EntryParts(NamedTuple):
    """All that an entry's view is made of, on its page and in the print edition; nothing else can reach them."""

    source: Told
    about: About
    teaser: Teaser
    answer: LazyBody | NoBody
    asked: date
    answered: date | None
    day: str
    """Its date as it is shown."""
    answered_by: tuple[Named, ...]
    spoken: bool
    digest: Label
    positions: tuple[Label, ...]
    commitments: tuple[Commitment, ...]
    supersedes: tuple[Link, ...]
    superseded_by: tuple[Link, ...]
    follows: tuple[Link, ...]
    followed_by: tuple[Link, ...]
    review: ReviewState | None
    previous: Label | None
    next: Label | None


class EntryPageParts(NamedTuple):
    """The parts of an entry's own page: with what is related to it, which is on its page alone."""

    entry: EntryParts
    related: tuple[Link, ...]
    """As the writer said."""
    close: tuple[Close, ...]
    older: tuple[str, ...]
    """What the answers asked that this one stands for."""


class PrintParts(NamedTuple):
    """All that a digest's print edition is made of."""

    route: str
    digest: DigestView
    entries: tuple[EntryParts, ...]
    address: str


class FoundParts(NamedTuple):
    """All that the search knows of an entry besides its words."""

    teaser: Teaser
    names: tuple[tuple[str, ...], ...]
    """Titles and synonyms of its topics."""
    people: tuple[Named, ...]
    topics: tuple[str, ...]
    """Ids, as in what results are narrowed by; so are the next two."""
    answered_by: tuple[str, ...]
    digest_name: str
    digest: str
    """Its title."""
    day: str
    due: str
    """As they are shown."""
    newer: str
    """The route of the answer that replaces it."""
