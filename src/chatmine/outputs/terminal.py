"""A table for people: cut to fit the window, with a line that says what was left out. In a pipe nothing is cut."""

import shutil
from collections.abc import Iterable
from itertools import islice
from typing import Any, TextIO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from chatmine.outputs import Style, Table
from chatmine.outputs.harmless import harmless
from chatmine.records import plain

# The columns that answer the question come first when a window is narrow; the widths are the most they are given.
_WIDTHS = {
    "speaker": 20, "entity": 32, "type": 6, "mentions": 8, "name": 24, "currency": 8, "with": 26, "example": 48,
    "text": 60, "source": 38, "timestamp": 20, "conversation": 24, "messages": 8, "first": 20, "last": 20, "names": 32, "who": 32,
    "path": 44, "format": 14, "problem": 48,
}  # fmt: skip
_IMPORTANT = (
    "speaker", "entity", "type", "mentions", "path", "format", "status", "name", "text", "who", "with", "example",
    "source", "problem",
)  # fmt: skip
_USUAL = 24
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
    cut = [[_cut(row[number], widths[table.columns[number]]) for number in columns] for row in shown]
    _print(stream, [table.columns[number] for number in columns], cut, window.columns)
    left_out = [name for name in table.columns if name not in widths]
    if line := _left_out(len(rows) - len(shown), left_out):
        stream.write(line + "\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return harmless(plain(value) if hasattr(value, "as_tuple") else str(value))


def _fitting(columns: Iterable[str], rows: list[list[str]], window: int) -> dict[str, int]:
    """The columns that fit beside each other and the width of each, the important ones first."""
    wanted = {
        name: min(max([len(name), *(cell_len(row[number]) for row in rows)]), _WIDTHS.get(name, _USUAL))
        for number, name in enumerate(columns)
    }
    order = sorted(wanted, key=lambda name: _IMPORTANT.index(name) if name in _IMPORTANT else len(_IMPORTANT))
    fitting: dict[str, int] = {}
    room = window
    for name in order:
        if wanted[name] + 2 <= room:
            fitting[name] = wanted[name]
            room -= wanted[name] + 2
    return fitting


def _cut(text: str, width: int) -> str:
    text = " ".join(text.split())
    if cell_len(text) <= width:
        return text
    kept, used = [], 1
    for char in text:
        used += cell_len(char)
        if used > width:
            break
        kept.append(char)
    return "".join(kept) + "…"


def _print(stream: TextIO, columns: Iterable[str], rows: list[list[str]], width: int) -> None:
    grid = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False, pad_edge=False)
    for name in columns:
        numeric = bool(rows) and name in {"mentions", "messages", "speakers", "conversations"}
        grid.add_column(Text(name), no_wrap=True, justify="right" if numeric else "left")
    for row in rows:
        # Text, not str: rich would read the brackets of a stranger's words as mark-up.
        grid.add_row(*(Text(cell) for cell in row))
    Console(file=stream, width=width, highlight=False, markup=False, emoji=False).print(grid)


def _left_out(rows: int, columns: list[str]) -> str:
    parts = [f"{rows} more rows"] if rows else []
    parts += [f"the columns {', '.join(islice(columns, 12))}"] if columns else []
    return f"not shown: {' and '.join(parts)}; write all with -o FILE.csv or a pipe" if parts else ""
