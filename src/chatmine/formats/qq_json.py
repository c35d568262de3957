"""QQ conversations as qq-chat-exporter writes them: one JSON document, or JSON lines in `chunks/` with a manifest.

Source: shuakami/qq-chat-exporter, versions 3 to 5. A message is cut into elements; the quotation of a reply and the
placeholders of pictures are elements of their own.
"""

from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import decoded, entries
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text
from chatmine.formats.leak_objects import Found
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_SILENT = {"reply", "image", "video", "audio", "voice", "file", "market_face", "forward", "json", "xml"}


class QqJson:
    """One conversation, or a part of it."""

    name = "qq_json"
    about = "QQ conversations from qq-chat-exporter (JSON, or JSON lines in chunks)"

    def sniff(self, head: Head) -> float:
        """Sure by the keys of a message, likely for the manifest of the chunks."""
        if head.has_keys("sender", "content", "timestamp") and (
            head.has_keys("uin") or head.has_keys("uid", "elements")
        ):
            return 0.94
        return 0.8 if head.has_keys("chatInfo", "chunked") or head.has_keys("chatInfo", "metadata") else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message once."""
        title, empty = _manifest_title(log), True
        for export, found in entries(log, ("messages",)):
            empty = False
            yield _read(log, first_text(as_object(export.get("chatInfo")).get("name"), title), found)
        if empty:
            yield Notice("no messages")


FORMAT = QqJson()


def _manifest_title(log: Log) -> str:
    manifest = as_object(decoded(log.beside("../manifest.json") or log.beside("manifest.json")))
    return as_text(as_object(manifest.get("chatInfo")).get("name"))


def _read(log: Log, title: str, found: Found) -> Parsed:
    entry = as_object(found.value)
    if "chatInfo" in entry and "content" not in entry:
        return Notice("what the chunks hold", found.line, found.lines)
    if not {"sender", "content"} <= entry.keys():
        return Rejected(found.reason or "not a message: no sender and no content", found.line, found.lines)
    moment, content = read_timestamp(entry.get("timestamp")), as_object(entry.get("content"))
    text = _text(content).strip()
    if entry.get("system") is True or entry.get("isSystemMessage") is True or entry.get("type") == "system":
        return Notice(first_text(text, content.get("text")), found.line, found.lines, moment)
    deleted = entry.get("recalled") is True or entry.get("isRecalled") is True
    return Message(
        title or log.conversation,
        _speaker(as_object(entry.get("sender")), as_object(entry.get("rawMessage"))),
        "" if deleted else text,
        moment,
        log.path,
        found.line,
        found.lines,
        kind="deleted" if deleted else _kind(content, text),
        id=first_text(entry.get("id"), entry.get("messageId")),
        reply_to=_replied(content),
    )


def _speaker(sender: Fields, raw: Fields) -> str:
    """The name in the group, which version 4 keeps in the raw message, else the account's."""
    in_group = first_text(sender.get("groupCard"), raw.get("sendMemberName"))
    return in_group or first_text(*(sender.get(key) for key in ("name", "nickname", "uin", "uid"))) or UNKNOWN


def _elements(content: Fields) -> Iterator[tuple[str, Fields]]:
    for element in map(as_object, as_list(content.get("elements"))):
        yield as_text(element.get("type")), as_object(element.get("data"))


def _text(content: Fields) -> str:
    """What was written: the elements that are words, or the text where there are none."""
    elements = list(_elements(content))
    words = "".join(_word(kind, data) for kind, data in elements if kind not in _SILENT)
    return words if words or any(kind in _SILENT for kind, _ in elements) else as_text(content.get("text"))


def _word(kind: str, data: Fields) -> str:
    if kind == "at":
        return "@" + first_text(data.get("name"), data.get("uin"), data.get("uid")).removeprefix("@")
    if kind == "face":
        name = as_text(data.get("name"))
        return f"[{name.strip('/')}]" if name else ""
    return first_text(data.get("text"), data.get("summary"))


def _kind(content: Fields, text: str) -> str:
    attached = {"image", "video", "audio", "voice", "file", "market_face"} & {kind for kind, _ in _elements(content)}
    return "media" if attached or not text or content.get("resources") else "text"


def _replied(content: Fields) -> str:
    for kind, data in _elements(content):
        if kind == "reply":
            return first_text(data.get("referencedMessageId"), data.get("messageId"), data.get("msgId"), data.get("id"))
    return ""
