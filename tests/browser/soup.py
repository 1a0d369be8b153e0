"""Styles of odd pieces, in which an address hides: those in which our reader of styles finds nothing that fetches.

Two readers of the same characters may cut them into tokens in different places: where a quotation, a comment or a
bracket begins for one and not for the other, what the one takes for words is a style to the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.reading.svgstyles import find_reach, find_reach_in_steps

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

RANGES = [
    "u+a", "U+0-ff", "u+?", "U+1??", "u+", "+a", "u+0", "u+a-", "u+aurl(#", "U+0-url(#", "u+1e3", "u+ ff",
]  # read as a table  # fmt: skip
ESCAPES = [
    "\\", "\\\n", "\\a ", "\\22 ", "\\27", "\\28 ", "\\29", "\\2a/", "\\75 rl(", "u\\72l(", "\\0", "\\110000 ",
    "\\d800 ", "\\5c ", "\\5c\\", "\\20", "\\3b ", "\\7d", "\\40media ", "\\2f*", "/\\*", "\\69 ",
]  # read as a table  # fmt: skip
COMMENTS = [
    "/*", "*/", "/**/", "/*/", "*", "/", "//", "<!--", "-->", "--", "/*\\*/",
]  # read as a table  # fmt: skip
QUOTES = [
    '"', "'", '"\n', "'\n", '""', "''", '"\\"', "'\\\n'", '"\\', "\\'",
]  # read as a table  # fmt: skip
URLS = [
    "url(", "URL(", "uRl(", "url (", "url(#x", "url(#x)", "url( #x )", 'url("#x"', "url('#x')", "url(#x'", "url(#x(",
    "url(#x y)", "url(#x\\)", "url(#\\", "url(#x\\\n", "url(#/*", 'url(#"', "url(\n", "url(#x\n)", "-url(#",
    "url-prefix(",
]  # read as a table  # fmt: skip
BLOCKS = [
    "(", ")", "{", "}", "[", "]", "({", "})", "{}", "};", ";", ":", ",", "!", "!important", "&", "&{", "}}",
]  # read as a table  # fmt: skip
WORDS = [
    "a", "red", "-", "#", "#x", "5", "5e", "1e3", "1e+", ".5px", "%", "+", "-->x", "$", "~=", "||", "|", "=", "<",
    ">",
]  # read as a table  # fmt: skip
BLANKS = [
    " ", "\n", "\t", "\r", "\xa0", "\x85", "\u2028", "\u200b", "\ufeff", "�", "é", "😀", "\x7f",
]  # read as a table  # fmt: skip
RULES = [
    "@media all{", "@media(", "@supports (fill:red){", "@layer x{", "@layer x;", "@font-face{", "@page{",
    "@container(", "@", "@property --a{", "@starting-style{", "@keyframes k{", "@scope{", "@charset ", "@namespace ",
    "@import ", "@x{", "@x;", "@-",
]  # read as a table  # fmt: skip
FUNCTIONS = [
    "var(--a", "var(--a,", "rgb(", "calc(", "local(", "format(", "light-dark(", "not(", "is(", "attr(", "if(", "env(",
]  # read as a table  # fmt: skip
NAMES = [
    "fill:", "mask:", "--a:", "--a:{", "src:", "*{", "a{", "mask-image:", "cursor:", "content:", "list-style-image:",
]  # read as a table  # fmt: skip
KINDS = [RANGES, ESCAPES, COMMENTS, QUOTES, QUOTES, URLS, URLS, BLOCKS, BLOCKS, WORDS, BLANKS, RULES, FUNCTIONS, NAMES]
HIDING = [
    '"%s"', "'%s'", "/*%s*/", "url(#%s)", 'url("#%s")', "url( '#%s' )", "%s", '"%s', "/*%s", "url(#%s", "\\%s",
    "U+a%s",
]  # read as a table  # fmt: skip
PROPERTIES = [
    "fill", "mask", "mask-image", "filter", "clip-path", "cursor", "list-style-image", "background", "marker", "--a",
]  # read as a table  # fmt: skip
TWO_FACED = [RANGES, ESCAPES, ESCAPES, COMMENTS, QUOTES, URLS, URLS, BLANKS, FUNCTIONS]
"""Where one reader may see the beginning of something, and another one not."""
UNLESS = [
    '"%s"', "'%s'", '/*)"*/)%s/*"*/', '"*/%s/*"*/', '/*"*/%s/*"*/', '\')"%s\'"', ")%s", "}%s", ')"%s"', ")/*%s*/",
]  # read as a table  # fmt: skip
"""What hides for one who is within a bracket, a quotation, an address or a comment, and for the other stands open."""
BEGUN = [
    "*{fill:", "*{--a:", "*{mask:", "", "*{", "@media all{*{fill:", "@supports (fill:",
]  # read as a table  # fmt: skip
CUT = [
    "url(#x;%s",
    '"x;%s;x"',
    "/*;%s;*/",
    "'x;%s;'",
    "url('#x;%s;#x')",
    "\\;%s",
    "none;%s",
    "none;url(#x;%s)",
    "calc(;%s)",
]
"""What hides in a whole, and stands open where the whole is cut."""
SPANNING = str.maketrans("", "", "\"'\\")
"""Steps of an animation are mostly without what may span a cut: that is refused anyway."""
TRIES = 300


class Soup:
    """Cooks styles in which nothing is found, from a source of chance. `asked` is the address that hides in them."""

    def __init__(self, chance: random.Random, asked: str) -> None:
        self.chance, self.asked = chance, asked

    def sheet(self) -> str:
        """A style sheet."""
        return self._passing(self._sheet, find_reach)

    def value(self) -> str:
        """A value, such as that of `fill`, or a list of declarations."""
        return self._passing(self._value, find_reach)

    def steps(self) -> str:
        """What an animation goes through: cut at every odd place."""
        return self._passing(self._steps, find_reach_in_steps)

    def _passing(self, cook: Callable[[], str], find: Callable[[str], object]) -> str:
        for _ in range(TRIES):
            found = cook()
            if not find(found):
                return found
        return "red"

    def _sheet(self) -> str:
        if self.chance.random() < 0.5:
            return self.chance.choice(BEGUN) + self._two_faced()
        return f"{self._rule('{')}{self._pieces()}{self._hidden()}{self._pieces()}"

    def _value(self) -> str:
        if self.chance.random() < 0.5:
            return self.chance.choice(["", "fill:", "--a:"]) + self._two_faced()
        return f"{self._pieces()}{self._hidden()}{self._pieces()}"

    def _two_faced(self) -> str:
        """The address where only one of two readers sees it, behind a place at which they may differ."""
        pick, ask = self.chance.choice, self.asked
        open_ = f"mask:url({ask})"
        whole = pick([f";{open_};", f";{open_}", f";}}*{{{open_}}}", f"){{}}*{{{open_}}}", f"url({ask})"])
        return pick(pick(TWO_FACED)) + pick(["", *pick(TWO_FACED)]) + pick(UNLESS) % whole + pick(["", "", "}", ")"])

    def _steps(self) -> str:
        if self.chance.random() < 0.1:
            return self.chance.choice(["", "none;", "url(#x);"]) + self.chance.choice(CUT) % f"url({self.asked})"
        text = self._value()
        if self.chance.random() < 0.8:
            text = text.translate(SPANNING).replace("/*", "")
        for _ in range(self.chance.randint(1, 4)):
            at = self.chance.randint(0, len(text))
            text = text[:at] + self.chance.choice([";", ";;", " ; ", ";\n", ";url(#", ";)", ");"]) + text[at:]
        return text

    def _hidden(self) -> str:
        """The address, in a style that would fetch it, within what may hide it."""
        pick, ask = self.chance.choice, self.asked
        bare = pick(
            [f"url({ask})", f"url({ask}#x)", f'url("{ask}")', f"url('{ask}')", f'"{ask}"', f'image-set("{ask}" 1x)']
        )
        declared = f"{pick(PROPERTIES)}:{bare}"
        whole = pick(
            [bare, declared, f";{declared};", f"}}*{{{declared}}}", f'@import "{ask}";', f"@font-face{{src:{bare}}}"]
        )
        return pick(HIDING) % f"{self._pieces()}{whole}{self._pieces()}"

    def _rule(self, end: str) -> str:
        return self.chance.choice(
            ["", "*" + end, f"*{end}{self.chance.choice(PROPERTIES)}:", "@media all{*{--a:", "*{&{mask:"]
        )

    def _pieces(self) -> str:
        pick = self.chance.choice
        return "".join(pick(pick(KINDS)) for _ in range(pick([0, 0, 1, 1, 2, 3, 5])))
