"""Who may change something at the desk: a page of ours, by the token that stands in it, with JSON and nothing else.

That it comes from this very address, and that the browser says so, the server has seen already.
"""

from __future__ import annotations

import json
import secrets
from hmac import compare_digest
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sitegen.serve.access import Refusal

if TYPE_CHECKING:
    from sitegen.serve.request import Request

_TOKEN = "x-sitegen-token"  # noqa: S105 - the name of a header
_TYPE = "application/json"


class Door(NamedTuple):
    """The secret that pages of this run have, another than the one that opens them."""

    token: str

    @classmethod
    def new(cls) -> Self:
        """A secret that nobody guesses."""
        return cls(secrets.token_urlsafe(32))

    def let_in(self, request: Request, body: bytes) -> dict[str, Any] | Refusal:
        """What the page says, or why it is not heard."""
        given = request.values(_TOKEN)
        if len(given) != 1 or not compare_digest(given[0].encode("latin-1"), self.token.encode("ascii")):
            return Refusal(403, "This page is of another run of the desk: load it again.")
        if request.value("content-type").partition(";")[0].strip().lower() != _TYPE:
            return Refusal(415, "The desk is told in JSON what to do.")
        if request.query:
            return Refusal(400, "The desk is told in JSON what to do, and nowhere else.")
        try:
            said = json.loads(body.decode("utf-8"))
        except (ValueError, RecursionError):
            return Refusal(400, "This cannot be read.")
        return said if isinstance(said, dict) else Refusal(400, "This cannot be read.")
