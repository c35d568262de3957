"""A format in a package of its own is found, listed and used: CONTRIBUTING.md's example is the one that is tried."""

import re
import sys
from collections.abc import Iterator
from importlib import invalidate_caches
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.reading.conftest import Reading

from chatmine import formats
from chatmine.reading import Options

LOG = "21:58 ANN> the offer is 15k\n21:59 BOB> agreed\n22:04 ANN> done\n"


def example(language: str) -> str:
    """The first block of CONTRIBUTING.md that is in this language, or that has no language and is set in."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    blocks = re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return str(blocks[0])


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The example as an installed package: its module, and the entry point that its pyproject.toml would give it."""
    site = tmp_path / "site-packages"
    about = site / "chatmine_pager-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: chatmine-pager\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(entry_point())
    (site / "chatmine_pager.py").write_text(example("python"))
    monkeypatch.syspath_prepend(site)
    invalidate_caches()
    formats.formats.cache_clear()
    yield
    monkeypatch.undo()
    sys.modules.pop("chatmine_pager", None)
    formats.formats.cache_clear()


def entry_point() -> str:
    """What CONTRIBUTING.md tells to write in pyproject.toml, as installing turns it into entry_points.txt."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    match = re.search(r'\[project\.entry-points\."(?P<group>[\w.]+)"\]\s+(?P<name>\w+) = "(?P<value>[\w.:]+)"', text)
    assert match
    return f"[{match['group']}]\n{match['name']} = {match['value']}\n"


@pytest.mark.usefixtures("plugin")
def test_an_installed_plug_in_is_listed_behind_the_built_in_formats() -> None:
    assert formats.formats()[-1].name == "pager"
    assert formats.by_name("pager").about == "Pager logs (.log)"


@pytest.mark.usefixtures("plugin")
@pytest.mark.parametrize("options", [Options(), Options(input_format="pager")])
def test_an_installed_plug_in_reads(tmp_path: Path, reading: Reading, options: Options) -> None:
    path = tmp_path / "2024-03-04.log"
    path.write_text(LOG)
    messages, (report,) = reading(path, options=options)
    assert report.format == "pager"
    assert [(f"{m.timestamp:%d %H:%M}", m.speaker, m.text) for m in messages] == [
        ("04 21:58", "ANN", "the offer is 15k"),
        ("04 21:59", "BOB", "agreed"),
        ("04 22:04", "ANN", "done"),
    ]


def test_without_it_nothing_is_left(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "2024-03-04.log"
    path.write_text(LOG)
    _, (report,) = reading(path)
    assert report.format != "pager"
