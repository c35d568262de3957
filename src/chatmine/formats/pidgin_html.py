"""Pidgin's (libpurple's) logs in HTML: a record a line, and no tag of it need be closed.

Source: libpurple's HTML logger. A line is `(time) NAME: text` inside `<font>` tags, in later versions `<span>`; what
somebody said is coloured to the end of the name, what the program tells is not, or is red. Names are aliases. A heading
names buddy, date and account in the language of the program; the file is named after its start,
`2024-03-04.215810-0500EST.html`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_fragment import untagged
from chatmine.formats.timestamps import Clock, date_in_name, read_moment
from chatmine.records import Message, Notice, Rejected

_RECORD = re.compile(
    r"(?P<outer>(?:<p>|</p>)?\s*(?:<(?:font|span)\b[^<>]*>){1,2})"
    r"\((?P<stamp>[^()<>]{4,60})\)\s*</(?:font|span)>(?P<rest>.*)",
    re.DOTALL,
)
_WHO = re.compile(r"\s*<b>(?P<inner>.*?)</b>(?P<closed></(?:font|span)>)?\s?(?P<text>.*)", re.DOTALL)
_RED = re.compile(r"#f{2}0{4}\b", re.IGNORECASE)
_AUTOMATIC = re.compile(r" <[^<>\s]{3,30}>$")
_HEADING = re.compile(
    r"<(?:title|h[1-6])>(?P<text>[^<>]{3,500}\((?:prpl-)?[\w-]{2,20}\)[^<>]{0,80})</(?:title|h[1-6])>"
)
_ENGLISH = re.compile(r"Conversation with (?P<buddy>.+?) at (?P<date>.{6,60}?) on .+$")
_FOLDER = re.compile(r"(?:^|(?<=[/\\!]))([^/\\!]+)[/\\]\d{4}-\d\d-\d\d\.\d{6}[^/\\]*$")
_DATED = re.compile(r"(?P<date>\d{1,4}[-./]\d{1,2}[-./]\d{1,4}),? +(?P<time>\d.*)")
_FRAME = re.compile(r"(?:</?(?:html|head|body|p|!DOCTYPE html|meta|title|h[1-6])\b[^<>]*>\s*)+$", re.IGNORECASE)
_SYSTEM = re.compile(r"---- .{1,200} @ .{1,80} ----<br")


class PidginHtml:
    """A conversation or room logged by Pidgin or another client with libpurple, in HTML."""

    name = "pidgin_html"
    about = "logs of Pidgin, Gaim and Finch in HTML"

    def sniff(self, head: Head) -> float:
        """Sure where a heading stands before records, likely where records stand alone."""
        lines = head.lines[:200]
        records = sum(_RECORD.match(line) is not None or _SYSTEM.match(line) is not None for line in lines)
        headed = any(_HEADING.search(line) for line in lines[:8])
        if headed and (records or len(lines) <= 8):
            return 0.95
        return 0.9 if records * 2 >= max(1, len(lines)) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once; one that begins no record goes on with the one before."""
        yield from _Reader(log, *_headed(log)).read()


FORMAT = PidginHtml()


def _text(html: str) -> str:
    """The text of a piece of the log; what was typed keeps its spaces and line breaks."""
    return untagged(html).replace("\u00a0", " ")


def _headed(log: Log) -> tuple[str, Clock]:
    """The conversation, and a clock that is set to the day of the file."""
    buddy, day, dayfirst = "", date_in_name(log.path), True
    for number, line in log.lines():
        heading = _HEADING.search(line)
        if heading and (match := _ENGLISH.match(_text(heading["text"]))):
            buddy = match["buddy"]
            dayfirst = not re.search(r"[AaPp]\.?[Mm]", match["date"])
            day = day or _day(match["date"], dayfirst)
        if heading or number > 8:
            break
    folder = _FOLDER.search(log.path)
    conversation = buddy or (folder[1].removesuffix(".chat") if folder else log.conversation)
    return conversation, Clock(dayfirst if log.dayfirst is None else log.dayfirst, day, rolls=True)


def _day(text: str, dayfirst: bool) -> date | None:
    moment = read_moment(text, dayfirst)
    return moment.date() if moment else None


@dataclass
class _Reader:
    """The one pass over the lines: a record is held back until the line after its last."""

    log: Log
    conversation: str
    clock: Clock
    held: Message | Notice | None = None

    def read(self) -> Iterator[Parsed]:
        rest: list[str] = []
        for number, line in self.log.lines():
            item = self._begin(number, line)
            if item is None and (self.held or not line.strip()):
                rest.append(line)
                continue
            yield from self._release(rest)
            self.held, rest = item, []
            if item is None:
                yield Rejected("not a line of Pidgin", number)
        yield from self._release(rest)

    def _begin(self, number: int, line: str) -> Message | Notice | None:
        """The record that begins on this line, if one does."""
        if match := _RECORD.match(line):
            return self._record(number, match)
        if heading := _HEADING.search(line):
            return Notice(_text(heading["text"]), number)
        if _FRAME.match(line.strip()) or _SYSTEM.match(line):
            return Notice(_text(line) or line.strip(), number)
        return None

    def _record(self, number: int, match: re.Match[str]) -> Message | Notice:
        moment = self._moment(match["stamp"])
        who = _WHO.match(match["rest"])
        name = _text(who["inner"]) if who and who["closed"] and not _RED.search(match["outer"]) else ""
        acts = name.startswith("***")
        speaker = _AUTOMATIC.sub("", name.removeprefix("***") if acts else name.removesuffix(":").rstrip()).strip()
        if not who or not speaker or not (acts or name.endswith(":")):
            return Notice(_text(match["rest"]), number, timestamp=moment)
        # The text keeps its tags until its last line is known.
        kind = "action" if acts else "text"
        return Message(self.conversation, speaker, who["text"], moment, self.log.path, number, kind=kind)

    def _moment(self, stamp: str) -> datetime | None:
        dated = _DATED.match(stamp.strip())
        return self.clock.at(dated["date"], dated["time"]) if dated else self.clock.at(None, stamp)

    def _release(self, rest: list[str]) -> Iterator[Parsed]:
        """The held record with the lines that continue it; blank lines and the end of the page are nobody's."""
        if self.held is None:
            return
        while rest and not rest[-1].strip():
            rest.pop()
        held = self.held
        if isinstance(held, Message):
            yield replace(held, text=_text("\n".join((held.text, *rest))), lines=1 + len(rest))
        else:
            text = "\n".join(filter(None, (held.text, _text("\n".join(rest)))))
            yield replace(held, text=text, lines=1 + len(rest))
