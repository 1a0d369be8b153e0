"""An entry as the index takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sitegen.search.document import Document


class ResultRow(NamedTuple):
    """An entry as a list of results shows it."""

    title: str
    text: str
    """In short, or the question; shown below the title."""
    day: str
    """As it is shown."""
    by: str
    digest: str
    state: str
    """answered, partial, holding, awaiting or declined."""
    due: str = ""
    """While awaiting or holding; as ISO text, to be compared with today."""
    due_day: str = ""
    """The same, as it is shown."""
    what: str = ""
    """What is still to come, of a part answer."""
    newer: str = ""
    """The route of the answer that replaces it."""


class IndexEntry(NamedTuple):
    """One question and its answer, to be found and to be shown."""

    route: str
    document: Document
    names: tuple[str, ...]
    """Found by these besides its own words: its topics with their synonyms, who answered."""
    facets: tuple[str, ...]
    """What results are narrowed by, a kind and a value: `topic:vehicles`, `year:2026`."""
    row: ResultRow
