"""The words of the interface, put into templates when they are compiled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_VALUE = re.compile(r"%\((\w+)\)s")


class _Said(NamedTuple):
    """A call such as `_("By %(date)s", date=x)`."""

    function: str
    text: str
    values: dict[str, nodes.Expr]


class MessageInliner(NodeTransformer):
    """Replaces calls such as `_("Search")` by what they give."""

    def __init__(self, words: Mapping[str, Callable[..., str]], *, around_values: bool) -> None:
        """`words` are the functions by their names; words `around_values` can be put in where all is escaped."""
        self._words, self._around_values = words, around_values and "_" in words

    def visit_Call(self, call: nodes.Call) -> nodes.Node:
        """A call; of words without values it becomes the words."""
        self.generic_visit(call)
        said = _said(call)
        if said is None or said.values or said.function not in self._words:
            return call
        return nodes.Const(self._words[said.function](said.text), lineno=call.lineno)

    def visit_Output(self, output: nodes.Output) -> nodes.Node:
        """A stretch of text and values; of words around values it becomes one of words and values in turn."""
        output.nodes = [part for node in output.nodes for part in self._in_turn(node)]
        self.generic_visit(output)
        return output

    def _in_turn(self, node: nodes.Expr) -> list[nodes.Expr]:
        said = _said(node) if self._around_values else None
        if said is None or said.function != "_" or not said.values:
            return [node]
        pieces = _VALUE.split(self._words["_"](said.text))
        if sorted(pieces[1::2]) != sorted(said.values) or any("%" in text for text in pieces[::2]):
            return [node]  # not each of them once, and nothing else
        return [
            said.values[piece] if index % 2 else nodes.TemplateData(piece, lineno=node.lineno)
            for index, piece in enumerate(pieces)
            if piece
        ]


def _said(node: nodes.Node) -> _Said | None:
    """What a call says, if it is one of a name with nothing but a text, and values by name."""
    match node:
        case nodes.Call(
            node=nodes.Name(name=name), args=[nodes.Const(value=str(text))], dyn_args=None, dyn_kwargs=None
        ):
            return _Said(name, text, {value.key: value.value for value in node.kwargs})
    return None
