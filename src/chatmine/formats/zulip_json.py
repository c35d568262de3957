"""Zulip's export of an organisation: `messages-000001.json`, …, with `realm.json` beside them.

Source: Zulip's "Export your organization" and its tables. Messages name people and places by numbers, which
`realm.json` resolves; the other files of the export hold no messages and are passed over.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_stream import Fields, as_text, nested
from chatmine.formats.timestamps import read_timestamp
from chatmine.formats.zulip_realm import Realm, realm_beside
from chatmine.records import Message, Notice, Rejected

_TABLE = re.compile(r'"(?:zerver|analytics|social_auth)_\w+"\s*:')
_MENTION = re.compile(r"@_?\*\*([^*|\n]+)(?:\|\d+)?\*\*|@_?\*([^*\n]+)\*|#\*\*([^*\n]+)\*\*")
_QUOTE = re.compile(
    r"(?:@_?\*\*[^*\n]+\*\*|\S.{0,100}) \[[^\]\n]{1,300}\]\([^)\n]{0,300}/near/(\d++)[^)\n]{0,300}\):\s*$"
)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})\s*+(?:(quote)\s*)?")
_UPLOADS = re.compile(r"(?:!?\[[^\]\n]*\]\(/user_uploads/[^)\n]*\)\s*)+")


class ZulipJson:
    """A part of an organisation's messages, or one of the files that name people and places."""

    name = "zulip_json"
    about = "Zulip's export of an organisation (messages-000001.json, with realm.json beside it)"

    def sniff(self, head: Head) -> float:
        """Sure by the names of Zulip's tables."""
        if not head.is_json:
            return 0.0
        return 0.96 if head.has_keys("zerver_message") else 0.85 if _TABLE.search(head.text) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every message once; `line` counts them from 0."""
        index, realm = -1, realm_beside(log)
        for index, (_, entry) in enumerate(nested(log, ("zerver_message",))):
            yield _read(log, realm, entry, index)
        if index < 0:
            yield Notice("names for the other files")


FORMAT = ZulipJson()


def _read(log: Log, realm: Realm, entry: object, index: int) -> Parsed:
    if not isinstance(entry, dict) or not {"sender", "content"} & entry.keys():
        return Rejected("not a message: no sender and no content", index)
    moment = _moment(entry.get("date_sent"))
    sender, place = as_text(entry.get("sender")), as_text(entry.get("recipient"))
    content = as_text(entry.get("content"))
    if sender in realm.announcers:
        return Notice(_plain(content), index, timestamp=moment)
    kind, text, reply = _said(entry, content)
    return Message(
        realm.conversation(place, sender, as_text(entry.get("subject"))) or log.conversation,
        realm.name_of(sender),
        text,
        moment,
        log.path,
        index,
        kind=kind,
        id=as_text(entry.get("id")),
        reply_to=reply,
        addressee=realm.addressee(place, sender),
    )


def _moment(value: object) -> datetime | None:
    return read_timestamp(value)


def _said(entry: Fields, content: str) -> tuple[str, str, str]:
    """The kind of message, its text, and what it replies to."""
    if content == "(deleted)":
        return "deleted", "", ""
    if content.startswith("/me "):
        return "action", _plain(content[4:]), ""
    own, reply = _own_words(content)
    if _UPLOADS.fullmatch(own):
        return "media", "", reply
    return ("media" if entry.get("has_attachment") is True else "text"), _plain(own), reply


def _plain(content: str) -> str:
    """The text with people and places as they are shown: `@Ann`, `#general>deals`."""
    return _MENTION.sub(lambda match: ("#" if match[3] else "@") + (match[1] or match[2] or match[3]), content)


def _own_words(content: str) -> tuple[str, str]:
    """A reply without the fenced quotation and the line that says whose it is; and the id of what it quotes."""
    if "quote" not in content:
        return content, ""
    kept, fence, reply = list[str](), "", ""
    for line in content.split("\n"):
        mark = _FENCE.fullmatch(line)
        if fence:
            fence = "" if mark and mark[1] == fence else fence
        elif mark and mark[2]:
            fence = mark[1]
            if kept and (quoted := _QUOTE.match(kept[-1])):
                kept.pop()
                reply = reply or quoted[1]
        else:
            kept.append(line)
    return "\n".join(kept).strip(), reply
