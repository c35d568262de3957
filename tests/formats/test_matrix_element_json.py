"""Matrix events: names from the room's members, edits where their originals stand, replies without the quotation."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.matrix_element_json import FORMAT

ANN, BEN = "@ann:a.example", "@ben:a.example"


def event(content: object, sender: str = ANN, kind: str = "m.room.message", **fields: object) -> dict[str, object]:
    return {"type": kind, "sender": sender, "content": content, "origin_server_ts": 1709589490000, **fields}


def text(body: str, **fields: object) -> dict[str, object]:
    return {"msgtype": "m.text", "body": body, **fields}


def member(sender: str, name: str) -> dict[str, object]:
    return event({"membership": "join", "displayname": name}, sender, "m.room.member", state_key=sender)


def edit(of: str, body: str) -> dict[str, object]:
    return text(
        f" * {body}", **{"m.new_content": text(body), "m.relates_to": {"rel_type": "m.replace", "event_id": of}}
    )


def export(*events: object) -> str:
    return json.dumps({"room_name": "deals", "exported_by": "Ann", "messages": events})


REPLY = {"m.relates_to": {"m.in_reply_to": {"event_id": "$1"}}}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (event(text("pay Acme")), f"21:58 {ANN}: pay Acme"),
        (event(text(f"> <{BEN}> a\n> b\n\nyes", **REPLY)), f"21:58 {ANN}: yes"),
        (event(text("> typed by hand\n\nyes")), f"21:58 {ANN}: > typed by hand\n\nyes"),
        (event({"msgtype": "m.emote", "body": "waves"}), f"21:58 {ANN} (action): waves"),
        (event({"msgtype": "m.image", "body": "a.jpg"}), f"21:58 {ANN} (media):"),
        (event({"msgtype": "m.image", "body": "the slip", "filename": "a.jpg"}), f"21:58 {ANN} (media): the slip"),
        (event({}, unsigned={"redacted_because": {}}), f"21:58 {ANN} (deleted):"),
        (event({"algorithm": "x"}, kind="m.room.encrypted"), "?? a message whose key the export does not have"),
        (event({"msgtype": "m.bad.encrypted", "body": "**"}), "?? a message whose key the export does not have"),
        (event({"membership": "leave"}, kind="m.room.member"), f"-- m.room.member leave by {ANN}"),
        (event({"offer": {}}, kind="m.call.invite"), f"21:58 {ANN} (call):"),
        (event(edit("$0", "they paid 40k")), f"21:58 {ANN}: they paid 40k"),
        ([], "?? not a Matrix event: no type"),
    ],
)
def test_an_event(memory_log: Callable[..., MemoryLog], said: object, expected: str) -> None:
    assert told(FORMAT, memory_log(export(said))) == [expected]


def test_an_edit_is_read_where_its_original_stands(memory_log: Callable[..., MemoryLog]) -> None:
    events = event(text("frist"), event_id="$1"), event(edit("$1", "first")), event(edit("$1", "forged"), BEN)
    assert told(FORMAT, memory_log(export(*events))) == [
        f"21:58 {ANN}: first",
        "-- an edit of $1",
        f"21:58 {BEN}: forged",
    ]


def test_a_chosen_name_is_shown_and_told_apart_where_two_chose_it(memory_log: Callable[..., MemoryLog]) -> None:
    one = export(event(text("a")), member(ANN, "Ann"))
    two = export(event(text("a")), member(ANN, "Ann"), member(BEN, "Ann"))
    assert told(FORMAT, memory_log(one))[0] == "21:58 Ann: a"
    assert told(FORMAT, memory_log(two))[0] == f"21:58 Ann ({ANN}): a"


def test_the_room_is_the_conversation_and_a_reply_knows_what_it_answers(memory_log: Callable[..., MemoryLog]) -> None:
    (message,) = messages(FORMAT, memory_log(export(event(text("> x\n\nyes", **REPLY), event_id="$2"))))
    assert (message.conversation, message.id, message.reply_to) == ("deals", "$2", "$1")


def test_lines_of_events_are_read_too(memory_log: Callable[..., MemoryLog]) -> None:
    log = memory_log("\n".join(json.dumps(event(text(body))) for body in "ab"))
    assert FORMAT.sniff(log.head) > 0.9
    assert [message.line for message in messages(FORMAT, log)] == [1, 2]
