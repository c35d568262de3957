"""Signal chats as carderne/signal-export writes them: `chat.md`, in its early releases `index.md`.

The header is `[YYYY-MM-DD HH:MM:SS] NAME: `, before 2021 `[YYYY-MM-DD, HH:MM] NAME: `; a message ends in two blanks and
an empty line. What Signal or the exporter adds to it (quotes, reactions, attachments) is not its speaker's words.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.line_format import Dialect, LineFormat
from chatmine.records import UNKNOWN, Message

# `<` and `*` begin what a person says or does on IRC.
_SPEAKER = r"(?![<*\[])(?P<speaker>[^:]{1,120}(?::(?! |$)[^:]{0,60})*):(?: (?P<text>.*)|$)"
_NEW = re.compile(rf"\[(?P<date>\d{{4}}-\d\d-\d\d) (?P<time>\d\d:\d\d:\d\d)\] {_SPEAKER}")
_OLD = re.compile(rf"\[(?P<date>\d{{4}}-\d\d-\d\d), (?P<time>\d\d:\d\d)\] {_SPEAKER}")
_SIGN = re.compile(
    r"^\[[^\]\n]{16,20}\] (?:Me|No-Sender): |  \n\n\[\d{4}-|^\(- [^\n]+ -\)\s*$"
    r"|\]\(\./media/|\(This message was deleted\)",
    re.MULTILINE,
)
_QUOTE = re.compile(r"(?<!\s)\s*+^(?:>[^\n]*(?:\n|$))+", re.MULTILINE)
_REACTIONS = re.compile(r"\n?^\(- [^\n]+ -\)[ ]*$", re.MULTILINE)
_ATTACHMENT = re.compile(r"!?\[[^\[\]\n]*\]\((?:\./)?media/[^)\n]{0,500}\)|\(attachment not exported\)")
_STICKER = re.compile(r"\(\( .{1,12} \)\)")
_CALL = re.compile(r"(?:Incoming|Outgoing|Missed) (?:group |voice |video )?(?:voice |video )?call(?: \([^()\n]*\))?")
_DELETED = "(This message was deleted)"


def finish(message: Message) -> Parsed:
    """Only the speaker's own words, and the kind that the rest makes of the message."""
    written = _QUOTE.sub("", message.text, count=1) if _quotes(message.text) else message.text
    written = _REACTIONS.sub("", written).strip() if "(- " in written else written.strip()
    kind, text = _kind(written)
    speaker = UNKNOWN if message.speaker == "No-Sender" else message.speaker
    if (speaker, text, kind) == (message.speaker, message.text, message.kind):
        return message
    return replace(message, speaker=speaker, text=text, kind=kind)


def _quotes(text: str) -> bool:
    """Whether the body begins with a quote: on the next line, as signal-export sets it, or on the same."""
    return ">" in text and text.lstrip().startswith("> ")


def _kind(written: str) -> tuple[str, str]:
    if written == _DELETED:
        return "deleted", ""
    if _CALL.fullmatch(written):
        return "call", ""
    if "(" not in written:
        return "text", written
    own = _STICKER.sub("", _ATTACHMENT.sub("", written))
    return ("text", written) if own == written else ("media", own.strip())


_LINES = LineFormat(
    "signal_md",
    (Dialect("signal-export", _NEW), Dialect("signal-export before 2021", _OLD)),
    threshold=0.1,
    sure=0.95,
    finish=finish,
)


class SignalMarkdown:
    """`chat.md` of signal-export; its shape alone is weak evidence, its own marks are strong."""

    name = "signal_md"
    about = "Signal chats exported by signal-export (chat.md), new and old layout"

    def sniff(self, head: Head) -> float:
        """High with a sign of signal-export, 0.7 for the bare header, nothing where U+200E tells of WhatsApp."""
        share = max(dialect.share(head.lines[:400]) for dialect in _LINES.dialects)
        if share < _LINES.threshold or "] \u200e" in head.text or ": \u200e" in head.text:
            return 0.0
        return 0.85 + 0.1 * share if _SIGN.search(head.text) else 0.7

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Read the log in the layout, old or new, that fits it."""
        return _LINES.parse(log)


FORMAT = SignalMarkdown()
