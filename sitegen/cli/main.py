"""The commands as one program: which there are, where the project is, and what an exit code means.

0 fine, notices or not; 1 the content has errors; 2 the command or the world refused; 3 a bug of ours; 10 a plan found
changes; 130 interrupted.
"""

from __future__ import annotations

import importlib
import keyword
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

import sitegen
from sitegen.cli.saying import say
from sitegen.memory.private import make_private
from sitegen.memory.refused import Refused, refuse_os_error
from sitegen.memory.regular import create
from sitegen.problems.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

# Imported when they are run, so that `--version` and `--help` stay quick.
_COMMANDS = {
    "init": "Make a new site that builds at once.",
    "new": "Make a digest, question, topic or person.",
    "show": "Let readers see a whole digest.",
    "hold": "Hold back a whole digest.",
    "approve": "Write down who said yes to the words.",
    "import": "Make drafts of a Word file, a sheet, a mail or a transcript.",
    "similar": "Find out whether something was asked before.",
    "check": "Find every mistake in the content.",
    "build": "Build the site.",
    "serve": "Show the site as you write it.",
    "desk": "Write, check and publish in the browser.",
    "proof": "Write a digest as one file for whoever has to say yes.",
    "publish": "Bring the site to its host, or take it back.",
    "withdraw": "Take an answer back from readers.",
    "doctor": "Look whether all that sitegen needs is as it should be.",
    "schema": "Print the JSON Schema of a kind of file.",
}


@contextmanager
def _told_without_orders() -> Iterator[None]:
    """Have click tell what is wrong with what was typed, in which may stand anything, as `say` would."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise click.UsageError(visible(error.format_message()), error.ctx) from None


class _Commands(click.Group):
    """Loads commands late, and turns what goes wrong into words and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = importlib.import_module(f"sitegen.cli.{module}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        self.commands = dict.fromkeys(_COMMANDS, click.Command("")) if args and args[0] not in _COMMANDS else {}
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with _told_without_orders():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _told_without_orders():
                return super().invoke(ctx)
        except Refused as refusal:
            _say_refusal(ctx, refusal)
        except (KeyboardInterrupt, click.Abort):
            say("Interrupted. Run the same command again: it goes on from there.", err=True)
            ctx.exit(130)
        except (click.ClickException, click.exceptions.Exit, BrokenPipeError):
            raise  # the last where nobody reads on what is printed, as behind `| head`: click ends quietly
        except OSError as error:
            if error.errno is None:  # raised by a program, not by the system
                _report_bug(ctx, error)
            _say_refusal(ctx, refuse_os_error(error, "The command was stopped"))
        except Exception as error:  # noqa: BLE001 - the one place where our own bugs end
            _report_bug(ctx, error)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(sitegen.__version__, prog_name="sitegen", message="%(prog)s %(version)s")
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The site's folder; else the nearest one upward with a sitegen.yaml.",
)
@click.pass_context
def main(ctx: click.Context, folder: Path | None) -> None:
    """Turn a folder of questions and answers into a static site."""
    ctx.obj = folder
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows consoles would refuse letters outside their code page
            stream.reconfigure(encoding="utf-8", errors="replace")


def _say_refusal(ctx: click.Context, refusal: Refused) -> NoReturn:
    say(refusal.message, "red", err=True)
    if refusal.hint:
        say(refusal.hint, err=True)
    ctx.exit(2)


def _report_bug(ctx: click.Context, error: Exception) -> NoReturn:
    import platform
    import traceback

    log = "".join(
        [
            f"sitegen {sitegen.__version__}, Python {platform.python_version()}, {platform.platform()}\n",
            f"command: {' '.join(sys.argv[1:])}\n\n",
            *traceback.format_exception(error),
        ]
    )
    from sitegen.cli.project import find_project
    from sitegen.privacy.covering import masked

    log = masked(log)  # it is sent on, and an error may quote what somebody has written
    try:
        file = find_project(ctx.obj) / ".sitegen" / "crash.log"
        make_private(file.parent)
    except (Refused, OSError):
        file = Path("sitegen-crash.log")
    try:
        with create(file) as stream:
            stream.write(log.encode("utf-8", "replace"))
        where = f"What happened stands in {file}: please send it to whoever looks after sitegen."
    except OSError:
        where = log
    say("This is a mistake in sitegen, not in your text.", "red", err=True)
    say(where, err=True)
    ctx.exit(3)
