"""The command line: options in, one library call, output. One module a command, about ten lines each."""

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from chatmine import __version__
from chatmine.cli.account import say
from chatmine.cli.aliases import aliases_command
from chatmine.cli.extract import extract_command
from chatmine.cli.formats import formats_command
from chatmine.cli.inspect import inspect_command
from chatmine.cli.messages import messages_command
from chatmine.cli.show import show_command
from chatmine.errors import ChatmineError

INTERRUPTED = 130
USAGE = 2


class _Group(TyperGroup):
    """Turns what goes wrong in any command into one line and the right exit code."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except ChatmineError as error:
            say(str(error))
            raise typer.Exit(USAGE) from error
        except KeyboardInterrupt as error:
            say("interrupted")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            # Whoever read us has enough; what Python would still flush at exit goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from error
        except OSError as error:
            say(f"{error.filename or 'output'}: {error.strerror or error}")
            raise typer.Exit(USAGE) from error


app = typer.Typer(
    cls=_Group,
    name="chatmine",
    help="Who discussed which people, organisations and sums of money, from any folder of chat logs.",
    epilog="Exit codes: 0 done, 2 wrong usage, 3 finished but some input failed, 130 interrupted.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("extract")(extract_command)
app.command("show")(show_command)
app.command("aliases")(aliases_command)
app.command("messages")(messages_command)
app.command("inspect")(inspect_command)
app.command("formats")(formats_command)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"chatmine {__version__}\n")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line."""
    app()
