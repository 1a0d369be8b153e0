"""What was meant for colleagues and is left in a file: places to fill in, notes, marks of comments and of changes.

Every file is looked through, and nearly none holds any: so the whole text is asked first, by letters that are rare.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from sitegen.problems import unfinished as problems
from sitegen.problems.problem import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sitegen.reading.frontmatter import Fields, FrontMatter

_BLANK = re.compile(
    r"(?<!\])\\?\[(?:X{2,}|xx+|\?{2,}|_{2,}"
    r"|(?i:(?:your |insert |staff |full )?(?:name|date|number|figure|amount|title|role))"
    r"|(?i:insert|add) [^\[\]\n]{1,60})\\?\](?![(\[:\w])"
    r"|(?<![\w-])(?:[xX]{2,} ?%|[£$€][xX]{2,}|X{4,}|[xX]{2}/[xX]{2}/[xX\d]{2,4})(?!\w)"
)
_NOTE = re.compile(
    r"(?<![\w#/.-])(?:TODO|FIXME|TB[CDA])(?![\w/-])"
    r"|\bNOT FOR (?:PUBLICATION|STAFF|RELEASE|CIRCULATION|SHARING)\b"
    r"|\\?[\[(](?i:(?:date |figure |number |name )?(?:tbc|tbd|to (?:be )?(?:confirm(?:ed)?|check(?:ed)?)"
    r"|please check|check)(?: (?:this|with|by) [^\[\]()\n]{1,60})?)\\?[\])](?!\()"
)
_COMMENT = re.compile(r"(?<!\])(?:Comment(?:ed)? )?\\?\[[A-Z]{2,3}\d{1,3}\\?\](?![(\[:\w])")
_CHANGE = re.compile(
    r"\{(?:\+\+[^\n]{1,300}?\+\+|--[^\n]{1,300}?--|~~[^\n]{1,300}?~~|>>[^\n]{1,300}?<<)\}"
    r"|\\?\[(?:Deleted|Inserted|Moved|Formatted)(?::| by )[^\[\]\n]{0,200}\\?\]"
    r"|^Formatted: (?:Font|Indent|Left|Right|Space|Normal|Bullet|Number|List|Style|No |Not )[^\n]{0,60}",
    re.MULTILINE,
)
_FILLER = re.compile(r"\blorem ipsum\b|\bdolor sit amet\b", re.IGNORECASE)
_KINDS: tuple[tuple[re.Pattern[str], Callable[[Place, str], Problem]], ...] = (
    (_BLANK, problems.leftover_blank),
    (_NOTE, problems.leftover_note),
    (_COMMENT, problems.leftover_comment),
    (_CHANGE, problems.leftover_change),
    (_FILLER, problems.leftover_filler),
)
"""All that is looked for in texts."""
_OPENINGS = (
    *("xx", "??", "__", "your ", "insert ", "add ", "staff ", "full ", "name", "date", "number", "figure", "amount"),
    *("title", "role", "tbc", "tbd", "to ", "please ", "check", "deleted", "inserted", "moved", "formatted"),
)
"""What stands behind a bracket in one of these, in small letters, but for capitals."""
_RARE = ("XX", "xx", "TODO", "FIXME", "TB", "NOT FOR", "{++", "{--", "{~~", "{>>", "Formatted: ", "sit amet", "psum")
_EXAMPLES = frozenset(
    (
        *("What was asked", "What is new", "What will be done", "the exact words of the answer", "…", "..."),
        *("Why it was changed", "Why it was withdrawn", "Why it takes longer", "Why they were taken out"),
        *("The words that nobody is to read", "Who tried it out"),
    )
)
"""What our own reports and forms offer as words, and no answer says."""
_LONGEST_EXAMPLE = 50  # characters, with blanks round it
_NOT_SHOWN = frozenset(("extra", "redactions", "approved", "aliases", "url"))
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,100})\]:", re.MULTILINE)
_CODE = re.compile(r"`[^`]+`")
_LINE_END, _WORDS = re.compile("\n"), re.compile("[^\n]")


def may_hold_leftovers(text: str) -> bool:
    """Whether a text needs to be looked at more closely."""
    if any(rare in text for rare in _RARE):
        return True
    opened = text.split("[")[1:] + (text.split("(")[1:] if "(" in text else [])
    return any(piece[:9].lower().startswith(_OPENINGS) or piece[:2].isupper() for piece in opened)


def find_leftovers(path: str, text: str, front: FrontMatter) -> Iterator[Problem]:
    """What is left in the file of that text, of which this is read: in its fields and in its body."""
    yield from _examples(front.fields)
    if not may_hold_leftovers(text):
        return
    for place, value in _texts(front.fields):
        for pattern, constructor in _KINDS:
            if found := pattern.search(value):
                yield constructor(place, found[0].replace("\\", ""))
    yield from _in_body(path, _without_code(front.body), front.body_line)


def _in_body(path: str, body: str, line: int) -> Iterator[Problem]:
    defined = _defined(body) if "]:" in body else frozenset()
    hits = [
        (found.start(), number, found[0])
        for number, (pattern, _) in enumerate(_KINDS)
        for found in pattern.finditer(body)
    ]
    ends = [found.start() for found in _LINE_END.finditer(body)] if hits else []
    for at, kind, words in sorted(hits):
        row = bisect_left(ends, at)
        column = at - (ends[row - 1] if row else -1)
        if words not in defined:
            yield _KINDS[kind][1](Place(path, line + row, column, len(words)), words.replace("\\", ""))


def _examples(fields: Fields) -> Iterator[Problem]:
    for name, value in fields.values.items():
        if isinstance(value, str):
            if name not in _NOT_SHOWN and _is_example(value):
                yield problems.leftover_example(fields.place(name), name, value.strip())
        elif isinstance(value, list) and name not in _NOT_SHOWN:
            for number, row in enumerate(value):
                for key, inner in row.items() if isinstance(row, dict) else ():
                    if isinstance(inner, str) and _is_example(inner):
                        yield problems.leftover_example(fields.place(name, number, key), key, inner.strip())


def _is_example(value: str) -> bool:
    return len(value) < _LONGEST_EXAMPLE and value.strip() in _EXAMPLES


def _texts(fields: Fields) -> Iterator[tuple[Place, str]]:
    waiting: list[tuple[tuple[str | int, ...], object]] = [
        ((name,), value) for name, value in fields.values.items() if name not in _NOT_SHOWN
    ]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str):
            yield fields.place(*path), value
        elif isinstance(value, dict):
            waiting += [((*path, name), inner) for name, inner in value.items() if name not in _NOT_SHOWN]
        elif isinstance(value, list):
            waiting += [((*path, number), inner) for number, inner in enumerate(value)]


def _defined(body: str) -> frozenset[str]:
    """The short forms of links in it, such as `[AB12]`: they are read as links, wherever they stand."""
    return frozenset([f"[{name}]" for name in _DEFINITION.findall(body)])


def _without_code(body: str) -> str:
    """The body with blanks in the place of code and of remarks, so that all else stands where it stood."""
    if "<!--" in body:
        body = _blanked(body, "<!--", "-->")
    if "`" not in body and "~~~" not in body:
        return body
    rows, fence = [], ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip(fence[0]).strip():
                fence = ""
            rows.append(" " * len(line))
        elif mark:
            fence = mark[1]
            rows.append(" " * len(line))
        else:
            rows.append(_CODE.sub(lambda found: " " * len(found[0]), line))
    return "\n".join(rows)


def _blanked(body: str, start: str, end: str) -> str:
    parts, at = [], 0
    while (opened := body.find(start, at)) >= 0 and (closed := body.find(end, opened)) >= 0:
        parts += [body[at:opened], _WORDS.sub(" ", body[opened : closed + len(end)])]
        at = closed + len(end)
    return "".join([*parts, body[at:]])
