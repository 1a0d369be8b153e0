"""The words of an entry, as the search and related answers take them: made once for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.questions import Terms, make_terms
from sitegen.search.document import make_document, pack, plain_text
from sitegen.search.explained import Explained, find_explained

if TYPE_CHECKING:
    from sitegen.model.entry import EntryFile


class SearchTerms(NamedTuple):
    """What one file says, in terms."""

    document: str
    """All that can be found, as `search.document` packs it."""
    terms: Terms
    """Those of the question, which tell what is related to it."""
    explained: tuple[Explained, ...]
    """The abbreviations that it explains."""


def make_search_terms(source: EntryFile, html: str, language: str) -> SearchTerms:
    """The search terms of a file; `html` is its body."""
    more = _more(source)
    first = source.title, source.question, source.also_asked, source.in_short
    texts = source.title, source.question, *source.also_asked, source.in_short, plain_text(html), *more
    explained = tuple(dict.fromkeys(one for text in texts if "(" in text for one in find_explained(text)))
    document = make_document(*first, html, more, language)
    return SearchTerms(pack(document), make_terms(source, language), explained)


def _more(source: EntryFile) -> list[str]:
    """What of a file can be found besides; words that a correction took out are nowhere in it."""
    more = [update.text for update in source.updates]
    more += [commitment.text for commitment in source.commitments]
    return [*more, *source.outstanding, source.declined]
