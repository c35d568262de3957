"""Progress on standard error, for a person who watches; a pipe or a log file never sees it."""

import sys
from collections.abc import Iterator
from time import monotonic
from typing import TypeVar

from chatmine.reading.place import Place

_EVERY = 100  # messages between two looks at the clock

T = TypeVar("T")


class Progress:
    """Passes on what comes of messages and shows how many came, how fast, and when the last will have come.

    `place` is where reading is. It is ahead of what comes, and how far is known from the messages in between.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.place: Place | None = Place() if not quiet and sys.stderr.isatty() else None

    def __call__(self, items: Iterator[T]) -> Iterator[T]:
        """The same items."""
        return self._shown(items, self.place) if self.place else items

    def _shown(self, items: Iterator[T], place: Place) -> Iterator[T]:
        from rich import progress
        from rich.console import Console

        columns = (
            progress.SpinnerColumn(),
            progress.TextColumn("{task.fields[count]:,.0f} messages, {task.fields[rate]:,.0f}/s", markup=False),
            progress.TaskProgressColumn(),
            progress.TimeElapsedColumn(),
            progress.TextColumn("left:", markup=False),
            progress.TimeRemainingColumn(),
        )
        began = monotonic()
        with progress.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("read", total=None, count=0, rate=0)
            for count, item in enumerate(items, 1):
                if count % _EVERY == 0:
                    rate, share = count / (monotonic() - began), _share(place, count)
                    bar.update(task, total=None if share is None else 1.0, completed=share or 0, count=count, rate=rate)
                yield item


def _share(place: Place, count: int) -> float | None:
    return place.share and place.share * min(count / max(place.messages, 1), 1.0)
