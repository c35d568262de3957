"""Matrix rooms as Element exports them to plain text: `toLocaleString() - NAME: TEXT`.

The moment is in the words of the exporting browser's language, always with seconds. What happened in the room stands
in sentences, and so do pictures and stickers.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import AMERICAN, Dialect, LineFormat
from chatmine.formats.long_names import whole_name
from chatmine.records import Message

_PART = r"[./\-年월] ?"
_DATE = rf"(?P<date>\d{{1,4}}{_PART}\d{{1,2}}{_PART}\d{{1,4}}[.日]?(?: BE)?)"
_HALF = r"(?:[AaPp]\.?\s?[Mm]\b\.?|[上下]午|午[前後]|오[전후])"
_TIME = rf"(?P<time>(?:{_HALF}\s?)?\d{{1,2}}[:.]\d\d[:.]\d\d(?:\s?{_HALF})?)"
_STAMP = rf"{_DATE}[,،]?\s(?:(?:klo|um|à|kl\.)\s)?{_TIME} - "
# Sentences about the room that may hold a colon.
_EVENT = (
    r"(?!\* |[^:]{1,100} (?:changed (?:the|their)|set (?:the|their)|removed (?:the|their)|made the room|invited|banned"
    r"|unbanned|joined|left|withdrew|rejected|accepted|upgraded|created|sent an invitation|pinned|unpinned) )"
)
_TEXT = Dialect(
    "Element",
    message=re.compile(
        rf"{_STAMP}{_EVENT}(?P<speaker>\S.{{0,120}}?)"
        r"(?:(?P<media> sent an? (?:image|sticker|video|file)\.)(?: \([^()]*\))?$|:(?: (?P<text>.*)|$))"
    ),
    action=re.compile(rf"{_STAMP}\* (?P<speaker>\S+)(?: (?P<text>.*)|$)"),
    notice=re.compile(rf"{_STAMP}\S"),
    american=re.compile(AMERICAN),
)
_SIGN = re.compile(
    r" - [^\n]{1,200}(?:(?: joined| left| created| made) (?:the|this) room\b|\((?:Media omitted|File Attached))"
    r"|: <@[^\s<>:]{1,255}:[^\s<>]{1,255}(?: \"[^\n]{0,80}\")?> | - \* \S",
)
_REPLY = re.compile(r"<(?P<to>@[^\s<>:]+:[^\s<>]+)(?: \"[^\n]{0,40}\")?> ")
_FILE = re.compile(r"(?P<caption>.*?) \((?:Media omitted|File Attached|Error fetching file)[^()\n]*\)$", re.DOTALL)
_NAME_OF_FILE = re.compile(r"[^\n]{1,200}\.\w{2,5}$")
_DELETED = re.compile(r"Message deleted(?: by .*)?")


class MatrixElementTxt:
    """A room's history in plain text."""

    name = "matrix_element_txt"
    about = "Matrix rooms exported by Element as plain text"

    def sniff(self, head: Head) -> float:
        """High with a sentence or a reply as Element writes them; the bare header is WhatsApp's but for the seconds."""
        lines = head.lines[:400]
        share = _TEXT.share(lines)
        if share < 0.1 or not _TEXT.explains(lines[0]):
            return 0.0
        return 0.97 if _SIGN.search(head.text) else 0.82

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once; the names of those who spoke tell where the name ends in an action."""
        seen: dict[str, str] = {}
        return LineFormat(self.name, (_TEXT,), finish=partial(finish, seen=seen)).parse(log)


def finish(message: Message, seen: dict[str, str]) -> Parsed:
    """The message without its file's placeholder and without what it answers; `seen` collects the speakers."""
    if message.kind == "action":
        return whole_name(message, seen)
    seen.setdefault(message.speaker.casefold(), message.speaker)
    if _DELETED.fullmatch(message.text):
        return replace(message, text="", kind="deleted")
    if match := _FILE.fullmatch(message.text):
        caption = "" if _NAME_OF_FILE.fullmatch(match["caption"]) else match["caption"]
        return replace(message, text=caption, kind="media")
    if match := _REPLY.match(message.text):
        local = match["to"][1:].split(":")[0]
        return replace(message, text=message.text[match.end() :], addressee=seen.get(local.casefold(), match["to"]))
    return message


FORMAT = MatrixElementTxt()
