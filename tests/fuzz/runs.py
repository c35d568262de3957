"""Samples with long runs of the characters that patterns like: whether time grows with length or its square."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.fuzz.checks import log_of
from tests.fuzz.seeds import Seed, seeds
from tests.fuzz.sums import MARKERS

from chatmine.errors import InputError
from chatmine.formats import BUILT_IN, by_name
from chatmine.nlp.money import money

UNITS = (
    " ", "\t", "a", "1", ":", ".", "-", "[", "(", "<", "/", "|", ",", "@", "*", "=", "_", "&", ";", "\u200e",
    "\xa0", "a ", "1 ", "a:", "1.", " -", "a.", "()", "陆", "http://", "# ", ": ", "<b>", "![", "1:11 ", "\x03",
)  # fmt: skip
_ENDS = {"json": re.compile(r'(?<=[^\\:,{\[\s])"(?=\s*[,}\]])'), "ml": re.compile(r"(?=</)|(?<==[\"'])")}
_PLACES = 6
_WORTH_A_LOOK = 0.1  # seconds


@dataclass(frozen=True)
class Grown:
    """What was timed, and how its time grew when its length grew fourfold."""

    what: str
    short: float
    long: float

    @property
    def linear(self) -> bool:
        """Whether the time is in proportion, with room for a busy machine; short times tell nothing."""
        return self.long < _WORTH_A_LOOK or self.long < 10 * self.short


def with_runs(seed: Seed, unit: str, length: int) -> bytes:
    """The sample with runs of `length` characters at a few places where its format has text."""
    text = seed.content.decode()
    at = _places(seed, text)
    run = unit * (length // len(unit))
    pieces = [text[start:end] for start, end in zip([0, *at], [*at, len(text)], strict=True)]
    return run.join(pieces).encode()


def _places(seed: Seed, text: str) -> list[int]:
    """Ends of strings in JSON and of elements in HTML; in lines further and further behind their beginning."""
    for suffix, pattern in _ENDS.items():
        if suffix in seed.format or text.startswith(("{", "[", "<")):
            every = [match.start() for match in pattern.finditer(text)]
            return every[:: max(1, len(every) // _PLACES)][:_PLACES]
    starts = [match.start() for match in re.finditer(r"^(?=.)", text, re.MULTILINE)]
    chosen = starts[:: max(1, len(starts) // _PLACES)][:_PLACES]
    return [min(start + 7 * number, text.find("\n", start) % (len(text) + 1)) for number, start in enumerate(chosen)]


def spent(act: Callable[[], object]) -> float:
    """Seconds of computing."""
    began = time.process_time()
    act()
    return time.process_time() - began


def grown(what: str, act: Callable[[int], object], length: int) -> Grown:
    """Time some work for a length and four times of it; once more if that looks bad."""
    act(min(length, 100))  # what is slow the first time
    found = Grown(what, spent(lambda: act(length)), spent(lambda: act(4 * length)))
    if found.linear:
        return found
    return Grown(what, spent(lambda: act(length)), spent(lambda: act(4 * length)))


def parsed(name: str, content: bytes) -> None:
    """Bid on the content and parse it to the end."""
    form, log = by_name(name), log_of(content)
    form.sniff(log.head())
    try:
        for _ in form.parse(log):
            pass
    except InputError:
        return


def of_format(name: str, length: int, every: int = 1) -> Iterator[Grown]:
    """The growth of each run in the first sample of a format."""
    seed = next(seed for seed in seeds() if seed.format == name)
    for unit in UNITS[::every]:
        yield grown(f"{name}: {unit!r}", partial(_parse_runs, seed, unit), length)


def _parse_runs(seed: Seed, unit: str, length: int) -> None:
    parsed(seed.format, with_runs(seed, unit, length))


def of_money(length: int, every: int = 1) -> Iterator[Grown]:
    """The growth of runs of everything that sums are made of."""
    units = (
        *UNITS,
        *MARKERS,
        "$1",
        "1,",
        "1-",
        "1.",
        "一",
        "十",
        "万",
        "几",
        "million ",
        "two ",
        "a hundred and ",
        "1k-",
    )
    for unit in units[::every]:
        for before, after in (("$5 ", " usd"), ("pay 1", "")):
            yield grown(f"money: {before!r} {unit!r} {after!r}", partial(_read_sums, before, unit, after), length)


def _read_sums(before: str, unit: str, after: str, length: int) -> None:
    money(f"{before}{unit * (length // len(unit))}{after}")


def of_all(length: int, every: int = 1) -> Iterator[Grown]:
    """Everything, for the long run."""
    for name in BUILT_IN:
        yield from of_format(name, length, every)
    yield from of_money(length, every)
