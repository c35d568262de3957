"""KakaoTalk's exports to text, from Android, iOS and Windows, in Korean and English.

The phones write `DATE TIME, NAME : TEXT` (iOS in older releases without the date, below a rule for the day), Windows
`[NAME] [TIME] TEXT` below a rule in dashes. What KakaoTalk itself tells has no name: on the phones the sentence stands
behind the comma or a colon, on Windows it stands alone.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.kakaotalk_texts import EVENT, is_event, is_heading, kind_of, title_of
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.records import Message, Notice

_KOREAN = r"\d{4}년 ?\d{1,2}월 ?\d{1,2}일"
_DOTTED = r"\d{4}\. ?\d{1,2}\. ?\d{1,2}\."
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_ENGLISH = rf"(?:{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH},? \d{{4}})"
_DATE = rf"(?P<date>{_KOREAN}|{_DOTTED}|{_ENGLISH})"
_WEEKDAY = r"(?:[월화수목금토일]요일|\(?[월화수목금토일]\)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_HALF = r"(?:오[전후]|[AaPp]\.?[Mm]\b\.?)"
_TIME = rf"(?P<time>(?:{_HALF}\s?)?\d{{1,2}}:\d\d(?:\s?{_HALF})?)"
_SAYS = r"(?P<speaker>.{0,80}?) :(?: (?P<text>.*)|$)"
_RULE = re.compile(
    rf"(?:-{{5,}} ?)?(?:{_WEEKDAY},? )?{_DATE}(?: ?{_WEEKDAY})?(?:(?:,| at)?\s{_TIME})?(?: ?-{{5,}})?\s*$"
)
_LINE_OF_DASHES = r"-{5,}\s*$"


def _phone(name: str, stamp: str) -> Dialect:
    return Dialect(
        name,
        message=re.compile(rf"{stamp}, ?{_SAYS}"),
        notice=re.compile(rf"{stamp}(?:, ?|: )\S|{_LINE_OF_DASHES}"),
        day=_RULE,
        preamble=True,
    )


_PHONE = _phone("phone, with dates", rf"{_DATE}(?:,| at)?\s{_TIME}")
_PHONE_BY_DAY = _phone("phone, below rules for the day", _TIME)
_WINDOWS = Dialect(
    "Windows",
    message=re.compile(rf"\[(?P<speaker>[^\n]{{0,80}}?)\] \[(?:{_DATE} )?{_TIME}\](?: (?P<text>.*)|$)"),
    notice=re.compile(rf"{_LINE_OF_DASHES}|{EVENT}"),
    day=_RULE,
    preamble=True,
)
_DIALECTS = (_PHONE, _PHONE_BY_DAY, _WINDOWS)


class KakaoTalk:
    """A chat of KakaoTalk in plain text."""

    name = "kakaotalk"
    about = "KakaoTalk chats exported as text on Android, iOS or Windows"

    def sniff(self, head: Head) -> float:
        """Sure with the exporter's heading, high where rules and messages have the shape of one client."""
        lines = head.lines[:400]
        spoken = max((_share(dialect, lines) for dialect in _DIALECTS), default=0.0)
        if any(map(is_heading, lines[:3])) and spoken:
            return 0.96
        dated = spoken == _share(_PHONE, lines) or any(map(_RULE.match, lines))
        return 0.92 if dated and spoken >= 0.1 else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log in the shape of the client that fits it best."""
        lines = list(islice((line for _, line in log.lines() if line.strip()), 400))
        dialect = max(_DIALECTS, key=lambda dialect: _share(dialect, lines))
        yield from LineFormat(self.name, (dialect,), finish=finish, title=title).parse(log)


def _share(dialect: Dialect, lines: list[str]) -> float:
    return sum(dialect.message.match(line) is not None for line in lines) / len(lines) if lines else 0.0


def title(log: Log) -> str:
    """The chat's name in the heading, else the log's own."""
    first = next((line for _, line in log.lines() if line.strip()), "")
    return title_of(first) or log.conversation


def finish(message: Message) -> Parsed:
    """The kind of a message; what KakaoTalk tells in somebody's name becomes a notice."""
    if is_event(message.text) and message.text.startswith(message.speaker):
        return Notice(message.text, message.line, message.lines, message.timestamp)
    kind, text = kind_of(message.text)
    return message if kind == "text" else replace(message, text=text, kind=kind)


FORMAT = KakaoTalk()
