"""What the tests of reading share: a short log, and a run with its accounts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from chatmine.reading import FileReport, Options, read
from chatmine.records import Message

IRC = "[21:58] <ann> hello\n[21:59] <bob> hi ann\n[22:00] * bob waves\n"
Reading = Callable[..., tuple[list[Message], list[FileReport]]]


@pytest.fixture(scope="session")
def reading() -> Reading:
    """`reading(path, ..., options=None)`: the messages under these paths and the account of each file."""

    def reading(*paths: Path, options: Options | None = None) -> tuple[list[Message], list[FileReport]]:
        reports: list[FileReport] = []
        return list(read(map(str, paths), options, reports.append)), reports

    return reading
