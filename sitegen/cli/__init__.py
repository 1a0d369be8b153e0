"""The command line: words and exit codes; everything it does is done below."""

from sitegen.cli.main import main

__all__ = ["main"]
