"""Words in the source files that look private: found while a file is parsed, and told unless they may stand there."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model.person import PersonFile
from sitegen.privacy.allowed import NAMED, Allowed, plain_number
from sitegen.privacy.covering import masked
from sitegen.privacy.detectors import find_private
from sitegen.privacy.masked_finding import BLOCK, HIDDEN, SEVERITIES, KindAndKey, key_of
from sitegen.privacy.named_people import ways_of_naming
from sitegen.problems import looks_private as problems
from sitegen.problems.problem import Place, Problem
from sitegen.reading.dates import show_day

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Sequence
    from datetime import date

    from sitegen.model.settings import Settings
    from sitegen.model.values import Paged, Waiver

_FIELD = re.compile(r"^([a-z_]+)[ \t]*:", re.MULTILINE)
_NOT_FOR_READERS = ("privacy_ok", "approved", "contact", "redactions")
"""Fields whose words readers never get, or by somebody's own decision."""
_LINE_END = re.compile("\n")
_QUOTED = re.compile(r"“(?![a-z_]+(?:-[a-z]+)*:?”)[^”]*”")
"""What is quoted of a text; the names of fields and commands, a word each, are not."""


class PrivateWords(NamedTuple):
    """Words of a file that look private, masked."""

    kind: str
    key: str
    masked: str
    line: int
    column: int
    length: int


def find_in_source(text: str, allowed: Allowed, taken_out: Iterable[str] = ()) -> tuple[PrivateWords, ...]:
    """What looks private in a file's text but for what is allowed, and for words that readers get a mark for."""
    found = find_private(text, allowed)
    if not found:
        return ()
    gone = {(one.kind, one.key) for words in taken_out for one in find_private(words)}
    untold = list(_stretches_not_for_readers(text))
    told = []
    for one in found:
        if (one.kind, one.key) in gone or any(start <= one.start < end for start, end in untold):
            continue
        line = text.count("\n", 0, one.start) + 1
        column = one.start - text.rfind("\n", 0, one.start)
        length = len(text[one.start : one.end].partition("\n")[0])
        told.append(PrivateWords(one.kind, one.key, one.masked, line, column, max(1, length)))
    return tuple(told)


def lines_with_private(text: str, allowed: Allowed) -> frozenset[int]:
    """The numbers of all lines of a text with anything that looks private, for readers or not."""
    found = find_private(text, allowed)
    if not found:
        return frozenset()
    ends = [match.end() for match in _LINE_END.finditer(text)]
    return frozenset(
        line + 1 for one in found for line in range(bisect_right(ends, one.start), bisect_right(ends, one.end - 1) + 1)
    )


def hide_private(
    problems: Iterable[Problem], beside: Container[tuple[str, int | None]], allowed: Allowed
) -> list[Problem]:
    """The problems, without the private words in what they say; linear in that.

    Those at lines `beside`, known by their paths and numbers, quote nothing either: it may be a part of such words.
    What would be typed is left out rather than masked, wherever the rest stands without it: dots are not to be typed.
    """
    read = list(problems)
    if not any(_is_beside(problem, beside) for problem in read) and not _is_any_private(read, allowed):
        return read  # nearly always, and one look is far quicker than many
    return [_hidden(problem, beside, allowed) for problem in read]


def _is_beside(problem: Problem, beside: Container[tuple[str, int | None]]) -> bool:
    """Whether it is at such a line, or would mend one."""
    rows = range(problem.line or 0, (problem.line or 0) + problem.lines)
    return (problem.path, problem.line) in beside or any((problem.path, row) in beside for row in rows)


def _is_any_private(problems: Iterable[Problem], allowed: Allowed) -> bool:
    said = (words for problem in problems for words in (problem.message, problem.hint, problem.replacement) if words)
    return bool(find_private("\n\n".join(said), allowed))


def _hidden(problem: Problem, beside: Container[tuple[str, int | None]], allowed: Allowed) -> Problem:
    is_beside = _is_beside(problem, beside)
    if not is_beside and not _is_any_private([problem], allowed):
        return problem
    message, hint = problem.message, problem.hint
    if (problem.path, problem.line) in beside:
        message, hint = (_QUOTED.sub(f"“{HIDDEN * 3}”", words) for words in (message, hint))
    problem = problem._replace(message=masked(message, allowed), hint=_without_private(hint, allowed))
    if (is_beside and problem.lines) or find_private(problem.replacement, allowed):
        return problem._replace(replacement="", lines=0)
    return problem


def _without_private(hint: str, allowed: Allowed) -> str:
    """What to do, without the suggestions that have private words; where lines are to be pasted, these masked."""
    if not find_private(hint, allowed):
        return hint
    if "\n  " in hint:
        return masked(hint, allowed)
    return "\n".join(line for line in hint.split("\n") if not find_private(line, allowed))


def _stretches_not_for_readers(text: str) -> Iterator[tuple[int, int]]:
    """Where fields stand that are for the writers alone."""
    end = text.find("\n---", 3) if text.startswith("---") else -1
    starts = [(match.start(), match[1]) for match in _FIELD.finditer(text, 0, max(0, end))]
    for (start, name), (stop, _) in pairwise([*starts, (end, "")]):
        if name in _NOT_FOR_READERS:
            yield start, stop


def allowed_by(settings: Settings) -> Allowed:
    """What the settings allow everywhere, and the boxes and numbers at which the site itself asks to be asked."""
    own = [way.to.removeprefix("mailto:").removeprefix("tel:") for way in settings.ask]
    words = [*settings.may_stand, *own]
    return Allowed(
        mailboxes=frozenset(word.casefold() for word in words if "@" in word and not word.startswith("@")),
        domains=frozenset(word[1:].casefold() for word in words if word.startswith("@")),
        numbers=frozenset(plain_number(word) for word in words if "@" not in word),
    )


class LookedThrough(NamedTuple):
    """What the files of a site say that looks private."""

    problems: tuple[Problem, ...] = ()
    """Notices of what may not stand where it does."""
    waived: tuple[str, ...] = ()
    """What may, each as a line of text."""
    accounted: tuple[KindAndKey, ...] = ()
    """The words that readers get with somebody's yes, or that are told: no others need none where they are served."""


def check_private(
    files: Iterable[tuple[Paged, Sequence[PrivateWords]]], held_back: Container[str], today: date
) -> LookedThrough:
    """What looks private in files, of which those at the `held_back` paths are not shown.

    The people of the site may be named, once they are shown.
    """
    read = [*files]
    shown = [value for value, _ in read if value.file.path not in held_back]
    people = _people(shown)
    found: list[Problem] = []
    waived: list[str] = []
    accounted = set(people | _public_contacts(shown))
    for value, words in read:
        path, waivers = value.file.path, value.file.head.privacy_ok
        if not (words or waivers) or getattr(value, "withdrawn", None):
            continue
        told = [one for one in words if (one.kind, one.key) not in people]
        found += _told(path, told, waivers, today)
        found += _unused(value, told, waivers)
        waived += [_as_text(path, one) for one in waivers if today <= one.until and one.covers(told)]
        if path not in held_back:
            accounted.update((one.kind, one.key) for one in words)
    return LookedThrough(tuple(found), tuple(waived), tuple(sorted(accounted)))


def _people(values: Iterable[Paged]) -> frozenset[KindAndKey]:
    """The names of the site's own people."""
    names = ways_of_naming(value.name for value in values if isinstance(value, PersonFile))
    return frozenset((kind, key_of(kind, name)) for kind in NAMED for name in names)


def _public_contacts(values: Iterable[Paged]) -> frozenset[KindAndKey]:
    """What its people want to be reached at."""
    shown = (value.contact for value in values if isinstance(value, PersonFile) and value.contact_public)
    return frozenset((one.kind, one.key) for contact in shown for one in find_private(contact))


def _told(path: str, words: Iterable[PrivateWords], waivers: Collection[Waiver], today: date) -> Iterator[Problem]:
    for one in words:
        waiver = next((each for each in waivers if each.is_of(one)), None)
        if waiver and today <= waiver.until:
            continue
        ended = show_day(waiver.until) if waiver else ""
        tell = problems.private if SEVERITIES[one.kind] == BLOCK else problems.maybe_private
        yield tell(Place(path, one.line, one.column, one.length), one.kind, one.masked, one.key, ended)


def _unused(value: Paged, words: Collection[PrivateWords], waivers: Iterable[Waiver]) -> Iterator[Problem]:
    for number, waiver in enumerate(waivers):
        if not waiver.covers(words):
            yield problems.unused_waiver(value.file.at(f"privacy_ok.{number}.fingerprint"), waiver.fingerprint)


def _as_text(path: str, waiver: Waiver) -> str:
    until = show_day(waiver.until)
    return f"{path}: {waiver.kind} {waiver.fingerprint}, until {until}, by {waiver.by}: {waiver.reason}"
