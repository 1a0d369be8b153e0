"""Styles in drawings: read as the tokens that a browser sees, and refused where one of them could fetch something."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import tinycss2
from tinycss2 import ast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RULES = frozenset(
    """
    media supports font-face keyframes -webkit-keyframes -moz-keyframes -o-keyframes layer container page property
    starting-style font-feature-values
    """.split()
)
_FUNCTIONS = frozenset(
    """
    env alpha minmax repeat fit-content
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix device-cmyk icc-color light-dark
    calc min max clamp round mod rem abs sign sqrt pow exp log hypot sin cos tan asin acos atan atan2 var
    matrix matrix3d perspective rotate rotate3d rotatex rotatey rotatez scale scale3d scalex scaley scalez
    skew skewx skewy translate translate3d translatex translatey translatez
    blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
    linear-gradient radial-gradient conic-gradient
    repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient
    circle ellipse inset path polygon rect xywh shape ray
    cubic-bezier steps linear local format tech
    not is where has lang dir nth-child nth-last-child nth-of-type nth-last-of-type
    """.split()
)
"""Whatever is not here could fetch: image, image-set, cross-fade, element, src, and what is yet to be invented."""
_OF_OLD = frozenset(("behavior", "-ms-behavior", "-moz-binding", "-ms-filter"))
"""Properties by which old browsers ran programs."""
_PICTURE = re.compile(
    r"data:image/(?:a?png|jpe?g|gif|webp|avif|bmp)(?:;charset=[\w-]{1,20})?(?:;base64)?,[A-Za-z0-9+/=%\s]*",
    re.IGNORECASE,
)
"""Of points and not of shapes: a drawing within a drawing is not read here."""
_FONT = re.compile(
    r"data:(?:(?:application/)?(?:x-)?font[/-](?:woff2?|ttf|otf|truetype|opentype)|application/octet-stream)"
    r"(?:;charset=utf-8)?;base64,[A-Za-z0-9+/=\s]*",
    re.IGNORECASE,
)
_BLOCKS = (ast.CurlyBracketsBlock, ast.ParenthesesBlock, ast.SquareBracketsBlock)
_LOST = ("bad-url", "bad-string")
_UNCLEAR = "a style that browsers could read in different ways"
_SPANS = re.compile(r"[\"'\\]|/\*")
_WORTH_READING = re.compile(r"[(@\\]|" + "|".join(sorted(_OF_OLD)), re.IGNORECASE)
"""Without one of these there is nothing to find: an escape makes no bracket and no @."""
_OUTER = "".join(map(chr, range(0x21)))
_DROPPED = dict.fromkeys(map(ord, "\t\n\r"))


_DAILY = re.compile(
    r"(?:(?:matrix|rotate|scale|skewX|skewY|translate)\([-+.,\deE\s]*\)[\s,]*)+|rgba?\([.,%\d\s]*\)|url\(#[\w.-]*\)"
)
"""Values of which a drawing can hold a hundred thousand, and which hold nothing to find."""


class Reach(NamedTuple):
    """Something in a style that is not on the list."""

    what: str
    line: int
    """Counted from the style's first line, which is 1."""
    fetches: bool = False
    """Whether it names another file, such as a font or a picture."""


def address_of(value: str) -> str:
    """An address as browsers read it: without the tabs, line ends and outer blanks that they drop (WHATWG URL)."""
    return value.strip(_OUTER).translate(_DROPPED)


def is_inside(address: str) -> bool:
    """Whether the address, as browsers read it, is of something in the same file."""
    return address.startswith("#")


def is_picture(address: str) -> bool:
    """Whether the address, as browsers read it, *is* a picture: its bytes."""
    return _PICTURE.fullmatch(address) is not None


@lru_cache(1024)  # drawings repeat their styles
def find_reach(style: str) -> Reach | None:
    """The first thing in a style, a sheet or a single value, that could reach out of the drawing."""
    if not _WORTH_READING.search(style) or _DAILY.fullmatch(style):
        return None
    try:
        for token, before in _tokens(style):
            what = _reach(token, before)
            if what:
                return Reach(what, token.source_line, _is_of_a_file(token))
    except ValueError:  # a number of thousands of digits
        return Reach(_UNCLEAR, 1)
    return None


def find_reach_in_steps(values: str) -> Reach | None:
    """The same of what an animation goes through, which browsers cut at each `;` before they read it as styles.

    So nothing may span a cut: no quotation, no comment, no escape.
    """
    if _SPANS.search(values):
        return Reach(_UNCLEAR, 1)
    return next(filter(None, map(find_reach, values.split(";"))), None)


def _tokens(style: str) -> Iterator[tuple[ast.Node, str]]:
    """All tokens in their order, each with the type of the one before it in its block.

    No recursion: brackets may stand in brackets as deep as they like.
    """
    unread = [iter(tinycss2.parse_component_value_list(style, skip_comments=True))]
    before = [""]
    while unread:
        token = next(unread[-1], None)
        if token is None:
            unread.pop()
            before.pop()
            continue
        yield token, before[-1]
        before[-1] = token.type
        inner = token.arguments if isinstance(token, ast.FunctionBlock) else None
        inner = token.content if isinstance(token, _BLOCKS) else inner
        if inner is not None:
            unread.append(iter(inner))
            before.append("")


def _reach(token: ast.Node, before: str) -> str:
    """What of a token reaches out; empty where nothing does."""
    match token:
        case _ if before == "unicode-range" and not _ends_range(token):  # browsers know no such token
            return _UNCLEAR
        case ast.FunctionBlock(lower_name="url"):
            return _fetch([part for part in token.arguments if part.type != "whitespace"])
        case ast.FunctionBlock() if token.lower_name not in _FUNCTIONS:
            return f"“{token.name}(…)” in a style"
        case ast.URLToken():
            return _fetch([token])
        case ast.AtKeywordToken() if token.lower_value not in _RULES:
            return f"“@{token.value}” in a style"
        case ast.IdentToken() if token.lower_value in _OF_OLD:
            return f"“{token.value}” in a style"
        case ast.ParseError() if token.kind in _LOST:
            return _UNCLEAR
        case ast.ParenthesesBlock() if before in ("hash", "dimension"):  # which some browser could end sooner
            return _UNCLEAR
        case _:
            return ""


def _is_of_a_file(token: ast.Node) -> bool:
    name = getattr(token, "lower_name", getattr(token, "lower_value", ""))
    return isinstance(token, ast.URLToken) or name in ("url", "import", "image-set", "src")


def _ends_range(token: ast.Node) -> bool:
    return isinstance(token, ast.WhitespaceToken) or (isinstance(token, ast.LiteralToken) and token.value in ",;")


def _fetch(arguments: Sequence[ast.Node]) -> str:
    """What of `url(…)` reaches out."""
    first = arguments[0] if len(arguments) == 1 else None
    if not isinstance(first, ast.StringToken | ast.URLToken):
        return _UNCLEAR
    address = address_of(first.value)
    if is_inside(address) or is_picture(address) or _FONT.fullmatch(address):
        return ""
    return f"a style that fetches “{address[:40]}”"
