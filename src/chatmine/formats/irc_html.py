"""IRC logs that a program turned into HTML: a line each (mIRC2html, Meetbot), or a row or paragraph each (irclog2html).

What is a line in HTML is a line of an IRC client once its tags are taken away, and is read as one. Marius Gedminas's
irclog2html writes who, what and when into cells with classes, and the whole time into the row's `id`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from chatmine.formats.elements import Element
from chatmine.formats.format import Clean, Head, Log, Parsed
from chatmine.formats.html_elements import html_elements
from chatmine.formats.html_fragment import untagged
from chatmine.formats.irc import DIALECTS, with_addressees, without_codes
from chatmine.formats.irc import FORMAT as IRC
from chatmine.formats.line_format import LineFormat
from chatmine.formats.timestamps import Clock, date_in_name, read_moment, read_timestamp
from chatmine.records import UNKNOWN, Message, Notice

_MARKED = re.compile(
    r"class=\"irclog\"|content=\"irclog2html|<th class=\"nick\"|<p (?:id=\"[^\"]*\" )?class=\"comment\">"
)
_ROWS = re.compile(
    r"<tr\b[^<>]*>\s*<t[hd]\b|<p (?:id=\"[^\"]*\" )?class=\"(?:comment|action|join|part|servermsg|other)\""
)
_SPANS = re.compile(r"<span class=\"(?:irc-(?:date|black)|nk|nka)\"")
_EVENT = re.compile(r"(<span class=\"irc-(?:navy|green|red|grey|gray|blue|purple|teal)\">)\* ")
_NICK = re.compile(r"&lt;[^<>\s]{1,40}&gt;")
_SILENT = re.compile(r"(?:style|script|title)\b", re.IGNORECASE)
_ID = re.compile(r"t((?:\d{4}-\d\d-\d\dT)?\d\d:\d\d(?::\d\d)?)")
_TOLD = ("join", "part", "nickchange", "servermsg", "other")
_KINDS = frozenset(("comment", "action", *_TOLD))


def _plain(line: str) -> str:
    """A line without its tags; what a colour marks as an event gets the stars of one."""
    return without_codes(untagged(_EVENT.sub(r"\1*** ", line), _SILENT).replace("\u00a0", " "))


_LINES = LineFormat("irc_html", tuple(replace(dialect, preamble=True) for dialect in DIALECTS), clean=Clean(_plain))


class IrcHtml:
    """A channel's log as a web page."""

    name = "irc_html"
    about = "IRC logs turned into web pages (irclog2html, mIRC colours, Meetbot)"

    def sniff(self, head: Head) -> float:
        """Sure by the classes, likely where the lines are those of an IRC client once the tags are away."""
        if _MARKED.search(head.text):
            return 0.92
        if _SPANS.search(head.text):
            return 0.91
        if len(_NICK.findall(head.text)) < 2:
            return 0.0
        text = "\n".join(plain for plain in map(_plain, head.lines) if plain)
        return 0.8 if IRC.sniff(Head(head.path, text)) >= 0.7 else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line or row once."""
        yield from with_addressees(_rows(log) if _has_rows(log) else _LINES.parse(log))


FORMAT = IrcHtml()


def _has_rows(log: Log) -> bool:
    with log.binary() as stream:
        return _ROWS.search(stream.read(1 << 16).decode("utf-8", "replace")) is not None


def _wanted(element: Element) -> bool:
    return element.name in {"tr", "title"} or (element.name == "p" and not element.classes.isdisjoint(_KINDS))


def _rows(log: Log) -> Iterator[Parsed]:
    """The rows of irclog2html's tables and the paragraphs of its other style."""
    clock = Clock(day=date_in_name(log.path), rolls=True)
    for element in html_elements(log, _wanted):
        if element.name == "title":
            titled = read_moment(element.text().rpartition(", ")[2]) if clock.day is None else None
            clock.day = titled.date() if titled else clock.day
        elif item := _row(log, element, clock):
            yield item


def _row(log: Log, element: Element, clock: Clock) -> Parsed | None:
    moment = _moment(element, clock)
    nick = element.first(".nick", "th")
    if nick is not None:
        cells = [cell for cell in element.all(".text", "td") if "time" not in cell.classes]
        text = cells[0].text().replace("\u00a0", " ") if cells else ""
        speaker = nick.text().removeprefix("<").removesuffix(">").strip().lstrip("@+%&~").strip() or UNKNOWN
        return Message(log.conversation, speaker, text, moment, log.path, element.line)
    told = element if element.name == "p" else element.first("td")
    text = told.text(without=("time",)).replace("\u00a0", " ") if told else ""
    # The oldest styles have no classes.
    acts = told is not None and ("action" in told.classes or told.classes.isdisjoint(_KINDS))
    if acts and (match := re.match(r"\* ?([^\s*]+) ?(.*)", text, re.DOTALL)):
        return Message(log.conversation, match[1], match[2], moment, log.path, element.line, kind="action")
    return Notice(text, element.line, timestamp=moment) if text else None


def _moment(element: Element, clock: Clock) -> datetime | None:
    """The time of a row: whole in its id, or only the time of day there or in a cell."""
    match = _ID.match(element.get("id"))
    if match and "T" in match[1]:
        return read_timestamp(match[1])
    shown = element.first(".time")
    text = match[1] if match else shown.text() if shown else ""
    return clock.at(None, text) if text else None
