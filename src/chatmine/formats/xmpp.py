r"""XMPP (Jabber) logs in text: Psi's history, profanity's chat logs, and rooms as servers log them.

Psi writes `|ISO|TYPE|from or to|FLAGS|TEXT` to `user_at_server.history`, its line breaks as `\n`. Profanity writes
`HH:MM:SS - NAME: TEXT` to a file for each day. Prosody and ejabberd write rooms much as IRC clients do; what they say
in their own way (`*nick acts`, `nick joins the room`) tells them apart.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.jids import person
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_OWNER = "Me"
_PSI = re.compile(
    r"\|(?P<moment>\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^|]{0,12})\|(?P<type>\d)\|(?P<way>from|to)\|(?P<flags>[^|]{0,8})\|"
    r"(?P<text>.*)"
)
_PSI_TOLD = frozenset("236789")  # requests, grants and refusals to see somebody's presence
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "p": "|", "\\": "\\", "r": ""}

_TIME = r"(?P<time>\d\d:\d\d:\d\d)"
_PROFANITY = Dialect(
    "profanity",
    message=re.compile(rf"{_TIME} - (?!\*)(?P<speaker>[^\s:][^:\n]{{0,80}}?): (?P<text>.*)"),
    action=re.compile(rf"{_TIME} - \*(?P<speaker>\S+) (?P<text>.*)"),
    notice=re.compile(rf"{_TIME} - (?:[!*-]|.* (?:has )?(?:joined|left|set|changed)\b).*"),
)
_COMES = r"(?:joins|leaves|joined|left|enters|entered) the (?:room|chat ?room|chat)\b"
_ROOM_TOLD = (
    rf"\S[^:<>]{{0,60}} (?:\({{0,1}}(?:nick change|joined|left|kicked|banned|topic change)\)?$|{_COMES}"
    r"|is now known as \S|has (?:set|changed) the (?:subject|topic)\b|has been (?:kicked|banned)\b)"
)
_ROOM = Dialect(
    "room of a server",
    message=re.compile(rf"\[{_TIME}\] <(?P<speaker>[^<>\n]{{1,80}})>(?: (?P<text>.*)|$)"),
    action=re.compile(rf"\[{_TIME}\] \* ?(?P<speaker>[^\s*]\S*) (?P<text>.*)"),
    notice=re.compile(rf"\[{_TIME}\] (?![<*])\S.*"),
)
_ROOM_SIGN = re.compile(rf"\[\d\d:\d\d:\d\d\] (?:\*[^\s*]\S* |(?![*<]){_ROOM_TOLD})")


class Xmpp:
    """Conversations and rooms of XMPP."""

    name = "xmpp"
    about = "XMPP (Jabber) logs of Psi, profanity and servers' rooms"

    def sniff(self, head: Head) -> float:
        """Sure of Psi's bars; of a room only by what no IRC client writes."""
        lines = head.lines[:400]
        if not lines:
            return 0.0
        if sum(_PSI.match(line) is not None for line in lines) * 2 > len(lines):
            return 0.96
        if _PROFANITY.share(lines) >= 0.4 and _PROFANITY.explains(lines[0]):
            return 0.86
        signed = any(map(_ROOM_SIGN.match, lines))
        return 0.93 if signed and _ROOM.share(lines) >= 0.5 else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log in the layout of its first line that any of them explains."""
        for _, line in log.lines():
            if _PSI.match(line):
                return _psi(log)
            if _PROFANITY.explains(line) or _ROOM.explains(line):
                break
        return LineFormat(self.name, (_PROFANITY, _ROOM), finish=finish).parse(log)


def finish(message: Message) -> Parsed:
    """The message with its speaker's own part of the address."""
    return replace(message, speaker=person(message.speaker))


def _psi(log: Log) -> Iterator[Parsed]:
    contact = _contact(log.path)
    for number, line in log.lines():
        if match := _PSI.match(line):
            yield _entry(log, number, match, contact)
        elif line.strip():
            yield Rejected("not a line of Psi's history", number)


def _contact(path: str) -> str:
    r"""The address that the file's name stands for: Psi writes `_at_` for `@` and `%2d` for other signs.

    >>> _contact("history/marta%5flee_at_example.org.history")
    'marta_lee@example.org'
    """
    name = PurePath(path.replace("\\", "/").split("!")[-1]).name.removesuffix(".history")
    address = re.sub("%([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), name.replace("_at_", "@", 1), flags=re.I)
    return address if "@" in address else ""


def _entry(log: Log, number: int, match: re.Match[str], contact: str) -> Parsed:
    moment = read_timestamp(match["moment"].strip())
    text = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[0]), match["text"])
    if match["type"] in _PSI_TOLD:
        return Notice(text, number, timestamp=moment)
    other = contact or f"{UNKNOWN} {log.conversation}"
    speaker, addressee = (other, _OWNER) if match["way"] == "from" else (_OWNER, other)
    return Message(contact or log.conversation, speaker, text, moment, log.path, number, addressee=addressee)


FORMAT = Xmpp()
