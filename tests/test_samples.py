"""Every sample is read as its expectation says, and every format that chatmine ships has a sample.

`pytest --accept` writes the expectations; read them before they are committed.
"""

import dataclasses
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import ROOT, SAMPLES

from chatmine.formats import BUILT_IN, Parsed, detect
from chatmine.reading.decoding import find_encoding
from chatmine.reading.log import OpenedLog
from chatmine.reading.sources import find_sources

EXPECTED = ROOT / "tests" / "expected"
NAMES = [source.name for source in find_sources([str(SAMPLES)])]


@contextmanager
def sample(name: str) -> Iterator[OpenedLog]:
    """A sample by its name; an archive stays open for as long as its members are looked at."""
    for source in find_sources([str(SAMPLES)]):
        if source.name == name:
            yield OpenedLog(source, find_encoding(source.open))


def written(item: Parsed) -> str:
    """One item as a line of an expectation: its kind, and the fields that say anything."""
    fields = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    defaults = {field.name: field.default for field in dataclasses.fields(item)}
    told = {name: value for name, value in fields.items() if value != defaults[name] and name != "path"}
    return json.dumps({"is": type(item).__name__, **told}, ensure_ascii=False, default=datetime.isoformat)


def expectation(name: str) -> Path:
    return EXPECTED / f"{name}.jsonl"


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_as_expected(name: str, request: pytest.FixtureRequest) -> None:
    with sample(name) as log:
        form, _ = detect(log.head())
        lines = [json.dumps({"format": form.name}), *map(written, form.parse(log))]
    target = expectation(name)
    if request.config.getoption("--accept"):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == target.read_text("utf-8").splitlines()


def test_every_format_has_a_sample() -> None:
    read = {json.loads(expectation(name).read_text("utf-8").splitlines()[0])["format"] for name in NAMES}
    assert read == set(BUILT_IN)


def test_every_expectation_has_its_sample() -> None:
    assert set(map(expectation, NAMES)) == set(EXPECTED.rglob("*.jsonl"))


@pytest.mark.parametrize("name", NAMES)
def test_every_line_belongs_to_one_item_or_is_blank(name: str) -> None:
    with sample(name) as log:
        form, _ = detect(log.head())
        items = list(form.parse(log))
        owned = [number for item in items for number in range(item.line, item.line + item.lines)]
        if not log.lines_read or not items or owned[0] == 0:
            pytest.skip("a document: its items are counted, not its lines")
        text = dict(log.lines())
    assert owned == sorted(set(owned))
    assert all(not text[number].strip() for number in text.keys() - set(owned))
