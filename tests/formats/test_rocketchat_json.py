"""Rocket.Chat: a database's lines or an API's answer, with rooms and people beside."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.rocketchat_json import FORMAT

ANN = {"_id": "u1", "username": "ann", "name": "Ann Moreau"}


def entry(msg: str, **fields: object) -> dict[str, object]:
    base = {"_id": "m", "rid": "R", "msg": msg, "ts": {"$date": "2021-06-01T09:00:00.000Z"}, "u": ANN}
    return {**base, "_updatedAt": {"$date": "2021-06-01T09:00:00.000Z"}, **fields}


LINK = "[ ](https://chat.example/channel/x?msg=q1)"
QUOTED = {"text": "not mine", "author_name": "ben", "message_link": "https://chat.example/channel/x?msg=q1"}
FILE = {"title": "a.pdf", "type": "file", "title_link": "/a.pdf", "description": "the slip"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry("pay Acme"), "09:00 Ann Moreau: pay Acme"),
        (entry("hi", u={"_id": "u2", "username": "ben"}), "09:00 ben: hi"),
        (entry("hi", u=None), "09:00 (unknown): hi"),
        (entry("hi", alias="Bridge Ben"), "09:00 Bridge Ben: hi"),
        (entry(f"{LINK} yes", attachments=[QUOTED]), "09:00 Ann Moreau: yes"),
        (entry("", file={"name": "a.pdf"}, attachments=[FILE]), "09:00 Ann Moreau (media): the slip"),
        (entry("", attachments=[{"title": "Paid", "text": "£500"}]), "09:00 Ann Moreau: Paid\n£500"),
        (entry("", t="rm"), "09:00 Ann Moreau (deleted):"),
        (entry("ann", t="uj"), "-- Ann Moreau uj ann"),
        (entry("", t="videoconf"), "09:00 Ann Moreau (call):"),
        (entry("x", t="e2e"), "?? an end-to-end encrypted message"),
        (entry("before", _hidden=True), "-- Ann Moreau before"),
        (entry("hi", ts={"$date": {"$numberLong": "1622538000000"}}), "09:00 Ann Moreau: hi"),
        (entry("hi", ts="2021-06-01T09:00:00.000Z"), "09:00 Ann Moreau: hi"),
        ({"rid": 5}, "?? not a message: no room and no text"),
    ],
)
@pytest.mark.parametrize("frame", ["{}\n", "[{}]", '{{"messages": [{}]}}'], ids=["line", "array", "answer"])
def test_an_entry(memory_log: Callable[..., MemoryLog], said: object, expected: str, frame: str) -> None:
    assert told(FORMAT, memory_log(frame.format(json.dumps(said)))) == [expected]


def test_rooms_and_people_are_named_beside_the_messages(memory_log: Callable[..., MemoryLog]) -> None:
    lines = "\n".join(json.dumps(entry("hi", rid=room, u={"_id": "u2", "username": "ben"})) for room in "RDX")
    rooms = [{"_id": "R", "t": "c", "name": "deals"}, {"_id": "D", "t": "d", "usernames": ["ann", "ben"]}]
    beside = {
        "rocketchat_room.json": "\n".join(map(json.dumps, rooms)),
        "users.json": json.dumps([{**ANN, "_id": "u2"}]),
    }
    log = memory_log(lines, path="dump/rocketchat_message.json", neighbours=beside)
    found = messages(FORMAT, log)
    assert [message.conversation for message in found] == ["deals", "ann, ben", "X"]
    assert {message.speaker for message in found} == {"Ann Moreau"}


def test_replies_know_what_they_answer(memory_log: Callable[..., MemoryLog]) -> None:
    log = memory_log(json.dumps([entry("a", tmid="t1"), entry(f"{LINK} b", tmid="t1")]))
    assert [message.reply_to for message in messages(FORMAT, log)] == ["t1", "q1"]
