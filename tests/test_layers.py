"""The layers of the house: an import points down this list, never up, and heavy libraries stay where they belong."""

import ast
from pathlib import Path

import pytest
from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "chatmine"
# Each layer may import itself and the layers named with it.
ALLOWED = {
    "records": set[str](),
    "errors": set[str](),
    "limits": {"errors"},
    "han": set[str](),
    "formats": {"records", "errors", "limits"},
    "reading": {"records", "errors", "limits", "formats"},
    "lists": {"records", "errors"},
    "nlp": {"records", "errors", "lists", "han"},
    "entities": {"records", "errors", "lists", "han"},
    "exchanges": {"records"},
    "tables": {"records", "errors", "entities", "exchanges"},
    "dossier": {"records", "errors", "entities", "exchanges", "tables"},
    "outputs": {"records", "errors"},
    "evaluation": {"records", "errors", "limits"},
    "engine": {"records", "errors", "reading", "nlp", "entities", "exchanges", "tables"},
    "cli": {
        "records",
        "errors",
        "limits",
        "formats",
        "reading",
        "nlp",
        "entities",
        "tables",
        "dossier",
        "evaluation",
        "outputs",
        "engine",
        "",
    },
    "__main__": {"cli"},
    "__init__": {"records", "errors", "reading", "nlp", "entities", "tables", "engine"},
}
AT_HOME = {"spacy": {"nlp"}, "pandas": {"tables"}, "rich": {"outputs", "cli"}, "typer": {"cli"}}
MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Every module that the file imports, at its top or in a function, except for typing alone."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_the_layers_below_it(path: Path) -> None:
    here = layer(path)
    ours = [name.split(".") for name in imports(path) if name.split(".")[0] == "chatmine"]
    layers = {
        parts[1] if (PACKAGE / f"{parts[1]}.py").exists() or (PACKAGE / parts[1]).is_dir() else "" for parts in ours
    }
    assert layers - {here} <= ALLOWED[here]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_heavy_library_stays_in_its_layer(path: Path) -> None:
    used = {name.split(".")[0] for name in imports(path)} & AT_HOME.keys()
    assert {library for library in used if layer(path) not in AT_HOME[library]} == set()


def test_every_module_belongs_to_a_layer() -> None:
    assert {layer(path) for path in MODULES} == ALLOWED.keys()
