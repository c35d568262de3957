"""README tells the truth: its commands, options, tables, formats and Python lines are those of the program."""

import doctest
import re
import shlex

import pytest
from tests.conftest import ROOT
from typer.testing import CliRunner

from chatmine.cli import app
from chatmine.cli.commands import COMMANDS
from chatmine.formats import formats
from chatmine.nlp.pipeline import DEFAULT
from chatmine.outputs import FORMATS
from chatmine.tables import TABLES

README = (ROOT / "README.md").read_text("utf-8")


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The rows of the one Markdown table in a text, without its header."""
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip(" `") for cell in line.strip("| ").split(" | ")] for line in lines]


def help_of(*command: str) -> str:
    return CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200"}).stdout


def test_every_command_is_told_and_there_is_no_other() -> None:
    told = re.findall(r"^\| `chatmine (\w+)", section("Use"), re.MULTILINE)
    assert told == list(COMMANDS)


@pytest.mark.parametrize("option", sorted(set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", section("Use")))))
def test_every_option_exists(option: str) -> None:
    helps = " ".join(help_of(command) for command in COMMANDS)
    assert re.search(rf"(?<![\w-]){option}(?![\w-])", helps)


def test_tables_and_their_columns_are_those_of_the_program() -> None:
    told = {name: tuple(columns.split(", ")) for name, _, columns in rows(section("Tables"))}
    assert told == {name: kind.columns for name, kind in TABLES.items()}


def test_formats_are_those_of_the_registry() -> None:
    assert rows(section("Formats")) == [[known.name, known.about] for known in formats()]


def test_output_formats_are_all_named() -> None:
    assert all(f"`{name}`" in section("Use") for name in FORMATS)


RECIPES = [line.strip() for line in (section("Use") + section("Recipes")).splitlines() if line.startswith("    ")]


@pytest.mark.parametrize("recipe", [line for line in RECIPES if "chatmine" in line])
def test_every_recipe_is_a_command_that_parses(recipe: str) -> None:
    command = next(part for part in recipe.partition("#")[0].split(" | ") if part.startswith("chatmine"))
    name, *arguments = shlex.split(command)[1:]
    options = [argument for argument in arguments if argument.startswith("-") and argument != "-"]
    assert all(re.search(rf"(?<![\w-]){option}(?![\w-])", help_of(name)) for option in options)


def test_python_lines_do_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.DocTestParser().get_doctest(section("In Python").replace("\n```", "\n\n"), {}, "README", None, 0)
    assert found.examples
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(found).failed == 0


def test_the_shipped_pipelines_are_named() -> None:
    assert all(f"`models/{name}`" in README for name in DEFAULT.split("+"))
