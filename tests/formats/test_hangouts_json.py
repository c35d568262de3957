"""Hangouts from Takeout, in its layouts before and after 2018."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.hangouts_json import FORMAT

PEOPLE = [{"id": {"gaia_id": "1", "chat_id": "1"}, "fallback_name": "Ann"}, {"id": {"gaia_id": "2", "chat_id": "2"}}]
FRAME = {"id": {"id": "c"}, "participant_data": PEOPLE}
LINK = {"type": "LINK", "text": "https://a.example"}


def event(who: str, **fields: object) -> dict[str, object]:
    identity = {"conversation_id": {"id": "c"}, "sender_id": {"gaia_id": who}, "event_id": "e"}
    return {**identity, "timestamp": "1478174390000000", **fields}


def said(*segments: object, **content: object) -> dict[str, object]:
    return {"message_content": {"segment": segments, **content}}


EVENTS = [
    event("1", chat_message=said({"type": "TEXT", "text": "pay "}, {"type": "LINE_BREAK"}, LINK)),
    event("2", chat_message=said(attachment=[{"embed_item": {"type": ["PLUS_PHOTO"]}}])),
    event("1", hangout_event={"event_type": "START_HANGOUT"}, event_type="HANGOUT_EVENT"),
    event("2", hangout_event={"event_type": "END_HANGOUT"}, event_type="HANGOUT_EVENT"),
    event("1", conversation_rename={"new_name": "x"}, event_type="RENAME_CONVERSATION"),
    7,
]
NEW = {"conversations": [{"conversation": {"conversation_id": {"id": "c"}, "conversation": FRAME}, "events": EVENTS}]}
OLD = {"conversation_state": [{"conversation_state": {"conversation": FRAME, "event": EVENTS}}]}


@pytest.mark.parametrize("document", [NEW, OLD], ids=["since 2018", "before"])
def test_all_segments_are_one_text_and_people_have_names(
    memory_log: Callable[..., MemoryLog], document: object
) -> None:
    log = memory_log(json.dumps(document))
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == [
        "11:59 Ann: pay \nhttps://a.example",
        "11:59 (unknown) 2 (media):",
        "11:59 Ann (call):",
        "-- (unknown) 2: HANGOUT_EVENT",
        "-- Ann: RENAME_CONVERSATION",
        "?? not an event: no sender and no time",
    ]


def test_a_conversation_without_a_name_is_its_people(memory_log: Callable[..., MemoryLog]) -> None:
    assert messages(FORMAT, memory_log(json.dumps(NEW)))[0].conversation == "Ann, (unknown) 2"
