"""Mutated samples of every format: no error but `InputError`, bounded work, and every line in one item."""

from functools import partial
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.fuzz.checks import check_detect, check_parse, check_read, log_of
from tests.fuzz.edits import Edit, edit_lists, edited
from tests.fuzz.seeds import Seed, seeds
from tests.fuzz.targets import PACKERS

from chatmine.formats import BUILT_IN, by_name
from chatmine.records import Message

# The same inputs every time: new ones are for the long run, `python -m tests.fuzz`.
BOUNDED = partial(
    settings,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
SEEDS = seeds()
EDITS = edit_lists()


def of(name: str) -> list[Seed]:
    return [seed for seed in SEEDS if seed.format == name] or list(SEEDS)


def test_every_format_has_a_sample() -> None:
    assert {seed.format for seed in SEEDS} == set(BUILT_IN)


@pytest.mark.parametrize("name", BUILT_IN)
def test_mutated_samples(name: str) -> None:
    @BOUNDED(max_examples=25)
    @given(st.sampled_from(of(name)), st.sampled_from(SEEDS), EDITS)
    def check(seed: Seed, other: Seed, edits: list[Edit]) -> None:
        check_parse(by_name(name), log_of(edited(seed.content, edits, other.content), seed.name, seed.beside))

    check()


@pytest.mark.parametrize("name", BUILT_IN)
def test_samples_of_all_other_formats(name: str) -> None:
    for seed in SEEDS[::5]:
        check_parse(by_name(name), log_of(seed.content, seed.name, seed.beside))


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_name_of_blanks_is_the_name_of_nobody(name: str) -> None:
    for seed in of(name):
        parsed = by_name(name).parse(log_of(seed.content, seed.name, seed.beside))
        speakers = {item.speaker.encode() for item in parsed if isinstance(item, Message)}
        for speaker, blank in product(sorted(speakers), (b" ", b"\xc2\xa0")):
            check_parse(by_name(name), log_of(seed.content.replace(speaker, blank), seed.name, seed.beside))


@BOUNDED(max_examples=60)
@given(st.sampled_from(SEEDS), st.sampled_from(SEEDS), EDITS)
def test_detection(seed: Seed, other: Seed, edits: list[Edit]) -> None:
    check_detect(log_of(edited(seed.content, edits, other.content), seed.name))


@BOUNDED(max_examples=60)
@given(st.sampled_from(SEEDS), EDITS, st.sampled_from([*PACKERS, ""]))
@example(SEEDS[0], [], "zip")
def test_reading_from_the_disk_packed_or_not(seed: Seed, edits: list[Edit], packer: str) -> None:
    content = PACKERS[packer](seed.content) if packer else seed.content
    check_read(edited(content, edits), f"log.{packer}" if packer else "log")


@BOUNDED(max_examples=60)
@given(st.sampled_from(sorted(seed.name for seed in SEEDS)), EDITS)
def test_neighbours_may_be_hostile_too(name: str, edits: list[Edit]) -> None:
    (seed,) = (seed for seed in SEEDS if seed.name == name)

    def beside(wanted: str) -> bytes | None:
        content = seed.beside(wanted)
        return content and edited(content, edits, seed.content)

    check_parse(by_name(seed.format), log_of(seed.content, seed.name, beside))
