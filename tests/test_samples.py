"""Every sample is read as its expectation says, and every format that chatmine ships has a sample.

`pytest --accept` writes the expectations; read them before they are committed.
"""

import dataclasses
import json
from datetime import datetime
from pathlib import Path

import pytest
from tests.conftest import ROOT, SAMPLES

from chatmine.formats import BUILT_IN, Parsed, detect
from chatmine.reading.decoding import find_encoding
from chatmine.reading.log import OpenedLog
from chatmine.reading.sources import Source, find_sources

EXPECTED = ROOT / "tests" / "expected"
SOURCES = list(find_sources([str(SAMPLES)])) if SAMPLES.is_dir() else []


def opened(source: Source) -> OpenedLog:
    return OpenedLog(source, find_encoding(source.open))


def written(item: Parsed) -> str:
    """One item as a line of an expectation: its kind, and the fields that say anything."""
    fields = {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}
    defaults = {field.name: field.default for field in dataclasses.fields(item)}
    told = {name: value for name, value in fields.items() if value != defaults[name] and name != "path"}
    return json.dumps({"is": type(item).__name__, **told}, ensure_ascii=False, default=datetime.isoformat)


def expectation(source: Source) -> Path:
    return EXPECTED / (source.name + ".jsonl")


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_sample_is_read_as_expected(source: Source, request: pytest.FixtureRequest) -> None:
    log = opened(source)
    form, _ = detect(log.head())
    lines = [json.dumps({"format": form.name}), *map(written, form.parse(log))]
    target = expectation(source)
    if request.config.getoption("--accept"):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == target.read_text("utf-8").splitlines()


def test_every_format_has_a_sample() -> None:
    read = {detect(opened(source).head())[0].name for source in SOURCES}
    assert read == set(BUILT_IN)


def test_every_expectation_has_its_sample() -> None:
    assert {expectation(source) for source in SOURCES} == set(EXPECTED.rglob("*.jsonl"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_line_belongs_to_one_item_or_is_blank(source: Source) -> None:
    log = opened(source)
    form, _ = detect(log.head())
    items = list(form.parse(log))
    if not log.lines_read:
        pytest.skip("not read by lines")
    owned = [number for item in items for number in range(item.line, item.line + item.lines)]
    text = dict(log.lines())
    if owned[0] == 0:
        pytest.skip("a JSON array: its items are counted, not its lines")
    assert owned == sorted(set(owned))
    assert all(not text[number].strip() for number in text.keys() - set(owned))
