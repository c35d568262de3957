"""A table for people: cut to fit the window, with a line that says what was left out. In a pipe nothing is cut."""

import shutil
from collections.abc import Iterable
from itertools import islice
from typing import Any, TextIO

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.table import Table as RichTable
from rich.text import Text

from chatmine.outputs import Style, Table
from chatmine.outputs.harmless import harmless
from chatmine.outputs.plain_console import PlainConsole
from chatmine.records import plain

# The columns that answer the question come first when a window is narrow. A column is given at least the first of its
# two widths, and up to the second where there is room.
_IMPORTANT = (
    "speaker", "entity", "type", "mentions", "path", "format", "status", "name", "text", "who", "example", "source",
    "with", "problem",
)  # fmt: skip
_WIDTHS = {
    "speaker": (10, 20), "entity": (16, 32), "name": (12, 24), "example": (24, 44), "text": (24, 80),
    "source": (16, 40), "with": (10, 30), "who": (12, 32), "names": (12, 32), "path": (20, 60),
    "problem": (20, 60), "reads": (20, 100),
}  # fmt: skip
_ENDS = {"source", "path"}  # their end says more than their beginning
_USUAL = (24, 24)
_GAP = 2
_AROUND = 8  # lines that the header, the rules, the last line and the prompt take


def write_table(table: Table, stream: TextIO, _: Style) -> None:
    """Print the table: fitted to the window on a terminal, whole anywhere else."""
    rows = [[_cell(value) for value in row] for row in table.rows]
    if not stream.isatty():
        _print(stream, table.columns, rows, 100_000)
        return
    window = shutil.get_terminal_size()
    shown = rows[: max(window.lines - _AROUND, 5)]
    widths = _fitting(table.columns, shown, window.columns)
    columns = [number for number, name in enumerate(table.columns) if name in widths]
    names = [table.columns[number] for number in columns]
    cut = [
        [_cut(row[number], widths[name], end=name in _ENDS) for number, name in zip(columns, names, strict=True)]
        for row in shown
    ]
    _print(stream, names, cut, window.columns)
    left_out = [name for name in table.columns if name not in widths]
    if line := _left_out(len(rows) - len(shown), left_out):
        stream.write(line + "\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return harmless(plain(value) if hasattr(value, "as_tuple") else str(value))


def _fitting(columns: Iterable[str], rows: list[list[str]], window: int) -> dict[str, int]:
    """The columns that fit beside each other and the width of each, the important ones first."""
    longest = {name: max([len(name), *(cell_len(row[number]) for row in rows)]) for number, name in enumerate(columns)}
    important = [name for name in _IMPORTANT if name in longest]
    widths: dict[str, int] = {}
    for order in (important, [name for name in longest if name not in important]):
        _allot(widths, {name: longest[name] for name in order}, window)
    return widths


def _allot(widths: dict[str, int], longest: dict[str, int], window: int) -> None:
    """Give each of these columns its least width while there is room, then let them grow in turn."""
    for name, length in longest.items():
        least = max(min(length, _WIDTHS.get(name, _USUAL)[0]), len(name))
        if _room(widths, window) >= least + _GAP:
            widths[name] = least
    for name in [name for name in longest if name in widths]:
        wanted = min(longest[name], _WIDTHS.get(name, _USUAL)[1])
        widths[name] += max(0, min(wanted - widths[name], _room(widths, window)))


def _room(widths: dict[str, int], window: int) -> int:
    return window - sum(widths.values()) - _GAP * len(widths)


def _cut(text: str, width: int, *, end: bool) -> str:
    """The text in one line of this many cells, without its beginning if its `end` matters more."""
    text = " ".join(text.split())
    if cell_len(text) <= width:
        return text
    if end:
        return "…" + set_cell_size(text[::-1], width - 1).rstrip()[::-1]
    return set_cell_size(text, width - 1).rstrip() + "…"


def _print(stream: TextIO, columns: Iterable[str], rows: list[list[str]], width: int) -> None:
    grid = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    for name in columns:
        numeric = bool(rows) and name in {"mentions", "messages", "speakers", "conversations"}
        grid.add_column(Text(name), no_wrap=True, justify="right" if numeric else "left")
    for row in rows:
        # Text, not str: rich would read the brackets of a stranger's words as mark-up.
        grid.add_row(*(Text(cell) for cell in row))
    PlainConsole(stream, width=width).print(grid)


def _left_out(rows: int, columns: list[str]) -> str:
    parts = [f"{rows} more rows"] if rows else []
    parts += [f"the columns {', '.join(islice(columns, 12))}"] if columns else []
    return f"not shown: {' and '.join(parts)}; write all with -o FILE.csv or a pipe" if parts else ""
