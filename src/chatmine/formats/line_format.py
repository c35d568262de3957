"""Formats that a regular expression can describe: one line begins a message, the lines after it may continue it.

Such a format is data. A `Dialect` holds the patterns of one exporter or client, a `LineFormat` the dialects that share
a name. The dialect that explains most of a log's first lines reads the whole log.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.timestamps import Clock, date_in_name, day_first, read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

Pattern = re.Pattern[str]
_LOOKED_AT = 400  # lines of a log that decide its dialect


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
    paragraph was pasted. A shape that other kinds of text share has a `weight` under 1: its bid is lower.
    """

    name: str
    message: Pattern
    action: Pattern | None = None
    notice: Pattern | None = None
    day: Pattern | None = None
    events: Pattern | None = None
    continues: bool = True
    preamble: bool = False
    rolls: bool = False
    apart: bool = False
    weight: float = 1.0

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
    clean: Callable[[str], str] | None = None
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
        yield from _Reader(log, dialect, clock, self.clean, self.finish, conversation).read()

    def _cleaned(self, lines: Iterable[str]) -> list[str]:
        return [self.clean(line) for line in lines] if self.clean else list(lines)

    def _choose(self, log: Log) -> Dialect:
        first = (line for _, line in log.lines() if line.strip())
        lines = self._cleaned(islice(first, _LOOKED_AT))
        return max(self.dialects, key=lambda dialect: dialect.share(lines)) if lines else self.dialects[0]

    def _clock(self, log: Log, dialect: Dialect) -> Clock:
        if not dialect.dated:
            return Clock(day=date_in_name(log.path), rolls=dialect.rolls or dialect.day is None)
        return Clock(decide_day_order(log, self._dates(log, dialect)), date_in_name(log.path), dialect.rolls)

    def _dates(self, log: Log, dialect: Dialect) -> Iterator[str]:
        for _, line in log.lines():
            match = dialect.message.match(self.clean(line) if self.clean else line)
            if match and match["date"]:
                yield match["date"]


def decide_day_order(log: Log, dates: Iterable[str]) -> bool:
    """Whether the day comes first in this log: as the user says, else as its dates tell; remarks when they do not."""
    if log.dayfirst is not None:
        return log.dayfirst
    order = day_first(dates)
    if order is None:
        log.remark("day or month first cannot be told from its dates: read as day first (--monthfirst turns it)")
        return True
    return order


@dataclass
class _Reader:
    """The one pass over the lines: a message or notice is held back until the line after its last."""

    log: Log
    dialect: Dialect
    clock: Clock
    clean: Callable[[str], str] | None
    finish: Callable[[Message], Parsed]
    conversation: str
    held: Message | Notice | None = None

    def read(self) -> Iterator[Parsed]:
        rest: list[str] = []
        for number, raw in self.log.lines():
            line = self.clean(raw) if self.clean else raw
            within = self.dialect.apart and self.held and not (rest and not rest[-1].strip())
            item = None if within else self._begin(number, line)
            if item is None and (not line.strip() or (self.held and self.dialect.continues)):
                rest.append(line)
                continue
            yield from self._release(rest)
            self.held, rest = item, []
            if item is None:
                yield Rejected(f"not a line of {self.dialect.name}", number)
        yield from self._release(rest)

    def _begin(self, number: int, line: str) -> Message | Notice | None:
        """The message or notice that begins on this line, if one does."""
        dialect = self.dialect
        if match := dialect.message.match(line):
            return self._message(number, match, "text")
        if dialect.day and (match := dialect.day.match(line)):
            self.clock.turn(match["date"])
            return Notice(line.strip(), number)
        if dialect.action and (match := dialect.action.match(line)):
            return self._action(number, line, match)
        if dialect.notice and (match := dialect.notice.match(line)):
            return Notice(line.strip(), number, timestamp=self._moment(match.groupdict()))
        if dialect.preamble and self.held is None and line.strip():
            return Notice(line.strip(), number)
        return None

    def _action(self, number: int, line: str, match: re.Match[str]) -> Message | Notice:
        if self.dialect.events and self.dialect.events.search(match["text"]):
            return Notice(line.strip(), number, timestamp=self._moment(match.groupdict()))
        return self._message(number, match, "action")

    def _message(self, number: int, match: re.Match[str], kind: str) -> Message:
        groups = match.groupdict()
        return Message(
            groups.get("conversation") or self.conversation,
            (groups.get("speaker") or "").strip() or UNKNOWN,
            groups.get("text") or "",
            self._moment(groups),
            self.log.path,
            number,
            kind="media" if groups.get("media") else kind,
            addressee=(groups.get("addressee") or "").strip(),
        )

    def _moment(self, groups: dict[str, str | None]) -> datetime | None:
        if moment := groups.get("moment"):
            return read_timestamp(moment)
        if not groups.get("date") and not groups.get("time"):
            return None
        return self.clock.at(groups.get("date"), groups.get("time"))

    def _release(self, rest: list[str]) -> Iterator[Parsed]:
        """The held item with the lines that continue it; blank lines at its end belong to nobody."""
        if self.held is None:
            return
        while rest and not rest[-1].strip():
            rest.pop()
        whole = replace(self.held, text="\n".join((self.held.text, *rest)), lines=1 + len(rest)) if rest else self.held
        yield self.finish(whole) if isinstance(whole, Message) else whole
