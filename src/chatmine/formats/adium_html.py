"""Adium's first logs (`.AdiumHTMLLog`, before Adium 1.0): a `div` for each message, the date in the file's name."""

import re
from collections.abc import Iterator
from datetime import date

from chatmine.formats.adium_xml import buddy
from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_elements import html_elements
from chatmine.formats.timestamps import Clock, date_in_name
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_MARKED = re.compile(r"<div class=\"(?:send|receive|status)\">\s*(?:<span class=\"timestamp\">|[^<])")
_SENT = frozenset(("send", "receive"))
_AUTOMATIC = re.compile(r"(?: \(Autoreply\)| <AUTO-REPLY>)?:?$", re.IGNORECASE)
_BARRED = re.compile(r"\((\d{4})\|(\d\d)\|(\d\d)\)")


class AdiumHtml:
    """A day's conversation logged by an old Adium."""

    name = "adium_html"
    about = "Adium's oldest chat logs (.AdiumHTMLLog)"

    def sniff(self, head: Head) -> float:
        """Sure where a message begins as in these logs."""
        sent = re.search(r"<div class=\"(?:send|receive)\">\s*<span class=\"timestamp\">", head.text)
        return 0.93 if sent and _MARKED.match(head.start) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message and status once; a time that falls back begins the next day."""
        clock, conversation = Clock(day=_day(log), rolls=True), buddy(log)
        for element in html_elements(log, _wanted):
            if element.classes.isdisjoint(_SENT):
                yield Notice(element.text(), element.line)
            else:
                yield _read(log, conversation, element, clock)


FORMAT = AdiumHtml()


def _day(log: Log) -> date | None:
    """The date in the file's name, `Ann (2006-09-23).AdiumHTMLLog`; the first versions wrote `2006|09|23`."""
    return date_in_name(_BARRED.sub(r"(\1-\2-\3)", log.path))


def _wanted(element: Element) -> bool:
    return element.name == "div" and not element.classes.isdisjoint(("send", "receive", "status"))


def _read(log: Log, conversation: str, element: Element, clock: Clock) -> Parsed:
    stamp, sender, said = element.first(".timestamp"), element.first(".sender"), element.first(".message")
    if stamp is None or sender is None:
        return Rejected("a message without time or sender", element.line)
    text = said.text().replace("\u00a0", " ") if said else ""
    return Message(
        conversation,
        _AUTOMATIC.sub("", sender.text().rstrip(), count=1) or UNKNOWN,
        text,
        clock.at(None, stamp.text()),
        log.path,
        element.line,
        kind="text" if text else "media",
    )
