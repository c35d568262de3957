"""Discord channels as Tyrrrz/DiscordChatExporter writes them to CSV.

The columns are `AuthorID,Author,Date,Content,Attachments,Reactions`, in some releases after a `MessageID`; every value
is quoted. The date is ISO 8601 since release 2.41 and before that in the words of the exporting computer.
"""

import re
from collections.abc import Iterator

from chatmine.formats.day_order import decide_day_order
from chatmine.formats.discord_names import author, channel_in_name, spoken
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.rows import Row, read_csv
from chatmine.formats.timestamps import read_moment
from chatmine.records import Message, Notice, Rejected

_HEADING = re.compile(
    r'(?:"?MessageID"?[,;\t])?"?AuthorID"?(?P<delimiter>[,;\t])"?Author"?(?P=delimiter)"?Date"?(?P=delimiter)"?Content"?'
)
Fields = dict[str, str]


class DiscordCsv:
    """A channel of Discord, one message a row."""

    name = "discord_csv"
    about = "Discord channels exported by DiscordChatExporter as CSV"

    def sniff(self, head: Head) -> float:
        """Sure by the heading, which no other exporter writes."""
        return 0.96 if _HEADING.match(head.start) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """The heading as a notice, then every row."""
        dayfirst = decide_day_order(log, _dates(log))
        conversation = channel_in_name(log.path) or log.conversation
        for row, fields in _rows(log):
            if fields is None:
                yield Notice("\t".join(row.cells), row.line, row.lines)
            else:
                yield _parsed(log, row, fields, (dayfirst, conversation))


def _rows(log: Log) -> Iterator[tuple[Row, Fields | None]]:
    """Every row with its values by the names of the heading; the heading itself, and each repeated one, with none."""
    heading = next((match for _, line in log.lines() if (match := _HEADING.match(line))), None)
    names: list[str] = []
    for row in read_csv(log.lines(), heading["delimiter"] if heading else ","):
        if {"AuthorID", "Author", "Date", "Content"}.issubset(row.cells):
            names = row.cells
            yield row, None
        else:
            yield row, dict(zip(names, row.cells, strict=False))


def _dates(log: Log) -> Iterator[str]:
    """The dates that the exporter wrote in the words of its computer, without their times."""
    for _, fields in _rows(log):
        if fields and "Date" in fields:
            yield re.split(r"[T ]", fields["Date"], maxsplit=1)[0]


def _parsed(log: Log, row: Row, fields: Fields, found: tuple[bool, str]) -> Parsed:
    if "Content" not in fields:
        return Rejected("a row with fewer values than its heading has", row.line, row.lines)
    dayfirst, conversation = found
    moment = read_moment(fields["Date"], dayfirst)
    speaker = author(fields["Author"], fields["AuthorID"])
    kind, text = spoken(fields["Content"]), fields["Content"]
    if kind == "notice":
        return Notice(f"{speaker}: {text}", row.line, row.lines, moment)
    if kind == "call":
        text = ""
    elif not text.strip() and fields.get("Attachments"):
        kind = "media"
    number = fields.get("MessageID", "")
    return Message(conversation, speaker, text, moment, log.path, row.line, row.lines, kind, number)


FORMAT = DiscordCsv()
