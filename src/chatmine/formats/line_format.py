"""Formats that a regular expression can describe: one line begins a message, the lines after it may continue it.

Such a format is data. A `Dialect` holds the patterns of one exporter or client, a `LineFormat` the dialects that share
a name. The dialect that explains most of a log's first lines reads the whole log.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from chatmine.formats.day_order import decide_day_order
from chatmine.formats.format import Clean, Head, Log, Parsed
from chatmine.formats.patterns import Late
from chatmine.formats.timestamps import Clock, date_in_name, read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected, message

Pattern = re.Pattern[str]
_LOOKED_AT = 400  # lines of a log that decide its dialect
_FIELDS = ("date", "time", "moment", "speaker", "text", "media", "addressee", "conversation")

# `3/4/2024, 9:58 PM`: numbers without a zero before them and the half of the day in capitals, as in the United States.
AMERICAN = r"(?:[1-9]/\d{1,2}|1\d/[1-9])/\d{2,4},? \d{1,2}:\d\d(?::\d\d)?[ \u202f][AP]M\b"


@dataclass(frozen=True)
class Dialect:
    """The patterns of one way to write lines; each is matched at the line's start.

    The named groups `date`, `time`, `speaker`, `text`, `addressee` and `conversation` are taken where a pattern has
    them; `moment` is a date and time with a zone in one, and a group `media` that takes part makes the message one of
    that kind. `action` is a message told in the third person (`/me`), `notice` what the log says itself, `day` a rule
    that dates the lines after it. `events` are the texts which make a notice of what looks like an action. Where
    `continues` is true a line that no pattern matches belongs to the message before it; else it is rejected. With
    `preamble`, lines before the first message are the log's own heading and no fault. Where `rolls` is true a time that
    falls back begins the next day although the log has day rules or writes some dates. Where `apart` is true only a
    line that follows an empty one begins anything: the exporter ends each message with one, and a header inside a
    paragraph was pasted. A shape that other kinds of text share has a `weight` under 1: its bid is lower. Lines of the
    shape `american` say that the month comes first where the dates of the log leave it open.
    """

    name: str
    message: Pattern
    action: Pattern | Late | None = None
    notice: Pattern | Late | None = None
    day: Pattern | Late | None = None
    events: Pattern | Late | None = None
    continues: bool = True
    preamble: bool = False
    rolls: bool = False
    apart: bool = False
    weight: float = 1.0
    american: Pattern | None = None

    @property
    def dated(self) -> bool:
        """Whether each line carries its own date."""
        return "date" in self.message.groupindex

    def explains(self, line: str) -> bool:
        """Whether this dialect has a pattern for the line."""
        patterns = (self.message, self.action, self.notice, self.day)
        return any(pattern is not None and pattern.match(line) for pattern in patterns)

    def share(self, lines: list[str]) -> float:
        """The weighted share of lines that this dialect explains, 0 where none of them is a message."""
        if not any(self.message.match(line) for line in lines):
            return 0.0
        return self.weight * sum(map(self.explains, lines)) / len(lines)


def keep(message: Message) -> Parsed:
    """The `finish` of formats whose text needs no second look."""
    return message


@dataclass(frozen=True)
class LineFormat:
    """A line-based chat format: `name`, its `dialects`, the share of lines that makes it sure, and the last touch.

    `clean` is applied to each line before it is matched (colour codes); `finish` to each whole message: it may turn it
    into a notice or set its kind. `sure` is what a log that is explained to the last line bids. `title` names the
    conversation where the log itself or its file name knows better than its path.
    """

    name: str
    dialects: tuple[Dialect, ...]
    about: str = ""
    threshold: float = 0.3
    sure: float = 0.9
    clean: Clean | None = None
    finish: Callable[[Message], Parsed] = keep
    title: Callable[[Log], str] | None = None

    def sniff(self, head: Head) -> float:
        """The bid grows from 0.5 at the threshold to `sure` where every line is explained."""
        lines = self._cleaned(head.lines[:_LOOKED_AT])
        share = max((dialect.share(lines) for dialect in self.dialects), default=0.0) if lines else 0.0
        if share < self.threshold:
            return 0.0
        return 0.5 + (self.sure - 0.5) * (share - self.threshold) / (1 - self.threshold)

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log line by line in the dialect that fits it best."""
        dialect = self._choose(log)
        clock = self._clock(log, dialect)
        conversation = self.title(log) if self.title else log.conversation
        return _Reader(log, dialect, clock, self.clean, self.finish, conversation).read()

    def _cleaned(self, lines: Iterable[str]) -> list[str]:
        return [self.clean(line) for line in lines] if self.clean else list(lines)

    def _choose(self, log: Log) -> Dialect:
        first = (line for _, line in log.lines() if line.strip())
        lines = self._cleaned(islice(first, _LOOKED_AT))
        return max(self.dialects, key=lambda dialect: dialect.share(lines)) if lines else self.dialects[0]

    def _clock(self, log: Log, dialect: Dialect) -> Clock:
        if not dialect.dated:
            return Clock(day=date_in_name(log.path), rolls=dialect.rolls or dialect.day is None)
        order = decide_day_order(log, self._dates(log, dialect), self._american(log, dialect))
        return Clock(order, date_in_name(log.path), dialect.rolls)

    def _american(self, log: Log, dialect: Dialect) -> bool:
        shape = dialect.american
        return shape is not None and any(shape.match(line) for _, line in islice(log.lines(), _LOOKED_AT))

    def _dates(self, log: Log, dialect: Dialect) -> Iterator[str]:
        for _, line in log.lines(self.clean):
            match = dialect.message.match(line)
            if match and match["date"]:
                yield match["date"]


@dataclass
class _Reader:
    """The one pass over the lines: a message or notice is held back until the line after its last."""

    log: Log
    dialect: Dialect
    clock: Clock
    clean: Clean | None
    finish: Callable[[Message], Parsed]
    conversation: str
    held: Message | Notice | None = None

    def __post_init__(self) -> None:
        self.path = self.log.path

    def read(self) -> Iterator[Parsed]:
        finish, touched = self.finish, self.finish is not keep
        continues, apart = self.dialect.continues, self.dialect.apart
        starts, take, make = self.dialect.message.match, _taker(self.dialect.message), self._message
        rest: list[str] = []
        for number, line in self.log.lines(self.clean):
            match = None if apart else starts(line)
            item = make(number, take((*match.groups(), None))) if match else self._begin(number, line, rest)
            held = self.held
            if item is None and (not line.strip() or (held and continues)):
                rest.append(line)
                continue
            if held:
                whole = _whole(held, rest) if rest else held
                yield finish(whole) if touched and isinstance(whole, Message) else whole
            if rest:
                rest = []
            self.held = item
            if item is None:
                yield Rejected(f"not a line of {self.dialect.name}", number)
        if self.held:
            whole = _whole(self.held, rest)
            yield finish(whole) if isinstance(whole, Message) else whole

    def _begin(self, number: int, line: str, rest: list[str]) -> Message | Notice | None:
        """The message or notice that begins on this line, if one does; `rest` goes on with the one before."""
        dialect = self.dialect
        if dialect.apart:
            if self.held and not (rest and not rest[-1].strip()):
                return None
            if match := dialect.message.match(line):
                return self._message(number, _fields(match))
        return self._told(number, line)

    def _told(self, number: int, line: str) -> Message | Notice | None:
        """What is no message that somebody wrote: a day, an action, a notice."""
        dialect = self.dialect
        if dialect.day and (match := dialect.day.match(line)):
            self.clock.turn(match["date"])
            return Notice(line.strip(), number)
        if dialect.action and (match := dialect.action.match(line)):
            return self._action(number, line, match)
        if dialect.notice and (match := dialect.notice.match(line)):
            return self._notice(number, line, match)
        if dialect.preamble and self.held is None and line.strip():
            return Notice(line.strip(), number)
        return None

    def _action(self, number: int, line: str, match: re.Match[str]) -> Message | Notice:
        if self.dialect.events and self.dialect.events.search(match["text"]):
            return self._notice(number, line, match)
        return self._message(number, _fields(match), "action")

    def _notice(self, number: int, line: str, match: re.Match[str]) -> Notice:
        date, time, moment, *_ = _fields(match)
        return Notice(line.strip(), number, timestamp=self._moment(date, time, moment))

    def _message(self, number: int, fields: tuple[str | None, ...], kind: str = "text") -> Message:
        date, time, moment, speaker, text, media, addressee, conversation = fields
        return message(
            conversation or self.conversation,
            (speaker and speaker.strip()) or UNKNOWN,
            text or "",
            self.clock.at(date, time) if time and not moment else self._moment(date, time, moment),
            self.path,
            number,
            "media" if media else kind,
            addressee.strip() if addressee else "",
        )

    def _moment(self, date: str | None, time: str | None, moment: str | None) -> datetime | None:
        if moment:
            return read_timestamp(moment)
        return self.clock.at(date, time) if date or time else None


def _whole(held: Message | Notice, rest: list[str]) -> Message | Notice:
    """The held item with the lines that continue it; blank lines at its end belong to nobody."""
    while rest and not rest[-1].strip():
        rest.pop()
    text, lines = "\n".join((held.text, *rest)), 1 + len(rest)
    if isinstance(held, Notice):
        return replace(held, text=text, lines=lines)
    place = held.timestamp, held.path, held.line
    return message(held.conversation, held.speaker, text, *place, held.kind, held.addressee, lines)


def _fields(match: re.Match[str]) -> tuple[str | None, ...]:
    return _taker(match.re)((*match.groups(), None))


@lru_cache(maxsize=512)
def _taker(pattern: Pattern) -> Callable[[tuple[str | None, ...]], tuple[str | None, ...]]:
    """Takes what `_FIELDS` names from a match's groups with a None behind them, which is what absent ones give."""
    return itemgetter(*(pattern.groupindex.get(name, 0) - 1 for name in _FIELDS))
