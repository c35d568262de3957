"""What must be known of a Matrix room before its events are read: the members' names, and the last version of edits."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from chatmine.errors import DamagedError
from chatmine.formats.format import Log
from chatmine.formats.json_entries import entries
from chatmine.formats.json_stream import Fields, as_object, as_text, first_text

Edit = tuple[str, str]  # the id of the event that is edited, and who wrote it: nobody can edit another's


@dataclass
class Room:
    """Names by Matrix ID, and edits by what they edit, with those of them whose original is in the same log."""

    names: dict[str, str] = field(default_factory=dict)
    edits: dict[Edit, Fields] = field(default_factory=dict)
    originals: set[Edit] = field(default_factory=set)

    def name_of(self, sender: str) -> str:
        """The name that a sender chose last, with the Matrix ID where two chose the same; else the Matrix ID."""
        return self.names.get(sender, sender)

    def is_edited_in_place(self, event: Fields) -> bool:
        """Whether the event is an edit whose text is read where its original stands."""
        return (edit := _edited(event)) is not None and edit in self.originals

    def last_version(self, event: Fields) -> Fields:
        """The content that the latest edit of an event gave it, empty where nobody edited it."""
        if found := self.edits.get((as_text(event.get("event_id")), as_text(event.get("sender")))):
            return found
        bundled = as_object(as_object(as_object(event.get("unsigned")).get("m.relations")).get("m.replace"))
        return replaced_by(as_object(bundled.get("content")))


def content_of(event: Fields) -> Fields:
    """The event's content."""
    return as_object(event.get("content"))


def replaced_by(content: Fields) -> Fields:
    """The content that an edit brings, empty where this is none."""
    if as_object(content.get("m.relates_to")).get("rel_type") != "m.replace":
        return {}
    return as_object(content.get("m.new_content"))


def _edited(event: Fields) -> Edit | None:
    content = content_of(event)
    if not replaced_by(content):
        return None
    return as_text(as_object(content.get("m.relates_to")).get("event_id")), as_text(event.get("sender"))


def room_of(log: Log, arrays: Collection[str]) -> Room:
    """What the log's events say of the room, as far as the log goes."""
    room, latest = Room(), dict[Edit, float]()
    for event in _events(log, arrays):
        if event.get("type") == "m.room.member":
            _learn_name(room, event)
        elif edit := _edited(event):
            when = event.get("origin_server_ts")
            moment = float(when) if isinstance(when, int | float) else 0.0
            if moment >= latest.get(edit, moment):
                latest[edit], room.edits[edit] = moment, replaced_by(content_of(event))
    _tell_apart(room.names)
    if room.edits:
        ids = ((as_text(event.get("event_id")), as_text(event.get("sender"))) for event in _events(log, arrays))
        room.originals = {edit for edit in ids if edit in room.edits}
    return room


def _events(log: Log, arrays: Collection[str]) -> Iterator[Fields]:
    try:
        yield from (as_object(found.value) for _, found in entries(log, arrays))
    except DamagedError:
        return


def _learn_name(room: Room, event: Fields) -> None:
    """Someone who leaves is named by what was before."""
    content = content_of(event)
    before = as_object(as_object(event.get("unsigned")).get("prev_content") or event.get("prev_content"))
    who = first_text(event.get("state_key"), event.get("sender"))
    if name := first_text(content.get("displayname"), before.get("displayname")).strip():
        room.names[who] = name


def _tell_apart(names: dict[str, str]) -> None:
    shared = Counter(names.values())
    for who, name in list(names.items()):
        if shared[name] > 1:
            names[who] = f"{name} ({who})"
