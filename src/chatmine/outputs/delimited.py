"""CSV and TSV: UTF-8, quoted as RFC 4180 says, safe to open in a spreadsheet.

A text that a spreadsheet would run as a formula gets an apostrophe before it (CWE-1236, OWASP "CSV Injection"): at the
beginning of a cell, and after whatever would begin a new cell where the file is opened with another delimiter. Numbers
are numbers and stay as they are.
"""

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TextIO

from chatmine.outputs import Style, Table
from chatmine.records import plain

# What spreadsheets may pass over before a formula, and the signs by which one begins, small and of full width too.
_BLANKS = (
    r"\x00-\x08\x0b\x0c\x0e-\x20\x7f-\xa0\u00ad\u061c\u115f\u1160\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫"
_RUNS = re.compile(rf"[\t\r\n{_BLANKS}]*+[{_SIGNS}]|[\t\r\n]")
# Inside a cell a list or a smiley may follow: there it takes an equals sign, a call, another program or another sheet.
_REACHES_OUT = r"(?<=\w)[(（]|!\$?['\w]|\#\$|\|"
_RUNS_LATER = re.compile(
    rf"""(?<=[,;|\t\r\n]) (?P<before>[{_BLANKS}"']*+)
    (?=[=＝﹦] | [{_SIGNS}] (?:[^,;\t\r\n|]*? (?:{_REACHES_OUT}) | [^\s,;|]*? \w[ ][(（]))""",
    re.VERBOSE,
)


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
    rows.writerow([_cell(name, style.raw) for name in table.columns])
    for row in table.rows:
        rows.writerow([_cell(value, style.raw) for value in row])


@dataclass(frozen=True)
class _Lines:
    """Ends rows as Unix pipes want them; the csv module only quotes a CR in a cell where CR ends its rows."""

    stream: TextIO

    def write(self, row: str) -> int:
        return self.stream.write(row.removesuffix("\r\n") + "\n")


def _cell(value: Any, raw: bool) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    return str(value) if raw else inert(str(value))


def inert(text: str) -> str:
    r"""The text such that no spreadsheet runs it.

    >>> inert("=cmd()"), inert("+86 138 0000"), inert("Ann"), inert("3 - 1; -5 :-)")
    ("'=cmd()", "'+86 138 0000", 'Ann', '3 - 1; -5 :-)')
    >>> inert('a";=cmd|calc!A1')
    'a";\'=cmd|calc!A1'
    """
    if text.isalnum():
        return text
    text = _RUNS_LATER.sub(r"\g<before>'", text)
    return f"'{text}" if _RUNS.match(text) else text
