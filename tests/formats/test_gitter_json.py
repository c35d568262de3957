"""Gitter's API: an array of messages with their authors."""

import json
from collections.abc import Callable

from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.gitter_json import FORMAT

ANN = {"id": "1", "username": "ann", "displayName": "Ann Moreau"}
ROOM = [
    {"id": "a", "text": "see Acme", "sent": "2016-06-02T20:54:38.747Z", "fromUser": ANN},
    {"id": "b", "text": "waves", "status": True, "sent": "2016-06-02T20:55:00Z", "fromUser": {"username": "ben"}},
    {"id": "c", "text": "", "editedAt": "2016-06-02T21:00:00Z", "sent": "2016-06-02T20:56:00Z", "fromUser": ANN},
    {"id": "d", "text": "re", "parentId": "a", "sent": "2016-06-02T20:57:00Z", "fromUser": None},
    {"id": "e"},
]


def test_a_room(memory_log: Callable[..., MemoryLog]) -> None:
    assert told(FORMAT, memory_log(json.dumps(ROOM))) == [
        "20:54 Ann Moreau: see Acme",
        "20:55 ben (action): waves",
        "20:56 Ann Moreau (deleted):",
        "20:57 (unknown): re",
        "?? not a message: no text and no time",
    ]


def test_json_lines_have_their_lines_and_replies_what_they_answer(memory_log: Callable[..., MemoryLog]) -> None:
    log = memory_log("\n".join(map(json.dumps, ROOM[:4])))
    assert [(message.line, message.id, message.reply_to) for message in messages(FORMAT, log)] == [
        (1, "a", ""),
        (2, "b", ""),
        (3, "c", ""),
        (4, "d", "a"),
    ]


def test_it_is_found_by_its_keys(memory_log: Callable[..., MemoryLog]) -> None:
    assert FORMAT.sniff(memory_log(json.dumps(ROOM)).head) > 0.9
    assert not FORMAT.sniff(memory_log('[{"from": "ann", "sent": 1, "text": "hi"}]').head)
