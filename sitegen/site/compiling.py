"""How templates become code: without the detours that a page of ours never needs.

Jinja's code asks of each value again what is known of all, and yields it through every block around it. What is written
here gives the same, with less: a page shows hundreds of values.
"""

from __future__ import annotations

from functools import cached_property
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from jinja2.visitor import NodeTransformer

from sitegen.site.escaping import html_of, safe

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from jinja2.compiler import Frame

_YIELDED = "t_yielded"
"""Stands, while the code is written, for what collects the pieces of a text."""
_YIELDS = {".append(": "yield identity(", ".extend((": "yield concat(("}


class Environment(jinja2.Environment):
    """Puts the words that a template names into it when it is compiled, not each time a page is made."""

    html_of = staticmethod(html_of)
    macro_class: type[Macro]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees, as one dict: Jinja's chain of two is copied slowly, and once for each page."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *how: Any, **more: Any) -> str:
        constant = {word: self.globals[word] for word in ("_", "plain")}
        for name in source.find_all(nodes.Name):
            if name.ctx != "load":  # a template's own meaning of the name stays
                constant.pop(name.name, None)
        _WordsPutIn(constant).visit(source)
        return super()._generate(source, *how, **more)


class _WordsPutIn(NodeTransformer):
    """Replaces calls such as `_("Search")` by what they give."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words

    def visit_Call(self, call: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's
        self.generic_visit(call)
        more = (*call.args[1:], *call.kwargs, call.dyn_args, call.dyn_kwargs)
        if isinstance(call.node, nodes.Name) and call.node.name in self._words and call.args and not any(more):
            text = call.args[0]
            if isinstance(text, nodes.Const):
                return nodes.Const(self._words[call.node.name](text.value), lineno=call.lineno)
        return call


class _Macro(Macro):
    """A macro, called mostly with all that it takes, in its order."""

    @pass_eval_context
    def __call__(self, *arguments: Any, **named: Any) -> str:
        """The text that it makes."""
        if len(arguments) == self._argument_count and not named and self._is_simple:
            return safe(self._func(*arguments))
        return super().__call__(*arguments, **named)

    @cached_property
    def _is_simple(self) -> bool:
        return not (self.caller or self.catch_kwargs or self.catch_varargs) and bool(self._default_autoescape)


class _CodeGenerator(CodeGenerator):
    """Writes the code of a template."""

    def write_commons(self) -> None:
        """What all functions of a template begin with."""
        self.writeline("Macro, html_of = environment.macro_class, environment.html_of")
        super().write_commons()

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """A stretch of text and values: in a block it is joined first, since each yield goes through all around it."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        frame.buffer = _YIELDED
        super().visit_Output(node, frame)
        frame.buffer = None

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """A line of code."""
        start, _, end = x.partition(_YIELDED)
        super().writeline(start + _YIELDS[end] if end else x, node, extra)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's
        """A field of a value, nearly always an attribute."""
        self.write("(found if (found := getattr((value := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(value, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Before a value that is shown."""
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("html_of(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002 - Jinja's
        """A plain call: nothing that templates can call asks for their context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(more.key) for more in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


Environment.code_generator_class = _CodeGenerator
Environment.macro_class = _Macro
