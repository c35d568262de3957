"""SECURITY.md tells the truth: its table of limits is that of the program, and each limit can be set."""

import dataclasses
import re

import pytest
from tests.conftest import ROOT

from chatmine.errors import UsageError
from chatmine.limits import LIMITS, Limits, capped

SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([a-z-]+)` \| (\w+) \| (.+) \|$", SECURITY, re.MULTILINE)
NAMES = [own.name for own in dataclasses.fields(Limits)]


def test_every_limit_is_told_with_its_default() -> None:
    assert [name.replace("-", "_") for name, _, _ in ROWS] == NAMES
    assert capped(f"{name}={default}" for name, default, _ in ROWS) == LIMITS


def test_what_a_limit_holds_is_told_in_the_same_words() -> None:
    told = [holds.replace("free-bytes", "free_bytes") for _, _, holds in ROWS]
    assert told == re.findall(r"^ *\| `\w+` \| (.+) \|$", str(Limits.__doc__), re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_can_be_set(name: str) -> None:
    for written in (name, name.replace("_", "-")):
        assert getattr(capped([f"{written}=7"]), name) == 7
        assert getattr(capped([f"{written}=7k"]), name) == 7 << 10


@pytest.mark.parametrize("setting", ["ratio", "ratio=", "ratio=-1", "ratio=many", "ratio=1T", "ratio=²", "speed=1"])
def test_a_setting_that_says_nothing_is_refused(setting: str) -> None:
    with pytest.raises(UsageError):
        capped([setting])


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[\w/.]+)`", SECURITY))))
def test_the_tests_it_names_are_there(path: str) -> None:
    assert (ROOT / path).exists()
