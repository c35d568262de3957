"""The rows of delimited and Markdown tables, streamed, each with the lines of the file that it takes."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

RULE = re.compile(r"\s*+(?:\|\s*+)?:?--[\s|:-]*")  # the line below a Markdown table's header
_UNESCAPED = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells and where it stands; `prose` is a line beside the table, `raw` its first line."""

    line: int
    lines: int
    cells: list[str]
    raw: str = ""
    prose: bool = False


def split(line: str, delimiter: str, markdown: bool = False) -> list[str]:
    r"""The cells of one line.

    >>> split('a,"b,c"', ","), split(r"| a | b\|c |", "|", markdown=True)
    (['a', 'b,c'], ['a', 'b|c'])
    """
    if not markdown:
        try:
            return next(csv.reader([_one_line(line)], delimiter=delimiter), [])
        except csv.Error:  # a field over 128 KiB: whatever it is, no quote in it means anything
            return line.split(delimiter)
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [_BREAK.sub("\n", cell.strip()).replace("\\|", "|") for cell in _UNESCAPED.split(bare)]


def _one_line(line: str) -> str:
    """A line without what only the csv module takes for a line's end."""
    return line.replace("\r", " ") if "\r" in line else line


def read_markdown(lines: Iterable[tuple[int, str]]) -> Iterator[Row]:
    """Every line that is not blank: a row, a rule, or the text around the table."""
    for number, line in lines:
        if line.strip():
            prose = "|" not in line or RULE.fullmatch(line) is not None
            yield Row(number, 1, [line] if prose else split(line, "|", markdown=True), line, prose)


@dataclass
class _Feed:
    """Gives lines to the csv reader and remembers those of the current row."""

    lines: Iterator[tuple[int, str]]
    taken: list[tuple[int, str]] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        for number, line in self.lines:
            self.taken.append((number, line))
            yield _one_line(line) + "\n"


def read_csv(lines: Iterable[tuple[int, str]], delimiter: str) -> Iterator[Row]:
    """The rows of a delimited file.

    A quote that nobody closed would take the rows after it into one field: what breaks the rules of quotes, or goes on
    to the end of the file or for 128 KiB, is read line by line instead.
    """
    feed = _Feed(iter(lines))
    reader = csv.reader(iter(feed), delimiter=delimiter, strict=True)
    while True:
        feed.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield from (Row(number, 1, split(text, delimiter), text) for number, text in feed.taken)
            continue
        number, raw = feed.taken[0]
        if raw.strip():
            yield Row(number, len(feed.taken), cells, raw)
