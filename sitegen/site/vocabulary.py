"""The words of an entry, as the search and related answers take them: made once for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.questions import Terms, make_terms
from sitegen.search.document import pack
from sitegen.site.search import search_document

if TYPE_CHECKING:
    from sitegen.model.entry import EntryFile


class Vocabulary(NamedTuple):
    """What one file says, in terms."""

    document: str
    """All that can be found, as `search.document` packs it."""
    terms: Terms
    """Those of the question, which tell what is related to it."""


def make_vocabulary(source: EntryFile, html: str, language: str) -> Vocabulary:
    """The vocabulary of a file; `html` is its body."""
    return Vocabulary(pack(search_document(source, html, language)), make_terms(source, language))
