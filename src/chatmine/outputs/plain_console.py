"""The console of rich for the words of strangers: nothing in them is mark-up."""

from typing import Any, NoReturn, TextIO

from rich.console import Console


class PlainConsole(Console):
    """Prints to a stream what it is given as it is."""

    def __init__(self, stream: TextIO, **options: Any) -> None:
        super().__init__(file=stream, highlight=False, markup=False, emoji=False, **options)

    def on_broken_pipe(self) -> NoReturn:
        """Whoever read us has enough: a quiet end like any other output's; rich would end with an error."""
        raise BrokenPipeError
