"""Telegram Desktop's HTML export: `messages.html`, `messages2.html` and so on, a thousand messages each.

Source: tdesktop's HTML writer. A `joined` message has the author of the one before it and does not repeat the name.
Times are the clock of the exporting machine, with its offset since 2022. Words in other languages are only in what
people wrote: the exporter writes English everywhere.
"""

import io
import re
from collections.abc import Iterator
from datetime import datetime

from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_elements import elements_of, html_elements
from chatmine.formats.timestamps import read_moment, read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_MARKED = re.compile(r"class\s*=\s*[\"']message (?:default|service)\b")
_LISTED = re.compile(r"<title>\s*Exported Data\s*</title>.*class=\"page_(?:wrap|header)", re.DOTALL)
_PART = re.compile(r"messages(\d+)\.html?$")
_MEDIA = (".media_wrap", ".photo_wrap", ".video_file_wrap", ".animated_wrap", ".sticker_wrap")
_VIA = re.compile(r" via @\w+$")
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?$")


class TelegramHtml:
    """A chat of Telegram Desktop's HTML export."""

    name = "telegram_html"
    about = "Telegram chats from Telegram Desktop's HTML export (messages.html and its further parts)"

    def sniff(self, head: Head) -> float:
        """Sure where a message stands; the lists of an account's export are its own too."""
        if not head.start.startswith("<"):
            return 0.0
        return 0.94 if _MARKED.search(head.text) else 0.85 if _LISTED.search(head.text) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message and service line once."""
        conversation, speaker, read = log.conversation, "", 0
        for element in html_elements(log, _wanted):
            if "page_header" in element.classes:
                conversation = _text(element, ".text") or conversation
            elif "service" in element.classes:
                yield Notice(_text(element, ".details", ".body") or element.text(), element.line)
                read += 1
            else:
                speaker = _name(element) or ("joined" in element.classes and (speaker or _last_speaker(log))) or UNKNOWN
                yield _read(log, conversation, speaker, element)
                read += 1
        if not read:
            yield Notice("a page of Telegram's export without messages", 1)


FORMAT = TelegramHtml()


def _wanted(element: Element) -> bool:
    classes = element.classes
    return ("message" in classes and not classes.isdisjoint(("default", "service"))) or "page_header" in classes


def _read(log: Log, conversation: str, speaker: str, element: Element) -> Parsed:
    date = element.first(".date")
    if date is None and element.first(".text") is None:
        return Rejected("a message without date and text", element.line)
    text = "\n".join(filter(None, (_text(element, ".text", without=("media_wrap",)), _poll(element))))
    kind = _kind(element, text)
    return Message(
        conversation,
        speaker,
        "" if kind == "call" else text,
        moment(date.get("title") or date.text()) if date else None,
        log.path,
        element.line,
        kind=kind,
        id=element.get("id").removeprefix("message"),
        reply_to=_replied(element),
    )


def _text(element: Element, *marks: str, without: tuple[str, ...] = ()) -> str:
    found = element.first(*marks, without=without)
    return found.text() if found else ""


def _name(element: Element) -> str:
    """Who posted, where the message says so: the name inside a forwarded body is that of the source."""
    return _VIA.sub("", _text(element, ".from_name", without=("forwarded",)))


def _last_speaker(log: Log) -> str:
    """The author with whom the part of the export before this one ends."""
    part = _PART.search(log.path)
    if not part:
        return ""
    number = int(part[1]) - 1
    before = log.beside(f"messages{number if number > 1 else ''}.html")
    names = map(_name, elements_of(io.BytesIO(before), _wanted)) if before else ()
    return next(reversed([name for name in names if name]), "")


def _poll(element: Element) -> str:
    """A poll's question and answers, a line each."""
    poll = element.first(".media_poll")
    if poll is None:
        return ""
    lines = [part.text(without=("details",)) for part in poll.all(".question", ".answer")]
    return "\n".join(line.removeprefix("- ") for line in lines)


def _kind(element: Element, text: str) -> str:
    if element.first(".media_call"):
        return "call"
    if element.first(".forwarded"):
        return "forward"
    has_media = element.first(*_MEDIA) is not None and element.first(".media_poll") is None
    return "media" if has_media or not text else "text"


def _replied(element: Element) -> str:
    reply = element.first(".reply_to")
    link = reply.first("a") if reply else None
    match = re.search(r"go_to_message(-?\d+)$", link.get("href")) if link else None
    return match[1] if match else ""


def moment(title: str) -> datetime | None:
    """The time of a message.

    >>> str(moment("14.05.2023 16:43:57 UTC+03:30")), str(moment("14 January 2023, 18:05"))
    ('2023-05-14 13:13:57+00:00', '2023-01-14 18:05:00')
    """
    match = _STAMP.match(title.strip())
    if not match:
        return read_moment(title.strip())
    day, month, year, clock, offset = match.groups()
    return read_timestamp(f"{year}-{month}-{day}T{clock}{offset or ''}")
