"""Tables of messages: CSV, TSV, semicolons, pipes and Markdown, found by the names of their columns.

Which names mean what stands in `columns.toml`. A table is one of messages where it has a column of texts, and one of
speakers or of times.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chatmine.formats.columns import Columns, find_columns
from chatmine.formats.day_order import decide_day_order
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.rows import RULE, Row, read_csv, read_markdown, split
from chatmine.formats.timestamps import read_moment, read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_DELIMITERS = "\t;,|"
_LOOKED_AT = 30  # lines in which a header must stand
_DATE = re.compile(r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}")
_PLACEHOLDER = re.compile(
    r"[\[<](?:photo|image|picture|video|voice|audio|sticker|file|gif|attachment|media omitted|(?:voice|video) message|"
    r"图片|圖片|照片|语音|語音|视频|視頻|表情|动画表情|文件|链接)[\]>]",
    re.IGNORECASE,
)
_MEDIA = (
    "image",
    "photo",
    "video",
    "audio",
    "voice",
    "sticker",
    "file",
    "gif",
    "media",
    "document",
    "图片",
    "语音",
    "视频",
)
_SYSTEM = ("system", "notice", "notification", "event", "join", "leave", "系统", "系统消息")


@dataclass(frozen=True)
class Layout:
    """How one table is written: its delimiter, the line of its header and what its columns mean."""

    delimiter: str
    header: int
    columns: Columns
    markdown: bool = False
    headed: bool = False  # whether other lines stand above the table

    def rows(self, log: Log) -> Iterator[Row]:
        """The rows below the header."""
        below = (line for line in log.lines() if line[0] > self.header)
        return read_markdown(below) if self.markdown else read_csv(below, self.delimiter)


class Table:
    """A table whose header names columns of texts and of speakers or times, in any of a dozen languages."""

    name = "table"
    about = "tables with a column of texts: CSV, TSV, semicolons, Markdown, with headers in many languages"

    def sniff(self, head: Head) -> float:
        """0.7 at most: a table that has an exporter of its own is better read by that format."""
        lines = list(enumerate(head.text.split("\n"), 1))
        layout = find_layout(lines)
        if layout is None or not _goes_on(layout, [text.rstrip("\r") for _, text in lines[layout.header :][:3]]):
            return 0.0
        roles = layout.columns.roles
        if layout.headed and len(roles) < 3:  # below other lines a header must say more
            return 0.0
        return 0.5 + 0.1 * ("speaker" in roles) + 0.1 * ("time" in roles)

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the header, then row after row; a quoted field may span lines."""
        top = [line for line, _ in zip(log.lines(), range(_LOOKED_AT), strict=False)]
        layout = find_layout(top)
        if layout is None:
            yield Rejected("no header that names texts, and speakers or times", 1, sum(1 for _ in log.lines()))
            return
        yield from (Notice(text.strip(), n) for n, text in top if n <= layout.header and text.strip())
        reader = _Reader(log, layout.columns, _day_order(log, layout))
        yield from (item for row in layout.rows(log) if (item := reader.read(row)))


def find_layout(top: list[tuple[int, str]]) -> Layout | None:
    """The table whose header stands in these lines of a file's beginning."""
    delimiters, headed = _DELIMITERS, False
    for at, (number, raw) in enumerate(top[:_LOOKED_AT]):
        line = raw.rstrip("\r")
        if match := re.fullmatch(r"\ufeff?sep=(.)", line.strip(), re.IGNORECASE):
            delimiters = match[1]  # Excel's own way to say it
            continue
        below = top[at + 1][1] if at + 1 < len(top) else ""
        for delimiter in delimiters:
            if delimiter in line and (found := _layout(line, number, delimiter, below)):
                return replace(found, headed=headed and not found.markdown)
        headed = headed or bool(line.strip())
    return None


def _layout(line: str, number: int, delimiter: str, below: str) -> Layout | None:
    markdown = delimiter == "|" and RULE.fullmatch(below) is not None
    columns = find_columns(split(line, delimiter, markdown))
    return Layout(delimiter, number, columns, markdown) if columns else None


def _goes_on(layout: Layout, below: list[str]) -> bool:
    """Whether one of the lines below a header has its width, where quotes do not hide it."""
    widths = {len(split(text, layout.delimiter, layout.markdown)) for text in below if text.strip()}
    return not widths or layout.columns.width in widths or any('"' in text for text in below)


def _day_order(log: Log, layout: Layout) -> bool:
    """Whether the day stands first, asked of the whole table unless a machine wrote its times."""
    times = (layout.columns.moment(row.cells) for row in layout.rows(log) if row.cells)
    first = next((time for time in times if time), "")
    if read_timestamp(first) is not None:
        return True
    every = (layout.columns.moment(row.cells) for row in layout.rows(log) if row.cells)
    return decide_day_order(log, (match[0] for text in every if (match := _DATE.search(text))))


@dataclass
class _Reader:
    """Turns the rows of one table into messages."""

    log: Log
    columns: Columns
    dayfirst: bool

    def read(self, row: Row) -> Parsed | None:
        """What a row is; None for a blank line."""
        cells = row.cells
        if not any(cell.strip() for cell in cells):
            return Notice(row.raw.strip(), row.line, row.lines) if row.raw.strip() else None
        if row.prose or cells == self.columns.header:
            return Notice(row.raw.strip(), row.line, row.lines)
        if not self.columns.fit(cells):
            reason = f"{len(cells)} columns where the header has {self.columns.width}"
            return Rejected(reason, row.line, row.lines)
        return self._message(row)

    def _message(self, row: Row) -> Message | Notice:
        cell = self.columns.cell
        cells, text = row.cells, cell("text", row.cells)
        when = self.columns.moment(cells)
        moment = read_moment(when, self.dayfirst) if when else None
        kind = self._kind(cells, text)
        if kind == "system":
            return Notice(text, row.line, row.lines, moment)
        return Message(
            cell("conversation", cells) or self.log.conversation,
            cell("speaker", cells) or UNKNOWN,
            "" if _PLACEHOLDER.fullmatch(text) else text,
            moment,
            self.log.path,
            row.line,
            row.lines,
            kind,
            cell("id", cells),
            cell("reply_to", cells),
            cell("addressee", cells),
        )

    def _kind(self, cells: list[str], text: str) -> str:
        kind = self.columns.cell("kind", cells).casefold()
        if kind in _SYSTEM:
            return "system"
        if _PLACEHOLDER.fullmatch(text):
            return "media"
        return "media" if not text and (self.columns.cell("media", cells) or kind in _MEDIA) else "text"


FORMAT = Table()
