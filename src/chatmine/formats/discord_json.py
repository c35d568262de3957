"""Discord channels as Tyrrrz/DiscordChatExporter writes them in JSON, and the bare arrays that people cut from them.

Source: DiscordChatExporter's JsonMessageWriter. Times carry an offset. A message's type is a word in its files and a
number in what scripts take from Discord's API.
"""

from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_stream import ROOT, Fields, as_list, as_object, as_text, first_text, nested
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

# What people and bots write; every other type is told by Discord itself (joins, pins, calls, boosts).
_SPOKEN = {"", "Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "0", "19", "20", "23"}


class DiscordJson:
    """A channel of Discord: the export's object, or an array of its messages."""

    name = "discord_json"
    about = "Discord channels exported by DiscordChatExporter as JSON, or an array of such messages"

    def sniff(self, head: Head) -> float:
        """Sure where an export's frame stands around the messages, likely where messages stand alone."""
        if not head.has_keys("author", "content", "timestamp"):
            return 0.9 if head.has_keys("guild", "channel", "exportedAt") else 0.0
        if head.has_keys("guild", "channel"):
            return 0.97
        own = any(head.has_keys(key) for key in ("discriminator", "embeds", "timestampEdited", "isPinned"))
        return 0.9 if own else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every entry once; `line` counts them from 0."""
        for index, (export, entry) in enumerate(nested(log, (ROOT, "messages"))):
            yield _read(log, export, entry, index)


FORMAT = DiscordJson()


def _read(log: Log, export: Fields, entry: object, index: int) -> Parsed:
    if not isinstance(entry, dict):
        return Rejected("not a message: no JSON object", index)
    moment = read_timestamp(entry.get("timestamp"))
    speaker = _speaker(as_object(entry.get("author")))
    kind = as_text(entry.get("type"))
    if kind not in _SPOKEN:
        return Notice(f"{speaker}: {as_text(entry.get('content')) or kind}", index, timestamp=moment)
    text = _text(entry)
    return Message(
        _conversation(export) or log.conversation,
        speaker,
        text,
        moment,
        log.path,
        index,
        kind=_kind(entry, text),
        id=as_text(entry.get("id")),
        reply_to=_replied(entry),
    )


def _speaker(author: Fields) -> str:
    """The name in this server, else the account's; deleted accounts share one name, so the id tells them apart."""
    name = first_text(author.get("nickname"), author.get("global_name"), author.get("name"), author.get("username"))
    number = as_text(author.get("id"))
    if name and name != "Deleted User":
        return name
    return f"{name or UNKNOWN} {number}".strip()


def _conversation(export: Fields) -> str:
    """`guild / channel`, or what of them the export names."""
    guild, channel = export.get("guild"), export.get("channel")
    names = (first_text(as_object(part).get("name"), part) for part in (guild, channel))
    return " / ".join(filter(None, names))


def _text(entry: Fields) -> str:
    """What was written: the content, else what was forwarded, else what the embeds of a bot say."""
    if text := as_text(entry.get("content")):
        return text
    forwarded = _forwarded(entry)
    return as_text(forwarded.get("content")) or _embedded(forwarded) or _embedded(entry)


def _embedded(entry: Fields) -> str:
    lines = []
    for embed in map(as_object, as_list(entry.get("embeds"))):
        lines += [as_text(embed.get("title")), as_text(embed.get("description"))]
        for field in map(as_object, as_list(embed.get("fields"))):
            lines.append(": ".join(filter(None, (as_text(field.get("name")), as_text(field.get("value"))))))
    return "\n".join(filter(None, lines))


def _kind(entry: Fields, text: str) -> str:
    if _forwarded(entry):
        return "forward"
    return "text" if text else "media"


def _forwarded(entry: Fields) -> Fields:
    return as_object(entry.get("forwardedMessage"))


def _replied(entry: Fields) -> str:
    reference = as_object(entry.get("reference") or entry.get("message_reference"))
    return first_text(reference.get("messageId"), reference.get("message_id"))
