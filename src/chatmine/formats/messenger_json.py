"""Facebook Messenger and Instagram conversations from Meta's "Download your information" (`message_1.json`, …).

Source: the files of downloads from 2018 on, newest message first, up to 10,000 in a part; all parts have the same
title. Every string is UTF-8 that was read as Latin-1; some tools repair it, so a string is repaired only where it can
be. The download of end-to-end encrypted chats (`NAME_7.json`) has other names for the same fields and is sound.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import beginning, item_at
from chatmine.formats.json_stream import ROOT, Fields, as_object, as_text, nested
from chatmine.formats.messenger_texts import is_event, is_placeholder
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_MEDIA = ("photos", "videos", "audio_files", "files", "gifs", "sticker", "share", "media")
_INSTAGRAM = re.compile(r"your_instagram_activity|\"original_content_owner\"|instagram\.com/(?:p|reel|stories)/")
_FACEBOOK = re.compile(r"facebook|messenger", re.IGNORECASE)


@dataclass(frozen=True)
class MetaJson:
    """A conversation of one of Meta's services."""

    name: str
    about: str

    def sniff(self, head: Head) -> float:
        """Sure by the two keys of each layout, or by the frame of a conversation without a message."""
        old = head.has_keys("sender_name", "timestamp_ms") or head.has_keys("sender_name", "timestamp", "participants")
        old = old or head.has_keys("participants", "thread_path", "title")
        new = head.has_keys("senderName", "timestamp") and (head.has_keys("threadName") or head.has_keys("isUnsent"))
        if not old and not new:
            return 0.0
        return 0.97 if (self.name == "instagram_json") == _is_instagram(head) else 0.6

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every entry once; `line` counts them from 0."""
        title = _title(log)
        for index, (_, entry) in enumerate(nested(log, (ROOT, "messages"))):
            yield _read(log, title, entry, index)


FORMAT = MetaJson(
    "messenger_json", "Facebook Messenger conversations from Meta's download, end-to-end encrypted ones too"
)


def repaired(text: str) -> str:
    """A string whose UTF-8 was read as Latin-1, as it was written; any other stays.

    >>> repaired("Zo\u00c3\u00ab"), repaired("Zoë"), repaired("“ok”")
    ('Zoë', 'Zoë', '“ok”')
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _is_instagram(head: Head) -> bool:
    """By the folder, by what only Instagram writes, or because the frame that Messenger always writes is missing."""
    if "instagram" in head.path.casefold():
        return True
    if _FACEBOOK.search(head.path):
        return False
    return _INSTAGRAM.search(head.text) is not None or not head.has_keys("participants")


def _title(log: Log) -> str:
    """The conversation's name, which stands after the messages or before them."""
    if '"senderName"' in beginning(log):
        return re.sub(r"_\d+$", "", as_text(item_at(log, "threadName"))) or log.conversation
    return repaired(as_text(item_at(log, "title"))) or log.conversation


def _read(log: Log, title: str, entry: object, index: int) -> Parsed:
    if not isinstance(entry, dict) or not {"sender_name", "senderName", "timestamp_ms", "timestamp"} & entry.keys():
        return Rejected("not a message: no sender and no time", index)
    speaker, said = _words(entry)
    moment = read_timestamp(entry.get("timestamp_ms") or entry.get("timestamp"))
    if _is_event(entry, speaker, said):
        return Notice(said, index, timestamp=moment)
    kind = _kind(entry, speaker, said)
    text = "" if kind in ("deleted", "call") or is_placeholder(speaker, said) else said
    return Message(title, speaker or UNKNOWN, text, moment, log.path, index, kind=kind)


def _words(entry: Fields) -> tuple[str, str]:
    """Who said what: only the old layout's texts are broken."""
    if "senderName" in entry:
        return as_text(entry["senderName"]).strip(), as_text(entry.get("text"))
    return repaired(as_text(entry.get("sender_name"))).strip(), repaired(as_text(entry.get("content")))


def _is_event(entry: Fields, speaker: str, said: str) -> bool:
    """Whether the service speaks: of who came and went, of reactions, of what was changed."""
    if entry.get("type") in ("Subscribe", "Unsubscribe"):
        return True
    if any(entry.get(key) for key in _MEDIA) or not said:
        return False
    return is_event(speaker, said)


def _kind(entry: Fields, speaker: str, said: str) -> str:
    if entry.get("is_unsent") is True or entry.get("isUnsent") is True:
        return "deleted"
    if entry.get("type") == "Call" or "call_duration" in entry:
        return "call"
    attached = any(entry.get(key) for key in _MEDIA if key != "share") or _shares(entry)
    return "media" if attached or not said or is_placeholder(speaker, said) else "text"


def _shares(entry: Fields) -> bool:
    """Whether something is shared that the text does not already say: a link that was typed is in both."""
    link = as_text(as_object(entry.get("share")).get("link"))
    return bool(entry.get("share")) and not (link and link in as_text(entry.get("content")))
