"""`sitegen schema`: the JSON Schemas of the content, for editors and other programs."""

from __future__ import annotations

from typing import Any

import click

from sitegen.cli.saying import say_json

KINDS = ("settings", "entry", "digest", "topic", "person", "page")


@click.command("schema")
@click.argument("kind", type=click.Choice(KINDS), default="settings")
def command(kind: str) -> None:
    """Print the JSON Schema of sitegen.yaml, or of the fields of a kind of file."""
    say_json(schema_of(kind), 2)


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of file."""
    from sitegen.model.schema.parse import SCHEMAS
    from sitegen.model.schema.settings import SettingsFields

    schema = SettingsFields if kind == "settings" else SCHEMAS[kind]
    found = schema.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
