"""The chat of a Zoom meeting, as the desktop client saves it and as the cloud gives it with a recording.

The client writes `HH:MM:SS From NAME to NAME : TEXT` on one line, since 2022 the text on the lines below, set off by a
tab. The cloud writes `HH:MM:SS TAB NAME: TAB TEXT`, and its times count from the start of the recording. The date
stands in the name of the folder (`2022-04-21 10.11.23 Budget`) or of the recording (`GMT20220421-101123_Recording`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.records import Message, Notice

# The client writes the words before the sender and the addressee in its own language; Chinese has one only.
_WORDS = {
    "From": "[Tt]o",
    "Von": "an",
    "De": "a|à|para|pour",
    "Da": "a",
    "Van": "aan",
    "Från|Fra": "till?",
    "Od": "do|Do|Kome|pro",
    "Kimden": "Kime",
    "От": "[Кк]ому|для|до",
    "Від": "[Кк]ому|для|до",
    "从|從|自": "到|至",
    "開始|から": "終了|宛先|に",
    "발신자|보낸 사람": "수신자|받는 사람",
    "Từ": "đến",
    "Dari": "ke|kepada",
    r"(?=\S[^:\n]{0,100} [對对] )": "[對对]",
}


def _client(before: str, between: str) -> Dialect:
    """One language of the client."""
    sender = rf"(?:{before})[\t ]+" if before.isalpha() or "|" in before else before
    return Dialect(
        f"saved by the client: {before}",
        message=re.compile(
            rf"(?:(?P<date>\d{{4}}-\d\d-\d\d) )?(?P<time>\d\d:\d\d:\d\d)[\t ]+{sender}(?P<speaker>\S.{{0,100}}?)"
            rf"(?:\s{{1,20}}(?:{between})\s{{1,20}}(?P<addressee>\S.{{0,100}}?)\s?(?:[(（][^()（）]{{4,30}}[)）])?)?\s{{0,20}}:(?:\s+(?P<text>.*)|$)"
        ),
        preamble=True,
        rolls=True,
    )


_SAVED = tuple(_client(before, between) for before, between in _WORDS.items())
_RECORDED = Dialect(
    "with a recording in the cloud",
    message=re.compile(r"(?P<time>\d\d:\d\d:\d\d)\t(?!From\s)(?P<speaker>[^\t]{1,100}?)\s?:(?:\s(?P<text>.*)|$)"),
    preamble=True,
)
_START = re.compile(
    r"(?P<zone>GMT)?(?P<day>20\d\d-?[01]\d-?[0-3]\d)[-_ T](?P<time>[0-2]\d[.:_-]?[0-5]\d[.:_-]?[0-5]\d)(?!\d)"
)

_EVERYONE = re.compile(
    r"everyone|all|alle|todos|tous|tout le monde|tutti|все[мх]?|所有人|全員|皆様|모두(?:에게)?", re.IGNORECASE
)
_SET_OFF = re.compile(r"^(?:\t| {1,2}(?! ))", re.MULTILINE)
_REACTION = re.compile(
    r"(?:Reacted to [\"“].*[\"”] with \S+|Removed an? \S+ reaction from [\"“].*[\"”]"
    r"|(?:add|remove) (?![\w\s])\S{1,12})",
    re.DOTALL,
)
_QUOTE = re.compile(r"Repl(?:ying|ied) to [\"“].{0,300}?[\"”](?:\s+|$)", re.DOTALL)


class ZoomTxt:
    """`meeting_saved_chat.txt`, `meeting_saved_new_chat.txt`, `chat.txt` and the chat of a cloud recording."""

    name = "zoom_txt"
    about = "the chat of Zoom meetings, saved by the client or with a cloud recording"

    def sniff(self, head: Head) -> float:
        """Sure where a fifth of the lines are the client's, less where they are the cloud's."""
        lines = head.lines[:400]
        bids = [0.95] * len(_SAVED) + [0.85]
        for dialect, bid in zip((*_SAVED, _RECORDED), bids, strict=True):
            if any(map(dialect.explains, lines[:3])) and dialect.share(lines) >= 0.03:
                return bid
        return 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log in the layout that fits it; reactions are notices, quotes of a reply are left out."""
        recorded = _is_recorded(log)
        start = _start(log.path)
        for item in LineFormat(self.name, (_RECORDED,) if recorded else _SAVED, finish=finish).parse(log):
            yield _since(item, start) if recorded and isinstance(item, Message) else item
        if recorded and start is None:
            log.remark("its times count from the start of the recording, which no name tells: left out")


def _is_recorded(log: Log) -> bool:
    """Whether the first line that the cloud could have written is none of the client's."""
    for _, line in log.lines():
        if any(dialect.explains(line) for dialect in _SAVED):
            return False
        if _RECORDED.explains(line):
            return True
    return False


def finish(message: Message) -> Parsed:
    """The speaker's own words, without the tab that sets them off and without the quote of a reply."""
    below = message.text.startswith("\n")
    text = (_SET_OFF.sub("", message.text) if below else message.text).strip()
    if _REACTION.fullmatch(text):
        return Notice(f"{message.speaker}: {text}", message.line, message.lines, message.timestamp)
    addressee = "" if _EVERYONE.fullmatch(message.addressee) else message.addressee
    return replace(message, text=_QUOTE.sub("", text, count=1) if _QUOTE.match(text) else text, addressee=addressee)


def _start(path: str) -> datetime | None:
    """When the recording began, as far as the names of the file and its folder tell: UTC with `GMT` before it."""
    match = next(reversed(list(_START.finditer(path))), None)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match["day"] + match["time"])
    try:
        moment = datetime.strptime(digits, "%Y%m%d%H%M%S")  # noqa: DTZ007
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if match["zone"] else moment


def _since(message: Message, start: datetime | None) -> Message:
    """The message at its time from the start of the recording."""
    if start is None or message.timestamp is None:
        return replace(message, timestamp=None)
    elapsed = message.timestamp - datetime.combine(start.date(), datetime.min.time())
    return replace(message, timestamp=start + elapsed)


FORMAT = ZoomTxt()
