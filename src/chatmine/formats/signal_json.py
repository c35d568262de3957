"""Signal chats as carderne/signal-export writes them beside its Markdown: `data.json`, which holds JSON lines.

Source: signal-export's `models.py`. Times are the exporting machine's clock; the owner is `Me`; a quote, a sticker and
the reactions have fields of their own, so that the body is the sender's words alone.
"""

import re
from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import entries
from chatmine.formats.json_stream import Fields, as_text
from chatmine.formats.leak_objects import Found
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Rejected

_OWN = ("reactions", "quote", "sticker", "attachments")
_PLACEHOLDER = re.compile(r"\(attachment not exported\)|\(This message was deleted\)")


class SignalJson:
    """One chat, a message a line; the folder is the chat's name."""

    name = "signal_json"
    about = "Signal chats from signal-export's data.json (JSON lines)"

    def sniff(self, head: Head) -> float:
        """Sure by the common keys with two of the exporter's own."""
        own = sum(head.has_keys(key) for key in _OWN)
        return 0.95 if own >= 2 and head.has_keys("date", "sender", "body") else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every line once."""
        for _, found in entries(log, ("messages",)):
            yield _read(log, found)


FORMAT = SignalJson()


def _read(log: Log, found: Found) -> Parsed:
    entry = found.value
    if not isinstance(entry, dict) or not {"sender", "body", "date"} & entry.keys():
        return Rejected(found.reason or "not a message: no sender and no body", found.line, found.lines)
    kind = _kind(entry)
    text = "" if kind in ("deleted", "call") else _PLACEHOLDER.sub("", as_text(entry.get("body"))).strip()
    return Message(
        log.conversation,
        as_text(entry.get("sender")).strip() or UNKNOWN,
        text,
        read_timestamp(entry.get("date")),
        log.path,
        found.line,
        found.lines,
        kind="media" if kind == "text" and not text else kind,
    )


def _kind(entry: Fields) -> str:
    if entry.get("deleted"):
        return "deleted"
    if entry.get("call") or entry.get("missed"):
        return "call"
    return "media" if entry.get("attachments") or entry.get("sticker") else "text"
