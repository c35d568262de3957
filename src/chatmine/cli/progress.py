"""Progress on standard error, for a person who watches; a pipe or a log file never sees it."""

import sys
from collections.abc import Callable, Iterator

from chatmine.records import Message

_EVERY = 100  # messages between two looks at the clock


def progress(*, quiet: bool = False) -> Callable[[Iterator[Message]], Iterator[Message]]:
    """A function that passes messages on and shows how many there were, or only passes them on."""
    return iter if quiet or not sys.stderr.isatty() else _shown


def _shown(messages: Iterator[Message]) -> Iterator[Message]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} messages", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("read", total=None)
        for number, message in enumerate(messages, 1):
            if number % _EVERY == 0:
                bar.update(task, completed=number)
            yield message
