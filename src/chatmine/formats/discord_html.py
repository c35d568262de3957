"""Discord channels as Tyrrrz/DiscordChatExporter writes them to HTML, in its layouts since 2020.

Source: the exporter's MessageGroupTemplate. The messages of a group share their author, who is named with the first;
older layouts name author and time once, above the messages. Times are in the words and the order of the exporting
computer. What a reply answers is quoted with its author before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chatmine.formats.day_order import decide_day_order
from chatmine.formats.discord_names import author, channel_in_name
from chatmine.formats.elements import Element
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_elements import html_elements
from chatmine.formats.timestamps import read_moment
from chatmine.records import UNKNOWN, Message, Notice

_AUTHOR = (".chatlog__author", ".chatlog__author-name")
_STAMPS = (".chatlog__timestamp", ".chatlog__short-timestamp", ".chatlog__system-notification-timestamp")
_QUOTES = ("chatlog__reply", "chatlog__reference")
_PRESERVED = (".chatlog__markdown-preserve", ".preserve-whitespace")
_ASIDE = ("chatlog__edited-timestamp", "chatlog__author-tag", "chatlog__bot-tag")
_HELD = (".chatlog__embed-title", ".chatlog__embed-description", ".chatlog__embed-field")
_HEADS = frozenset(("preamble__entry", "info__guild-name", "info__channel-name", "chatlog__reference"))
_SOLE = frozenset(("chatlog__message-container", "chatlog__message")) | _HEADS
_TIMES = frozenset(mark[1:] for mark in _STAMPS)
_GROUP = _TIMES | {mark[1:] for mark in _AUTHOR}
_TARGET = re.compile(r"scrollToMessage\(event, ?'(\d+)'\)")
_AMERICAN = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d\s?[AP]M")
_LETTERS = re.compile(r"[^\W\d_]{3}|年")


class DiscordHtml:
    """A channel of Discord in HTML."""

    name = "discord_html"
    about = "Discord channels exported by DiscordChatExporter as HTML"

    def sniff(self, head: Head) -> float:
        """Sure by the names of the exporter's classes, which are in its style sheet too."""
        if not head.start.startswith("<"):
            return 0.0
        return 0.94 if "chatlog__message" in head.text or "chatlog__author" in head.text else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message and event once."""
        page = _Page(log, decide_day_order(log, _dates(log), _is_american(log)))
        for element in html_elements(log, _wanted, nests=True):
            item = page.read(element)
            if item:
                yield item


FORMAT = DiscordHtml()


def _wanted(element: Element) -> bool:
    return not element.classes.isdisjoint(_SOLE) or not element.classes.isdisjoint(_GROUP)


def _dates(log: Log) -> Iterator[str]:
    """The dates that are written in numbers, until one has a month's name: then no order is in question."""
    for element in html_elements(log, lambda element: not element.classes.isdisjoint(_TIMES)):
        stamp = _stamp(element)
        if _LETTERS.search(re.sub(r"(?i)[ap]\.?m", "", stamp)):
            return
        if date := re.search(r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}", stamp):
            yield date[0].replace(" ", "")


def _is_american(log: Log) -> bool:
    """Whether the first time of the page has slashes in its date and halves of the day."""
    stamps = map(_stamp, html_elements(log, lambda element: not element.classes.isdisjoint(_TIMES)))
    return _AMERICAN.match(next(stamps, "")) is not None


def _stamp(element: Element) -> str:
    """The time as the page writes it: in full in the title of new layouts, as text in old ones."""
    return element.get("title") or element.text()


@dataclass
class _Page:
    """What the page said last: channel, author and time."""

    log: Log
    dayfirst: bool
    guild: str = ""
    channel: str = ""
    speaker: str = ""
    time: datetime | None = None
    reply_to: str = ""

    def read(self, element: Element) -> Parsed | None:
        """The message or event of an element; None for one that only tells of those after it."""
        classes = element.classes
        if classes.isdisjoint(_HEADS | _GROUP):
            return self._event(element) or self._message(element)
        if "chatlog__reference" in classes:
            self.reply_to = _target(element)
        elif not classes.isdisjoint(_HEADS):
            self._name(element)
        elif not classes.isdisjoint(mark[1:] for mark in _AUTHOR):
            self.speaker = _speaker(element)
        else:
            self.time = self._moment(element)
        return None

    def _name(self, element: Element) -> None:
        """The first entry of the preamble is the server, the second the channel with its category before it."""
        if not self.guild:
            self.guild = element.text()
        elif not self.channel:
            self.channel = re.split(r" / ", element.text())[-1]

    def _moment(self, element: Element) -> datetime | None:
        stamp = _stamp(element)
        return read_moment(stamp, self.dayfirst) or read_moment(element.text(), self.dayfirst)

    def _event(self, element: Element) -> Parsed | None:
        """What Discord itself reports."""
        told = element.first(".chatlog__system-notification-content")
        if told is None:
            return None
        who = element.first(".chatlog__system-notification-author", *_AUTHOR)
        stamp = element.first(*_STAMPS)
        text = f"{who.text() if who else UNKNOWN}: {told.text()}"
        return Notice(text, element.line, timestamp=self._moment(stamp) if stamp else None)

    def _message(self, element: Element) -> Parsed:
        named = element.first(*_AUTHOR, without=_QUOTES)
        self.speaker = _speaker(named) if named else self.speaker
        stamp = element.first(*_STAMPS, without=_QUOTES)
        self.time = self._moment(stamp) if stamp else self.time
        text, kind = _said(element)
        return Message(
            self._conversation(),
            self.speaker or UNKNOWN,
            text,
            self.time,
            self.log.path,
            element.line,
            kind=kind,
            id=element.get("data-message-id"),
            reply_to=self._replied(element),
        )

    def _replied(self, element: Element) -> str:
        quote = element.first(*(f".{name}" for name in _QUOTES))
        before, self.reply_to = self.reply_to, ""
        return _target(quote) if quote else before

    def _conversation(self) -> str:
        named = " / ".join(filter(None, (self.guild, self.channel)))
        return named or channel_in_name(self.log.path) or self.log.conversation


def _speaker(element: Element) -> str:
    return author(element.text(without=_ASIDE), element.get("data-user-id"))


def _target(element: Element) -> str:
    """The id of the message that a quote comes from."""
    for link in element.all(".chatlog__reply-link", ".chatlog__reference-link"):
        if match := _TARGET.search(link.get("onclick")):
            return match[1]
    return ""


def _said(element: Element) -> tuple[str, str]:
    """What was written and its kind: the content, else what was forwarded, else what the embeds of a bot say."""
    forwarded = next((part for part in element.iter() if any("forwarded" in name for name in part.classes)), None)
    contents = (element.first(mark, without=_QUOTES) for mark in (".chatlog__content", ".chatlog__forwarded-content"))
    text = next(filter(None, (_written(content) for content in contents if content)), "")
    if not text:
        text = "\n".join(filter(None, (part.text(_ASIDE, preserved=False) for part in element.all(*_HELD))))
    return text, "forward" if forwarded else "text" if text else "media"


def _written(content: Element) -> str:
    preserved = content.first(*_PRESERVED)
    return preserved.text(_ASIDE, preserved=True) if preserved else content.text(_ASIDE)
