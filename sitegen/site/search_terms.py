"""The words of an entry, as the search and related answers take them: made once for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.questions import Terms, make_terms
from sitegen.search.document import make_document, pack

if TYPE_CHECKING:
    from sitegen.model.entry import EntryFile
    from sitegen.search.document import Document


class SearchTerms(NamedTuple):
    """What one file says, in terms."""

    document: str
    """All that can be found, as `search.document` packs it."""
    terms: Terms
    """Those of the question, which tell what is related to it."""


def make_search_terms(source: EntryFile, html: str, language: str) -> SearchTerms:
    """The search terms of a file; `html` is its body."""
    return SearchTerms(pack(_document(source, html, language)), make_terms(source, language))


def _document(source: EntryFile, html: str, language: str) -> Document:
    """What of a file can be found; `html` is its body. Words that a correction took out are in neither."""
    more = [update.text for update in source.updates]
    more += [commitment.text for commitment in source.commitments]
    more += [*source.outstanding, source.declined]
    return make_document(source.title, source.question, source.also_asked, source.in_short, html, more, language)
