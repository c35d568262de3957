"""How often something was seen, and where it stands for the first time."""

from dataclasses import dataclass
from typing import TypeVar

K = TypeVar("K")


@dataclass(slots=True)
class Seen:
    """A count that adds up, with an example: of two, `order` says which came first in the logs."""

    count: int = 0
    order: int = -1
    text: str = ""
    source: str = ""

    def add(self, count: int, order: int, text: str, source: str) -> None:
        """Count what stands in one message."""
        self.count += count
        if order < self.order or self.order < 0:
            self.order, self.text, self.source = order, text, source

    def merge(self, other: "Seen") -> None:
        """Add what was seen elsewhere."""
        self.count += other.count
        if self.order < 0 or 0 <= other.order < self.order:
            self.order, self.text, self.source = other.order, other.text, other.source


def merge(mine: dict[K, Seen], theirs: dict[K, Seen]) -> None:
    """Add what was seen elsewhere, by name; `theirs` must not be counted further."""
    for name, seen in theirs.items():
        if name in mine:
            mine[name].merge(seen)
        else:
            mine[name] = seen
