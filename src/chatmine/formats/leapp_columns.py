"""The columns of LEAPP's artifacts, found by the names that they usually have."""

import re
from dataclasses import dataclass, field

from chatmine.records import UNKNOWN

OWNER = "Me"
# What a column is called, best first.
_NAMES = {
    "time": (
        "message timestamp",
        "timestamp",
        "message time",
        "sent timestamp",
        "message date",
        "date sent",
        "datetime",
        "date/time",
        "date",
        "created",
        "creation date",
        "created timestamp",
        "time",
        "received timestamp",
    ),
    "text": (
        "message",
        "message text",
        "text",
        "message body",
        "body",
        "content",
        "message content",
        "text / filename / address",
        "snippet",
    ),
    "direction": ("message direction", "direction", "from me", "is from me", "sent/received", "incoming/outgoing"),
    "sender": (
        "sender name",
        "sending party",
        "sender display name",
        "sender",
        "from",
        "author",
        "sender username",
        "from user",
        "nickname",
        "username",
        "user name",
        "display name",
        "sender id",
        "sending party jid",
    ),
    "party": (
        "other participant wa user name",
        "contact name",
        "contact",
        "other participant",
        "chat contact id",
        "participant",
        "partner",
        "conversation partner",
        "other party",
        "phone number",
        "address",
    ),
    "recipient": ("recipient name", "recipient", "recipients", "receiver", "to username", "to"),
    "conversation": (
        "group name",
        "conversation name",
        "chat name",
        "thread name",
        "conversation",
        "channel",
        "channel name",
    ),
    "thread": ("conversation id", "chat id", "thread id", "channel id"),
    "form": ("message type", "type", "content type"),
    "media": ("media", "attachment", "attachments", "attachment name", "local path to media", "attachment file"),
}
_LEAPP = {"source file", "message direction", "sending party jid", "other participant wa user name"}
_DIRECTIONS = {"incoming", "outgoing", "sent", "received", "inbox", "outbox"}
_OUT = re.compile(r"outgoing|sent|outbox|out|to|yes|true|1|from me|me", re.IGNORECASE)
_EVENT = re.compile(r"(?:system|notification|group (?:event|action)|service)\b", re.IGNORECASE)
_NOBODY = {"", "self", "owner", "local user", "me"}
_ATTACHED = re.compile(r"\ufffc\s*")  # where iMessage has an attachment in its text
_UNIT = re.compile(r"(?<!\s)\s*+\((?:utc|local|utc[+-]\d+)\)$")
_FILES = {"file", "image", "video", "audio", "voice message"}
_TEXTS = {"text", "sms"}
_CALL = re.compile(r"\bcall\b", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """What one row says."""

    time: str = ""
    text: str = ""
    speaker: str = UNKNOWN
    addressee: str = ""
    conversation: str = ""
    form: str = ""
    attached: bool = False

    @property
    def is_event(self) -> bool:
        """Whether the application speaks."""
        return _EVENT.match(self.form) is not None

    @property
    def kind(self) -> str:
        """The kind of message."""
        if _CALL.search(self.form):
            return "call"
        attached = self.attached and self.form.casefold() not in _TEXTS
        return "media" if attached or not self.text else "text"


@dataclass(frozen=True)
class Columns:
    """Where what stands; `roles` has the best column of each meaning."""

    width: int
    roles: dict[str, int] = field(default_factory=dict)
    are_leapp: bool = False
    text_names_files: bool = False

    @property
    def are_messages(self) -> bool:
        """Whether rows have a text, a time and somebody."""
        return {"text", "time"} <= self.roles.keys() and bool({"direction", "sender", "party"} & self.roles.keys())

    def row(self, cells: list[str]) -> Row:
        """What a row of this width says."""
        told = {role: cells[place].strip() for role, place in self.roles.items()}
        sender, party, form, recipient = (told.get(role, "") for role in ("sender", "party", "form", "recipient"))
        direction = told.get("direction", "") or (form if form.casefold() in _DIRECTIONS else "")
        outgoing = _OUT.fullmatch(direction) is not None
        incoming = bool(direction) and not outgoing
        return Row(
            told.get("time", ""),
            "" if self.text_names_files and form.casefold() in _FILES else _ATTACHED.sub("", cells[self.roles["text"]]),
            (self._owner(sender, party) if outgoing else self._other(sender, party, incoming)) or UNKNOWN,
            (party or recipient) if outgoing else "",
            told.get("conversation", "") or party or told.get("thread", "") or (recipient if outgoing else sender),
            form,
            bool(told.get("media")),
        )

    def _owner(self, sender: str, party: str) -> str:
        """The owner, by name where the sender of what went out has one."""
        return OWNER if sender.casefold() in _NOBODY or sender == party else sender

    def _other(self, sender: str, party: str, incoming: bool) -> str:
        """The one who is not the owner: a name before an address."""
        is_address = "@" in sender and party and "@" not in party
        return party if incoming and (is_address or not sender) else sender


def columns_of(header: list[str]) -> Columns:
    """The columns of a header.

    >>> columns_of(["Timestamp", "Direction", "Contact", "Body"]).roles
    {'time': 0, 'text': 3, 'direction': 1, 'party': 2}
    """
    names = [_UNIT.sub("", name.strip().casefold()) for name in header]
    roles = {}
    for role, usual in _NAMES.items():
        found = next((name for name in usual if name in names), None)
        if found is not None:
            roles[role] = names.index(found)
    text_names_files = "text" in roles and "filename" in names[roles["text"]]
    return Columns(len(header), roles, not _LEAPP.isdisjoint(names), text_names_files)
