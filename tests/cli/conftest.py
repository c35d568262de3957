"""What the tests of commands share."""

import subprocess
from collections.abc import Callable

import pytest
from tests import forked

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(model: str, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run chatmine in a process of its own, without a terminal, as a script would."""

    def run(*arguments: object, stdin: str = "", tagging: bool = False) -> subprocess.CompletedProcess[str]:
        chosen = ["--model", model] if tagging else []
        return forked.run([*map(str, arguments), *chosen], stdin, tmp_path_factory.mktemp("streams"))

    return run
