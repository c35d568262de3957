"""Pidgin's (libpurple's) logs in text: a heading, then `(HH:MM:SS) NAME: TEXT`.

A file is named after its start, `2024-03-04.215810-0500EST.txt`, and its heading says `Conversation with BUDDY at DATE
on ACCOUNT (protocol)` in the language of the program. Names are aliases; a time may have its date before it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.jids import person
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.formats.long_names import whole_name
from chatmine.records import Message

_PROTOCOLS = (
    "aim|bonjour|facebook|gg|gadu-gadu|google-talk|gtalk|icq|irc|jabber|mxit|meanwhile|msn|myspace"
    "|novell|oscar|qq|sametime|silc|simple|skype|slack|steam|telegram|whatsapp|xmpp|yahoo|yahoojp|zephyr"
    r"|discord|hangouts|signal|prpl-[\w-]+"
)
_HEADING = re.compile(rf"(?P<with>\S.*) \((?:{_PROTOCOLS})\)\s*$", re.IGNORECASE)
_ENGLISH = re.compile(
    r"Conversation with (?P<buddy>.+?) at (?P<date>.{4,40}?)(?:,? \d{1,2}[:.]\d\d[:.]\d\d.{0,30})? on \S"
    r".*\([\w-]+\)\s*$"
)
_HALF = r"(?: ?[AaPp]\.?[Mm]\.?)?"
_STAMP = rf"\((?:(?P<date>\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}),? )?(?P<time>\d{{1,2}}:\d\d:\d\d{_HALF})\) ?"
# What libpurple tells in sentences that hold a colon.
_TOLD = (
    r"(?!.{1,80} (?:has set the topic to|changed the topic to|has changed the topic)\b|The topic for .* is:"
    r"|Unable to \w+|Error\b|Attention!|Offering to send |Starting transfer of |Transfer of file |File .* saved\b"
    r"|Mode \(|Users? in channel)"
)
_TEXT = Dialect(
    "libpurple",
    message=re.compile(
        rf"{_STAMP}(?!\*\*\*){_TOLD}(?P<speaker>\S.{{0,100}}?)(?: <[^<>\s]{{3,30}}>)? ?:(?: (?P<text>.*)|$)"
    ),
    action=re.compile(rf"{_STAMP}\*\*\*(?P<speaker>\S+) (?P<text>.*)"),
    notice=re.compile(rf"{_STAMP}.*"),
    day=_ENGLISH,
    preamble=True,
    rolls=True,
)


class PidginTxt:
    """A conversation or room logged by Pidgin, Finch or another client with libpurple."""

    name = "pidgin_txt"
    about = "logs of Pidgin and Finch in plain text"

    def sniff(self, head: Head) -> float:
        """Sure with the heading, likely where lines begin with a time in parentheses."""
        lines = head.lines[:400]
        if lines and _HEADING.match(lines[0]) and all(map(_TEXT.explains, lines[1:2])):
            return 0.95
        share = _TEXT.share(lines)
        return 0.82 if share >= 0.5 and _TEXT.explains(lines[0]) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once, in the day that the file's name, the heading or the time itself tells."""
        seen: dict[str, str] = {}
        yield from LineFormat(self.name, (_TEXT,), title=title, finish=partial(finish, seen=seen)).parse(log)


def finish(message: Message, seen: dict[str, str]) -> Parsed:
    """The message; `seen` collects who spoke, which tells where the name of an action ends."""
    if message.kind == "action":
        return whole_name(message, seen)
    speaker = person(message.speaker)
    seen.setdefault(speaker.casefold(), speaker)
    return replace(message, speaker=speaker)


def title(log: Log) -> str:
    """The buddy or room of the heading, else of the folder that the client made for it."""
    first = next((line for _, line in log.lines() if line.strip()), "")
    if match := _ENGLISH.match(first):
        return match["buddy"]
    folder = re.search(r"(?:^|(?<=[/\\!]))([^/\\!]+)[/\\]\d{4}-\d\d-\d\d\.\d{6}[^/\\]*$", log.path)
    return folder[1].removesuffix(".chat") if folder else log.conversation


FORMAT = PidginTxt()
