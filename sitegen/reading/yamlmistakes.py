"""What a writer did where YAML gives up: told from the line itself, since the parsers' own words differ and puzzle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.problems import yaml_text as problems
from sitegen.problems.problem import Place, Problem, plural
from sitegen.reading.field_lines import OPENS_TEXT, indent, level, name_above, parts
from sitegen.reading.quotation_marks import is_quoted, quoted, requoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SIGN = re.compile(r'\\(?:["\\/ 0abtnvfreN_LP]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})')
_BULLET = re.compile(r"(?:^|\s)[•·‣▪●◦\uf0b7]\s+")
_STARTERS = {
    "@": "an at sign", "`": "a backtick", "%": "a per cent sign", "*": "an asterisk", "&": "an ampersand",
    "!": "an exclamation mark", "|": "a bar", ">": "a greater-than sign", "?": "a question mark",
}  # read as a table  # fmt: skip

_TAB = "There is a tab in this line, where only spaces are read."
_ROUND_ALL = "Put quotation marks round all of it."


class Slip(NamedTuple):
    """What is wrong with a line, what to do, and what should stand there (empty where only a person can tell)."""

    what: str
    hint: str
    mended: str = ""
    whole_line: bool = False


def explain(path: str, text: str, error: Exception, first_line: int) -> Problem:
    """The problem that stopped the YAML parser, in words for the writer."""
    lines = text.split("\n")
    candidates = list(dict.fromkeys(_candidates(lines, text, error)))
    for number in candidates:
        slip = _find_slip(lines, number)
        if slip:
            return _problem(path, lines, number, slip, first_line)
    for number in (*candidates, *(name_above(lines, number) for number in candidates)):
        slip = _beside_neighbours(lines, number)
        if slip:
            return _problem(path, lines, number, slip, first_line)
    number = next((number for number in candidates if _without_name(lines[number])), candidates[0])
    return _problem(path, lines, number, _unread(lines[number]), first_line)


def _problem(path: str, lines: list[str], number: int, slip: Slip, first_line: int) -> Problem:
    before, value, _ = parts(lines[number])
    start = indent(lines[number]) if slip.whole_line else len(before)
    length = len(lines[number].rstrip()) - start if slip.whole_line else len(value)
    at = Place(path, number + first_line, start + 1, max(1, length))
    return problems.unreadable_yaml(at, slip.what, slip.hint, slip.mended)


def _candidates(lines: list[str], text: str, error: Exception) -> Iterator[int]:
    """The lines to suspect, from 0: the parser often stops a line or more after the slip."""
    context: str = getattr(error, "context", None) or ""
    context_mark: Any = getattr(error, "context_mark", None)
    if context_mark is not None and ("scanning" in context or "flow" in context):
        yield min(context_mark.line, len(lines) - 1)
    mark: Any = getattr(error, "problem_mark", None)
    stopped = mark.line if mark is not None else text.count("\n", 0, getattr(error, "position", 0))
    number = min(stopped, len(lines) - 1)
    while number > 0 and not lines[number].strip():
        number -= 1
    yield number
    while number > 0:
        number -= 1
        if lines[number].strip():
            yield number
            return


def _find_slip(lines: list[str], number: int) -> Slip | None:
    line = lines[number]
    _, value, name = parts(line)
    if "\t" in line[: indent(line)]:
        return Slip(_TAB, _moved(level(lines, number)), whole_line=True)
    if re.match(r"[ ]*-\t", line):
        return Slip(_TAB, "", line.lstrip().replace("\t", " ", 1).rstrip(), whole_line=True)
    wide = re.match(r"\s*(.*?\S):[^\S ]\s*(\S.*)$", line)
    if wide:
        what = "The space behind the colon is one of another kind, often pasted from Word or a web page."
        return Slip(what, "", f"{wide[1]}: {wide[2].rstrip()}", whole_line=True)
    if _without_name(line):
        slip = glued_field(line) or _outside_block(lines, number) or _below_name(lines, number) or _no_field(line)
        if slip:
            return slip
    return next((slip for look in _LOOKS if (slip := look(value, name))), None)


def _without_name(line: str) -> bool:
    """Whether the line is a text that no field's name stands before, nor anything else that YAML knows."""
    return not parts(line)[2] and not line.lstrip().startswith(("#", "-", "[", "{", "]", "}"))


def _unread(line: str) -> Slip:
    """A line of which nothing better can be said."""
    if _without_name(line) and line[:1].isspace():
        what = "This line is indented, but does not belong to the one above it."
        return Slip(what, "Take out the spaces, or add those that its neighbours have.", whole_line=True)
    mended = requoted(parts(line)[1])
    return Slip("This line cannot be read as  name: value.", "Put the text after the colon in quotation marks.", mended)


def _beside_neighbours(lines: list[str], number: int) -> Slip | None:
    """A field that starts in another column than those to which it belongs."""
    before, _, name = parts(lines[number])
    if not name or before.lstrip().startswith("-") or indent(lines[number]) == level(lines, number):
        return None
    what = "This line starts further left or right than its neighbours, so it cannot be told where it belongs."
    return Slip(what, _moved(level(lines, number)), whole_line=True)


def _moved(spaces: int) -> str:
    """What to do with a line that must start in another column."""
    if not spaces:
        return "Delete all that stands before its first word."
    return f"Put {plural(spaces, 'space')} in the place of all that stands before its first word."


def _single_quotes(value: str, _: str) -> Slip | None:
    if value.startswith("'") and not is_quoted(value):
        return Slip("An apostrophe ends the text too early.", _ROUND_ALL, requoted(value))
    return None


def _double_quotes(value: str, _: str) -> Slip | None:
    if value.startswith('"') and not is_quoted(value):
        return Slip("A quotation mark inside the text ends it too early.", _ROUND_ALL, requoted(value))
    return None


def _backslash(value: str, _: str) -> Slip | None:
    r"""A path of Windows: `"S:\qa"`."""
    if value.startswith('"') and value.endswith('"') and "\\" in _SIGN.sub("", value):
        what = "Between double quotation marks a backslash begins a special sign, as \\n does for a new line."
        return Slip(what, "Put single ones round it.", requoted(value))
    return None


def _text_after_quotes(value: str, _: str) -> Slip | None:
    if value[:1] in ("'", '"') and not value.endswith(value[0]):
        return Slip("Text follows after the closing quotation mark.", _ROUND_ALL, requoted(value))
    return None


def _open_list(value: str, _: str) -> Slip | None:
    pairs = {"[": "]", "{": "}"}
    if value[:1] in pairs and value.count(value[0]) > value.count(pairs[value[0]]):
        return Slip("The list that starts here is not closed.", "Write it like:  [one, two]", value + pairs[value[0]])
    return None


def _colon(value: str, name: str) -> Slip | None:
    if name and value[:1] not in ("[", "{", "'", '"') and re.search(r":(\s|$)", value):
        return Slip(
            "A colon followed by a space needs quotation marks.", "Put the whole text in them.", requoted(value)
        )
    return None


def _starter(value: str, _: str) -> Slip | None:
    if value[:1] in _STARTERS and not OPENS_TEXT.match(value):
        return Slip(
            f"A text cannot start with {_STARTERS[value[0]]}.", "Put all of it in quotation marks.", requoted(value)
        )
    return None


_LOOKS: tuple[Callable[[str, str], Slip | None], ...] = (
    _single_quotes, _double_quotes, _backslash, _text_after_quotes, _open_list, _colon, _starter,
)  # read as a table  # fmt: skip


def glued_field(line: str) -> Slip | None:
    """`question:Who?`; web addresses are no fields."""
    glued = re.match(r"\s*([\w-]+):(?!//)(\S.*)$", line)
    if not glued:
        return None
    mended = f"{glued[1]}: {glued[2].rstrip()}"
    return Slip("There must be a space after the colon.", "", mended, whole_line=True)


def _outside_block(lines: list[str], number: int) -> Slip | None:
    """A text that starts in the column of its field: `question: >`, and below it “Who is it?”."""
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    _, value, name = parts(above)
    if not name or not OPENS_TEXT.match(value) or indent(lines[number]) > indent(above):
        return None
    spaces = "two spaces" if not indent(above) else f"{indent(above) + 2} spaces"
    what = f"The text of “{name}” must stand further right than its name."
    return Slip(what, f"Put {spaces} before each line of the text.", whole_line=True)


def _below_name(lines: list[str], number: int) -> Slip | None:
    """A text in the line below its field, and in the column of it: `question:`, and below it “Who is it?”."""
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    _, value, name = parts(above)
    if not name or value or indent(lines[number]) > indent(above):
        return None
    spaces = "two spaces" if not indent(above) else f"{indent(above) + 2} spaces"
    what = f"This text stands below “{name}:”, but nothing says that it belongs to it."
    return Slip(what, f"Write a  >  behind  {name}:  and put {spaces} before each line of the text.", whole_line=True)


def _no_field(line: str) -> Slip | None:
    """A line without `name: ` at its start."""
    if line[:1].isspace():
        return None
    what = "This line has no field's name with a colon at its start."
    field = re.match(r"([a-z_]+)(?: +(\S.*))?$", line.rstrip())
    hint = "Does it go on with the text above? Put two spaces before it."
    if field:
        hint += f"\nIs “{field[1]}” the name of a field? Write:  {field[1]}: {field[2] or ''}".rstrip()
    return Slip(what, hint, whole_line=True)


def bulleted(value: str) -> list[str]:
    """The items of a list whose bullets a word processor made, as they can be typed behind hyphens; else nothing."""
    if not _BULLET.match(value):
        return []
    items = (item.strip() for item in _BULLET.split(value))
    return [item if item[0].isalnum() else quoted(item) for item in items if item]
