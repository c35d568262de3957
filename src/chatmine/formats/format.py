"""What a format is: the three members that every chat format has, and what it is given to work with."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO, Protocol

from chatmine.limits import Limits
from chatmine.records import Message, Notice, Rejected

Parsed = Message | Notice | Rejected

# Directional and zero-width marks that exporters wrap around names and dates; ignored when a header is matched.
MARKS = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


@dataclass(frozen=True)
class Head:
    """The beginning of a file, decoded: what a format bids on. `path` is a hint and never a must."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The non-empty lines, without the last one where the head cuts it."""
        lines = self.text.split("\n")
        whole = lines[:-1] if len(lines) > 1 and len(self.text) >= 4096 else lines
        return [line.rstrip("\r") for line in whole if line.strip()]

    @cached_property
    def start(self) -> str:
        """The text without leading blanks and marks."""
        return self.text.lstrip(MARKS + " \t\r\n")

    @cached_property
    def is_json(self) -> bool:
        """Whether the text opens as a JSON object or array does."""
        return re.match(r"[\[{]\s*[\[{\"\]}]", self.start) is not None

    def has_keys(self, *keys: str) -> bool:
        """Whether all of these stand in the head as JSON keys.

        >>> Head("x.json", '[{"ts": 1, "from": "a"}]').has_keys("ts", "from")
        True
        """
        return self.is_json and all(re.search(rf'"{re.escape(key)}"\s*:', self.text) for key in keys)


@dataclass(frozen=True)
class Clean:
    """What is done to each line before it is read; it leaves lines as they are that have none of `marks`, if any."""

    line: Callable[[str], str]
    marks: str = ""

    def __call__(self, line: str) -> str:
        """The line as it is read."""
        return self.line(line)

    def is_due(self, text: str) -> bool:
        """Whether lines of this text may change."""
        return not self.marks or any(mark in text for mark in self.marks)


class Log(Protocol):
    """An opened log, as its format sees it. Every call of `lines` or `binary` starts from the beginning."""

    @property
    def path(self) -> str:
        """What tables show as the place of the log."""

    @property
    def conversation(self) -> str:
        """The conversation's name where the log does not give one."""

    @property
    def dayfirst(self) -> bool | None:
        """Whether the day comes before the month, where the user says so."""

    @property
    def limits(self) -> Limits:
        """How far hostile content may go."""

    def lines(self, clean: Clean | None = None) -> Iterator[tuple[int, str]]:
        """The 1-based number and text of each line, without its line end, and clean."""

    def binary(self) -> BinaryIO:
        """The content as UTF-8 bytes without a BOM, for parsers of JSON and the like."""

    def beside(self, name: str) -> bytes | None:
        """The content of a file that lies at `name` relative to this one, in its folder or archive, if there is one."""

    def remark(self, text: str) -> None:
        """Tell the reader of the report what had to be decided or could not be."""

    def note_day_order(self, order: str) -> None:
        """Tell the reader of the report whether its dates are read day or month first."""


class Format(Protocol):
    """A chat format: found by content, parsed as a stream. `about` says in a line what it reads."""

    @property
    def name(self) -> str:
        """The name that `--input-format` takes."""

    @property
    def about(self) -> str:
        """What it reads, in a line."""

    def sniff(self, head: Head) -> float:
        """How sure this format is that the content is its own, 0 to 1; under 0.5 is no."""

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every part of the log in its own order: what was said, what the log says itself, what could not be read."""
