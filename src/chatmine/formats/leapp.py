"""What ALEAPP, iLEAPP and RLEAPP found in a phone: the tables of `_TSV Exports`, and their results as JSON.

Source: abrignoni's LEAPP tools. Each artifact names its columns its own way, so they are found by what they usually
are called. Who sent is a direction and the other's name; the phone's owner is `Me`. Times are UTC where the table
has an offset or an epoch.
"""

import re
from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import beginning, decoded, items_at
from chatmine.formats.json_stream import as_list, as_text, nested
from chatmine.formats.leapp_columns import Columns, columns_of
from chatmine.formats.rows import read_csv, split
from chatmine.formats.timestamps import read_moment
from chatmine.records import Message, Notice, Rejected

_HEADERS = re.compile(r'"headers"\s*:\s*(\[.*?\])\s*,\s*"data"', re.DOTALL)
_TAB = "\t"
_FOLDER = "_TSV Exports"


class Leapp:
    """One artifact's messages."""

    name = "leapp"
    about = "Chats that ALEAPP, iLEAPP or RLEAPP found in a phone (_TSV Exports, or results as JSON)"

    def sniff(self, head: Head) -> float:
        """Sure by the frame of the JSON, likely by the columns that only these tools have together."""
        if head.has_keys("metadata", "headers", "data"):
            found = _HEADERS.search(head.text)
            names = as_list(decoded(found[1].encode())) if found else []
            return 0.95 if columns_of([_heading(name) for name in names]).are_messages else 0.0
        if not head.lines or _TAB not in head.lines[0]:
            return 0.0
        columns = columns_of(split(head.lines[0].lstrip("\ufeff"), _TAB))
        if not columns.are_messages:
            return 0.0
        known = columns.are_leapp or _FOLDER in head.path
        return 0.9 if known else 0.8 if "direction" in columns.roles else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every row once: `line` is its line in a table, its index in JSON."""
        if beginning(log).startswith("{"):
            columns = columns_of([_heading(name) for name in items_at(log, "headers.item")])
            for index, (_, row) in enumerate(nested(log, ("data",))):
                cells = [as_text(cell) for cell in row] if isinstance(row, list) else []
                yield _read(log, columns, cells, index, 1)
        else:
            yield from _rows(log)


FORMAT = Leapp()


def _heading(name: object) -> str:
    """A column's name, alone or with its type."""
    return as_text(name[0]) if isinstance(name, list) and name else as_text(name)


def _rows(log: Log) -> Iterator[Parsed]:
    columns = None
    for row in read_csv(log.lines(), _TAB):
        if columns is None:
            columns = columns_of([cell.lstrip("\ufeff") for cell in row.cells])
            yield Notice(row.raw, row.line, row.lines)
        else:
            yield _read(log, columns, row.cells, row.line, row.lines)


def _read(log: Log, columns: Columns, cells: list[str], line: int, lines: int) -> Parsed:
    if len(cells) != columns.width or not columns.are_messages:
        return Rejected(f"{len(cells)} columns where there are {columns.width}", line, lines)
    row = columns.row(cells)
    moment = read_moment(row.time)
    if row.is_event:
        return Notice(row.text or row.form, line, lines, moment)
    return Message(
        row.conversation or log.conversation,
        row.speaker,
        row.text,
        moment,
        log.path,
        line,
        lines,
        kind=row.kind,
        addressee=row.addressee,
    )
