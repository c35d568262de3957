"""Microsoft Teams as its export and Graph API write it: arrays of chat messages, in PascalCase or camelCase.

Source: `TeamsDataExport/teams/ID/messages_ID.json` and the Graph type `chatMessage`. Bodies are HTML; the names of
channels and of people lie in other files of the export, which are known and passed over.
"""

import re
from collections.abc import Iterator

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.html_fragment import plain
from chatmine.formats.json_entries import decoded, entries
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text
from chatmine.formats.leak_objects import Found
from chatmine.formats.teams_names import Names, lowered, names_of
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_REPLY = re.compile(r"blockquote\b[^<>]*schema\.skype\.com/Reply", re.IGNORECASE)
_OTHERS = (
    ("Id", "DisplayName", "UserPrincipalName"),
    ("Id", "DisplayName", "MembershipType"),
    ("Id", "DisplayName", "InternalId"),
    ("Id", "TeamsAppDefinition"),
    ("Name", "UserId", "UserName"),
    ("Name", "GroupsId"),
)
_ARRAYS = ("value", "messages")
_REFERENCES = {"messageReference", "forwardedMessageReference"}
_COUNT = re.compile(r"[0-9]{1,6}")
_SPLIT = re.compile(r'</at>(?:\s|&nbsp;)+<at id="(\d+)">')


class TeamsJson:
    """Messages of a team's channels or of a user's chats."""

    name = "teams_json"
    about = "Microsoft Teams messages from its data export or the Graph API"

    def sniff(self, head: Head) -> float:
        """Sure by a message's keys in either case, likely for the files that hold names."""
        for keys in (("CreatedDateTime", "Body", "MessageType"), ("createdDateTime", "body", "messageType")):
            if head.has_keys(*keys):
                return 0.95
        return 0.8 if any(head.has_keys(*keys) for keys in _OTHERS) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every entry once."""
        names = names_of(log)
        for _, found in entries(log, _ARRAYS):
            yield _read(log, names, found)


FORMAT = TeamsJson()


def _read(log: Log, names: Names, found: Found) -> Parsed:
    if not isinstance(found.value, dict):
        return Rejected(found.reason or "not a message: no JSON object", found.line, found.lines)
    entry = lowered(found.value)
    moment = read_timestamp(entry.get("createddatetime"))
    if "body" not in entry:
        return _without_body(entry, found)
    body = lowered(entry["body"])
    content = as_text(body.get("content"))
    if entry.get("messagetype") != "message" or "<systemEventMessage" in content:
        return Notice(_event(entry), found.line, found.lines, moment)
    text = _text(entry, content, as_text(body.get("contenttype")))
    kind = _kind(entry, content, text)
    return Message(
        names.conversation(entry) or log.conversation,
        _speaker(entry, names),
        "" if kind == "deleted" else text,
        moment,
        log.path,
        found.line,
        found.lines,
        kind=kind,
        id=as_text(entry.get("id")),
        reply_to=_quoted(entry) or as_text(entry.get("replytoid")),
    )


def _without_body(entry: Fields, found: Found) -> Parsed:
    if "messagetype" not in entry and {"id", "name"} & entry.keys():
        return Notice("a name for the other files", found.line, found.lines)
    return Rejected("not a message: no body", found.line, found.lines)


def _event(entry: Fields) -> str:
    detail = lowered(entry.get("eventdetail"))
    told = first_text(detail.get("@odata.type"), detail.get("eventtype"), entry.get("messagetype"), "event")
    return told.removeprefix("#microsoft.graph.")


def _text(entry: Fields, content: str, form: str) -> str:
    """The subject of a post, if it has one, and the body without what it quotes."""
    body = content.strip() if form.casefold() == "text" else plain(_whole_names(entry, content), silent=_REPLY)
    subject = as_text(entry.get("subject")).strip() if entry.get("channelidentity") else ""
    return "\n".join(filter(None, (subject, body))) or _forwarded(entry)


def _whole_names(entry: Fields, html: str) -> str:
    """The body with each mention in one piece: Teams mentions first and last name apart."""
    people = {}
    for mention in map(lowered, as_list(entry.get("mentions"))):
        person = lowered(lowered(mention.get("mentioned")).get("user"))
        people[as_text(mention.get("id"))] = as_text(person.get("id"))
    if len(people) < 2:
        return html
    last = {number: people.get(str(int(number) - 1)) for number in people if _COUNT.fullmatch(number)}
    return _SPLIT.sub(lambda at: " " if people.get(at[1]) and people.get(at[1]) == last.get(at[1]) else at[0], html)


def _forwarded(entry: Fields) -> str:
    """What a message without words of its own passes on."""
    for part in map(lowered, as_list(entry.get("attachments"))):
        if part.get("contenttype") == "forwardedMessageReference":
            original = as_object(decoded(as_text(part.get("content")).encode("utf-8", "replace")))
            return plain(as_text(original.get("originalMessageContent")))
    return ""


def _kind(entry: Fields, content: str, text: str) -> str:
    if entry.get("deleteddatetime"):
        return "deleted"
    if "schema.skype.com/Forward" in content or (text and text == _forwarded(entry)):
        return "forward"
    attached = [form for form in _attachment_types(entry) if form not in _REFERENCES]
    return "media" if attached or not text else "text"


def _attachment_types(entry: Fields) -> list[str]:
    return [as_text(lowered(part).get("contenttype")) for part in as_list(entry.get("attachments"))]


def _quoted(entry: Fields) -> str:
    """The id of the message that a chat message quotes, which is kept as an attachment."""
    for part in map(lowered, as_list(entry.get("attachments"))):
        if part.get("contenttype") == "messageReference":
            return as_text(part.get("id"))
    return ""


def _speaker(entry: Fields, names: Names) -> str:
    """The person's name, the application's, or the id."""
    sender = lowered(entry.get("from"))
    parts = [lowered(sender.get(kind)) for kind in ("user", "application", "device")]
    if name := first_text(*(part.get("displayname") for part in parts)):
        return name
    number = first_text(*(part.get("id") for part in parts))
    return names.people.get(number) or f"{UNKNOWN} {number}".strip()
