"""iMessage and SMS conversations as ReagentX/imessage-exporter writes them to text.

A block is a timestamp, the sender, and the parts of the message, a line each; an empty line ends it. Replies are shown
twice, indented below what they answer and again at their own time: only the second counts. An announcement is one line.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.records import Message, Notice, Rejected

_DATE = r"[A-Z][a-z]{2} \d{1,2}, \d{4}"
_TIME = r"\d{1,2}:\d\d:\d\d [AP]M"
_STAMP = rf"(?P<date>{_DATE}) +(?P<time>{_TIME})"
_INDENTED = re.compile(rf" {{4,}}{_DATE} +{_TIME}(?: \(Read by .*\))?$")
_BLOCK = Dialect(
    "imessage-exporter",
    message=re.compile(rf"{_STAMP}(?: \(Read by [^\n]*\))?$"),
    notice=re.compile(rf"{_STAMP} \S.*"),
    preamble=True,
    apart=True,
)
_EXTRAS = re.compile(
    r"This message responded to an earlier message\.|Sent with [A-Z][A-Za-z ]{2,20}|SharePlay Message"
    r"|(?:Started|Stopped) sharing location!?"
)
_LISTS = re.compile(r"(?:Reactions|Tapbacks|Stickers):")
_LISTED = re.compile(r"\s*(?:\S.{0,40} by .{1,80}|Sticker (?:from|by) .*)?")
_SENT_AS_TEXT = re.compile(
    r"(?:Loved|Liked|Disliked|Laughed at|Emphasized|Questioned|Removed an? .{1,20} from) “.*”", re.DOTALL
)
_DELETED = re.compile(
    r"This message was deleted from the conversation!"
    r"|.{1,80} (?:deleted a message\.|unsent (?:this|a) message(?: part)?\b.*)"
)
_FILE = re.compile(
    r"(?!\w{2,8}://)(?:~|[A-Za-z]:)?(?:[^/\\\n]{0,200}[/\\])+[^/\\\n]{1,200}\.\w{2,10}"
    r"|Attachment missing!|Attachments? not found.*"
)
_FIRST_VERSION = re.compile(rf"{_DATE} +{_TIME} ?")
_VERSION = re.compile(r"Edited .{1,80}? later: ?")


class IMessageTxt:
    """One conversation of Messages for macOS or iOS."""

    name = "imessage_txt"
    about = "iMessage and SMS conversations exported by imessage-exporter as text"

    def sniff(self, head: Head) -> float:
        """Sure where the first line is a timestamp with nothing behind it, or an announcement, and others follow."""
        lines = head.lines[:400]
        if not lines or not _BLOCK.explains(lines[0]):
            return 0.0
        alone = sum(_BLOCK.message.match(line) is not None for line in lines)
        return 0.95 if alone and alone * 12 >= len(lines) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every block once, at its own time."""
        return LineFormat(self.name, (_BLOCK,), finish=finish).parse(log)


def finish(message: Message) -> Parsed:
    """The sender from the second line, and of the others what the sender wrote."""
    speaker, *body = message.text.removeprefix("\n").split("\n")
    if not speaker.strip():
        return Rejected("a timestamp without a sender", message.line, message.lines)
    body = _last_version(list(_without_lists(_without_replies(body))))
    extras = [line for line in body if _EXTRAS.fullmatch(line) or _DELETED.fullmatch(line) or _FILE.fullmatch(line)]
    text = "\n".join(line for line in body if line not in extras).strip("\n")
    if _SENT_AS_TEXT.fullmatch(text):
        return Notice(f"{speaker}: {text}", message.line, message.lines, message.timestamp)
    kind = _kind(extras)
    if kind == "call":
        text = ""
    return replace(message, speaker=speaker.strip(), text=text, kind=kind)


def _kind(extras: list[str]) -> str:
    if "SharePlay Message" in extras:
        return "call"
    if any(map(_DELETED.fullmatch, extras)):
        return "deleted"
    return "media" if any(_FILE.fullmatch(line) or "location" in line for line in extras) else "text"


def _without_replies(body: list[str]) -> list[str]:
    """The lines before the first indented copy of a reply, and of those after it what the exporter itself adds.

    Only the first line of a reply's text is indented, so what else follows may be the reply's: it is left out, unless
    the message had nothing but a file before.
    """
    first = next((at for at, line in enumerate(body) if _INDENTED.match(line)), None)
    if first is None:
        return body
    own, after = body[:first], body[first:]
    if any(line.strip() and not _FILE.fullmatch(line) for line in own):
        return own
    blank = next((at for at, line in reversed(list(enumerate(after))) if not line.strip()), len(after))
    return own + [line for line in after[blank:] if not line.startswith("    ")]


def _without_lists(body: list[str]) -> Iterator[str]:
    """The lines that are not in a list of reactions."""
    listing = False
    for line in body:
        listing = bool(_LISTS.fullmatch(line) or (listing and _LISTED.fullmatch(line)))
        if not listing:
            yield line


def _last_version(body: list[str]) -> list[str]:
    """The text of an edited message as it stands in the end; the exporter lists every version with its time."""
    if not body or not _FIRST_VERSION.match(body[0]):
        return body
    starts = [at for at, line in enumerate(body) if _VERSION.match(line)]
    if not starts:
        return body
    last = starts[-1]
    return [_VERSION.sub("", body[last], count=1), *body[last + 1 :]]


FORMAT = IMessageTxt()
