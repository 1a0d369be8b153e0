"""How templates become code: without the detours that a page of ours never needs.

Jinja's code asks of each value again what is known of all, and yields it through every block around it. What is written
here gives the same, with less: a page shows hundreds of values.
"""

from __future__ import annotations

import re
from functools import cached_property
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro, markup_join, str_join

from sitegen.rendering.errors import HALF_A_CHARACTER
from sitegen.rendering.message_inlining import MessageInliner
from sitegen.rendering.references import find_required
from sitegen.rendering.sandbox import is_rare, why_closed
from sitegen.site.escaping import html_of, safe, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, MutableMapping

    from jinja2.compiler import Frame
    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context

HTML_FILTERS = frozenset(("day", "joined", "json", "lines", "link", "links", "paragraphs", "qr"))
"""What they give is HTML already."""
_YIELDED = "t_yielded"
"""Stands, while the code is written, for what collects the pieces of a text."""
_YIELDS = {f"{_YIELDED}.append(": "yield identity(", f"{_YIELDED}.extend((": "yield concat(("}
_HALF = re.compile("[\ud800-\udfff]")
_LINES = re.compile(r"(\d+)=(\d+)")


class _Macro(Macro):
    """A macro, called mostly with all that it takes, in its order."""

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
        self.writeline("Macro, html_of, text_of = environment.macro_class, environment.html_of, environment.text_of")
        self.writeline("markup_join, str_join = environment.markup_join, environment.str_join")
        super().write_commons()

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """A stretch of text and values: in a block it is joined first, since each yield goes through all around it."""
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        frame.buffer = _YIELDED
        super().visit_Output(node, frame)
        frame.buffer = None

    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        """A line of code."""
        super().writeline(_YIELDS.get(x, x), node, extra)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """A field of a value, nearly always an attribute that can be reached."""
        if is_rare(node.attr):
            self.write("environment.getattr(")
            self.visit(node.node, frame)
            self.write(f", {node.attr!r})")
            return
        self.write("(found if (found := getattr((value := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr(value, {node.attr!r}))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, _: Any) -> None:
        """Before a value that is shown."""
        if frame.eval_ctx.volatile:
            self.write("(html_of if context.eval_ctx.autoescape else text_of)(")
        elif frame.eval_ctx.autoescape:
            is_html = isinstance(node, nodes.Filter) and node.name in HTML_FILTERS
            self.write("(" if is_html else "html_of(")
        else:
            self.write("text_of(")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        """A constant that is shown, if it has a text; else that is told when the page is made."""
        shown(node.as_const(frame.eval_ctx))
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002 - Jinja's
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


def _check_characters(text: nodes.Const, name: str | None, filename: str | None) -> None:
    if isinstance(text.value, str) and _HALF.search(text.value):
        raise jinja2.TemplateSyntaxError(HALF_A_CHARACTER, text.lineno, name, filename)


def _line_of(code: str, line: int) -> int:
    """The template's line that a line of its code was made from, by the list at the code's end."""
    pairs = _LINES.findall(code.rpartition("debug_info")[2])
    return max((int(source) for source, made in pairs if int(made) <= line), default=1)


class _Template(jinja2.Template):
    """A template that is made for the page that asks for it; of those imported Jinja would keep what came out first."""

    def _get_default_module(self, _: Context | None = None) -> TemplateModule:
        return self.make_module()


class Environment(jinja2.Environment):
    """Puts the words that a template names into it when it is compiled, not each time a page is made."""

    code_generator_class = _CodeGenerator
    template_class = _Template
    macro_class = _Macro
    html_of = staticmethod(html_of)
    text_of = staticmethod(text_of)

    @staticmethod
    def markup_join(values: Iterable[Any]) -> str:
        """Values put together by `~`."""
        return markup_join(map(shown, values))

    @staticmethod
    def str_join(values: Iterable[Any]) -> str:
        """The same where nothing is escaped."""
        return str_join(map(shown, values))

    def __init__(self, **options: Any) -> None:
        """The options are Jinja's."""
        super().__init__(**options)
        self.required: dict[str | None, list[tuple[int, list[str]]]] = {}
        """What each template that was compiled needs, as `find_required` has it."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a value, as `value.name` asks for it."""
        why = why_closed(obj, attribute) if is_rare(attribute) else None
        return super().getattr(obj, attribute) if why is None else self._item(obj, attribute, why)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same, as `value["name"]` asks for it."""
        why = why_closed(obj, argument) if isinstance(argument, str) and is_rare(argument) else None
        return super().getitem(obj, argument) if why is None else self._item(obj, argument, why)

    def _item(self, value: Any, name: str, why: str) -> Any:
        try:
            return type(value).__getitem__(value, name)  # what a mapping holds is data, whatever its name
        except (AttributeError, LookupError, TypeError):
            return self.undefined(why or None, value, name)

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *how: Any, **more: Any) -> Any:
        """The code of a template; raises TemplateSyntaxError for all that it cannot be made of."""
        try:
            return super().compile(source, name, filename, *how, **more)
        except SyntaxError as error:  # what Python finds in our code
            code = super().compile(source, name, filename, raw=True)
            raise jinja2.TemplateSyntaxError(error.msg, _line_of(code, error.lineno or 1), name, filename) from error
        except (RecursionError, MemoryError) as error:
            raise jinja2.TemplateSyntaxError("it is nested too deeply", 1, name, filename) from error
        except (OverflowError, ValueError) as error:  # a number that is too large
            raise jinja2.TemplateSyntaxError(str(error), 1, name, filename) from error

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template sees, as one dict: Jinja's chain of two is copied slowly, and once for each page."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, name: str | None, *how: Any, **more: Any) -> str:
        self.required[name] = list(find_required(source))
        constant: dict[str, Any] = {word: self.globals[word] for word in ("_", "plain")}
        around_values = True
        for node in source.find_all((nodes.Name, nodes.EvalContextModifier, nodes.Const)):
            if isinstance(node, nodes.Const):
                _check_characters(node, name, *how)
            elif not isinstance(node, nodes.Name):
                around_values = False  # not all is escaped
            elif node.ctx != "load":  # a template's own meaning of the name stays
                constant.pop(node.name, None)
        MessageInliner(constant, around_values=around_values).visit(source)
        return super()._generate(source, name, *how, **more)
