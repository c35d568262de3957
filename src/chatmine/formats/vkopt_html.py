"""Conversations of VK as the browser extension VkOpt saves them to HTML.

What a message forwards is nested in it, to any depth, as messages with an author and a time of their own: each becomes
a message of the kind `forward` by the one who passed it on.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_elements import html_elements
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Rejected

_MARKED = re.compile(r"class=\"msg_item\".{1,4000}?class=\"(?:from|msg_body)\"", re.DOTALL)
_DATE = re.compile(r"(\d{4})\.(\d\d)\.(\d\d) (\d\d:\d\d:\d\d)")
_MENTION = re.compile(r"[\[](?:id|club|public)\d+\|@?([^\]|]{1,100})\]")
_NUMBER = re.compile(r"\(-?\d+\)(?=,|$)")


class VkoptHtml:
    """A conversation of VK saved by VkOpt."""

    name = "vkopt_html"
    about = "VK conversations saved by the VkOpt browser extension (HTML)"

    def sniff(self, head: Head) -> float:
        """Sure by VkOpt's classes."""
        return 0.93 if head.start.startswith("<") and _MARKED.search(head.text) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message, each followed by what it forwards."""
        conversation = log.conversation
        for element in html_elements(log, _wanted, nests=True):
            if element.name == "title":
                conversation = _title(element.text()) or conversation
                continue
            message = _read(log, conversation, element)
            yield message
            if isinstance(message, Message):
                yield from _forwards(log, message, element)


FORMAT = VkoptHtml()


def _wanted(element: Element) -> bool:
    return element.name == "title" or "msg_item" in element.classes


def _title(title: str) -> str:
    """The members of the conversation, without their numbers.

    >>> _title("VK Messages: Ann Lee(1), Ben(22)")
    'Ann Lee, Ben'
    """
    return _NUMBER.sub("", title.partition(": ")[2] or title).strip()


def _read(log: Log, conversation: str, element: Element) -> Parsed:
    heading = element.first(".from", without=("fwd",))
    if heading is None:
        return Rejected("a message without a sender", element.line)
    name = heading.first("b")
    text, attached = _text(element), element.first(".att_ico", without=("fwd", "att_head"))
    forwards = element.first(".fwd") is not None
    return Message(
        conversation,
        (name.text() if name else "") or UNKNOWN,
        text,
        _moment(heading.text()),
        log.path,
        element.line,
        kind="media" if attached else "forward" if forwards and not text else "text",
        id=element.get("id").removeprefix("msg"),
    )


def _forwards(log: Log, message: Message, element: Element) -> Iterator[Message]:
    for forwarded in element.all(".msg_item"):
        yield Message(
            message.conversation,
            message.speaker,
            _text(forwarded),
            message.timestamp,
            log.path,
            forwarded.line,
            kind="forward",
        )


def _text(element: Element) -> str:
    body = element.first(".msg_body", without=("fwd",))
    return _MENTION.sub(r"@\1", body.text()) if body else ""


def _moment(heading: str) -> datetime | None:
    match = _DATE.search(heading)
    return read_timestamp(f"{match[1]}-{match[2]}-{match[3]}T{match[4]}") if match else None
