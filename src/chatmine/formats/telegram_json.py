"""Telegram Desktop's JSON export (`result.json`): one chat, or a whole account with its chats and the chats it left.

Source: the files that Telegram Desktop's "Export chat history" and "Export Telegram data" write. `date` is the clock of
the exporting machine; `date_unixtime`, written since 2021, is a moment.
"""

from collections.abc import Iterator
from datetime import datetime

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text, nested
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_MEDIA = (
    "media_type",
    "photo",
    "file",
    "sticker_emoji",
    "location_information",
    "contact_information",
    "game_title",
    "invoice_information",
)


class TelegramJson:
    """A chat of Telegram Desktop's JSON export, or all chats of an account's."""

    name = "telegram_json"
    about = "Telegram chats and whole accounts from Telegram Desktop's JSON export (result.json)"

    def sniff(self, head: Head) -> float:
        """Sure where messages have Telegram's own date fields; likely where only their common ones stand."""
        if not head.has_keys("messages", "text"):
            return 0.95 if head.has_keys("personal_information", "user_id") else 0.0
        if head.has_keys("date_unixtime") or head.has_keys("from_id", "date"):
            return 0.97
        return 0.9 if head.has_keys("from", "date", "type", "id") else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every entry of every chat, in the document's order; `line` counts them from 0."""
        for index, (chat, entry) in enumerate(nested(log, ("messages",))):
            yield _read(log, chat, entry, index)


FORMAT = TelegramJson()


def _read(log: Log, chat: Fields, entry: object, index: int) -> Parsed:
    if not isinstance(entry, dict):
        return Rejected("not a message: no JSON object", index)
    if entry.get("type", "message") != "message":
        return Notice(_event(entry), index, timestamp=_moment(entry))
    text = _text(entry)
    return Message(
        _title(chat) or log.conversation,
        _speaker(entry),
        text,
        _moment(entry),
        log.path,
        index,
        kind=_kind(entry, text),
        id=as_text(entry.get("id")),
        reply_to=as_text(entry.get("reply_to_message_id")),
    )


def _title(chat: Fields) -> str:
    """The chat's name; `saved_messages` has none, and that of a deleted account is null."""
    if name := as_text(chat.get("name")):
        return name
    if chat.get("type") == "saved_messages":
        return "Saved Messages"
    number = as_text(chat.get("id"))
    return f"{UNKNOWN} chat {number}" if number else ""


def _speaker(entry: Fields) -> str:
    """Who posted; a deleted account is told by its id, so that two of them stay two."""
    if name := as_text(entry.get("from")).strip():
        return name
    return f"{UNKNOWN} {as_text(entry.get('from_id'))}".strip()


def _moment(entry: Fields) -> datetime | None:
    return read_timestamp(entry.get("date_unixtime")) or read_timestamp(entry.get("date"))


def _text(entry: Fields) -> str:
    """What was written: the text or caption, and a poll's question with its answers."""
    text = _joined(entry.get("text")) or _joined(entry.get("text_entities"))
    poll = as_object(entry.get("poll"))
    if not poll:
        return text
    answers = (_joined(as_object(answer).get("text")) for answer in as_list(poll.get("answers")))
    return "\n".join(filter(None, (text, _joined(poll.get("question")), *answers)))


def _joined(text: object) -> str:
    """A text that may be cut into fragments, some with a format; nothing stands between them."""
    if not isinstance(text, list):
        return as_text(text)
    return "".join(as_text(part.get("text")) if isinstance(part, dict) else as_text(part) for part in text)


def _kind(entry: Fields, text: str) -> str:
    if "forwarded_from" in entry or "forwarded_from_id" in entry:
        return "forward"
    return "media" if not text or any(key in entry for key in _MEDIA) else "text"


def _event(entry: Fields) -> str:
    """What a service entry tells, in Telegram's words: `Ann: invite_members Ben, Cleo`."""
    actor = first_text(entry.get("actor"), entry.get("actor_id"), entry.get("from"))
    members = ", ".join(filter(None, map(as_text, as_list(entry.get("members")))))
    action = first_text(entry.get("action"), entry.get("type"), "event")
    told = " ".join(filter(None, (action, first_text(entry.get("title"), entry.get("text")), members)))
    return f"{actor}: {told}" if actor else told
