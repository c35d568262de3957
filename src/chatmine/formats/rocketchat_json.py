"""Rocket.Chat's messages as its database dumps them (`mongoexport`, JSON lines or an array) and its API answers.

Source: the collections `rocketchat_message`, `rocketchat_room` and `users`, and the server's message types. Rooms and
people lie in files of their own beside the messages, which are known and passed over.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import entries
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text
from chatmine.formats.leak_objects import Found
from chatmine.formats.rocketchat_rooms import Names, names_of
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_ARRAYS = ("messages", "update")
_QUOTE = re.compile(r"(?:\[ ?\]\([^()\s]{0,300}[?&]msg=(\w++)[^()\s]{0,300}+\)\s*+)+")
_CALLS = {"videoconf", "jitsi_call_started"}
_OTHERS = (("_id", "usersCount"), ("_id", "username", "createdAt"), ("_id", "usernames", "t"), ("_id", "rid", "ls"))


class RocketchatJson:
    """The messages of a server or of a room."""

    name = "rocketchat_json"
    about = "Rocket.Chat messages from a database export or its API (JSON lines or an array)"

    def sniff(self, head: Head) -> float:
        """Sure by the keys of a message, likely for the files that name rooms and people."""
        if head.has_keys("rid", "msg", "u", "ts"):
            return 0.96
        names = not head.has_keys("msg") and any(head.has_keys(*keys) for keys in _OTHERS)
        return 0.85 if names else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every document of the collection once."""
        names = names_of(log)
        for _, found in entries(log, _ARRAYS):
            yield _read(log, names, found)


FORMAT = RocketchatJson()


def _read(log: Log, names: Names, found: Found) -> Parsed:
    entry = found.value
    if not isinstance(entry, dict):
        return Rejected(found.reason or "not a message: no JSON object", found.line, found.lines)
    if "msg" not in entry or "rid" not in entry:
        return _other(entry, found)
    moment, kind = read_date(entry.get("ts")), _kind(entry)
    if kind == "encrypted":
        return Rejected("an end-to-end encrypted message", found.line, found.lines)
    speaker = _speaker(entry, names)
    if kind == "event":
        told = first_text(entry.get("msg"), "an earlier version" if entry.get("_hidden") else "")
        return Notice(" ".join(filter(None, (speaker, as_text(entry.get("t")), told))), found.line, found.lines, moment)
    text, reply = _said(entry)
    return Message(
        names.rooms.get(as_text(entry.get("rid"))) or as_text(entry.get("rid")) or log.conversation,
        speaker,
        "" if kind in ("deleted", "call") else text,
        moment,
        log.path,
        found.line,
        found.lines,
        kind="media" if kind == "text" and not text else kind,
        id=as_text(entry.get("_id")),
        reply_to=reply or as_text(entry.get("tmid")),
    )


def _other(entry: Fields, found: Found) -> Parsed:
    if "_id" in entry:
        return Notice("a name for the messages", found.line, found.lines)
    return Rejected("not a message: no room and no text", found.line, found.lines)


def read_date(value: object) -> datetime | None:
    """A date as the API, `mongoexport` or its older versions write it.

    >>> read_date({"$date": {"$numberLong": "1622538000000"}}) == read_date({"$date": "2021-06-01T09:00:00.000Z"})
    True
    """
    if isinstance(value, dict):
        inner = value.get("$date")
        value = inner.get("$numberLong") if isinstance(inner, dict) else inner
    return read_timestamp(value)


def _kind(entry: Fields) -> str:
    """The kind of message; `event` for what the server tells, whose types have codes."""
    code = as_text(entry.get("t"))
    if code == "rm":
        return "deleted"
    if code == "e2e":
        return "encrypted"
    if code in _CALLS:
        return "call"
    if code or entry.get("_hidden") is True:
        return "event"
    return "media" if entry.get("file") or entry.get("files") else "text"


def _speaker(entry: Fields, names: Names) -> str:
    """The name that a bridge or bot gave, else the person's, else the account's."""
    user = as_object(entry.get("u"))
    number = as_text(user.get("_id"))
    known = names.people.get(number) or names.people.get(as_text(user.get("username")))
    name = first_text(entry.get("alias"), user.get("name"), known, user.get("username"))
    return name or f"{UNKNOWN} {number}".strip()


def _said(entry: Fields) -> tuple[str, str]:
    """What was written, or what a file's or a bot's attachment says; and the message that a link before it quotes."""
    text, reply = as_text(entry.get("msg")), ""
    if quoted := _QUOTE.match(text):
        text, reply = text[quoted.end() :], quoted[1]
    return text or "\n".join(filter(None, map(_attached, as_list(entry.get("attachments"))))), reply


def _attached(attachment: object) -> str:
    """The caption of a file, or what a bot wrote; not the words of a message that is quoted."""
    fields = as_object(attachment)
    if "message_link" in fields or "author_name" in fields:
        return ""
    if caption := as_text(fields.get("description")):
        return caption
    is_file = fields.get("type") == "file" or "title_link" in fields or not fields.get("text")
    return "" if is_file else "\n".join(filter(None, (as_text(fields.get("title")), as_text(fields.get("text")))))
