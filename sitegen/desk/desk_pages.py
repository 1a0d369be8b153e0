"""The desk's pages, made of templates of its own and of values that are ready to be shown."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from sitegen.serve.live import Response

HTML = "text/html; charset=utf-8"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_ROOM = "sitegen.desk"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _template(name: str) -> str:
    return files(_ROOM).joinpath("pages", name).read_text(encoding="utf-8")


def desk_page(name: str, status: int = 200, **values: Any) -> Response:
    """A page, with all that its template asks for."""
    return Response(status, HTML, desk_part(name, **values).encode("utf-8", "replace"), _POLICY)


def desk_part(name: str, **values: Any) -> str:
    """A part of a page, as HTML."""
    return _environment().get_template(name).render(**values)


def desk_asset(name: str) -> bytes:
    """A stylesheet or script of ours."""
    return files(_ROOM).joinpath("assets", name).read_bytes()
