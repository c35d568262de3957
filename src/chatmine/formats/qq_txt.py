"""QQ's export of messages to text: `DATE TIME NICK(NUMBER)` or `NICK<MAIL>`, the text on the lines below.

A heading tells whose messages they are; the export of a whole account has such a heading before each chat.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.formats.wechat_texts import is_notice, kind_of
from chatmine.records import UNKNOWN, Message, Notice

_STAMP = r"(?P<date>\d{4}-\d{1,2}-\d{1,2}) (?P<time>(?:[上下]午 ?)?\d{1,2}:\d\d:\d\d(?: [AP]M)?)"
_ID = r"(?:\(\d{4,12}\)|<[^<>\s@]+@[^<>\s]+>|\([^()\s@]+@[^()\s]+\))"
_CHAT = re.compile(r"消息(?:对象|物件)[:：]\s?(?P<name>.*)")
_LINES = Dialect(
    "QQ",
    message=re.compile(rf"{_STAMP}(?: (?P<speaker>.{{0,100}}))?$"),
    notice=re.compile(r"={20,}$|消息(?:记录|分组|对象|物件)(?:[:：]|（|\().*"),
    preamble=True,
)
_HEADED = re.compile(r"消息记录|消息分组[:：]|消息对象[:：]")
_SPEAKER = re.compile(r"(?:【[^】]{1,20}】)?(?P<nick>.*?)(?P<id>[(<][^()<>]{4,80}[)>])?")
_SYSTEM = frozenset({"系统消息", "10000", "1000000"})


class QqTxt:
    """The messages of a chat, or of an account, in plain text."""

    name = "qq_txt"
    about = "QQ messages exported as text"

    def sniff(self, head: Head) -> float:
        """Sure with the heading, high where the headers name numbers or mail addresses."""
        lines = head.lines[:400]
        headers = [line for line in lines if _LINES.message.match(line)]
        if any(map(_HEADED.match, lines[:6])):
            return 0.96
        known = sum(re.search(rf"{_ID}$", line) is not None for line in headers)
        return 0.9 if headers and len(headers) * 8 >= len(lines) and known * 3 >= len(headers) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once; the heading before a chat names it."""
        conversation = ""
        for item in LineFormat(self.name, (_LINES,), finish=finish).parse(log):
            if isinstance(item, Notice) and (match := re.search(_CHAT, item.text)):
                conversation = match["name"].strip()
            yield replace(item, conversation=conversation) if conversation and isinstance(item, Message) else item


def finish(message: Message) -> Parsed:
    """The nick without its number, and the text below the header."""
    text = message.text.removeprefix("\n")
    match = _SPEAKER.fullmatch(message.speaker)
    nick, number = (match["nick"].strip(), (match["id"] or "")[1:-1]) if match else (message.speaker, "")
    if nick in _SYSTEM or number in _SYSTEM or is_notice(text):
        return Notice(text, message.line, message.lines, message.timestamp)
    kind, said = kind_of(text)
    return replace(message, speaker=nick or f"{UNKNOWN} {number}".strip(), text=said, kind=kind)


FORMAT = QqTxt()
