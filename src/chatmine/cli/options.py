"""The options that commands share, each written once."""

import sys
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from chatmine.engine import moment
from chatmine.errors import UsageError
from chatmine.reading.sources import STDIN, find_sources
from chatmine.records import LABELS
from chatmine.tables import TABLES

Label = StrEnum("Label", {label: label for label in LABELS})  # type: ignore[misc]


def given(paths: list[str] | None) -> list[str]:
    """The paths to read, which all exist; none means what is piped in.

    Raises:
        UsageError: a path does not exist, or nothing is given and nothing is piped in.
    """
    if not paths and sys.stdin.isatty():
        raise UsageError("give files or folders to read, or pipe a log in")
    find_sources(paths or [])
    return paths or [STDIN]


def names(text: str | None) -> tuple[str, ...]:
    """The names in a list with commas between them.

    >>> names("entity, mentions"), names(None)
    (('entity', 'mentions'), ())
    """
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def _since(text: str) -> datetime:
    return _moment(text, end=False)


def _until(text: str) -> datetime:
    return _moment(text, end=True)


def _moment(text: str, *, end: bool) -> datetime:
    try:
        return moment(text, end=end)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date like 2024-03-04 or 2024-03-04T21:58") from error


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH...", help="Files, folders, zip archives, or - for standard input.", show_default=False
    ),
]
InputFormat = Annotated[
    str | None,
    typer.Option("--input-format", metavar="NAME", help="Read as this format; `chatmine formats` lists them."),
]
EncodingName = Annotated[str | None, typer.Option("--encoding", metavar="NAME", help="Decode as this, e.g. gb18030.")]
DayFirst = Annotated[
    bool | None,
    typer.Option("--dayfirst/--monthfirst", help="How to read 3/4/24 where a file does not tell.", show_default=False),
]
Zone = Annotated[
    str | None, typer.Option("--tz", metavar="ZONE", help="The zone of times that name none, e.g. Europe/Berlin.")
]
Owner = Annotated[
    str | None, typer.Option("--owner", metavar="NAME", help="Who exported the chats and is called Me in them.")
]
KeepDuplicates = Annotated[
    bool, typer.Option("--keep-duplicates", help="Count messages again that several exports of one chat hold.")
]
TableName = Annotated[str, typer.Option("--table", "-t", metavar="NAME", help=f"{', '.join(TABLES)}.")]
Period = Annotated[str, typer.Option("--period", metavar="NAME", help="Of a timeline: day, week, month or year.")]
Since = Annotated[
    datetime | None, typer.Option(parser=_since, metavar="DATE", help="Only messages from this date (or time) on.")
]
Until = Annotated[
    datetime | None, typer.Option(parser=_until, metavar="DATE", help="Only messages up to this date, inclusive.")
]
Speakers = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="NAME", help="Only this speaker; * stands for anything; may be repeated."),
]
Conversations = Annotated[
    list[str] | None,
    typer.Option("--conversation", metavar="NAME", help="Only this conversation; * stands for anything; repeatable."),
]
Entities = Annotated[
    list[str] | None,
    typer.Option("--entity", metavar="NAME", help="Only this entity, by any of its written forms; * for anything."),
]
Aliases = Annotated[
    str | None,
    typer.Option("--aliases", metavar="FILE", help="Merge, keep apart and rename as this CSV of `aliases` says."),
]
Watch = Annotated[
    str | None,
    typer.Option("--watch", metavar="FILE", help="Find the names of this CSV in any case: name, type, alias, alias..."),
]
Ignore = Annotated[
    str | None, typer.Option("--ignore", metavar="FILE", help="Leave out the names, or /patterns/, of this CSV.")
]
Limit = Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help="Only the first N rows.")]
Columns = Annotated[
    str | None, typer.Option("--columns", metavar="A,B", help="Only these columns, in this order, with commas between.")
]
Sort = Annotated[
    str | None, typer.Option("--sort", metavar="A,B", help="Sort by these columns; -A sorts from high to low.")
]
Types = Annotated[
    list[Label] | None, typer.Option("--type", case_sensitive=False, help="Only this type; may be repeated.")
]
MinMentions = Annotated[
    int, typer.Option("--min-mentions", min=1, metavar="N", help="Only entities with at least N mentions in all.")
]
Model = Annotated[str, typer.Option("--model", metavar="NAME", help="Another spaCy pipeline: a package or a folder.")]
Currency = Annotated[str, typer.Option("--currency", metavar="CODE", help="What a bare $ means.")]
OutputFormat = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="NAME", help="table, csv, tsv, json, jsonl or md; else by -o's suffix."),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file, not to standard output.")
]
Problems = Annotated[
    str | None,
    typer.Option("--problems", metavar="FILE", help="Write what could not be read, with reasons, as CSV or by suffix."),
]
Raw = Annotated[bool, typer.Option("--raw", help="Leave cells as they are that a spreadsheet would run as formulas.")]
Excel = Annotated[bool, typer.Option("--excel", help="Begin CSV with the mark by which Excel knows UTF-8.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; failures are still named.")]
