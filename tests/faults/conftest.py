"""What the tests of faults share: the program as a process of its own, running, stopped or killed."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Start = Callable[..., "subprocess.Popen[str]"]
LINE = "[21:58] <ann> hello there\n"
LINES = 50_000


@pytest.fixture
def start() -> Iterator[Start]:
    """Start chatmine, as a script would; what still runs at the end of the test is killed."""
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: object, **options: object) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "chatmine", *map(str, arguments)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **options}
        running.append(subprocess.Popen(command, text=True, encoding="utf-8", **pipes))  # type: ignore[call-overload]
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture
def end(start: Start) -> Callable[..., tuple[int, str, str]]:
    """Run chatmine to its end: the exit code, standard output and standard error."""

    def end(*arguments: object, **options: object) -> tuple[int, str, str]:
        process = start(*arguments, **options)
        said = process.communicate(timeout=120)
        assert "Traceback" not in said[1]
        return process.returncode, *said

    return end


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A folder with a log that takes a while."""
    folder = tmp_path / "logs"
    folder.mkdir()
    (folder / "a.log").write_text(LINE * LINES)
    return folder
