"""Matrix rooms as Element exports them to JSON, and events as a homeserver's API gives them.

Source: matrix-react-sdk's JSONExporter and the Client-Server API. Events name their senders by Matrix ID; the names
that people chose stand in the room's member events, and edits are events of their own, so that the document is passed
over before it is read.
"""

from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import entries
from chatmine.formats.json_stream import Fields, as_object, as_text, first_text
from chatmine.formats.leak_objects import Found
from chatmine.formats.matrix_rooms import Room, content_of, replaced_by, room_of
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

ARRAYS = ("messages", "chunk", "events")
_ATTACHED = {"m.image", "m.video", "m.audio", "m.file", "m.sticker", "m.location"}
_MESSAGES = {"m.room.message", "m.sticker", "m.room.encrypted"}
_OTHERS = {"m.call.invite": "call", "m.poll.start": "text", "org.matrix.msc3381.poll.start": "text"}


class MatrixElementJson:
    """A room's events: Element's export, an answer of the API, or JSON lines of events."""

    name = "matrix_element_json"
    about = "Matrix rooms from Element's JSON export, or events from a homeserver's API"

    def sniff(self, head: Head) -> float:
        """Sure by Element's frame, likely by the keys that every Matrix event has."""
        if head.has_keys("room_name", "exported_by", "messages"):
            return 0.97
        return 0.92 if head.has_keys("origin_server_ts", "sender", "content", "type") else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every event once."""
        room = room_of(log, ARRAYS)
        for export, found in entries(log, ARRAYS):
            yield _read(log, export, found, room)


FORMAT = MatrixElementJson()


def _read(log: Log, export: Fields, found: Found, room: Room) -> Parsed:
    event = found.value
    if not isinstance(event, dict) or "type" not in event:
        return Rejected(found.reason or "not a Matrix event: no type", found.line, found.lines)
    content, moment = content_of(event), read_timestamp(event.get("origin_server_ts"))
    kind = _kind(event, content)
    if kind == "encrypted":
        return Rejected("a message whose key the export does not have", found.line, found.lines)
    if not kind or room.is_edited_in_place(event):
        return Notice(_told(event, room), found.line, found.lines, moment)
    speaker = room.name_of(as_text(event.get("sender"))).strip() or UNKNOWN
    return Message(
        as_text(export.get("room_name")) or log.conversation,
        speaker,
        "" if kind in ("deleted", "call") else _text(event, content, room),
        moment,
        log.path,
        found.line,
        found.lines,
        kind=kind,
        id=as_text(event.get("event_id")),
        reply_to=_replied(content),
    )


def _kind(event: Fields, content: Fields) -> str:
    """The kind of message that an event is; none where it is an event of the room, `encrypted` where it stayed so."""
    kind, form = as_text(event.get("type")), as_text(content.get("msgtype"))
    if kind not in _MESSAGES:
        return _OTHERS.get(kind, "")
    if "redacted_because" in as_object(event.get("unsigned")) or "redacted_because" in event or not content:
        return "deleted"
    if kind == "m.room.encrypted" or form == "m.bad.encrypted":
        return "encrypted"
    if kind == "m.sticker" or form in _ATTACHED:
        return "media"
    return "action" if form == "m.emote" else "text"


def _told(event: Fields, room: Room) -> str:
    """An event in its own words: `m.room.member leave by Ann`."""
    content = content_of(event)
    if replaced_by(content):
        return f"an edit of {as_text(as_object(content.get('m.relates_to')).get('event_id'))}"
    change = first_text(content.get("membership"), content.get("name"), content.get("topic"), content.get("body"))
    who = room.name_of(as_text(event.get("sender")))
    return " ".join(filter(None, (as_text(event.get("type")), change, who and f"by {who}")))


def _text(event: Fields, content: Fields, room: Room) -> str:
    """What was written, in its last version, without the quotation that a reply begins with."""
    said = room.last_version(event) or replaced_by(content) or content
    if as_text(event.get("type")) in _OTHERS:
        return _question(said)
    body = as_text(said.get("body"))
    if as_text(event.get("type")) == "m.sticker":
        return ""
    if as_text(said.get("msgtype")) in _ATTACHED:
        file = as_text(said.get("filename"))
        return body if file and body != file else ""
    return _own_words(body) if _replied(content) else body


def _own_words(body: str) -> str:
    """A reply's body without its fallback: the quoted lines and the empty one after them."""
    lines = body.split("\n")
    quoted = next((number for number, line in enumerate(lines) if not line.startswith(">")), len(lines))
    return "\n".join(lines[quoted:]).lstrip("\n") if quoted else body


def _replied(content: Fields) -> str:
    return as_text(as_object(as_object(content.get("m.relates_to")).get("m.in_reply_to")).get("event_id"))


def _question(content: Fields) -> str:
    poll = as_object(content.get("m.poll") or content.get("org.matrix.msc3381.poll.start"))
    question = as_object(poll.get("question"))
    return first_text(question.get("body"), question.get("org.matrix.msc1767.text"), question.get("m.text"))
