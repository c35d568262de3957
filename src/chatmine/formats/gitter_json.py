"""Gitter rooms as its API answers and its archive keep them: an array of messages, each with its author.

Source: Gitter's REST API, "Messages". A deleted message has an empty text and an edit time; `status` marks `/me`.
"""

from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import entries
from chatmine.formats.json_stream import Fields, as_object, as_text, first_text
from chatmine.formats.leak_objects import Found
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Rejected


class GitterJson:
    """A room's messages, as an array or as JSON lines."""

    name = "gitter_json"
    about = "Gitter rooms from its API or archive (an array of messages with fromUser and sent)"

    def sniff(self, head: Head) -> float:
        """Sure by the two keys that no other chat has together."""
        return 0.95 if head.has_keys("fromUser", "sent", "text") else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message once."""
        for _, found in entries(log, ("messages",)):
            yield _read(log, found)


FORMAT = GitterJson()


def _read(log: Log, found: Found) -> Parsed:
    entry = found.value
    if not isinstance(entry, dict) or not {"text", "sent"} & entry.keys():
        return Rejected(found.reason or "not a message: no text and no time", found.line, found.lines)
    text = as_text(entry.get("text"))
    return Message(
        log.conversation,
        _speaker(as_object(entry.get("fromUser"))),
        text,
        read_timestamp(entry.get("sent")),
        log.path,
        found.line,
        found.lines,
        kind=_kind(entry, text),
        id=as_text(entry.get("id")),
        reply_to=as_text(entry.get("parentId")),
    )


def _speaker(author: Fields) -> str:
    name = first_text(author.get("displayName"), author.get("username"))
    return name or f"{UNKNOWN} {as_text(author.get('id'))}".strip()


def _kind(entry: Fields, text: str) -> str:
    if not text.strip():
        return "deleted" if entry.get("editedAt") else "media"
    return "action" if entry.get("status") is True else "text"
