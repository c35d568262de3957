"""The commands: what each does, in a line. A command's module is imported when it is the one that is asked for."""

from importlib import import_module
from typing import Any

import typer

from chatmine.cli.faults import Group

COMMANDS = {
    "extract": "Who discussed which people, organisations and sums of money.",
    "show": "All that the logs hold on one of them, and each mention among its neighbours.",
    "aliases": "Which written forms were taken for one name, which may be, and why.",
    "messages": "Every message as one normalised record, without looking for names.",
    "inspect": "What each file is, how sure that is, and whether all of it was read.",
    "formats": "The chat formats that chatmine reads.",
    "evaluate": "Precision, recall and F1 of a pipeline on messages that people marked.",
}


class Commands(Group):
    """The group of all commands."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, the one most used first."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, from its module."""
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(add_completion=False, rich_markup_mode=None)
        alone.command(cmd_name)(getattr(import_module(f"chatmine.cli.{cmd_name}"), f"{cmd_name}_command"))
        return typer.main.get_command(alone)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List them in the help."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))
