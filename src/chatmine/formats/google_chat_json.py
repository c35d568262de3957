"""Google Chat as Takeout exports it: `Groups/DM …/messages.json` and `Groups/Space …/messages.json`.

Source: Takeout's "Google Chat" folder. Dates are written out in the account's language, in UTC; the name of a space and
the members stand in `group_info.json` beside the messages.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import decoded
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text, nested
from chatmine.formats.timestamps import read_moment
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_ZONE = re.compile(r"\s?(?:UTC|GMT)(?![+-]?\d)\s?")
_SIX = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D+(\d{1,2})\D+(\d{2})\D+(\d{2})")
_MORNING, _AFTERNOON = re.compile(r"午前|上午|오전"), re.compile(r"午後|下午|오후")


class GoogleChatJson:
    """A conversation's messages; the files beside it that name people are known and passed over."""

    name = "google_chat_json"
    about = "Google Chat conversations from Takeout (messages.json, with group_info.json beside it)"

    def sniff(self, head: Head) -> float:
        """Sure by the exporter's own keys, likely for the files that hold names."""
        if head.has_keys("messages", "created_date") and (head.has_keys("topic_id") or head.has_keys("message_id")):
            return 0.95
        names = head.has_keys("members", "user_type") or head.has_keys("user", "membership_info")
        return 0.8 if names and not head.has_keys("messages") else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every entry once; `line` counts them from 0."""
        index, title = -1, _title(log)
        for index, (_, entry) in enumerate(nested(log, ("messages",))):
            yield _read(log, title, entry, index)
        if index < 0:
            yield Notice("names for the other files")


FORMAT = GoogleChatJson()


def _title(log: Log) -> str:
    """The space's name, else its members' names."""
    group = as_object(decoded(log.beside("group_info.json")))
    members = (as_text(as_object(member).get("name")) for member in as_list(group.get("members")))
    return as_text(group.get("name")) or ", ".join(filter(None, members)) or log.conversation


def _read(log: Log, title: str, entry: object, index: int) -> Parsed:
    if not isinstance(entry, dict) or not {"created_date", "creator", "text", "message_id"} & entry.keys():
        return Rejected("not a message: no creator and no date", index)
    moment = read_created(as_text(entry.get("created_date")))
    text = as_text(entry.get("text"))
    kind = _kind(entry, text)
    if kind == "event":
        return Notice("who is a member changed", index, timestamp=moment)
    return Message(
        title,
        _speaker(as_object(entry.get("creator"))),
        "" if kind == "deleted" else text,
        moment,
        log.path,
        index,
        kind=kind,
        id=as_text(entry.get("message_id")),
        reply_to=_replied(entry),
    )


def _speaker(creator: Fields) -> str:
    return first_text(creator.get("name"), creator.get("email"), UNKNOWN)


def _kind(entry: Fields, text: str) -> str:
    if entry.get("message_state") == "DELETED" or entry.get("deletion_metadata"):
        return "deleted"
    notes = [key for note in as_list(entry.get("annotations")) for key in as_object(note)]
    if not text and "membership_changed_metadata" in notes:
        return "event"
    if not text and "video_call_metadata" in notes:
        return "call"
    return "media" if entry.get("attached_files") or not text else "text"


def _replied(entry: Fields) -> str:
    """The message that is quoted, else the first of the thread: `SPACE/THREAD/MESSAGE` has its id twice."""
    if quoted := as_text(as_object(entry.get("quoted_message_metadata")).get("message_id")):
        return quoted
    parts = as_text(entry.get("message_id")).split("/")
    return f"{parts[0]}/{parts[1]}/{parts[1]}" if len(parts) == 3 and parts[1] != parts[2] else ""


def read_created(text: str) -> datetime | None:
    """A date as Takeout writes it, in many languages: UTC where it says so.

    >>> str(read_created("Thursday, November 3, 2016 at 11:59:50\u202fPM UTC"))
    '2016-11-03 23:59:50+00:00'
    >>> str(read_created("2016年11月3日木曜日 23時59分50秒 UTC"))
    '2016-11-03 23:59:50+00:00'
    """
    bare = _ZONE.sub(" ", text).strip()
    moment = _numbered(bare) or read_moment(bare)
    return moment.replace(tzinfo=UTC) if moment and bare != text and not moment.tzinfo else moment


def _numbered(text: str) -> datetime | None:
    """A date whose parts all are numbers, the year first."""
    match = _SIX.search(text)
    if not match:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    if _MORNING.search(text) or _AFTERNOON.search(text):
        hour = hour % 12 + (12 if _AFTERNOON.search(text) else 0)
    try:
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None
