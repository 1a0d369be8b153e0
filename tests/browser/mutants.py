"""Drawings that might do more than show a picture: real ones, changed at random with all that could ask or run.

What they would do is harmless: set an attribute, or ask a port of this computer.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import svgstandard as standard
from drawn import PNG, WHOLE
from soup import Soup

from sitegen.reading import svgnames
from sitegen.reading.drawings import check_drawing

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
_BASES = [drawing.decode("latin-1") if isinstance(drawing, bytes) else drawing for drawing in WHOLE.values()]
_ELEMENTS = sorted(svgnames.ELEMENTS) * 3 + sorted(standard.ELEMENTS)
_ATTRIBUTES = (
    sorted(standard.ATTRIBUTES) * 3 + sorted(standard.EVENTS) + ["srcset", "src", "action", "data-x", "aria-label"]
)
_STYLED = ["fill", "filter", "mask", "clip-path", "marker-end", "cursor", "stroke", "style", "background", "content"]
_SPACES = ["http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML", *svgnames.EDITORS[:8], "", "x"]
_NAMES_OF_SPACES = ["xlink", "l", "svg", "xml", "inkscape", "x", "i"]
_TYPES = [
    '<!DOCTYPE svg [<!ENTITY e "{}">]>',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd" [<!ENTITY e "{}">]>',
    '<!DOCTYPE svg [<!ENTITY e "{}"><!ENTITY e "#x">]>',
    '<!DOCTYPE svg [<!ENTITY amp "{}"><!ENTITY e "#x">]>',
    '<!DOCTYPE svg:svg [<!-- {} --><!ENTITY e "#x">]>',
    '<!DOCTYPE svg [<?xpacket {}?><!ENTITY e "#x">]>',
]
_LOCAL = ["script", "image", "img", "a", "iframe", "link", "meta", "style", "object", "embed", "body", "base", "video"]


def script(asked: str) -> str:
    """What would leave a trace if it ran; without characters that end an attribute."""
    return f"document.documentElement.setAttribute('data-ran','');new Image().src='{asked}/ran';void 0"


class Mutants:
    """Draws drawings that pass, from a seed. `asked` is the address that none of them may ask."""

    def __init__(self, seed: int, asked: str) -> None:
        self.chance, self.asked, self.tried = random.Random(seed), asked, 0
        self.soup = Soup(self.chance, f"{asked}/s")

    def passing(self, count: int) -> Iterator[bytes]:
        """So many that pass the check, no two alike."""
        seen = set()
        while len(seen) < count:
            data = self._bytes(self._one())
            self.tried += 1
            if data not in seen and not check_drawing("a.svg", data):
                seen.add(data)
                yield data

    def _bytes(self, text: str) -> bytes:
        name = self.chance.choice(["utf-8"] * 6 + ["iso-8859-1", "ISO-8859-1", "windows-1252", "us-ascii", "UTF-8"])
        if name == "utf-8":
            return text.encode()
        declared = f'<?xml version="1.0" encoding="{name}"?>' + re.sub(r"^\s*<\?xml[^>]*>", "", text)
        return declared.encode(name, "xmlcharrefreplace")

    def _one(self) -> str:
        pick = self.chance.choice
        text = pick(_BASES).replace('encoding="iso-8859-1"', 'encoding="utf-8"')
        changes = [self._add_element] * 3 + [self._add_attribute] * 3 + [self._disturb, self._add_type, self._rename]
        for _ in range(self.chance.randint(1, 5)):
            text = pick(changes)(text)
        return text

    def _add_type(self, text: str) -> str:
        """A document type with a piece of text that it names, and that piece somewhere."""
        if "<!DOCTYPE" in text or "<svg" not in text:
            return text
        value = self.chance.choice(
            ["#x", "url", "javascript:0", f"{self.asked}/t", "http://www.w3.org/1999/xlink", "a"]
        )
        at = text.index("<svg")
        text = f"{text[:at]}{self.chance.choice(_TYPES).format(value)}{text[at:]}"
        ends = [found.start() for found in re.finditer(r'(?<==")', text) if found.start() > at] or [len(text)]
        where = self.chance.choice(ends)
        return f"{text[:where]}{self.chance.choice(['&e;', '', '&amp;e;'])}{text[where:]}"

    def _rename(self, text: str) -> str:
        """A namespace under another name, or another one under its name, for an element and what it holds."""
        pick = self.chance.choice
        ends = [found.end() for found in re.finditer(r"<(?:g|a|rect|image|use|switch|style|text|svg)(?=[ >])", text)]
        if not ends:
            return text
        at, name = pick(ends), pick(_NAMES_OF_SPACES)
        space = pick([svgnames.SVG, svgnames.XLINK, svgnames.XML, *_SPACES])
        named = pick([f'xmlns:{name}="{space}"', f'xmlns="{space}"'])
        set_ = pick(["", f' {name}:{pick(["href", "base", "onload", "style", "src", "type"])}="{self._address()}"'])
        return f"{text[:at]} {named}{set_}{text[at:]}"

    def _add_element(self, text: str) -> str:
        at = self.chance.choice([found.start() for found in re.finditer("<", text)])
        return text[:at] + self._element() + text[at:]

    def _add_attribute(self, text: str) -> str:
        ends = [found.start() for found in re.finditer(" (?:id|width|class|transform)=", text)]
        if not ends:
            return text
        at = self.chance.choice(ends)
        return text[:at] + " " + self._attribute() + text[at:]

    def _disturb(self, text: str) -> str:
        at = self.chance.randrange(max(0, text.find("<svg")), len(text))
        odd = [
            "&#9;",
            "&#10;",
            "\\",
            "\\72",
            "/**/",
            "&ns;",
            "'",
            "&quot;",
            "(",
            ")",
            "url(",
            "&lt;",
            "<![CDATA[",
            "]]>",
        ]
        return text[:at] + self.chance.choice([*odd, "<!--", "-->", self._style(), self._address()]) + text[at:]

    def _element(self) -> str:
        chance = self.chance
        inner = "".join(self._element() for _ in range(chance.choice([0, 0, 0, 1, 2])))
        attributes = " ".join({part.partition("=")[0]: part for part in (self._attribute() for _ in range(3))}.values())
        kind = chance.random()
        if kind < 0.1:
            return f"<style>{self._sheet()}</style>"
        if kind < 0.2:
            more = chance.choice(["", 'type="text/css"', 'media="all"'])
            return f"<style {more}>{self._cut(self.soup.sheet())}</style>"
        if kind < 0.3:
            return self._moving()
        if kind < 0.38:
            space, local = chance.choice(_SPACES), chance.choice(_LOCAL)
            return f'<y:{local} xmlns:y="{space}" {attributes}>{chance.choice([inner, script(self.asked)])}</y:{local}>'
        name = chance.choice(_ELEMENTS)
        return f"<{name} {attributes}>{inner}</{name}>"

    def _moving(self) -> str:
        """What sets an attribute of a shape that is linked to itself."""
        pick = self.chance.choice
        targets = ["href", "xlink:href", "style", "onclick", "class", "d", *["fill", "filter", "mask", "clip-path"] * 2]
        target = pick([*targets, "cursor", "marker-end", "stroke", "marker-start"])
        value = pick([self._address, self._style, self._steps, self._steps])()
        hows = self.chance.sample(["to", "by", "from", "values"], pick([1, 1, 2, 3]))
        values = " ".join(f'{how}="{value if how == hows[0] else pick([value, "red", "#x"])}"' for how in hows)
        timed = pick(['dur="1s"', 'dur="1s" begin="click"', 'dur="1s" calcMode="discrete"', ""])
        moves = f'<{pick(["set", "animate", "animate"])} attributeName="{target}" {values} {timed} fill="freeze"/>'
        path = f'<path d="M0 0L9 9" width="9" height="9">{moves}</path>'
        return pick(
            [
                f'<a href="#x">{moves}<rect width="9" height="9"/></a>',
                f"<rect width='9' height='9'>{moves}</rect>",
                path,
            ]
        )

    def _steps(self) -> str:
        return self._escaped(self.soup.steps())

    def _escaped(self, text: str) -> str:
        return escape(text, {'"': "&quot;", "\r": "&#13;", "\n": self.chance.choice(["\n", "&#10;"]), "\t": "&#9;"})

    def _cut(self, sheet: str) -> str:
        """A sheet as text, with pieces of it in sections, and with comments and notes in it."""
        pick = self.chance.choice
        found = []
        while sheet:
            at = self.chance.randint(1, max(1, len(sheet)))
            piece, sheet = sheet[:at], sheet[at:]
            literal = "]]>" not in piece and self.chance.random() < 0.4
            found.append(
                f"<![CDATA[{piece}]]>" if literal else escape(piece, {"\r": "&#13;", '"': pick(['"', "&#34;"])})
            )
            found.append(pick(["", "", "<!-- x -->", "<?xpacket x?>", "<![CDATA[]]>"]))
        return "".join(found)

    def _attribute(self) -> str:
        chance = self.chance
        match chance.randrange(5):
            case 0:
                return f'{chance.choice(["href", "xlink:href"])}="{self._address()}"'
            case 1:
                name = chance.choice(_STYLED)
                return f'{name}="{self._style() if name != "style" else self._declarations()}"'
            case 2:
                value = chance.choice(["1", "#x", "x", "0 0 9 9", self._address(), self._style(), script(self.asked)])
                return f'{chance.choice(_ATTRIBUTES)}="{value}"'
            case 3:
                return f'{chance.choice(_STYLED)}="{self._escaped(self.soup.value())}"'
            case _:
                return f'{chance.choice(["width", "height", "x", "y", "id"])}="{chance.choice(["9", "x", "50%"])}"'

    def _address(self) -> str:
        odd = self.chance.choice(["&#9;", "&#10;", "&#13;", " ", ""])
        runs = f"java{odd}script:{script(self.asked)}"
        inside = [f"#x{odd}", f"{odd}#x", f"data:image/png;base64,{PNG}", f"data:image/avif;base64,{PNG}", "#x"]
        page = f"data:text/html,<script>{script(self.asked)}</script>".replace("<", "&lt;")
        return self.chance.choice(
            [*inside, *inside, runs, odd + runs, f"{self.asked}/{odd}a", page, "a.svg#x", "#" + runs]
        )

    def _style(self) -> str:
        ask = self.asked
        calm = [
            "url(#x)",
            "red",
            "rgb(1,2,3)",
            f"'url({ask})'",
            f"url(#x) 'url({ask})'",
            f"/* url({ask}) */ red",
            "var(--a)",
        ]
        odd = [
            f"url({ask}/b)",
            f"u\\72l({ask}/c)",
            f"'\\' url({ask}/d) '",
            f"url(#x)url({ask}/e)",
            f"image-set('{ask}/f' 1x)",
        ]
        more = [
            f"\\'url({ask}/g)",
            f"'a\nurl({ask}/h)'",
            f"5\\20url({ask}/i)",
            f"var(--a, url({ask}/j))",
            f"rgb(url({ask}/k))",
        ]
        return self.chance.choice([*calm, *calm, *odd, *more])

    def _declarations(self) -> str:
        names = [
            *_STYLED,
            "--a",
            "src",
            "behavior",
            "list-style",
            "border-image",
            "font-family",
            "offset-path",
            "shape-outside",
        ]
        return ";".join(f"{self.chance.choice(names)}:{self._style()}" for _ in range(self.chance.randint(1, 3)))

    def _sheet(self) -> str:
        ask = self.asked
        rules = [
            "@media all{%s}",
            "@supports (fill:red){%s}",
            "@layer x{%s}",
            "%s",
            "<![CDATA[%s]]>",
            "&lt;!-- %s -->",
            "/*%s*/",
        ]
        odd = [
            f"@import '{ask}/l';",
            f"@\\69mport url({ask}/m);",
            f"@font-face{{font-family:z;src:url({ask}/n)}}*{{font:9px z}}",
        ]
        plain = f"*{{{self._declarations()}}}"
        return self.chance.choice(rules) % self.chance.choice(
            [plain, plain, plain, *odd, f"@page{{{self._declarations()}}}"]
        )
