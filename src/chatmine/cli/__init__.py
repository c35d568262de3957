"""The command line: options in, one library call, output. One module a command, about ten lines each."""

import sys
from typing import Annotated

import typer

from chatmine import __version__
from chatmine.cli.commands import Commands
from chatmine.cli.faults import run

app = typer.Typer(
    cls=Commands,
    name="chatmine",
    help="Who discussed which people, organisations and sums of money, from any folder of chat logs.",
    epilog="Exit codes: 0 done, 1 stopped by an error, 2 wrong usage, 3 finished but some input failed, "
    "130 interrupted.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


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


def main() -> int:
    """Run the command line; its exit code."""
    return run(lambda: app(standalone_mode=False))
