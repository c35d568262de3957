"""Adium's logs (`.chatlog`, since Adium 1.0): XML with a message, event or status an element, and HTML in the messages.

A log that Adium could not close lacks its last tag. Times carry an offset. `alias` is the name that the user of Adium
saw; the logs of services with numbers for names (Facebook) have it in some messages only.
"""

import re
from collections.abc import Iterator

from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.timestamps import read_timestamp
from chatmine.formats.xml_elements import xml_elements
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_CHAT = re.compile(r"<chat\s[^>]*\b(?:account|service)=")
_BUDDY = re.compile(
    r"(?:^|(?<=[/\\!]))([^/\\!]+?) \(\d{4}[-|]\d\d[-|]\d\d(?:T[\d.:+-]+)?Z?\)[^/\\!]*(?:[/\\][^/\\!]+)?$"
)
_EVENTS = frozenset(("event", "status"))
_SAID = {"message": "text", "action": "action"}


class AdiumXml:
    """A conversation or room logged by Adium."""

    name = "adium_xml"
    about = "Adium's chat logs (.chatlog, XML), cut ones too"

    def sniff(self, head: Head) -> float:
        """Sure by the namespace, likely by the root element."""
        if not head.start.startswith("<"):
            return 0.0
        return 0.95 if "purl.org/net/ulf/ns" in head.text else 0.9 if _CHAT.search(head.text) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message, event and status once."""
        conversation, aliases = buddy(log), dict[str, str]()
        for element in xml_elements(log, _wanted):
            if element.name in _EVENTS:
                yield _notice(element)
            else:
                yield _read(log, conversation, element, aliases)


FORMAT = AdiumXml()


def buddy(log: Log) -> str:
    """With whom the conversation was: Adium names file and folder after it, with the time of the start."""
    named = _BUDDY.search(log.path)
    return named[1] if named else log.conversation


def _wanted(element: Element) -> bool:
    return element.name in _EVENTS or element.name in _SAID


def _notice(element: Element) -> Notice:
    told = " ".join(filter(None, (element.get("type"), element.text())))
    sender = element.get("alias") or element.get("sender")
    text = f"{sender}: {told}" if sender else told
    return Notice(text, element.line, timestamp=read_timestamp(element.get("time")))


def _read(log: Log, conversation: str, element: Element, aliases: dict[str, str]) -> Parsed:
    sender, alias = element.get("sender").strip(), element.get("alias").strip()
    if not sender and not alias:
        return Rejected("a message without a sender", element.line)
    if alias and len(aliases) < 100_000:
        aliases[sender] = alias
    text = element.text().replace("\u00a0", " ")
    return Message(
        conversation,
        alias or aliases.get(sender) or sender or UNKNOWN,
        text,
        read_timestamp(element.get("time")),
        log.path,
        element.line,
        kind=_SAID[element.name] if text else "media",
    )
