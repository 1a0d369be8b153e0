"""Every construct that a body may hold, n times: as people write them, and as pastes break them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def times(piece: str) -> Callable[[int], str]:
    """The piece, n times."""
    return lambda n: piece * n


def numbered(piece: str) -> Callable[[int], str]:
    """The piece n times, `{}` in it replaced by a number of its own."""
    return lambda n: "".join(piece.replace("{}", str(number)) for number in range(n))


def inside(piece: str, close: str = "") -> Callable[[int], str]:
    """Pieces inside one another."""
    return lambda n: piece * n + "a" + close * n


def _rising(piece: str) -> Callable[[int], str]:
    """Runs of the piece, each longer by one than the one before; about n pieces in all."""

    def text(n: int) -> str:
        length, runs = 0, []
        while length < n:
            runs.append(piece * (len(runs) + 1))
            length += len(runs)
        return " a ".join(runs)

    return text


def _steps(piece: str, tail: str) -> Callable[[int], str]:
    """Lines each further inside than the one before, twelve deep, then from the first again."""
    return lambda n: "".join(piece * (row % 12) + tail for row in range(n))


BODIES: dict[str, Callable[[int], str]] = {
    # words
    "words": numbered("word{} "),
    "lines": times("Because of it,\n"),
    "paragraphs": times("Because of it.\n\n"),
    "a word without an end": times("a"),
    "Chinese": times("救护车"),
    "combining marks": times("e\u0301"),
    "combining marks on one letter": lambda n: "a" + "\u0301" * n,
    "blanks": lambda n: "a" + " " * n + "b",
    "blank lines": lambda n: "a" + "\n" * n + "b",
    "tabs": lambda n: "a" + "\t" * n + "b",
    "hard breaks": times("a  \n"),
    "hard breaks by backslash": times("a\\\n"),
    "backslashes": times("\\"),
    "escapes": times("\\* "),
    "colons": times(": "),
    "entities": times("&amp; "),
    "entities by number": times("&#38;"),
    "ampersands": times("&"),
    "entities without an end": times("&#"),
    "entities that are none": times("&abc"),
    # emphasis
    "emphasis": times("*a* "),
    "strong": times("**a** "),
    "both": times("***a*** "),
    "emphasis in prose": times("Some *words* and **more** here. "),
    "openings of emphasis": times("*a "),
    "openings in every way": times("*a **a _a __a ~~a "),
    "endings of emphasis": times("a* "),
    "endings in every way": times("a* a** a_ a__ a~~ "),
    "crossed emphasis": times("*a _b* c_ "),
    "emphasis inside": inside("*a ", " a*"),
    "emphasis inside, two marks": inside("*a **a ", " a** a*"),
    "asterisks": times("*"),
    "asterisks in words": times("a*"),
    "asterisks in pairs": times("a**b"),
    "asterisks in threes": times("a***b**c*"),
    "rising asterisks": _rising("*"),
    "underscores": times("_a_ "),
    "underscores in words": times("a_"),
    "strikethrough": times("~~a~~ "),
    "openings of strikethrough": times("~~a "),
    "tildes": times("a~~"),
    "a run of tildes": times("~"),
    # code
    "code": times("`a` "),
    "openings of code": times("`a ``b "),
    "rising backticks": _rising("`"),
    "backticks": times("`"),
    "fences": times("```\na\n```\n\n"),
    "a fence without an end": lambda n: "```\n" + "a\n" * n,
    "fences of many lengths": lambda n: "".join("`" * (3 + row % 50) + "\na\n" for row in range(n)),
    "tilde fences": times("~~~\na\n~~~\n"),
    "indented code": times("    a\n"),
    "indented code between": times("    a\n\nb\n\n"),
    # links
    "links to a page": times("[a](../../topics/general.md) "),
    "links to a page, lines": times("[a](../../topics/general.md)\n"),
    "links to pages in prose": times("See [the page](../../topics/general.md) for it.\n\n"),
    "links to the web": numbered("[a](https://x.example/{}) "),
    "links with titles": numbered('[a](https://x.example/{} "title") '),
    "links in angle brackets": numbered("[a](<https://x.example/{}>) "),
    "links to headings": times("[a](#a) "),
    "links by label": lambda n: numbered("[a{}] ")(n) + "\n\n" + numbered("[a{}]: https://x.example/{}\n")(n),
    "links by one label": lambda n: "[a] " * n + "\n\n[a]: https://x.example/\n",
    "links by two brackets": lambda n: "[b][a] " * n + "\n\n[a]: https://x.example/\n",
    "labels that are not there": numbered("[a{}] "),
    "two brackets that are not there": numbered("[b][a{}] "),
    "labels of one link": times("[a]: https://x.example/\n"),
    "labels that nothing uses": numbered("[a{}]: https://x.example/\n"),
    "labels over two lines": numbered("[a{}]:\nhttps://x.example/\n"),
    "labels with titles": numbered("[a{}]: https://x.example/ 'title'\n"),
    "labels with titles without an end": numbered("[a{}]: https://x.example/ 'title\n"),
    "labels apart": numbered("[a{}]: https://x.example/\n\n"),
    "labels of words": numbered("[a{}]: Yes. We pay.\n\n"),
    "labels that hide remarks": times("[//]: # (a)\n\n"),
    "opening brackets": times("["),
    "opening brackets, words": times("[a "),
    "closing brackets": times("]"),
    "closing brackets, words": times("a] "),
    "brackets inside": inside("[", "]"),
    "links inside": inside("[", "](b)"),
    "links without an end": times("[a]("),
    "links without an end in angle brackets": times("[a](<b"),
    "links without an end of the title": times('[a](b "'),
    "links without an end, lines": times("[a](b\n"),
    "parentheses in a link": lambda n: "[a](" + "(" * n + ")" * n + ")",
    "parentheses": times("("),
    "links of blanks": times("[a]( "),
    "links with a space": times("[a](my page.md) "),
    "links with spaces without an end": lambda n: "[a](" + "my page " * n,
    "forbidden links": times("[a](javascript:0) "),
    "forbidden links, lines": times("[a](javascript:0)\n"),
    "forbidden links in paragraphs": times("[a](javascript:0)\n\n"),
    "a long address": lambda n: "[a](https://x.example/" + "a/" * n + ")",
    "a path that goes up": lambda n: "[a](" + "../" * n + "a.md)",
    "a path in per cent signs": lambda n: "[a](" + "%41" * n + ".md)",
    "pictures": times("![a](../../assets/a.png) "),
    "pictures without words": times("![](../../assets/a.png) "),
    "pictures without words, lines": times("![](../../assets/a.png)\n"),
    "pictures from elsewhere": times("![a](https://x.example/a.png) "),
    "pictures without an end": times("!["),
    "pictures inside": inside("![", "](b.png)"),
    "pictures in links": times("[![a](../../assets/a.png)](../../topics/general.md) "),
    # addresses that stand for themselves
    "addresses in angle brackets": numbered("<https://x.example/{}> "),
    "addresses in angle brackets without an end": times("<https:"),
    "e-mail in angle brackets": times("<a@x.example> "),
    "addresses": numbered("https://x.example/{} "),
    "addresses, lines": numbered("https://x.example/{}\n"),
    "one address": times("https://x.example/ "),
    "addresses without blanks": times("https://x.example/,"),
    "beginnings of addresses": times("https://"),
    "beginnings of other addresses": times("ftp://a "),
    "slashes": times("//"),
    "slashes, words": times("a// "),
    "a long bare address": lambda n: "https://x.example/" + "a/" * n,
    "a bare address of dots": lambda n: "https://" + "a." * n,
    "a bare address of parentheses": lambda n: "https://x.example/" + "(a" * n,
    "e-mail": times("a@x.example "),
    "e-mail without blanks": times("a@x.example,"),
    "at signs": times("@"),
    "at signs, words": times("a@"),
    "at signs, blanks": times("a @ "),
    "a long name before an at sign": lambda n: "a." * n + "@x.example",
    "a long name behind an at sign": lambda n: "a@" + "a." * n,
    "www": times("www.x.example "),
    "mailto": times("mailto:a@x.example "),
    "mailto without blanks": times("mailto:"),
    # HTML
    "tags": times("<br>"),
    "tags, blanks": times("a <b>c</b> "),
    "tags, lines": times("<br>\n"),
    "tags in paragraphs": times("<br>\n\n"),
    "tags, different": numbered("<a id=x{}>"),
    "tags over lines": times("<a\nb>"),
    "openings of tags": times("<"),
    "openings of tags, words": times("<a "),
    "closing tags": times("</a>"),
    "comments": times("<!-- a --> "),
    "comments, different": numbered("b <!-- a{} --> "),
    "comments, lines": times("<!-- a -->\n"),
    "comments in paragraphs": times("<!-- a -->\n\n"),
    "openings of comments": times("<!--"),
    "openings of comments, words": times("a <!-- "),
    "openings of comments, lines": times("<!-- a\n"),
    "openings of comments, lines of words": times("a <!-- a\n"),
    "openings of comments in paragraphs": times("<!-- a\n\n"),
    "openings of comments in a list": times("- <!-- a\n"),
    "openings of comments in quotations": times("> <!-- a\n\n"),
    "endings of comments": times("--> "),
    "comments over lines": times("<!--\na\n-->\n"),
    "instructions": times("<?a "),
    "declarations": times("<!A "),
    "hidden parts": times("<![CDATA["),
    # what is pasted
    "bullets of Word": times("•\tone\n"),
    "bullets of Word, paragraphs": times("•\tone\n\n"),
    "letters of a list": times("a) one\nb) two\n\n"),
    "blanks of another width": times("-\u00a0one\n"),
    "blanks of another width, in a row": lambda n: "- " + "\u00a0- " * n,
    "a rule of a table that is none": lambda n: "\u00a0|" + "-" * n + "x",
    "years": numbered("{}. We began.\n\nSo.\n\n"),
    "sentences pushed in": times("    We asked them all about it.\n\n"),
    "a word without an end, pushed in": lambda n: "    A b " + "c" * n,
    "sums": times("2*3 "),
    "Windows paths": times("C:\\_x\\_y "),
    "a Windows path without an end": lambda n: "C:" + "\\_x y" * n,
    "beginnings of Windows paths": times("\\\\a"),
    "addresses in quotation marks": numbered("“https://x.example/{}” "),
    "an address with marks behind": lambda n: "https://x.example/" + "_*~" * n,
    "links with a space before the address": times("[a] (../x.md) "),
    "links without words": numbered("[](x{}.md) "),
    "asterisks with blanks": times("** a ** "),
    "names in underscores": times("__init__ "),
    "words that are hidden": times("%%a%% "),
    "words that are hidden, without an end": times("%%a"),
    "marks of other programs": times("[[a]] ==b== {#c} :smile: "),
    "cells with tabs": times("a\tb\n"),
    "short lines": times("Mill Lane\n"),
    "speakers": times("Sam: So.\n\nJo: No.\n\n"),
    "greetings": times("Kind regards\n\n"),
    "notices of confidentiality": times("this e-mail is "),
    # tables
    "rows of a table": lambda n: "| a | b |\n|---|---|\n" + "| c | d |\n" * (n + 1),  # one without rows is the parser's
    "columns of a table": lambda n: "| a " * n + "|\n" + "|---" * n + "|\n" + "| b " * n + "|\n",
    "tables": times("| a | b |\n|---|---|\n| c | d |\n\n"),
    "aligned tables": times("| a | b |\n|:-:|--:|\n| c | d |\n\n"),
    "rows with lost cells": lambda n: "| a |\n|---|\n" + "| b | lost |\n" * n,
    "tables with lost cells": times("| a |\n|---|\n| b | lost |\n\n"),
    "lost cells of a row": lambda n: "| a |\n|---|\n| b |" + " lost |" * n,
    "short rows of a wide table": lambda n: "| a " * 9 + "|\n" + "|---" * 9 + "|\n" + "| b |\n" * n,
    "headings of tables alone": times("| a | b |\n\n"),
    "headings of tables alone, lines": times("| a | b |\n"),
    "dashes of tables alone": times("|---|---|\n"),
    "bars": times("|"),
    "bars that are escaped": lambda n: "| a |\n|---|\n| " + "\\|" * n + " |\n",
    "tags in a table": lambda n: "| a |\n|---|\n" + "| <br> |\n" * n,
    # headings
    "headings": times("# a\n\n"),
    "headings, different": numbered("## a{}\n\n"),
    "headings underlined": times("a\n===\n\n"),
    "headings underlined by dashes": times("a\n---\n"),
    "headings of links": times("# [a](../../topics/general.md)\n\n"),
    "headings that deepen": lambda n: "".join("#" * (1 + row % 6) + " a\n" for row in range(n)),
    "headings with numbers": lambda n: "".join(f"# a\n\n# a-{row}\n\n" for row in range(n // 2)),
    "hashes": times("#"),
    "rules": times("---\n\n"),
    "equals signs": times("=\n"),
    # lists and quotations
    "list": times("- a\n"),
    "list, loose": times("- a\n\n"),
    "list of paragraphs": times("- a\n\n  b\n\n"),
    "list of numbers": numbered("{}. a\n"),
    "list of asterisks": times("* a\n"),
    "lists of other marks": times("- a\n* a\n"),
    "list, deep": _steps("  ", "- a\n"),
    "list of lists": times("- - a\n"),
    "lists on one line": times("- "),
    "lists on many lines": times("-\n"),
    "list with words behind": times("- a\nb\n"),
    "list of links": times("- [a](../../topics/general.md)\n"),
    "list of tasks": times("- [ ] a\n"),
    "list of a quotation": times("- > a\n"),
    "list of code": times("- ```\n  a\n"),
    "bullets": times("• a\n"),
    "bullets in paragraphs": times("• a\n\n"),
    "quotation": times("> a\n"),
    "quotations": times("> a\n\n"),
    "quotation with words behind": times("> a\nb\n"),
    "quotation, deep": _steps("> ", "a\n"),
    "quotations on one line": times("> "),
    "quotations of lists": times("> - a\n"),
    "quotations without a blank": times(">"),
    "terms": times("a\n: b\n\n"),
    "terms apart": times("a\n\n: b\n\n"),
    "meanings of a term": lambda n: "a\n" + ": b\n" * n,
    "meanings of a term, lines": lambda n: "a\n" + ":   b\n    c\n" * n,
    "meanings without a term": times(": b\n\n"),
    "words and a meaning": lambda n: "a\n" * n + ": b\n",
    "words, each before a meaning": lambda n: "a\n" * n + "\n: b\n",
    # footnotes
    "footnotes": lambda n: numbered("a[^{}] ")(n) + "\n\n" + numbered("[^{}]: b\n\n")(n),
    "footnotes, lines": lambda n: numbered("a[^{}] ")(n) + "\n\n" + numbered("[^{}]: b\n")(n),
    "one footnote": lambda n: "a[^1] " * n + "\n\n[^1]: b\n",
    "footnotes that are not there": numbered("a[^{}] "),
    "one footnote that is not there": times("a[^1] "),
    "footnotes that are not there, lines": numbered("a[^{}]\n"),
    "footnotes that nothing uses": numbered("[^{}]: b\n\n"),
    "footnotes defined again": lambda n: "a[^1]\n\n" + "[^1]: b\n\n" * n,
    "footnotes in footnotes": lambda n: "a[^0]\n\n" + "".join(f"[^{i}]: b[^{i + 1}]\n\n" for i in range(n)),
    "footnotes inside": inside("[^a]: "),
    "paragraphs of a footnote": lambda n: "a[^1]\n\n[^1]: b\n\n" + "    c\n\n" * n,
    "marks of footnotes": times("[^"),
    "inline footnotes": times("a^[b] "),
    # what our own rules look for
    "holds": times("draft: true\n\n"),
    "holds, lines": times("a\ndraft: true\n"),
    "holds in words": times("publish_from: x "),
    "all kinds of paste": times("<p><b>a</b> [b](javascript:0) ![](c.png) [^1] https://x.example/ *d <!-- e\n"),
}
"""A body by the name of what it repeats, and its number."""

PLUGIN_BODIES: dict[str, Callable[[int], str]] = {
    "boxes": times("!!! note\n    a\n\n"),
    "boxes without words": times("!!! note\n"),
    "boxes inside": _steps("    ", "!!! note\n"),
    "openings of boxes": times("!!!\n"),
    "fields": times(":a: b\n"),
    "fields without an end": times(":a\n"),
    "fields in one line": times(":a"),
    "subscripts": times("H~2~O "),
    "openings of subscripts": times("H~2 "),
    "openings of subscripts, no blank": times("H~"),
    "superscripts": times("x^2^ "),
    "openings of superscripts": times("x^2 "),
    "openings of superscripts, no blank": times("x^"),
}
"""The same for the plug-ins that `sitegen.yaml` may name, all of them on."""

FAR = {
    "lines": 2_000,
    "links inside": 8_000,
    "pictures inside": 8_000,
    "hidden parts": 8_000,
    "opening brackets, words": 6_000,
    "links without an end": 8_000,
    "marks of footnotes": 4_000,
    "pictures without an end": 4_000,
}
"""The characters that are needed of some, until they are many or as deep as the parser goes."""
