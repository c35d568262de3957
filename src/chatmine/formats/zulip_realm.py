"""What a Zulip export's `realm.json` says: the names of people, and where the recipients of messages are."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from chatmine.formats.format import Log
from chatmine.formats.json_entries import decoded
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text
from chatmine.records import UNKNOWN

_PEOPLE = ("zerver_userprofile", "zerver_userprofile_mirrordummy", "zerver_userprofile_crossrealm")
_MESSAGES = re.compile(r"messages-\d+\.json.*$")
PERSON, STREAM = "1", "2"


@dataclass(frozen=True)
class Realm:
    """Names of people and streams by number; a recipient is its type with the number of a person, stream or group."""

    people: dict[str, str] = field(default_factory=dict)
    streams: dict[str, str] = field(default_factory=dict)
    recipients: dict[str, tuple[str, str]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    announcers: frozenset[str] = frozenset()

    def name_of(self, person: str) -> str:
        """A person's full name, else the number."""
        return self.people.get(person) or f"{UNKNOWN} {person}".strip()

    def conversation(self, recipient: str, sender: str, topic: str) -> str:
        """`stream > topic`, or the names of those who take part."""
        kind, number = self.recipients.get(recipient, ("", ""))
        if kind == STREAM:
            return " > ".join(filter(None, (self.streams.get(number, f"{UNKNOWN} {number}"), topic)))
        if kind == PERSON:
            return ", ".join(sorted({self.name_of(sender), self.name_of(number)}))
        return ", ".join(sorted(map(self.name_of, self.members.get(recipient, [])))) or topic

    def addressee(self, recipient: str, sender: str) -> str:
        """The other person of a conversation of two."""
        kind, number = self.recipients.get(recipient, ("", ""))
        return self.name_of(number) if kind == PERSON and number != sender else ""


def realm_beside(log: Log) -> Realm:
    """The realm of a file of messages; where it is missing, numbers stand for themselves."""
    file = re.split(r"[/\\!]", log.path)[-1]
    if not _MESSAGES.search(file):
        return Realm()
    return _read(log.beside(_MESSAGES.sub("realm.json", file)) or log.beside("realm.json") or b"{}")


@lru_cache(maxsize=2)  # an export has a thousand messages a file, and one realm
def _read(content: bytes) -> Realm:
    tables = as_object(decoded(content))
    people = [entry for table in _PEOPLE for entry in _table(tables, table)]
    return Realm(
        {as_text(one.get("id")): first_text(one.get("full_name"), one.get("email")) for one in people},
        {as_text(one.get("id")): as_text(one.get("name")) for one in _table(tables, "zerver_stream")},
        {as_text(one.get("id")): _recipient(one) for one in _table(tables, "zerver_recipient")},
        _members(tables),
        frozenset(as_text(one.get("id")) for one in people if "notification-bot@" in as_text(one.get("email"))),
    )


def _table(tables: Fields, name: str) -> list[Fields]:
    return [as_object(entry) for entry in as_list(tables.get(name))]


def _recipient(entry: Fields) -> tuple[str, str]:
    return as_text(entry.get("type")), as_text(entry.get("type_id"))


def _members(tables: Fields) -> dict[str, list[str]]:
    """The people of group conversations; streams have subscribers too, but a name of their own."""
    groups = {
        as_text(entry.get("id")) for entry in _table(tables, "zerver_recipient") if as_text(entry.get("type")) == "3"
    }
    members: dict[str, list[str]] = {}
    for entry in _table(tables, "zerver_subscription"):
        place = as_text(entry.get("recipient"))
        if place in groups:
            members.setdefault(place, []).append(as_text(entry.get("user_profile")))
    return members
