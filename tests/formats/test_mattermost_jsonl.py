"""Mattermost's bulk export: a line names its type; replies stand inside their post."""

import json
from collections.abc import Callable

from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.mattermost_jsonl import FORMAT


def line(kind: str, fields: object) -> str:
    return json.dumps({"type": kind, kind: fields})


def post(message: str, **fields: object) -> str:
    return line(
        "post", {"team": "t", "channel": "c", "user": "ann", "message": message, "create_at": 1709589490000, **fields}
    )


REPLY = {"user": "ben", "message": "yes", "create_at": 1709589400000}
PROPS = json.dumps({"override_username": "Till", "attachments": [{"title": "Paid", "text": "£500"}]})
EXPORT = "\n".join((
    line("version", 1),
    line("team", {"name": "t", "display_name": "Yard"}),
    line("channel", {"team": "t", "name": "c", "display_name": "Deals"}),
    post("Acme wants 40k", replies=[REPLY]),
    post("ann joined the channel."),
    post("left", type="system_leave_channel"),
    post("waves", type="me"),
    post("", attachments=[{"path": "a.jpg"}]),
    post("", props=PROPS),
    line("direct_post", {**REPLY, "channel_members": ["ann", "ben"], "message": "psst"}),
    line("post", None),
    "{cut",
))  # fmt: skip


def test_an_export(memory_log: Callable[..., MemoryLog]) -> None:
    assert told(FORMAT, memory_log(EXPORT))[:-1] == [
        "-- version",
        "-- team Yard",
        "-- channel Deals",
        "21:58 ann: Acme wants 40k",
        "21:56 ben: yes",
        "-- ann joined the channel.",
        "-- left",
        "21:58 ann (action): waves",
        "21:58 ann (media):",
        "21:58 Till: Paid\n£500",
        "21:56 ben: psst",
        "?? a line without a type and its object",
    ]


def test_a_reply_takes_no_line_of_its_own(memory_log: Callable[..., MemoryLog]) -> None:
    own, reply, *_ = messages(FORMAT, memory_log(EXPORT))
    assert [(item.line, item.lines) for item in (own, reply)] == [(4, 1), (4, 0)]


def test_conversations_are_called_as_people_see_them(memory_log: Callable[..., MemoryLog]) -> None:
    found = [message.conversation for message in messages(FORMAT, memory_log(EXPORT))]
    assert (found[0], found[-1]) == ("Yard / Deals", "ann, ben")


def test_it_is_found_with_or_without_its_first_line(memory_log: Callable[..., MemoryLog]) -> None:
    assert FORMAT.sniff(memory_log(EXPORT).head) > 0.9
    assert FORMAT.sniff(memory_log(post("hi")).head) > 0.9
    assert not FORMAT.sniff(memory_log('{"type": "message", "text": "hi"}').head)
