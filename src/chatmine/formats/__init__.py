"""The formats that chatmine reads, and which of them a file is in.

A format is one module with one object of the `Format` protocol; a line of `BUILT_IN` stands for it. Others are
found through the entry-point group `chatmine.formats`. The highest bid wins; a tie is an error that names both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from chatmine.errors import AmbiguousFormatError, UnknownFormatError, UsageError
from chatmine.formats.built_in import BUILT_IN, IN_JSON, IN_MARKUP
from chatmine.formats.format import Clean, Format, Head, Log, Parsed

__all__ = ["BUILT_IN", "Clean", "Format", "Head", "Log", "Parsed", "by_name", "detect", "formats"]

SURE_ENOUGH = 0.5


@dataclass(frozen=True)
class _Later:
    """A built-in format whose module is imported when a file may be in it, which most files cannot."""

    name: str

    @property
    def about(self) -> str:
        return BUILT_IN[self.name]

    def sniff(self, head: Head) -> float:
        if (self.name in IN_JSON and not head.is_json) or (self.name in IN_MARKUP and not head.start.startswith("<")):
            return 0.0
        return self._format.sniff(head)

    def parse(self, log: Log) -> Iterator[Parsed]:
        return self._format.parse(log)

    @property
    def _format(self) -> Format:
        return import_module(f"chatmine.formats.{self.name}").FORMAT  # type: ignore[no-any-return]


@cache
def formats() -> tuple[Format, ...]:
    """Every known format: the built-in ones in their order, then those of installed plug-ins by name."""
    from importlib.metadata import entry_points  # slow to import, and not needed before a file is read

    plugins = sorted(entry_points(group="chatmine.formats"), key=lambda entry: entry.name)
    return (*map(_Later, BUILT_IN), *(entry.load() for entry in plugins))


def by_name(name: str) -> Format:
    """The format of this name.

    Raises:
        UsageError: there is none; the text lists those there are.
    """
    for known in formats():
        if known.name == name:
            return known
    names = ", ".join(known.name for known in formats())
    raise UsageError(f"there is no format {name!r}; known are {names}")


def detect(head: Head, among: Iterable[Format] | None = None) -> tuple[Format, float]:
    """The format that the content is in, and how sure it is (0 to 1).

    Raises:
        UnknownFormatError: no format bids at least 0.5.
        AmbiguousFormatError: two formats bid the same.
    """
    bids = sorted(((known.sniff(head), known.name, known) for known in among or formats()), reverse=True, key=_bid)
    if not bids or bids[0][0] < SURE_ENOUGH:
        raise UnknownFormatError("not a chat log of a known format")
    (best, name, winner), *others = bids
    if others and others[0][0] == best:
        raise AmbiguousFormatError(f"{name} and {others[0][1]} both fit; choose with --input-format")
    return winner, min(best, 1.0)


def _bid(row: tuple[float, str, Format]) -> tuple[float, str]:
    return row[0], row[1]
