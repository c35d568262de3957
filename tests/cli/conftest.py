"""What the tests of commands share."""

import subprocess
import sys
from collections.abc import Callable

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(model: str) -> Run:
    """Run chatmine in a process of its own, without a terminal, as a script would."""

    def run(*arguments: object, stdin: str = "", tagging: bool = False) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "chatmine", *map(str, arguments)]
        command += ["--model", model] if tagging else []
        return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, encoding="utf-8")

    return run
