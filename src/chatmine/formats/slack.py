"""Slack: the day files of a workspace's export (`CHANNEL/YYYY-MM-DD.json`), and the dumps that slackdump writes.

Source: Slack's "How to read Slack data exports" and the files of exports from 2016 on. A day file names people and
channels by their ids; the names lie in `users.json` and its like at the root of the export. Those files hold no
messages, so they are known and passed over. A message's `ts` is its time and its id.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_stream import ROOT, Fields, as_list, as_object, as_text, first_text, nested
from chatmine.formats.slack_names import Names, names_of
from chatmine.formats.slack_text import plain_text, written
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_SIDECARS = {
    "users.json": ("id", "name"),
    "org_users.json": ("id", "name"),
    "channels.json": ("id", "name"),
    "groups.json": ("id", "name"),
    "dms.json": ("id", "members"),
    "mpims.json": ("id", "members"),
    "integration_logs.json": ("change_type",),
    "canvases.json": ("id", "filetype"),
    "file_conversations.json": ("id",),
    "huddle_transcripts.json": ("id",),
}
_TS = re.compile(r'"ts"\s*:\s*"\d{9,10}\.\d{6}"')
_DAY_FILE = re.compile(r"\d{4}-\d\d-\d\d\.json$")
_EVENTS = re.compile(
    r"(?:channel|group|mpim|bot)_(?!message)|(?:un)?pinned_item|huddle_thread|reminder_|sh_room_|app_conversation_|ekm_"
    r"|joiner_notification|message_(?:changed|deleted|replied)|dlp_"
)
_UPLOAD = re.compile(r"<@\w+(?:\|[^>]*)?> uploaded a file: <[^>]*>(?: and commented: (?P<said>.*))?$", re.DOTALL)


class Slack:
    """A channel's day of a Slack export, or a slackdump dump of a conversation."""

    name = "slack"
    about = "Slack channels and direct messages from a workspace's export (CHANNEL/YYYY-MM-DD.json, zipped or not)"

    def sniff(self, head: Head) -> float:
        """Sure where messages have Slack's `ts`; likely for the files with names and for days without a message."""
        if head.has_keys("type", "ts") and _TS.search(head.text):
            return 0.95
        file = _name(head.path)
        empty = head.start.startswith("[]")
        if empty and (file in _SIDECARS or _DAY_FILE.match(file)):
            return 0.6
        return 0.8 if file in _SIDECARS and head.has_keys(*_SIDECARS[file]) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message once, with the replies that a dump nests; `line` counts them from 0."""
        if _name(log.path) in _SIDECARS:
            yield Notice("names for the other files")
            return
        names = names_of(log)
        repeated = _Repeats()
        for index, (dump, entry) in enumerate(_entries(log)):
            if not isinstance(entry, dict):
                yield Rejected("not a message: no JSON object", index)
            elif entry.get("type", "message") != "message" or _EVENTS.match(as_text(entry.get("subtype"))):
                yield _notice(entry, names, index)
            elif repeated.sees(entry):
                yield Notice("a reply that was also sent to the channel", index, timestamp=_moment(entry))
            else:
                yield _message(log, dump, entry, names, index)


FORMAT = Slack()


def _name(path: str) -> str:
    return _places(path)[-1]


def _places(path: str) -> list[str]:
    """The folders and the file of a path; `!` is where an archive begins."""
    return re.split(r"[/\\!]", path)


def _entries(log: Log) -> Iterator[tuple[Fields, object]]:
    for dump, entry in nested(log, (ROOT, "messages")):
        yield dump, entry
        for reply in as_list(as_object(entry).get("slackdump_thread_replies")):
            yield dump, reply


class _Repeats:
    """Knows a reply that stands twice in a file: in its thread and, as a `thread_broadcast`, in the channel."""

    def __init__(self) -> None:
        self._replies: dict[tuple[str, str, str], bool] = {}

    def sees(self, entry: Fields) -> bool:
        """Whether this is the second of the two."""
        thread = as_text(entry.get("thread_ts"))
        if not thread:
            return False
        broadcast = entry.get("subtype") == "thread_broadcast"
        key = (thread, as_text(entry.get("user")), as_text(entry.get("text")))
        return self._replies.setdefault(key, broadcast) != broadcast


def _notice(entry: Fields, names: Names, index: int) -> Notice:
    told = plain_text(as_text(entry.get("text")), names)
    return Notice(told or first_text(entry.get("subtype"), entry.get("type")), index, timestamp=_moment(entry))


def _message(log: Log, dump: Fields, entry: Fields, names: Names, index: int) -> Message:
    upload = _UPLOAD.match(as_text(entry.get("text")))
    text = plain_text(upload["said"] or "", names) if upload else written(entry, names)
    kind = _kind(entry, text)
    ts, thread = as_text(entry.get("ts")), as_text(entry.get("thread_ts"))
    return Message(
        _conversation(log, dump, names),
        _speaker(entry, names),
        "" if kind == "deleted" else text,
        _moment(entry),
        log.path,
        index,
        kind=kind,
        id=ts,
        reply_to=thread if thread != ts else "",
    )


def _kind(entry: Fields, text: str) -> str:
    subtype = entry.get("subtype")
    if subtype == "tombstone":
        return "deleted"
    if subtype == "me_message":
        return "action"
    if not entry.get("text") and any(as_object(part).get("is_share") for part in as_list(entry.get("attachments"))):
        return "forward"
    return "media" if not text or subtype == "file_share" or entry.get("files") else "text"


def _moment(entry: Fields) -> datetime | None:
    return read_timestamp(entry.get("ts"))


def _speaker(entry: Fields, names: Names) -> str:
    """Who wrote: the person's name, the one that the message brings along, a bot's name, or the id."""
    comment = as_object(entry.get("comment"))
    user = first_text(entry.get("user"), comment.get("user"))
    bot = first_text(entry.get("username"), as_object(entry.get("bot_profile")).get("name"))
    if bot and (not user or entry.get("subtype") == "bot_message"):
        return bot
    if user in names.people:
        return names.people[user]
    profile = as_object(entry.get("user_profile"))
    own = first_text(profile.get("display_name"), profile.get("real_name"), profile.get("name"))
    return first_text(own, user, entry.get("bot_id"), UNKNOWN)


def _conversation(log: Log, dump: Fields, names: Names) -> str:
    """`#channel` by the folder's name, the members' names of a direct conversation, or what a dump says."""
    if number := as_text(dump.get("channel_id")):
        return names.direct.get(number) or "#" + (as_text(dump.get("name")) or names.channels.get(number, number))
    if name := as_text(dump.get("name")):
        return f"#{name}"
    folder, file = ["", *_places(log.path)][-2:]
    if not folder or folder.endswith(".zip") or not _DAY_FILE.match(file):
        return log.conversation
    return names.direct.get(folder) or f"#{folder}"
