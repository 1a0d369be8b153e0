"""Drafts: files in the form that `sitegen new` makes them in, with the words of what was found."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sitegen.intake.folding import folded
from sitegen.intake.paper import PaperBlock, called_notes
from sitegen.intake.promises import as_comments, suggest
from sitegen.intake.writing import markdown, words_of
from sitegen.privacy.covering import without_private
from sitegen.reading.frontmatter import parse_front_matter
from sitegen.reading.source import Source

if TYPE_CHECKING:
    from sitegen.intake.cutting import Found

_WORD = re.compile(r"[^\W_]+")
_SMALL = (
    "a an the of to in on for and or is are do does did will can could should would be we you i it our there any "
    "that this with what why how when who have has"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_LINE = re.compile(r"^  imported: (.*)\n", re.MULTILINE)
_LONGEST_TITLE = 90


class SiteNames(NamedTuple):
    """What the site has that a draft may name: the ids of topics and people, by all their names."""

    topics: Mapping[str, str]
    people: Mapping[str, str]
    usual: tuple[str, ...] = ()
    """Topics of the questions in which none of these names stands."""


class Record(NamedTuple):
    """What a draft was when it was made: hashes of the letters of its question and answer, and of its two halves."""

    question: str
    answer: str
    head: str
    body: str


class Draft(NamedTuple):
    """A file as it would be written."""

    name: str
    """Of the file, without its folder and `.md`."""
    text: str
    record: Record
    words: str
    """The question on one line."""
    losses: tuple[str, ...] = ()
    added: str = ""
    suggestions: int = 0
    """How many things to decide stand in it as comments."""
    has_topic: bool = True
    """Whether the site has all its topics."""


def make_draft(
    found: Found, notes: Mapping[str, Sequence[PaperBlock]], site: SiteNames, recording: Sequence[str] = ()
) -> Draft:
    """The draft for one question; `recording` are the lines of that field."""
    asked = found.words
    in_question = list(called_notes(found.question))
    answer = (*found.answer, *(block for key in in_question for block in notes.get(key, ())))
    body, losses, added = markdown(answer, notes)
    losses += [f"A footnote of the question “{asked[:40]}” now stands at the end of its answer."] if in_question else []
    fields = folded("question", asked)
    title = short_title(asked)
    fields += folded("title", title) if title else []
    topics = likely_topics(asked, found.section, site)
    fields.append(f"topics: [{', '.join(topics) or 'a-topic'}]")
    by = site.people.get(spaced(found.answered_by)) if found.answered_by else None
    fields += [f"answered_by: {by}"] if by else []
    fields += list(recording)
    head = "\n".join(["---", *fields, "extra:", "draft: true", "---", ""])
    shown = words_of(body)
    suggested = as_comments(suggest(asked, shown))
    body = "\n\n".join([body, *suggested]) + "\n" if body else ""
    record = Record(letters_hash(asked), letters_hash(shown), text_hash(head), text_hash(body))
    text = stamped(head, record) + body
    has_topic = bool(topics) and {*topics} <= {*site.topics.values(), *site.usual}
    return Draft(file_name(asked), text, record, asked, tuple(losses), added, len(suggested), has_topic)


def stamped(head: str, record: Record) -> str:
    """The head with the record in it."""
    return head.replace("\nextra:\n", f"\nextra:\n  imported: {' '.join(record)}\n", 1)


def halves(text: str) -> tuple[str, str]:
    """Head and body of a file, the head without its record."""
    match = re.search(r"\n---[ \t]*\n", text)
    cut = match.end() if match else len(text)
    return _LINE.sub("", text[:cut], count=1), text[cut:]


def read_record(text: str) -> Record | None:
    """The record of a file that was made by an import."""
    match = _LINE.search(text.partition("\n---")[0] + "\n")
    parts = match[1].split() if match else []
    return Record(*parts) if len(parts) == 4 else None


def is_untouched(text: str) -> bool:
    """Whether the file is as an import made it: nobody has looked at it, or there was nothing to change."""
    record = read_record(text)
    head, body = halves(text)
    return record is not None and (text_hash(head), text_hash(body)) == (record.head, record.body)


def read_back(path: str, text: str) -> tuple[str, str]:
    """Question and answer as the site reads them, without marks; the question is empty where the file is unreadable."""
    front, _ = parse_front_matter(Source(path, text))
    if front is None:
        return "", ""
    return " ".join(str(front.fields.values.get("question", "")).split()), words_of(front.body)


def is_draft(path: str, text: str) -> bool:
    """Whether the file says that it is held back."""
    front, _ = parse_front_matter(Source(path, text))
    return front is not None and str(front.fields.values.get("draft", "")).lower() in ("true", "yes", "on")


def digest_text(title: str, day: str, kind: str, answerers: Sequence[str], order: Sequence[str], body: str) -> str:
    """The digest's own file; `order` are the names of its questions' files, which it has by name without it."""
    fields = [*folded("title", title), f"date: {day}", f"kind: {kind}"]
    fields += [f"answered_by: [{', '.join(answerers)}]"] if answerers else []
    fields += ["order:", *(f"  - {name}" for name in order)] if list(order) != sorted(order) else []
    return "\n".join(["---", *fields, "draft: true", "---", body, ""])


def letters_hash(text: str) -> str:
    """A short hash of the letters and figures alone: spaces, marks and capitals make no difference."""
    return text_hash("".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold())))


def text_hash(text: str) -> str:
    """A short hash of a text as it stands."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def file_name(text: str) -> str:
    """A file name made of the main words of a text; nobody's number belongs into an address."""
    plain_text = unicodedata.normalize("NFC", without_private(text).lower()).replace("'", "").replace("’", "")
    words = _WORD.findall(plain_text)
    words = [word for word in words if word not in _SMALL_WORDS][:6] or words[:6]
    name = "-".join(words)[:60].strip("-") or "untitled"
    return f"{name}-1" if name in ("index", "print", "con", "prn", "aux", "nul", "bin") else name


def short_title(question: str) -> str:
    """The first sentence that asks, where there are more; empty where the question is its own title."""
    sentences = re.findall(r"[^.?!]+[.?!]+", question[:2000])
    first = next((s.strip() for s in sentences if s.strip().endswith("?")), "")
    return first if len(sentences) > 1 and 12 <= len(first) <= _LONGEST_TITLE else ""


def likely_topics(question: str, section: str, site: SiteNames) -> list[str]:
    """Ids of topics whose names stand in the question or over it; else the usual, or one named by the heading above."""
    text = spaced(f"{section} | {question}")
    found = list(dict.fromkeys(id_ for name, id_ in site.topics.items() if name.strip() and name in text))
    return found[:5] or list(site.usual) or ([file_name(section)] if section else [])


def spaced(text: str) -> str:
    """The words of a text with a space round each, so that whole words are found."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
