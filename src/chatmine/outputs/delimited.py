"""CSV and TSV: UTF-8, quoted as RFC 4180 says, safe to open in a spreadsheet.

A text cell that a spreadsheet would run as a formula gets a leading apostrophe (CWE-1236, OWASP "CSV Injection");
numbers are numbers and stay as they are.
"""

import csv
from dataclasses import dataclass
from typing import Any, TextIO

from chatmine.outputs import Style, Table
from chatmine.records import plain

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(table: Table, stream: TextIO, style: Style) -> None:
    """Write the table with commas."""
    _write(table, stream, style, ",")


def write_tsv(table: Table, stream: TextIO, style: Style) -> None:
    """Write the table with tabs."""
    _write(table, stream, style, "\t")


def _write(table: Table, stream: TextIO, style: Style, delimiter: str) -> None:
    if style.excel:
        stream.write("\ufeff")
    rows = csv.writer(_Lines(stream), delimiter=delimiter, lineterminator="\r\n")
    rows.writerow(table.columns)
    for row in table.rows:
        rows.writerow([_cell(value, style.raw) for value in row])


@dataclass(frozen=True)
class _Lines:
    """Ends rows as Unix pipes want them; the csv module only quotes a CR in a cell where CR ends its rows."""

    stream: TextIO

    def write(self, row: str) -> int:
        return self.stream.write(row.removesuffix("\r\n") + "\n")


def _cell(value: Any, raw: bool) -> Any:
    if isinstance(value, str):
        return value if raw else inert(value)
    if value is None or isinstance(value, bool | int):
        return value
    return plain(value) if hasattr(value, "as_tuple") else value


def inert(text: str) -> str:
    """The text such that no spreadsheet runs it.

    >>> inert("=cmd()"), inert("+86 138 0000"), inert("Ann")
    ("'=cmd()", "'+86 138 0000", 'Ann')
    """
    return f"'{text}" if text.startswith(_RUNS) else text
