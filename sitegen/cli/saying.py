"""The way out: all that a command says goes through here, so that nobody's words are orders to a terminal."""

from __future__ import annotations

import json
from typing import Any

import click

from sitegen.problems.visible import escaped, visible


def say(text: object = "", colour: str = "", *, err: bool = False, end: bool = True) -> None:
    """Say it in one of click's colours, on a line of its own unless that is not its end."""
    shown = visible(str(text))
    click.echo(click.style(shown, fg=colour) if colour else shown, err=err, nl=end)


def say_styled(text: str) -> None:
    """Say what has colours in it: ours, put round words that were made visible before."""
    click.echo(text)


def say_json(data: Any, indent: int) -> None:
    """Say it as JSON."""
    click.echo(escaped(json.dumps(data, ensure_ascii=False, indent=indent)))
