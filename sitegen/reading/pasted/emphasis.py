"""Marks of emphasis that mark nothing, and others that are taken for such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.problems import pasted as problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems.problem import Place, Problem
    from sitegen.reading.pasted.block import Block, Finder

_INNER = re.compile(r"(?<![*\\])\*\*[ \t\u00a0]*([^*\n]{1,200}?)[ \t\u00a0]*\*\*(?!\*)")
_DUNDER = re.compile(r"(?<![\w\\])__([a-z]+(?:_[a-z]+)*)__(?!\w)")
_APART = re.compile(r"(?<=[^\s*])\*{4}(?=[^\s*])")
_UNEVEN = re.compile(r"\*\*[^\s*][^*\n]*\*(?!\*)|(?<!\*)\*[^\s*][^*\n]*\*\*")
_BLANK = "[ \t\u00a0]"
_ENDS = r"(?=[.,;:!?)”’]*(?:\s|$))"
_HALVES = (
    re.compile(rf"(?<![\w*\\])(\*{{3}}|\*)([^\s*][^*\n]{{0,200}}?){_BLANK}+\1(?!\*){_ENDS}"),
    re.compile(rf"(?<![^\s(“‘])(\*){_BLANK}+([^\s*](?:[^*\n]{{0,200}}[^\s*])?)\1(?![\w*])"),
    re.compile(rf"(?<![\w_\\])(_{{1,2}})([^\s_][^_\n]{{0,200}}?){_BLANK}+\1(?!_){_ENDS}"),
    re.compile(rf"(?<![\w*~\\])(\*{{3}}|~~){_BLANK}+([^*~\n]{{1,200}}?){_BLANK}*\1(?![\w*~])"),
    re.compile(rf"(?<![\w~\\])(~~)([^\s~][^~\n]{{0,200}}?){_BLANK}+\1(?!~){_ENDS}"),
    re.compile(r"(?<![\w*_\\])(\*|__?)(?![\s*_])([^*_\n]{1,200}[^\w\s*_])\1(?=[^\W_])"),
)
"""What is nearly marked: a blank before its last mark, behind its first, or none where there should be one."""


def left_over(block: Block, source: Finder) -> Iterator[Problem]:
    """`** words **`, `**Note:**the`, and a `**` without its other half: the asterisks that are still text."""
    if "**" not in block.text or "\\*" in block.text:
        return
    yield from _two_runs(block, source)
    shown = sum(child.content.replace("****", "").count("**") for child in block.children if child.type == "text")
    for match in _INNER.finditer(block.without_code) if shown > 1 else ():
        start, end = match.start(), match.end()
        text = block.text
        inside = text[start + 2 : end - 2]
        before = text[start - 1 : start]
        behind = text[end : end + 1]
        apart = (
            inside != inside.strip()
            or (behind.isalnum() and not inside[-1:].isalnum())
            or (before.isalnum() and not inside[:1].isalnum())
        )
        if apart:
            mended = f"{' ' if before.isalnum() else ''}**{match[1]}**{' ' if behind.isalnum() else ''}"
            yield problems.mark_left_over(source.find(block, match[0]), "**", mended)
            shown -= 2
    if shown == 1 or (shown > 1 and "***" not in block.text and not _INNER.search(block.without_code)):
        yield problems.mark_left_over(_single(block, source, "**"), "**")


def _two_runs(block: Block, source: Finder) -> Iterator[Problem]:
    """`**one****two**`: bold words that a converter took for two."""
    if any("****" in child.content for child in block.children if child.type == "text"):
        match = _APART.search(block.without_code)
        if match:
            typed = block.text[match.start() - 1 : match.end() + 1]
            yield problems.mark_left_over(source.find(block, typed), "****", typed.replace("*", ""))


def _single(block: Block, source: Finder, mark: str) -> Place:
    """Where the asterisks stand that are still text: told from others in the block by what is round them."""
    content = next(child.content for child in block.children if child.type == "text" and mark in child.content)
    before, _, behind = content.partition(mark)
    needle = f"{before[-20:]}{mark}{behind[:20]}"
    at = source.find(block, needle)
    if not at.column or at.length != len(needle):
        return at
    return at._replace(column=at.column + len(before[-20:]), length=len(mark))


def halves(block: Block, source: Finder) -> Iterator[Problem]:
    """`*words *`, `* words*`, `~~ words ~~`, `*Note:*the`, `**words*`: what is still text of single marks."""
    text = block.text
    if "\\" in text or not ("*" in text or "_" in text or "~~" in text):
        return
    shown = "".join([child.content for child in block.children if child.type == "text"])
    if not ("*" in shown or "_" in shown or "~~" in shown):
        return
    searched = block.without_code
    seen = {mark: shown.count(mark) for mark in ("*", "***", "_", "__", "~~")}
    for pattern in _HALVES:
        for match in pattern.finditer(searched):
            mark = match[1]
            if seen[mark] > 1:
                behind = text[match.end() : match.end() + 1]
                new = "**" if mark == "__" else mark  # `__word__` is no emphasis to everybody
                mended = f"{new}{match[2].strip()}{new}{' ' if behind.isalnum() else ''}"
                yield problems.mark_left_over(source.find(block, match[0]), mark, mended)
    if searched.count("*") == 3 and shown.count("*") == 1 and _UNEVEN.search(searched):
        yield problems.mark_left_over(_single(block, source, "*"), "*")


def vanishing(block: Block, source: Finder) -> Iterator[Problem]:
    """`__init__`, and letters between asterisks inside a word: `hours*rate*staff`."""
    if "__" in block.text:
        for match in _DUNDER.finditer(block.without_code):
            yield problems.mark_vanishes(source.find(block, match[0]), match[0], match[0].replace("_", "\\_"))
    children = block.children
    for index, child in enumerate(children):
        if child.type != "em_open" or child.markup != "*" or not 0 < index < len(children) - 3:
            continue
        before, word, close, behind = children[index - 1], *children[index + 1 : index + 4]
        if close.type == "em_close" and before.content[-1:].isalnum() and behind.content[:1].isalnum():
            typed = f"*{word.content}*"
            yield problems.mark_vanishes(source.find(block, typed), typed, f"\\*{word.content}\\*")
