"""Viber: what its desktop client puts on the clipboard, and the message history that its phones send by e-mail.

The desktop writes `[ 9 February 2026 12:55 ] NAME: TEXT` in its own language, the phones a line of
`DATE,TIME,NAME,NUMBER,TEXT` in CSV without a heading. Both set a text of several lines below each other.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from chatmine.formats.format import MARKS, Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.formats.timestamps import MONTHS
from chatmine.records import Message

_HALF = r"(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_WORDED = r"\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?,?(?: de)? \d{4}|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
_NUMERIC = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_DESKTOP = Dialect(
    "copied from the desktop",
    message=re.compile(
        rf"[{MARKS}]*\[ ?(?:[^\W\d_]{{2,12}}\.?, )?(?P<date>{_WORDED}|(?<= ){_NUMERIC})(?: ?[рг]\.)?,? (?:at |о |в )?"
        rf"(?P<time>\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?{_HALF}) ?\] (?P<speaker>[^:<*\s][^:]{{0,80}}):(?: (?P<text>.*)|$)"
    ),
    preamble=True,
)
_MAILED = Dialect(
    "mailed from a phone",
    message=re.compile(
        rf'"?(?P<date>\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}})"?,\s?"?(?P<time>\d{{1,2}}:\d\d(?::\d\d)?{_HALF})"?,'
        r'"?(?P<speaker>[^",]{1,80})"?,\s?"?(?P<number>\+?[\d ()-]{5,20}|)"?,(?P<text>.*)'
    ),
    notice=re.compile(r"\"?Date\"?,\"?Time\"?,\"?(?:Name|Sender|From)", re.IGNORECASE),
)
_MEDIA = re.compile(
    r"\[?(?:Photo|Picture|Image|Video|Sticker|Voice message|File|Location|GIF|Фото(?:графия)?|Видео|Відео|Стикер|Стікер"
    r"|Изображение|Зображення|Голосовое сообщение|Голосове повідомлення|Файл)(?: message)?\]?"
    r"|\[(?:Photo|Video|File): .*\]",
    re.IGNORECASE,
)


class Viber:
    """A chat of Viber in text."""

    name = "viber"
    about = "Viber chats copied from the desktop or mailed by a phone"

    def sniff(self, head: Head) -> float:
        """High where lines have one of the two shapes; the desktop's needs the name of a month or its blanks."""
        lines = head.lines[:400]
        copied = [match for line in lines if (match := _DESKTOP.message.match(line))]
        if copied and len(copied) * 8 >= len(lines):
            return 0.94 if any(map(_names_month, copied)) else 0.86
        return 0.85 if _MAILED.share(lines) >= 0.3 and _MAILED.explains(lines[0]) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log in the shape that fits it better."""
        return LineFormat(self.name, (_DESKTOP, _MAILED), finish=finish).parse(log)


def _names_month(match: re.Match[str]) -> bool:
    return any(word in MONTHS for word in re.findall(r"[^\W\d_]+", match["date"].casefold()))


def finish(message: Message) -> Parsed:
    """The name without its marks, the text without the quotes of CSV; a bare placeholder leaves none."""
    text, speaker = message.text, message.speaker.strip(MARKS + " ")
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].replace('""', '"')
    if _MEDIA.fullmatch(text.strip()):
        return replace(message, speaker=speaker, text="", kind="media")
    return replace(message, speaker=speaker, text=text)


FORMAT = Viber()
