"""Google Hangouts as Takeout exports it: `Hangouts.json`, all conversations of an account in one document.

Source: Takeout's "Hangouts" folder, the layout until 2018 (`conversation_state`, `event`) and after (`conversations`,
`events`). People are numbers; their names stand in the conversations, not everywhere in each.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from chatmine.formats.format import Head, Log, Parsed
from chatmine.formats.json_entries import beginning, items_at
from chatmine.formats.json_stream import Fields, as_list, as_object, as_text, first_text, nested
from chatmine.formats.timestamps import read_timestamp
from chatmine.records import UNKNOWN, Message, Notice, Rejected

_NEW, _OLD = "conversations.item.conversation.conversation", "conversation_state.item.conversation_state.conversation"


class HangoutsJson:
    """An account's conversations."""

    name = "hangouts_json"
    about = "Google Hangouts from Takeout (Hangouts.json)"

    def sniff(self, head: Head) -> float:
        """Sure by the participants' key, which no other export has."""
        known = head.has_keys("participant_data")
        return 0.95 if known and (head.has_keys("conversations") or head.has_keys("conversation_state")) else 0.0

    def parse(self, log: Log) -> Iterator[Parsed]:
        """Every event of every conversation; `line` counts them from 0."""
        names = _names(log)
        for index, (_, event) in enumerate(nested(log, ("events", "event"))):
            yield _read(log, names, event, index)


FORMAT = HangoutsJson()


@dataclass
class _Names:
    """Names of people by number, and titles of conversations by id."""

    people: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def person(self, identity: object) -> str:
        number = _number(identity)
        return self.people.get(number) or f"{UNKNOWN} {number}".strip()


def _number(identity: object) -> str:
    return first_text(as_object(identity).get("gaia_id"), as_object(identity).get("chat_id"))


def _names(log: Log) -> _Names:
    """One pass: a name that one conversation lacks may stand in another."""
    names, members = _Names(), dict[str, list[object]]()
    place = _OLD if '"conversation_state"' in beginning(log) else _NEW
    for conversation in map(as_object, items_at(log, place)):
        people = [as_object(person) for person in as_list(conversation.get("participant_data"))]
        for person in people:
            if name := as_text(person.get("fallback_name")).strip():
                names.people.setdefault(_number(person.get("id")), name)
        identity = as_text(as_object(conversation.get("id")).get("id"))
        names.titles[identity] = as_text(conversation.get("name"))
        members[identity] = [person.get("id") for person in people]
    for identity, title in names.titles.items():
        names.titles[identity] = title or ", ".join(map(names.person, members[identity]))
    return names


def _read(log: Log, names: _Names, event: object, index: int) -> Parsed:
    if not isinstance(event, dict) or not {"sender_id", "timestamp", "event_type"} & event.keys():
        return Rejected("not an event: no sender and no time", index)
    moment, speaker = read_timestamp(event.get("timestamp")), names.person(event.get("sender_id"))
    kind, text = _said(event)
    if kind == "event":
        return Notice(f"{speaker}: {as_text(event.get('event_type'))}", index, timestamp=moment)
    identity = as_text(as_object(event.get("conversation_id")).get("id"))
    title = names.titles.get(identity) or log.conversation
    return Message(title, speaker, text, moment, log.path, index, kind=kind, id=as_text(event.get("event_id")))


def _said(event: Fields) -> tuple[str, str]:
    """The kind of message an event is, with its text; `event` for what the service tells."""
    if "chat_message" not in event:
        began = as_object(event.get("hangout_event")).get("event_type") == "START_HANGOUT"
        return ("call", "") if began else ("event", "")
    content = as_object(as_object(event.get("chat_message")).get("message_content"))
    text = "".join(map(_segment, as_list(content.get("segment"))))
    return ("media" if content.get("attachment") or not text else "text"), text


def _segment(segment: object) -> str:
    fields = as_object(segment)
    return as_text(fields.get("text")) or ("\n" if fields.get("type") == "LINE_BREAK" else "")
