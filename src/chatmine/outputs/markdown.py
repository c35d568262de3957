"""A Markdown table, for reports and issue trackers."""

from typing import Any, TextIO

from chatmine.outputs import Style, Table
from chatmine.outputs.harmless import harmless
from chatmine.records import plain


def write_md(table: Table, stream: TextIO, _: Style) -> None:
    """Write the table with pipes; what would be mark-up in a cell is escaped."""
    stream.write(f"| {' | '.join(table.columns)} |\n")
    stream.write(f"|{' --- |' * len(table.columns)}\n")
    for row in table.rows:
        stream.write(f"| {' | '.join(map(_cell, row))} |\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return escaped(plain(value) if hasattr(value, "as_tuple") else str(value))


def escaped(text: str) -> str:
    r"""A stranger's text such that Markdown reads none of it as mark-up.

    >>> print(escaped("a *b* | c"))
    a \*b\* \| c
    """
    for char in "\\|<`[*_":
        text = text.replace(char, f"\\{char}")
    return harmless(text).replace("\n", "<br>")
