"""Collects the interface words from templates and code into the catalogues, and compiles them.

Run it after a word has changed: python docs/words.py
A catalogue of another language starts as a copy of the English one, with its translations filled in.
"""

from __future__ import annotations

import ast
import io
import re
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALE = ROOT / "sitegen" / "site" / "locale"
_HEAD = (
    b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    b'"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
_CALL = re.compile(r"\b(_|plain|ngettext|plain_ngettext)\(\s*((?:\"(?:[^\"\\]|\\.)*\"\s*,?\s*){1,2})", re.DOTALL)
_TEXT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"")
_FUNCTIONS = {"plain", "shown", "plain_plural", "shown_plural"}


def collect() -> Catalog:
    """Every word that templates and code show, as a catalogue without translations."""
    catalog = Catalog(project="sitegen", charset="utf-8")
    for file in sorted((ROOT / "templates").rglob("*.html")):
        for function, arguments in _CALL.findall(file.read_text(encoding="utf-8")):
            texts = [text.replace('\\"', '"').replace("\\\\", "\\") for text in _TEXT.findall(arguments)]
            plural = "ngettext" in function
            catalog.add(tuple(texts[:2]) if plural else texts[0], locations=[(file.relative_to(ROOT).as_posix(), 1)])
    for file in sorted((ROOT / "sitegen").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            _add_call(catalog, node, file.relative_to(ROOT).as_posix())
    from sitegen.reading.dates import MONTHS
    from sitegen.site.words import SHORT_MONTHS

    for month in (*MONTHS, *SHORT_MONTHS):
        catalog.add(month, locations=[("sitegen/reading/dates.py", 1)])
    return catalog


def _add_call(catalog: Catalog, node: ast.AST, path: str) -> None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _FUNCTIONS:
        return
    constants = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    texts = [value for value in constants if isinstance(value, str)]
    if texts:
        catalog.add(tuple(texts[:2]) if "plural" in node.func.attr else texts[0], locations=[(path, 1)])


def po_text(catalog: Catalog) -> bytes:
    """The catalogue as a .po file, the same on every day."""
    stream = io.BytesIO()
    write_po(stream, catalog, omit_header=True, sort_output=True, no_location=True, width=100)
    return _HEAD + stream.getvalue()


class _Unsigned(Catalog):
    """A catalogue that does not say which version of Babel wrote it."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What stands at its head."""
        return [(name, value) for name, value in super().mime_headers if name != "Generated-By"]


def mo_bytes(po: bytes) -> bytes:
    """The compiled form of a .po file, the same on every day and with every Babel."""
    catalog = _Unsigned(locale="en", charset="utf-8")
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    for message in read_po(io.BytesIO(po), locale="en", charset="utf-8"):
        if message.id:
            catalog.add(message.id, message.string)
    stream = io.BytesIO()
    write_mo(stream, catalog)
    return stream.getvalue()


def write() -> None:
    """Write the English catalogue anew; those of other languages are merged by hand."""
    folder = LOCALE / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    po = po_text(collect())
    (folder / "sitegen.po").write_bytes(po)
    (folder / "sitegen.mo").write_bytes(mo_bytes(po))


if __name__ == "__main__":
    write()
