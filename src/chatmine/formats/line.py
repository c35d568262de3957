"""LINE's "Export chat history": a text file, a rule for each day, `TIME TAB NAME TAB TEXT` below it.

A body of several lines stands in quotes, its own quotes doubled; only outside of quotes does a line begin something.
The exporter ends records in CR LF and lines within a body in LF, but mail and editors level that, so the quotes decide:
a body that opens one is read up to the line that ends in one and makes them even. The desktop of some languages sets
blanks instead of tabs; there the names are learnt from the words that come back.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from chatmine.formats.day_order import decide_day_order
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_texts import kind_of, title_of
from chatmine.formats.timestamps import Clock
from chatmine.records import Message, Notice, Rejected

_LONGEST = 500  # lines of one quoted body
_LEARNT_FROM = 20_000  # lines that tell the names
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DATE = re.compile(
    r"(?:(?P<weekday>[^\d\s,./:]{1,15})\.?,? )?"
    r"(?P<date>\d{1,4}(?:[./-]|[年년] ?)\d{1,2}(?:[./-]|[月월] ?)\d{1,4})[.日일]?"
    r"(?: ?[(（]?[^\d\s()（）]{1,16}[)）]?)?\s*$"
)
_TIME = r"(?P<time>(?:(?:[上下]午|午[前後]|오[전후]) ?)?\d{1,2}:\d\d(?: ?[AaPp]\.?[Mm]\.?)?)"
_TABBED = re.compile(rf"{_TIME}\t(?:(?P<speaker>[^\t]*)\t(?P<text>.*)|(?P<event>[^\t]*))$")
_SPACED = re.compile(rf"{_TIME} (?P<words>\S.*)$")


class Line:
    """A chat of LINE on a phone or a desktop, in any language."""

    name = "line"
    about = "LINE chats, exported on a phone or a desktop"

    def sniff(self, head: Head) -> float:
        """Sure with LINE's heading; high where a rule for the day opens the log and records of its shape follow."""
        lines = head.lines[:400]
        days = [at for at, line in enumerate(lines) if _DATE.match(line)]
        tabbed = sum(_TABBED.match(line) is not None for line in lines)
        if head.start.startswith("[LINE]") or (lines and title_of(lines[0])):
            return 0.97 if days or tabbed else 0.0
        if not days or days[0] > 3:
            return 0.0
        if tabbed * 4 >= len(lines):
            return 0.92
        spaced = sum(_SPACED.match(line) is not None for line in lines)
        return 0.8 if spaced * 3 >= len(lines) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once: what stands before the first day is the heading."""
        names = _names(log)
        yield from _Reader(log, Clock(_day_order(log)), _title(log), names).read()


def _title(log: Log) -> str:
    first = next((line for _, line in log.lines() if line.strip()), "")
    return title_of(first) or log.conversation


def _day_order(log: Log) -> bool:
    """Whether the day comes first; the weekday beside a date tells, where it is written in English."""
    found = [match for _, line in log.lines() if (match := _DATE.match(line))]
    if log.dayfirst is None and found and not re.match(r"\d{4}", found[0]["date"]):
        fits = {order: all(_on_weekday(match, order) for match in found) for order in (True, False)}
        if fits[True] != fits[False]:
            return fits[True]
    return decide_day_order(log, (match["date"] for match in found))


def _on_weekday(match: re.Match[str], dayfirst: bool) -> bool:
    first, second, year = map(int, re.findall(r"\d+", match["date"]))
    day, month = (first, second) if dayfirst else (second, first)
    weekday = (match["weekday"] or "").casefold()[:3]
    try:
        return weekday == _WEEKDAYS[date(year, month, day).weekday()]
    except ValueError:
        return False


def _names(log: Log) -> list[str]:
    """The speakers of a log with blanks for tabs, the longest first; none where it has tabs.

    A name is the first word after the time, with the words that always follow it where it comes more than once.
    """
    starts = Counter[str]()
    for number, line in log.lines():
        if _TABBED.match(line):
            return []
        if number > _LEARNT_FROM:
            break
        if match := _SPACED.match(line):
            words = match["words"].split(" ")
            starts.update({" ".join(words[:count]) for count in range(1, min(len(words), 5))})
    names = {_longest(name, starts) for name in starts if " " not in name}
    return sorted(names, key=len, reverse=True)


def _longest(name: str, starts: Counter[str]) -> str:
    count = starts[name]
    if count < 3:
        return name
    longer = [other for other in starts if other.startswith(f"{name} ") and starts[other] == count]
    return max(longer, key=len, default=name)


@dataclass
class _Reader:
    """The one pass over the lines; what was begun is held back until the line after its last."""

    log: Log
    clock: Clock
    conversation: str
    names: list[str]
    held: Message | Notice | None = None
    rest: list[str] = field(default_factory=list)

    def read(self) -> Iterator[Parsed]:
        for number, text, count in _unquoted(self.log):
            item = self._begin(number, text, count)
            if item is None and (self.held or not text.strip()):
                self.rest.extend(text.split("\n"))
                continue
            yield from self._release()
            self.held = item
            if item is None:
                yield Rejected("not a line of LINE", number, count)
        yield from self._release()

    def _begin(self, number: int, text: str, count: int) -> Message | Notice | None:
        first, _, more = text.partition("\n")
        if match := _DATE.match(first):
            self.clock.turn(match["date"])
            return Notice(text.strip(), number, count)
        if match := _TABBED.match(first):
            written = match["text"] if not more else f"{match['text']}\n{more}"
            return self._record(number, count, match["time"], match["speaker"] or "", match["event"] or written or "")
        if self.names and (match := _SPACED.match(first)):
            speaker = next((name for name in self.names if f"{match['words']} ".startswith(f"{name} ")), "")
            return self._record(number, count, match["time"], speaker, match["words"][len(speaker) :].strip())
        heading = self.clock.day is None and self.held is None and text.strip()
        return Notice(text.strip(), number, count) if heading else None

    def _record(self, number: int, count: int, time: str, speaker: str, text: str) -> Message | Notice:
        moment = self.clock.at(None, time)
        text = _plain(text) if "\n" in text else text
        kind, said = kind_of(text, speaker)
        if not speaker.strip() or kind == "notice":
            return Notice(text, number, count, moment)
        return Message(self.conversation, speaker.strip(), said, moment, self.log.path, number, count, kind)

    def _release(self) -> Iterator[Parsed]:
        """The held item with the lines that continue it; blank lines at its end or before it belong to nobody."""
        while self.rest and not self.rest[-1].strip():
            self.rest.pop()
        if self.held is not None:
            yield _longer(self.held, self.rest)
        self.rest.clear()


def _longer(item: Message | Notice, rest: list[str]) -> Message | Notice:
    return replace(item, text="\n".join((item.text, *rest)), lines=item.lines + len(rest)) if rest else item


def _plain(quoted: str) -> str:
    """A quoted body without its quotes."""
    return quoted[1:-1].replace('""', '"') if quoted.startswith('"') and quoted.endswith('"') else quoted


def _unquoted(log: Log) -> Iterator[tuple[int, str, int]]:
    """The lines of the log, those of a quoted body in one: number, text, how many lines."""
    lines = log.lines()
    waiting: deque[tuple[int, str]] = deque()
    while True:
        item = waiting.popleft() if waiting else next(lines, None)
        if item is None:
            return
        number, text = item
        body = _body(text, lines, waiting) if _opens(text) else []
        yield number, "\n".join((text, *body)), 1 + len(body)


def _opens(text: str) -> bool:
    match = _TABBED.match(text) if '\t"' in text else None
    return match is not None and (match["text"] or "").startswith('"') and text.count('"') % 2 == 1


def _body(first: str, lines: Iterator[tuple[int, str]], waiting: deque[tuple[int, str]]) -> list[str]:
    """The further lines of a body up to the closing quote; none, and all of them waiting again, if it never closes."""
    odd = True
    taken: list[tuple[int, str]] = []
    while len(taken) < _LONGEST:
        item = waiting.popleft() if waiting else next(lines, None)
        if item is None:
            break
        taken.append(item)
        odd ^= item[1].count('"') % 2 == 1
        if not odd and item[1].endswith('"'):
            return [text for _, text in taken]
    waiting.extendleft(reversed(taken))
    return []


FORMAT = Line()
