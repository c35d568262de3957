"""No pattern takes time by the square of a line's length; a short length shows it."""

import re

import pytest
from tests.fuzz.patterns import Used, patterns, slow

# These are given a few characters only: those before a number, and what is short enough to be a time.
WINDOWED = {"chatmine.nlp.money.markers.WORD_BEFORE", "chatmine.formats.timestamps._CLOCK"}


@pytest.mark.parametrize("package", ["chatmine.formats", "chatmine.reading", "chatmine.entities", "chatmine.nlp"])
def test_patterns_are_linear(package: str) -> None:
    every = [used for used in patterns(package) if used.name not in WINDOWED]
    assert not list(filter(None, (slow(used, 1_000) for used in every)))


@pytest.mark.parametrize("bad", [r"\s*x?\s*$", r"\((?:[^()\s]+@[^()\s]+)\)$"])
def test_a_bad_pattern_is_found(bad: str) -> None:
    assert slow(Used("bad", re.compile(bad), searched=False), 1_000)
