"""Which field of a message says what, by the names that leaks, scrapers and database dumps use.

Names are compared without case and separators: `created_at`, `createdAt` and `Created At` are one. A value may be a
text, a number, or an object around it: `{"name": "Ann"}`, `{"$date": 1592764028000}`, `{"type": "text", "body": "hi"}`.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from chatmine.formats.json_stream import Fields, as_text
from chatmine.formats.timestamps import read_moment, read_timestamp

TEXT = ("body", "text", "message", "msg", "content", "strcontent")
SENDER = (
    *("sendername", "senderalias", "senderdisplayname", "sender", "from", "fromuser", "author", "username", "nickname"),
    *("nick", "senderusername", "user", "party", "creator", "u", "senderid"),
)
NAME = ("name",)  # somebody's only beside a time: many things have a name
TIME = (
    *("originserverts", "timestampms", "timestamp", "ts", "datetime", "createdat", "datesent", "sentat", "sent"),
    *("createtime", "createddate", "created", "date", "time"),
)
RECIPIENT = ("to", "recipient", "receiver")
ROOM = (
    *("channel", "channelname", "room", "roomname", "roomid", "rid", "chat", "chatname", "chattitle", "chatid"),
    *("conversation", "conversationid", "thread", "threadname", "threadid"),
)
TITLE = ("title", "name")
IDENTITY = ("id", "eventid", "messageid", "msgid")
REPLY = ("replyto", "replytomessageid", "inreplyto", "tmid")
_INSIDE = ("name", "displayname", "username", "title", "body", "text", "content", "$date", "$numberlong", "$oid", "id")
_DEEPEST = 4

_ADDRESS = re.compile(r"(?P<local>[^\s@:/<>]+)@(?P<host>[\w.-]+)(?:/(?P<resource>.+))?")
_MXID = re.compile(r"@(?P<local>[^\s:@]+):[\w.:-]+")
_GROUPS = re.compile(r"(?:conference|muc|rooms?|groups?|chat)\.|g\.us$")


def named(entry: Fields) -> Fields:
    """The fields of an object under their plain names; the first of two that share one stays."""
    fields: Fields = {}
    for key, value in entry.items():
        fields.setdefault(_plain(key), value)
    return fields


@lru_cache(maxsize=1024)
def _plain(name: str) -> str:
    return re.sub(r"[\s_.-]", "", name).casefold()


def pick(fields: Fields, names: Iterable[str]) -> str:
    """The text of the first of these fields that has any.

    >>> pick({"author": {"id": 7, "name": "Ann"}, "user": "x"}, ("sender", "author", "user"))
    'Ann'
    """
    for name in names:
        if (value := fields.get(name)) and (text := said(value).strip()):
            return text
    return ""


def recipient(fields: Fields) -> str:
    """To whom; several are named one after another."""
    value = next((fields[name] for name in RECIPIENT if fields.get(name)), None)
    parts = value if isinstance(value, list) else [value]
    return ", ".join(filter(None, (said(part).strip() for part in parts)))


def said(value: Any, depth: int = 0) -> str:
    """The text of a value: of a list all parts in one, of an object the field that holds it."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and depth < _DEEPEST:
        return "".join(said(part, depth + 1) for part in value)
    if isinstance(value, dict) and depth < _DEEPEST:
        fields = named(value)
        return next((text for name in _INSIDE if (text := said(fields.get(name), depth + 1))), "")
    return as_text(value)


def moment(fields: Fields, dayfirst: bool) -> datetime | None:
    """When: an epoch, an ISO time or a written one; a date and a time in two fields are one."""
    text = when(fields)
    return read_timestamp(text) or read_moment(text, dayfirst)


def when(fields: Fields) -> str:
    """What the time's field says, as it stands there."""
    text = pick(fields, TIME)
    clock = pick(fields, ("time",))
    return f"{text} {clock}" if ":" in clock and ":" not in text and text == pick(fields, ("date",)) else text


@lru_cache(maxsize=4096)
def person(identity: str) -> str:
    """The name within an address of XMPP or Matrix; in a room's address it is what follows the room.

    >>> person("stern@example.onion/phone"), person("deals@conference.example.org/ivan"), person("@stern:example.org")
    ('stern', 'ivan', 'stern')
    """
    if match := _MXID.fullmatch(identity):
        return match["local"]
    if match := _ADDRESS.fullmatch(identity):
        return match["resource"] if match["resource"] and _GROUPS.match(match["host"]) else match["local"]
    return identity


@lru_cache(maxsize=4096)
def is_room(identity: str) -> bool:
    """Whether an address is that of a room: `#channel`, Matrix's `!room:server`, a conference of XMPP.

    >>> [is_room(name) for name in ("#deals", "!abc:example.org", "deals@conference.example.org", "ann@example.org")]
    [True, True, True, False]
    """
    match = _ADDRESS.fullmatch(identity)
    return identity.startswith(("#", "!")) or bool(match and _GROUPS.search(match["host"]))
