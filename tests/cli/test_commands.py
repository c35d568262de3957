"""The commands: the table that help is printed from, and how many processes tag."""

import subprocess
import sys
from importlib import import_module

import pytest
from tests.cli.conftest import Run
from tests.conftest import SAMPLES

from chatmine.cli.commands import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_there(name: str, run: Run) -> None:
    done = run(name, "--help")
    told = (import_module(f"chatmine.cli.{name}").__dict__[f"{name}_command"].__doc__ or "").split(maxsplit=3)[:3]
    assert (done.returncode, " ".join(told) in done.stdout) == (0, True)
    assert COMMANDS[name].split(maxsplit=1)[0] in run("--help").stdout


def test_an_unknown_command_is_wrong_usage(run: Run) -> None:
    assert run("extrakt").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "heavy"),
    [
        (["--help"], {"chatmine.engine", "chatmine.reading", "spacy", "pandas"}),
        (["formats"], {"chatmine.engine", "chatmine.reading", "spacy", "pandas"}),
        (["messages", str(SAMPLES / "founding"), "-q"], {"spacy", "pandas"}),
    ],
)
def test_what_a_command_does_not_need_is_not_imported(arguments: list[str], heavy: set[str]) -> None:
    program = (
        f"import sys; sys.argv[1:] = {arguments!r}; from chatmine.__main__ import main\n"
        f"try: main()\nexcept SystemExit: sys.stderr.write(str({heavy!r} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "set()"


def test_the_bytes_are_the_same_for_any_number_of_jobs(run: Run) -> None:
    logs = SAMPLES / "founding"
    one, two, three = (run("extract", logs, "--jobs", jobs, tagging=True) for jobs in (1, 2, 3))
    assert one.stdout == two.stdout == three.stdout != ""
    assert run("extract", logs, "--jobs", 0, tagging=True).returncode == 2


def test_a_cluster_that_cannot_be_reached_is_one_line(run: Run) -> None:
    done = run("extract", SAMPLES / "founding", "--dask", "tcp://127.0.0.1:9", "-q", tagging=True)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
