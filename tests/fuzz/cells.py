"""Hostile cells, and what must be true of a table that was written: every reader finds every cell."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from random import Random
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from chatmine.outputs import Style, Table, writer
from chatmine.outputs.delimited import inert
from chatmine.records import plain

COLUMNS = ("speaker", "entity", "text")
PIECES = (
    "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", '"', '""', "'", ",", ";", "|", "\\", "＝", "＠", "\0", "\x1a",
    "\x1c", "\x85", "\u2028", "\u202e", "\ufeff", "\x1b[2J", "\x7f", "a", " ", "  ", "1", "-5.00", "+86 138",
    "NaN", "NA", "null", "None", "True", "1e5", "0x1", "<b>", "`", "[x](y)", "*", "_", "#", "<br>", "&lt;",
    "陆总", "👍", "é", "{", "}", "$x^2$", ";=1+2", ",@SUM(1)", "|cmd|' /C calc'!A0", "﹦", "\u200b", "\U000e0041",
    "://x.example", "&#61;", "[b]", "\x1b]8;;", "\x9b",
)  # fmt: skip
Row = tuple[Any, ...]


def cells() -> st.SearchStrategy[Any]:
    """Texts of any characters that a text can hold, numbers and nothing."""
    char = st.characters(exclude_categories=["Cs"])
    text = st.lists(st.sampled_from(PIECES) | st.text(char, max_size=4), max_size=6).map("".join)
    return text | st.integers() | st.none() | st.decimals(allow_nan=False, allow_infinity=False) | st.booleans()


def random_cell(random: Random) -> Any:
    """A cell by chance."""
    kind = random.random()
    if kind < 0.8:
        return "".join(random.choice(PIECES) for _ in range(random.randrange(6)))
    if kind < 0.9:
        return Decimal(random.randrange(-(10**9), 10**9)).scaleb(random.randrange(-9, 9))
    return random.choice((None, random.randrange(-(10**20), 10**20), True))


def check_cells(rows: Sequence[Row]) -> None:
    """The same rows through every writer."""
    for delimited in (",", "\t"):
        check_delimited(rows, delimited, raw=False)
        check_delimited(rows, delimited, raw=True)
    check_json(rows)
    check_markdown(rows)


def written(name: str, rows: Sequence[Row], style: Style | None = None) -> str:
    stream = io.StringIO(newline="")
    writer(name)(Table("t", COLUMNS, rows), stream, style or Style())
    return stream.getvalue()


def check_delimited(rows: Sequence[Row], delimiter: str, *, raw: bool) -> None:
    """Python's csv and pandas read back what was written, cell for cell, whoever ends lines how."""
    text = written("csv" if delimiter == "," else "tsv", rows, Style(raw=raw))
    expected = [[_shown(cell, raw) for cell in row] for row in rows]
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert found == [list(COLUMNS), *expected]
    if not raw:
        assert not [cell for row in rows for cell in row if isinstance(cell, str) and _runs(inert(cell))]
    frame = _by_pandas(text, delimiter)
    assert list(frame.columns) == list(COLUMNS)
    assert frame.to_numpy().tolist() == expected


def _by_pandas(text: str, delimiter: str) -> pd.DataFrame:
    source = io.BytesIO(text.encode())
    return pd.read_csv(source, sep=delimiter, dtype=str, keep_default_na=False, skip_blank_lines=False)


def _shown(cell: Any, raw: bool) -> str:
    if isinstance(cell, str):
        return cell if raw else inert(cell)
    return "" if cell is None else plain(cell) if isinstance(cell, Decimal) else str(cell)


def _runs(text: str) -> bool:
    """Whether a spreadsheet would run the text as it begins, or what follows a delimiter of another kind in it."""
    bare = text.lstrip(" \t\r\n\0\x1a\x1c\x1d\x1e\x1f\x85\x7f\x1b\u2028\u2029\u200b\u202e\ufeff\xa0")
    inside = re.search("[,;|\t\r\n][ \"']{0,9}(?<!')[=＝﹦]", text)
    return text.startswith(("\t", "\r", "\n")) or bare.startswith((*"=+-@＝＋－＠﹦",)) or inside is not None


def check_json(rows: Sequence[Row]) -> None:
    """JSON lines have a row each, and both kinds of JSON every cell as it is."""
    expected = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    lines = written("jsonl", rows).split("\n")
    assert lines.pop() == ""
    for found in ([json.loads(line) for line in lines], json.loads(written("json", rows))["rows"]):
        assert len(found) == len(expected)
        assert all(_same(a[name], b[name]) for a, b in zip(found, expected, strict=True) for name in COLUMNS)


def _same(found: Any, cell: Any) -> bool:
    if isinstance(cell, Decimal):
        return float(found) == float(cell)
    return type(found) is type(cell) and found == cell


def check_markdown(rows: Sequence[Row]) -> None:
    """A line for each row, a pipe between cells and nowhere else, no character that rules a terminal."""
    lines = written("md", rows).split("\n")
    assert lines.pop() == ""
    assert len(lines) == 2 + len(rows)
    count: Callable[[str], int] = lambda line: len(re.findall(r"(?<!\\)(?:\\\\)*\|", line))  # noqa: E731
    assert all(count(line) == len(COLUMNS) + 1 for line in lines), lines
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "".join(lines))
