"""Discord channels as Tyrrrz/DiscordChatExporter writes them to plain text.

A heading between two rules of 62 `=`, then `[DATE] AUTHOR`, the content, and sections in braces for what hangs on the
message. The date is in the words of the exporting computer, and all dates of a file have one shape: a line in brackets
of another shape is what somebody pasted.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from chatmine.formats.discord_names import author, channel_in_name, spoken
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import AMERICAN, Dialect, LineFormat
from chatmine.records import Message, Notice

_RULE = "=" * 62
_HEADING = re.compile(rf"{_RULE}\r?\n(?:Guild|Channel): ")
_HALF = r"[AaPp]\.?\s?[Mm]\b\.?|上午|下午|午前|午後|오전|오후"
_TIME = rf"(?:(?:{_HALF})\s?)?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:\s?(?:{_HALF}))?"
_STAMP = re.compile(rf"\[(?P<date>[^\[\]]{{4,40}}?),?[ T\u202f](?P<time>{_TIME})\] \S")
_SECTION = re.compile(r"^\{(?P<name>Attachments|Embed|Stickers|Reactions|Forwarded Message)\}$", re.MULTILINE)
_LINK = re.compile(r"https?://\S+$")


class DiscordTxt:
    """A channel of Discord in plain text."""

    name = "discord_txt"
    about = "Discord channels exported by DiscordChatExporter as plain text"

    def sniff(self, head: Head) -> float:
        """Sure by the heading, which no other exporter writes."""
        return 0.96 if _HEADING.match(head.start) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log in the shape of its first date."""
        lines = LineFormat(self.name, (_dialect(_shape(log)),), finish=finish, title=title)
        return lines.parse(log)


def title(log: Log) -> str:
    """`guild / channel` from the heading; the category before the channel is left out."""
    named = {}
    for number, line in log.lines():
        key, _, value = line.partition(": ")
        named[key] = value.strip()
        if number > 8 or "Channel" in named:
            break
    channel = re.split(r" / | - ", named.get("Channel", ""))[-1]
    named_in_log = " / ".join(filter(None, (named.get("Guild"), channel)))
    return named_in_log or channel_in_name(log.path) or log.conversation


def _shape(log: Log) -> tuple[str, str]:
    """Patterns of the date and the time of this file: its first ones, with any number for each number."""
    for _, line in log.lines():
        if match := _STAMP.match(line):
            return _like(match["date"]), _like(match["time"])
    return r"[^\[\]]{4,40}?", _TIME


def _like(text: str) -> str:
    """A pattern for everything that differs from this text in its numbers and words only."""
    parts = re.findall(r"\d+|[^\W\d_]+|[\W_]", text)
    return "".join(
        r"\d{1,4}" if part.isdigit() else r"[^\W\d_]{1,12}" if part.isalpha() else re.escape(part) for part in parts
    )


def _dialect(shape: tuple[str, str]) -> Dialect:
    date, time = shape
    return Dialect(
        "DiscordChatExporter",
        message=re.compile(rf"\[(?P<date>{date}),?[ T\u202f](?P<time>{time})\] (?P<speaker>.+?)(?: \(pinned\))?$"),
        notice=re.compile(rf"{_RULE}$|Exported [\d.,\s]+ message\(s\)"),
        preamble=True,
        apart=True,
        american=re.compile(rf"\[{AMERICAN}"),
    )


def finish(message: Message) -> Parsed:
    """The content alone, and the kind that the sections after it make of the message."""
    content, sections = _sections(message.text)
    speaker, kind = author(message.speaker), spoken(content)
    if kind == "notice":
        return Notice(f"{speaker}: {content}", message.line, message.lines, message.timestamp)
    if "Forwarded Message" in sections:
        return replace(message, speaker=speaker, text=sections["Forwarded Message"], kind="forward")
    if not content and "Embed" in sections:
        content = "\n".join(line for line in sections["Embed"].split("\n") if not _LINK.match(line))
    if not content and sections.keys() & {"Attachments", "Stickers"}:
        kind = "media"
    return replace(message, speaker=speaker, text="" if kind == "call" else content, kind=kind)


def _sections(text: str) -> tuple[str, dict[str, str]]:
    """The content, and each section by its name; a section comes after an empty line."""
    parts = _SECTION.split(text)
    names = parts[1::2]
    return parts[0].strip("\n"), {name: part.strip("\n") for name, part in zip(names, parts[2::2], strict=True)}


FORMAT = DiscordTxt()
