"""The options that commands share, each written once."""

import sys
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from chatmine.cli.faults import show_places
from chatmine.errors import UsageError
from chatmine.limits import Limits, capped
from chatmine.outputs import check_writable
from chatmine.records import LABELS
from chatmine.tables import TABLES

STDIN = "-"
# The shipped pipelines for the language of the messages; `auto` goes by the script of each.
_SHIPPED = {"auto": "chat+chat_zh", "en": "chat", "zh": "chat_zh"}
Lang = StrEnum("Lang", {name: name for name in _SHIPPED})  # type: ignore[misc]
Label = StrEnum("Label", {label: label for label in LABELS})  # type: ignore[misc]


def given(paths: list[str] | None, *written: str | None) -> list[str]:
    """The paths to read, which all exist; none means what is piped in. `written` are the files to write, if any.

    Raises:
        UsageError: a path does not exist, or nothing is given and nothing is piped in, or a file cannot be written or
            would be read and written.
    """
    from chatmine.reading.sources import find_sources

    if not paths and sys.stdin.isatty():
        raise UsageError("give files or folders to read, or pipe a log in")
    for path in files(*written):
        check_writable(path)
    find_sources(paths or [], writes=files(*written))
    return paths or [STDIN]


def files(*written: str | None) -> tuple[str, ...]:
    """Those of the places to write that are files."""
    return tuple(path for path in written if path and path != STDIN)


def names(text: str | None) -> tuple[str, ...]:
    """The names in a list with commas between them.

    >>> names("entity, mentions"), names(None)
    (('entity', 'mentions'), ())
    """
    return tuple(name.strip() for name in (text or "").split(",") if name.strip())


def limits(caps: list[str] | None) -> Limits:
    """The limits of reading, with those that the user sets.

    Raises:
        UsageError: there is no such limit, or its value is no number.
    """
    return capped(caps or ())


def pipeline(model: str | None, lang: str | None) -> str:
    """The pipeline that the user names, else what is shipped for the language.

    Raises:
        UsageError: the user gives both.

    >>> pipeline(None, "zh"), pipeline("xx_ent_wiki_sm", None)
    ('chat_zh', 'xx_ent_wiki_sm')
    """
    if model and lang:
        raise UsageError("--model names the one pipeline that reads all messages: leave out --lang")
    return model or _SHIPPED[lang or "auto"]


def _since(text: str) -> datetime:
    return _moment(text, end=False)


def _until(text: str) -> datetime:
    return _moment(text, end=True)


def _moment(text: str, *, end: bool) -> datetime:
    from chatmine.engine import moment

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
Language = Annotated[
    Lang | None,
    typer.Option("--lang", help="Read all messages as this; auto, unless told otherwise: each by its script."),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Another spaCy pipeline for all messages: a package or a folder."),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        metavar="N",
        show_default=False,
        help="Tag with N processes; the result is the same. Default: all cores, one where there is little to tag.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Tag on the Dask cluster of the scheduler at this address."),
]
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
Caps = Annotated[
    list[str] | None,
    typer.Option(
        "--cap",
        metavar="NAME=VALUE",
        help="Raise or lower a limit of SECURITY.md, as in line-characters=64M; repeatable.",
    ),
]
Debug = Annotated[bool, typer.Option("--debug", callback=show_places, help="Tell where in the program an error arose.")]
