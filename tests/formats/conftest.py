"""A log in memory that knows how much of it was read."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

import pytest

from chatmine.formats import Clean, Head
from chatmine.limits import LIMITS, Limits


@dataclass
class MemoryLog:
    """A `Log` from a text; `neighbours` are the files that lie beside it, `taken` counts the characters read."""

    text: str
    path: str = "log"
    conversation: str = "log"
    dayfirst: bool | None = None
    neighbours: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    day_order: str = ""
    taken: int = 0
    limits: Limits = LIMITS

    @property
    def head(self) -> Head:
        return Head(self.path, self.text[: 1 << 16])

    def lines(self, clean: Clean | None = None) -> Iterator[tuple[int, str]]:
        for number, line in enumerate(io.StringIO(self.text, newline="\n"), 1):
            self.taken += len(line)
            line = line.rstrip("\r\n")  # noqa: PLW2901
            yield number, clean(line) if clean else line

    def binary(self) -> BinaryIO:
        return _Counted(self)

    def beside(self, name: str) -> bytes | None:
        return self.neighbours[name].encode() if name in self.neighbours else None

    def remark(self, text: str) -> None:
        self.remarks.append(text)

    def note_day_order(self, order: str) -> None:
        self.day_order = order


class _Counted(io.BytesIO):
    def __init__(self, log: MemoryLog) -> None:
        super().__init__(log.text.encode())
        self._log = log

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self._log.taken += len(data)
        return data


@pytest.fixture(scope="session")
def memory_log() -> Callable[..., MemoryLog]:
    """`memory_log(text, path="…", neighbours={…})`."""
    return MemoryLog
