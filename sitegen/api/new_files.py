"""A new digest or question, as a draft: where it stands, and what its file says."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, NamedTuple

from sitegen.api.file_names import free_name, name_of, without_speaker
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.privacy.covering import without_private
from sitegen.problems.whole import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sitegen.model.catalog import Catalog

DIGESTS = "content/digests"
_WORD = re.compile(r"[^\W_]+")
_DATE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}\b|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")
_MOST_TOPICS = 5


class NewFile(NamedTuple):
    """A file that is to be made."""

    path: str
    fields: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """What it says."""
        return "\n".join(["---", *self.fields, "---", "", ""]).encode()


def new_digest(catalog: Catalog | None, called: str, when: date) -> tuple[NewFile, str, bool]:
    """The digest; how its answers count, and whether it is known who answers: both as in the last digest."""
    last = catalog.digests[-1] if catalog and catalog.digests else None
    answerers = [ref.name for ref in last.answered_by] if last else []
    kind = last.kind if last else "spoken"
    fields = [*folded("title", called), f"date: {when.isoformat()}", f"kind: {kind}"]
    fields += [f"answered_by: [{', '.join(answerers)}]"] if answerers else []
    name = f"{when.isoformat()}-{name_of(_DATE.sub(' ', called))}"
    return NewFile(f"{DIGESTS}/{name}/index.md", (*fields, "draft: true")), kind, bool(answerers)


def new_question(root: Path, digest: str, asked: str, title: str, topics: Sequence[str]) -> NewFile:
    """The question, in the digest whose folder has that name; its file has a name that is free there."""
    fields = [*folded("question", asked), *(folded("title", title) if title else [])]
    fields += [f"topics: [{', '.join(topics) or PLACEHOLDER}]", "draft: true"]
    words = without_private(title or without_speaker(asked))  # nobody's number belongs into an address
    name = free_name(root / DIGESTS / digest, words)
    return NewFile(f"{DIGESTS}/{digest}/{name}.md", tuple(fields))


def likely_topics(question: str, catalog: Catalog | None) -> list[str]:
    """Ids of topics whose title or synonym stands in the question."""
    text = _spaced(question)
    found = []
    for topic in catalog.topics.values() if catalog else ():
        names = [topic.title, *(ref.name for ref in topic.synonyms)]
        if any(_spaced(name) in text for name in names):
            found.append(topic.id)
    return found[:_MOST_TOPICS]


def folded(field: str, text: str) -> list[str]:
    """A field in the form in which a colon, a hash or a quotation mark can do no harm."""
    lines = textwrap.wrap(" ".join(text.split()), 96, break_long_words=False, break_on_hyphens=False) or [""]
    return [f"{field}: >", *(f"  {line}" for line in lines)]


def create_new(root: Path, path: str, data: bytes) -> None:
    """Make the file. Raises Refused where something stands there already."""
    file = root / path
    if file.exists():
        raise Refused(f"{path} is there already.", "Open it, or choose another name.")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)
    except OSError as error:
        raise refuse_os_error(error, f"{path} cannot be made") from error


def _spaced(text: str) -> str:
    """The words of a text with a space round each, so that whole words are found."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
