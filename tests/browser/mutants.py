"""Drawings that might do more than show a picture: real ones, changed at random with all that could ask or run.

What they would do is harmless: set an attribute, or ask a port of this computer.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import svgstandard as standard
from drawn import PNG, WHOLE

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
_LOCAL = ["script", "image", "img", "a", "iframe", "link", "meta", "style", "object", "embed", "body", "base", "video"]


def script(asked: str) -> str:
    """What would leave a trace if it ran; without characters that end an attribute."""
    return f"document.documentElement.setAttribute('data-ran','');new Image().src='{asked}/ran';void 0"


class Mutants:
    """Draws drawings that pass, from a seed. `asked` is the address that none of them may ask."""

    def __init__(self, seed: int, asked: str) -> None:
        self.chance, self.asked, self.tried = random.Random(seed), asked, 0

    def passing(self, count: int) -> Iterator[bytes]:
        """So many that pass the check, no two alike."""
        seen = set()
        while len(seen) < count:
            data = self._one().encode()
            self.tried += 1
            if data not in seen and not check_drawing("a.svg", data):
                seen.add(data)
                yield data

    def _one(self) -> str:
        pick = self.chance.choice
        text = pick(_BASES).replace('encoding="iso-8859-1"', 'encoding="utf-8"')
        for _ in range(self.chance.randint(1, 5)):
            change = pick(
                [self._add_element, self._add_element, self._add_attribute, self._add_attribute, self._disturb]
            )
            text = change(text)
        return text

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
        if kind < 0.25:
            setter = chance.choice(["set", "animate"])
            target = chance.choice(["href", "xlink:href", "fill", "filter", "style", "onclick", "class", "d", "mask"])
            value = chance.choice([self._address, self._style])()
            how = chance.choice(["to", "by", "from", "values"])
            moves = f'<{setter} attributeName="{target}" {how}="{value}" dur="1s" fill="freeze"/>'
            return f'<a href="#x">{moves}<rect width="9" height="9"/></a>'
        if kind < 0.35:
            space, local = chance.choice(_SPACES), chance.choice(_LOCAL)
            return f'<y:{local} xmlns:y="{space}" {attributes}>{chance.choice([inner, script(self.asked)])}</y:{local}>'
        name = chance.choice(_ELEMENTS)
        return f"<{name} {attributes}>{inner}</{name}>"

    def _attribute(self) -> str:
        chance = self.chance
        match chance.randrange(4):
            case 0:
                return f'{chance.choice(["href", "xlink:href"])}="{self._address()}"'
            case 1:
                name = chance.choice(_STYLED)
                return f'{name}="{self._style() if name != "style" else self._declarations()}"'
            case 2:
                value = chance.choice(["1", "#x", "x", "0 0 9 9", self._address(), self._style(), script(self.asked)])
                return f'{chance.choice(_ATTRIBUTES)}="{value}"'
            case _:
                return f'{chance.choice(["width", "height", "x", "y", "id"])}="{chance.choice(["9", "x", "50%"])}"'

    def _address(self) -> str:
        odd = self.chance.choice(["&#9;", "&#10;", "&#13;", " ", ""])
        runs = f"java{odd}script:{script(self.asked)}"
        inside = [f"#x{odd}", f"{odd}#x", f"data:image/png;base64,{PNG}", "#x"]
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
