"""Skype as its export writes it: `messages.json`, all conversations of an account, newest message first.

Source: the files of Skype's "Export chat history" since 2018. Messages carry tags: a quotation is not the sender's, an
edit mark is nobody's. Names stand with some messages only; Skype names, without their prefix, stand in for the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chatmine.errors import DamagedError
from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_fragment import untagged
from chatmine.formats.json_stream import Fields, as_object, as_text, first_text, nested
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_ARRAYS = ("MessageList",)
_SILENT = re.compile(r"(?:quote|legacyquote|e_m|URIObject|partlist|contacts|location|files)\b", re.IGNORECASE)
_OWN_QUOTE = re.compile(r"(?:legacyquote|e_m)\b", re.IGNORECASE)
_QUOTE = re.compile(r"<quote\b([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'\b(\w{1,40})="([^"]*)"')
_SPOKEN = {
    "RichText",
    "Text",
    "RichText/HTML",
    "RichText/Html",
    "RichText/Sms",
    "InviteFreeRelationshipChanged/Initialized",
}
_MEDIA = re.compile(r"RichText/(?:UriObject|Media_|Contacts|Location|Files)|Poll$", re.IGNORECASE)
_CALL = re.compile(r"Event/Call|RichText/ScheduledCallInvite", re.IGNORECASE)
_KIND = re.compile(r"^\d+:")


class SkypeJson:
    """An account's conversations."""

    name = "skype_json"
    about = "Skype's export of an account's conversations (messages.json)"

    def sniff(self, head: Head) -> float:
        """Sure by the key of a conversation's messages, likely for the list of devices beside them."""
        if head.has_keys("MessageList"):
            return 0.95
        return 0.8 if head.has_keys("endpointPresenceDocs") or head.has_keys("exportDate", "endpoints") else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every entry of every conversation, in the document's order; `line` counts them from 0."""
        index, names = -1, _names(log)
        for index, (conversation, entry) in enumerate(nested(log, _ARRAYS)):
            yield _read(log, names, conversation, entry, index)
        if index < 0:
            yield Notice("no messages")


FORMAT = SkypeJson()


@dataclass
class _Names:
    """What accounts are called: by themselves, or by those who quote them."""

    own: dict[str, str] = field(default_factory=dict)
    quoted: dict[str, str] = field(default_factory=dict)

    def of(self, account: str) -> str:
        bare = _KIND.sub("", account)
        return (self.own.get(bare) or self.quoted.get(bare) or bare).strip() or UNKNOWN


def _names(log: Log) -> _Names:
    """One pass: the other's name stands with the messages of some conversations only, one's own in quotations."""
    names = _Names()
    try:
        for conversation, entry in nested(log, _ARRAYS):
            _learn(names, as_text(conversation.get("id")), as_text(conversation.get("displayName")))
            message = as_object(entry)
            _learn(names, as_text(message.get("from")), as_text(message.get("displayName")))
            quote = _quote(as_text(message.get("content")))
            if quote.get("author") and quote.get("authorname"):
                names.quoted.setdefault(quote["author"], quote["authorname"])
    except DamagedError:  # told when the messages are read
        pass
    return names


def _learn(names: _Names, account: str, name: str) -> None:
    if account.startswith(("8:", "28:", "4:")) and name.strip():
        names.own.setdefault(_KIND.sub("", account), name.strip())


def _quote(content: str) -> dict[str, str]:
    match = _QUOTE.search(content)
    return dict(_ATTRIBUTE.findall(match[1])) if match else {}


def _read(log: Log, names: _Names, conversation: Fields, entry: object, index: int) -> Parsed:
    if not isinstance(entry, dict) or not {"content", "from", "messagetype"} & entry.keys():
        return Rejected("not a message: no sender and no content", index)
    moment = read_timestamp(entry.get("originalarrivaltime"))
    content = as_text(entry.get("content"))
    kind = _kind(entry, content)
    if kind == "event":
        told = " ".join(filter(None, (as_text(entry.get("messagetype")), untagged(content))))
        return Notice(told, index, timestamp=moment)
    text = "" if kind in ("deleted", "call") else untagged(content, _OWN_QUOTE if kind == "forward" else _SILENT)
    return Message(
        _title(conversation, names) or log.conversation,
        names.of(as_text(entry.get("from"))),
        text,
        moment,
        log.path,
        index,
        kind=kind,
        id=as_text(entry.get("id")),
        reply_to=_quote(content).get("messageid", "") if kind != "forward" else "",
    )


def _kind(entry: Fields, content: str) -> str:
    """The kind of message; `event` for what Skype tells. A quotation and nothing else is somebody's passed on."""
    form = as_text(entry.get("messagetype"))
    if _CALL.match(form):
        return "call"
    if form not in _SPOKEN and not _MEDIA.match(form):
        return "event"
    if as_object(entry.get("properties")).get("deletetime") or (not content and form in _SPOKEN):
        return "deleted"
    if _MEDIA.match(form):
        return "media"
    return "forward" if "<quote" in content and not untagged(content, _SILENT) else "text"


def _title(conversation: Fields, names: _Names) -> str:
    topic = as_object(conversation.get("threadProperties")).get("topic")
    return first_text(conversation.get("displayName"), topic) or names.of(as_text(conversation.get("id")))
