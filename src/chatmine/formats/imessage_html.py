"""iMessage and SMS conversations as ReagentX/imessage-exporter writes them to HTML, in its old and its new mark-up.

Replies are shown twice, inside what they answer and again at their own time with a note: only the second counts. A
file without that note (the exporter's own example) has them inside only, and there they count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_elements import html_elements
from chatmine.formats.timestamps import read_moment
from chatmine.records import Message, Notice, Rejected

_MARKED = re.compile(r"<div class=\"message\"[^>]*>\s*<div class=\"(?:sent|received)\b")
_TOLD = re.compile(r"<div class ?=\"announcement\">\s*<p>\s*<span class=\"timestamp\">")
_STAMP = re.compile(r"[A-Z][a-z]{2} \d{1,2}, \d{4} +\d{1,2}:\d\d:\d\d [AP]M")
_AGAIN = b'class="reply_context"'
_KNOWN = 100_000  # replies whose parents are kept in mind
_REACTED = ("reactions", "tapbacks", "reaction", "tapback")
_NOT_SAID = ("replies", *_REACTED)
_TAKEN_BACK = (".unsent", ".announcement")
_FILES = ("img", "video", "audio", ".attachment_error", ".sticker", ".inline_sticker")


class IMessageHtml:
    """One conversation of Messages for macOS or iOS."""

    name = "imessage_html"
    about = "iMessage and SMS conversations exported by imessage-exporter as HTML"

    def sniff(self, head: Head) -> float:
        """Sure where a message or announcement begins as the exporter writes it."""
        if not head.start.startswith("<"):
            return 0.0
        return 0.94 if _MARKED.search(head.text) or _TOLD.search(head.text) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message and announcement once, at its own time."""
        reader = _Reader(log, replies_inside=not _holds(log, _AGAIN))
        for element in html_elements(log, _wanted, nests=True):
            yield from reader.read(element)


FORMAT = IMessageHtml()


def _wanted(element: Element) -> bool:
    return element.name == "div" and not element.classes.isdisjoint(("message", "announcement"))


def _holds(log: Log, mark: bytes) -> bool:
    """Whether these bytes are anywhere in the log."""
    with log.binary() as stream:
        before = b""
        while chunk := stream.read(1 << 16):
            if mark in before + chunk:
                return True
            before = chunk[-len(mark) :]
    return False


@dataclass
class _Reader:
    """Reads the messages of a file; `parents` are the ids of what was answered, by the ids of the replies."""

    log: Log
    replies_inside: bool
    parents: dict[str, str] = field(default_factory=dict)

    def read(self, element: Element) -> Iterator[Parsed]:
        if "announcement" in element.classes:
            stamp = element.first(".timestamp")
            text = element.text(without=("timestamp",))
            yield Notice(text, element.line, timestamp=_moment(stamp) if stamp else None)
            return
        yield self._message(element)
        replies = [reply for reply in element.all(".message") if reply.name == "div"]
        if self.replies_inside:
            yield from map(self._message, replies)
        self._remember(_number(element), replies)

    def _remember(self, parent: str, replies: list[Element]) -> None:
        for reply in replies:
            if parent and len(self.parents) < _KNOWN and (number := _number(reply)):
                self.parents[number] = parent

    def _message(self, element: Element) -> Parsed:
        stamp = element.first(".timestamp", without=_NOT_SAID)
        sender = element.first(".sender", without=_NOT_SAID)
        if stamp is None or sender is None or not sender.text():
            return Rejected("a message without time or sender", element.line)
        number = _number(element)
        text, kind = _said(element)
        return Message(
            self.log.conversation,
            sender.text(),
            text,
            _moment(stamp),
            self.log.path,
            element.line,
            kind=kind,
            id=number,
            reply_to=self.parents.pop(number, ""),
        )


def _moment(stamp: Element) -> datetime | None:
    match = _STAMP.search(stamp.text())
    return read_moment(match[0], dayfirst=False) if match else None


def _number(element: Element) -> str:
    """The id of a message, from the link by which new versions open it in Messages."""
    for link in element.all("a", without=_NOT_SAID):
        if "message-guid=" in link.get("href"):
            return link.get("href").partition("message-guid=")[2]
    return ""


def _said(element: Element) -> tuple[str, str]:
    """What the sender wrote, and the kind of the message."""
    subject = element.first(".subject", without=_NOT_SAID)
    lines = [subject.text()] if subject else []
    parts = list(element.all(".message_part", without=_NOT_SAID))
    lines += [_written(part) for part in parts if part.first(*_TAKEN_BACK, without=_NOT_SAID) is None]
    text = "\n".join(filter(None, lines))
    return text, _kind(element, parts, text)


def _written(part: Element) -> str:
    """The text of a part: what stands in its bubble, the last version of an edited one, the address of a link."""
    edited = part.first(".edited", without=_NOT_SAID)
    if edited:
        cells = list(edited.all("td"))
        return cells[-1].text(preserved=True) if cells else ""
    bubbles = [bubble.text(preserved=True) for bubble in part.all(".bubble", without=_NOT_SAID)]
    app = part.first(".app", without=_NOT_SAID)
    return "\n".join(filter(None, bubbles)) if bubbles or app is None else _shared(app)


def _shared(app: Element) -> str:
    link = app.first("a")
    address = link.get("href") if link else ""
    return address if address.startswith(("http:", "https:")) else app.text()


def _kind(element: Element, parts: list[Element], text: str) -> str:
    if element.first(".shareplay", without=_NOT_SAID):
        return "call"
    taken_back = not text and element.first(*_TAKEN_BACK, without=_NOT_SAID)
    if taken_back or element.first(".deleted", without=_NOT_SAID):
        return "deleted"
    return "media" if not text or any(map(_has_file, parts)) else "text"


def _has_file(part: Element) -> bool:
    """Whether a part shows a file, or links to one where no text is."""
    if part.first(*_FILES, without=(*_NOT_SAID, "app")):
        return True
    return part.first(".bubble", ".app", ".edited") is None and part.first("a") is not None
