"""WhatsApp's "Export chat": a text file, one message a line and its further lines below.

The header follows the phone's language and region, so its shape is data here: in brackets (iOS) or before a dash
(Android), the date or the time first, the year in two or four digits or first. A file has one shape for all its
messages, and a line in any other shape is what somebody pasted.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.formats.patterns import Late

_MARKS = r"[\u200e\u200f\u202a-\u202e\ufeff]*"
_BETWEEN = r"\u200f?[./\-年月년월] ?\u200f?"  # Arabic exports put U+200F beside the slashes
_DATES = {
    "year last": rf"\d{{1,2}}{_BETWEEN}\d{{1,2}}{_BETWEEN}\d{{4}}\.?(?: BE|)",
    "short year": rf"\d{{1,2}}{_BETWEEN}\d{{1,2}}{_BETWEEN}(?:\d\d|[RHS]\d{{1,2}})(?!\d)\.?",
    "year first": rf"\d{{4}}{_BETWEEN}\d{{1,2}}{_BETWEEN}\d{{1,2}}(?!\d)[.日일]?",
}
# What may be absent ends in `|)`, not in `)?`, and is asked for its first character: that saves a third of the time.
_HALF = r"(?i:[ap]\.?\s?m\b\.?|[^\x00-\x7f\s][^\d:\-–\]]{0,9}?|(?:[SP]A|CH|PT?G|[MP]D|[vn]m|d[eu])\b\.?)"
_TIME = rf"(?:[^\W\d_]{{1,4}}\.?\s?|)\d{{1,2}}[:.]\d\d(?:[:.]\d\d|)(?:\s?(?![\x00-@\[-`{{-\x7f]){_HALF}|)"
_NEXT = r"[,،.]?\s?(?:klo\s|kl\.\s|à\s|às\s|um\s|at\s|o\s|)"
_ORDERS = {
    "date first": rf"(?P<date>{{date}}){_NEXT}(?P<time>{_TIME})",
    "time first": rf"(?P<time>{_TIME})[,،]?\s(?P<date>{{date}})",
}
_FRAMES = {
    "bracket": rf"(?P<media>\u200e)?{_MARKS}\[{_MARKS}{{moment}}{_MARKS}\s?\]\s?",
    "dash": rf"{_MARKS}{{moment}}(?:\s[-–]|:)\s",
}
# Not a person: IRC nicks, actions and the levels of a program's log, which stand in the same place.
_WHO = r"(?![\s<*\[]|(?:INFO|DEBUG|WARN(?:ING)?|ERROR|FATAL|CRITICAL|TRACE|NOTICE)\b)"
_SPEAKER = rf"{_WHO}(?P<speaker>[^:]{{1,120}}+(?::(?![ \u200e]|\.?$)[^:]{{0,60}}+)*+)"
_SIGNAL = re.compile(r"\[\d{4}-\d\d-\d\d(?:, \d\d:\d\d| \d\d:\d\d:\d\d)\] ")
_ELEMENT = re.compile(r"\d{1,2}/\d{1,2}/\d{4}, \d{1,2}:\d\d:\d\d(?: [AP]M)? - ")
_TITLE = re.compile(
    r"(?:WhatsApp[ -]Chat|Chat (?:de |do )?WhatsApp|Conversa do WhatsApp|Discussion WhatsApp|Чат WhatsApp)"
    r"(?: - | (?:with|mit|con|com|avec|met|с|z) )(?P<name>[^/\\!]+?)(?: \(\d+\))?(?:\.(?:txt|zip)|[/\\!]|$)",
    re.IGNORECASE,
)


def _dialect(frame: str, order: str, date: str) -> Dialect:
    moment = _ORDERS[order].replace("{date}", _DATES[date])
    header = _FRAMES[frame].replace("{moment}", moment)
    return Dialect(
        f"{frame}, {order}, {date}",
        message=re.compile(rf"{header}{_SPEAKER}:(?: (?P<text>.*)|$)"),
        action=Late(rf"{header}{_SPEAKER}:(?P<text>)\.$"),  # `NAME:.` is all that stays of what destroyed itself
        notice=Late(rf"{header}{_WHO}\S"),
    )


def title(log: Log) -> str:
    """The name of the chat as the phone put it into the file's name, else the log's own."""
    match = _TITLE.search(log.path)
    return match["name"].strip() if match else log.conversation


_LINES = LineFormat(
    "whatsapp",
    tuple(_dialect(frame, order, date) for frame in _FRAMES for order in _ORDERS for date in _DATES),
    title=title,
)


class WhatsApp:
    """The export of WhatsApp and WhatsApp Business on iOS, Android and the web, in any language."""

    name = "whatsapp"
    about = "WhatsApp chats exported on iOS and Android (_chat.txt, WhatsApp Chat with NAME.txt), in any language"

    def sniff(self, head: Head) -> float:
        """High where a tenth of the lines have one header shape; lower for the shapes that others write too."""
        lines = head.lines[:400]
        dialect = max(_LINES.dialects, key=lambda dialect: dialect.share(lines))
        share = dialect.share(lines)
        spoken = sum(dialect.message.match(line) is not None for line in lines)
        if share < 0.1 or spoken < 0.2 * share * len(lines):
            return 0.0
        bid = 0.75 + 0.2 * share
        return min(bid, _shared_shape(lines)) if "\u200e" not in head.text else bid

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log in its own header shape; a first pass learns the names that hold a colon."""
        from chatmine.formats.whatsapp_texts import finish

        first = list(islice((line for _, line in log.lines() if line.strip()), 400))
        shape = max(_LINES.dialects, key=lambda dialect: sum(map(dialect.explains, first)))
        names = _names_with_colon(log, shape)
        return replace(_LINES, dialects=(shape,), finish=partial(finish, names=names)).parse(log)


def _shared_shape(lines: list[str]) -> float:
    """The most to bid where signal-export or Element write the same header."""
    if any(_SIGNAL.match(line) for line in lines):
        return 0.6
    return 0.75 if any(_ELEMENT.match(line) for line in lines) else 1.0


def _names_with_colon(log: Log, shape: Dialect) -> dict[str, tuple[str, ...]]:
    """Names such as `Acme: Sales`, by what stands before their first colon.

    Only a second `: ` that follows each time, and three times at least, belongs to the name.
    """
    longer = Counter[tuple[str, str]]()
    for line in _after_headers(log, shape, 2):
        first, second, _ = line.split(": ", 2)
        longer[first, f"{first}: {second}"] += len(second) <= 60
    found = [pair for pair, count in longer.items() if count > 2]
    if not found:
        return {}
    seen = Counter(line.split(": ", 1)[0] for line in _after_headers(log, shape, 1))
    return {first: (name,) for first, name in found if longer[first, name] == seen[first]}


def _after_headers(log: Log, shape: Dialect, colons: int) -> Iterator[str]:
    """What follows the header on lines with so many `: ` in it."""
    for _, line in log.lines():
        if line.count(": ") >= colons:
            match = shape.message.match(line)
            if match and line.count(": ", match.start("speaker")) >= colons:
                yield line[match.start("speaker") :]


FORMAT = WhatsApp()
