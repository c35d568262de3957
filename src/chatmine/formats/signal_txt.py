"""Signal Desktop's conversations as tbvdm/sigtop writes them to text.

A file opens with `Conversation: NAME`. A message is a block of fields (`From`, `Type`, `Sent`, `Received`,
`Attachment`, `Reaction`, `Edited`), an empty line, and the body. What it quotes stands before the body, each line
behind `>`; the versions of an edited one stand behind `|`, the last one first.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.records import Message, Notice, Rejected

_OPENING = re.compile(r"Conversation: .+\r?\n\r?\n(?:From: .+\r?\n)?Type: \S+\r?\n(?:Sent|Received): ")
_FIELD = re.compile(r"(?P<key>Type|Sent|Received|Attachment|Reaction|Edited|Version): (?P<value>.*)")
_NUMBER = re.compile(r" \((?:\+\d{5,17}|[0-9a-fA-F-]{36}|[\w.]{3,32}\.\d{2,9})\)$")
_BLOCK = Dialect(
    "sigtop",
    message=re.compile(r"From: (?P<speaker>.+)$|Type: (?:incoming|outgoing)$"),
    notice=re.compile(r"Conversation: .*|Type: \S+$"),
    preamble=True,
    apart=True,
)
_SPOKEN = frozenset({"incoming", "outgoing"})


class SignalTxt:
    """A conversation of Signal in text."""

    name = "signal_txt"
    about = "Signal conversations exported by sigtop as text"

    def sniff(self, head: Head) -> float:
        """Sure by the opening line with a message's fields below it."""
        return 0.96 if _OPENING.match(head.start) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every block once."""
        yield from LineFormat(self.name, (_BLOCK,), finish=finish, title=title).parse(log)


def title(log: Log) -> str:
    """The name of the conversation, without the number behind it."""
    first = next((line for _, line in log.lines() if line.strip()), "")
    return _NUMBER.sub("", first.removeprefix("Conversation: ").strip()) or log.conversation


def finish(message: Message) -> Parsed:
    """The message that the fields and the body below them make."""
    fields, rest = _fields(message.text.removeprefix("\n").split("\n"))
    moment = _moment(fields.get("Sent") or fields.get("Received", ""))
    kind = fields.get("Type", "")
    if kind and kind not in _SPOKEN:
        return Notice(f"{message.speaker}: {kind}", message.line, message.lines, moment)
    if moment is None:
        return Rejected("a message without a time", message.line, message.lines)
    text = "\n".join(_body(rest))
    speaker = _NUMBER.sub("", message.speaker)
    kind = "media" if "Attachment" in fields and not text else "text"
    return replace(message, speaker=speaker, text=text, timestamp=moment, kind=kind)


def _fields(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The fields at the head of these lines, and the lines after them."""
    fields: dict[str, str] = {}
    for at, line in enumerate(lines):
        match = _FIELD.match(line)
        if match is None:
            return fields, lines[at:]
        fields[match["key"]] = match["value"]
    return fields, []


def _body(lines: list[str]) -> list[str]:
    """What was written, in its last version, without what it quotes."""
    lines = lines[1:] if lines and not lines[0].strip() else lines
    if lines and lines[0].startswith("| Version: "):
        older = next((at for at, line in enumerate(lines) if at and line.startswith("| Version: ")), len(lines))
        versions = [line[2:] for line in lines[:older] if line.startswith("|")]
        return _body(_fields(versions)[1])
    quoted = next((at for at, line in enumerate(lines) if not line.startswith(">")), len(lines))
    lines = lines[quoted + 1 :] if quoted else lines
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def _moment(text: str) -> datetime | None:
    """A time as e-mail writes it, in UTC; None if it is none."""
    try:
        return parsedate_to_datetime(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


FORMAT = SignalTxt()
