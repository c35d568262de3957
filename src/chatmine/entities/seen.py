"""How often something was seen, from when to when, and where it stands for the first time."""

from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K")


@dataclass(slots=True)
class Seen:
    """A count that adds up: of two, `order` says which example came first in the logs.

    `first` and `last` are timestamps as tables write them, empty where the log has none. `by_line` says that the lines
    of `text` are those of the file that begin at `source`.
    """

    count: int = 0
    first: str = ""
    last: str = ""
    order: int = -1
    text: str = ""
    source: str = ""
    by_line: bool = False

    def add(self, count: int, moment: str, order: int, text: str, source: str, by_line: bool = False) -> None:
        """Count what stands in one message."""
        self.count += count
        if moment and moment != self.last:
            self._span(moment, moment)
        if order < self.order or self.order < 0:
            self.order, self.text, self.source, self.by_line = order, text, source, by_line

    def merge(self, other: "Seen") -> None:
        """Add what was seen elsewhere."""
        self.count += other.count
        if other.first:
            self._span(other.first, other.last)
        if self.order < 0 or 0 <= other.order < self.order:
            self.order, self.text, self.source, self.by_line = other.order, other.text, other.source, other.by_line

    def source_of(self, name: str) -> str:
        r"""Where the name stands in the example: in a pasted list, the line of the list.

        >>> Seen(1, text="targets:\nNATO", source="deals.txt:7", by_line=True).source_of("NATO")
        'deals.txt:8'
        """
        if not self.by_line:
            return self.source
        path, _, line = self.source.rpartition(":")
        return f"{path}:{int(line) + self.text.count(chr(10), 0, max(self.text.find(name), 0))}"

    def _span(self, first: str, last: str) -> None:
        if not self.first:
            self.first, self.last = first, last
            return
        if first != self.last and earlier(first, self.first):
            self.first = first
        if earlier(self.last, last):
            self.last = last


def merge(mine: dict[K, Seen], theirs: dict[K, Seen]) -> None:
    """Add what was seen elsewhere, by name; `theirs` must not be counted further."""
    for name, seen in theirs.items():
        if name in mine:
            mine[name].merge(seen)
        else:
            mine[name] = seen


def earlier(a: str, b: str) -> bool:
    """Whether one written timestamp is before another; a clock without a zone is read as if it were UTC.

    >>> earlier("2024-03-04T21:58:00Z", "2024-03-04T21:58:00.500000Z"), earlier("2024-03-05", "2024-03-04")
    (True, False)
    """
    return a < b if len(a) == len(b) else moment_key(a) < moment_key(b)


def moment_key(moment: str) -> tuple[str, str]:
    """What written timestamps are sorted by."""
    return moment.removesuffix("Z"), moment
