"""DiscordChatExporter's JSON, whole or cut to its messages."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from chatmine.formats import Parsed
from chatmine.formats.discord_json import FORMAT
from chatmine.records import Message, Notice, Rejected

HI = {
    "id": "1001",
    "type": "Default",
    "timestamp": "2024-01-15T12:30:00.5+02:00",
    "content": "hi",
    "author": {"id": "1", "name": "ann", "nickname": "Ann"},
    "attachments": [],
    "embeds": [],
}
FRAME = {"guild": {"name": "Port"}, "channel": {"id": "2", "name": "deals"}}


def read(memory_log: Callable[..., Any], *messages: object) -> list[Parsed]:
    return list(FORMAT.parse(memory_log(json.dumps({**FRAME, "messages": messages, "messageCount": 1}))))


ENTRIES = [
    ("a text", {}, ("Ann", "hi", "text")),
    ("no nickname", {"author": {"id": "1", "name": "ann", "nickname": None}}, ("ann", "hi", "text")),
    ("two deleted users stay two", {"author": {"id": "9", "name": "Deleted User"}}, ("Deleted User 9", "hi", "text")),
    ("nobody", {"author": None}, ("(unknown)", "hi", "text")),
    ("a reply by its number", {"type": 19}, ("Ann", "hi", "text")),
    ("only a file", {"content": "", "attachments": [{"fileName": "a.png"}]}, ("Ann", "", "media")),
    (
        "a bot's embed",
        {
            "content": "",
            "embeds": [{"title": "Paid", "description": "40k", "fields": [{"name": "To", "value": "Acme"}]}],
        },
        ("Ann", "Paid\n40k\nTo: Acme", "text"),
    ),
    ("a forward", {"content": "", "forwardedMessage": {"content": "sell"}}, ("Ann", "sell", "forward")),
    (
        "values of the wrong kind",
        {"content": [1], "embeds": {"a": 1}, "timestamp": [], "id": None},
        ("Ann", "", "media"),
    ),
]


@pytest.mark.parametrize(("name", "changes", "expected"), ENTRIES, ids=[name for name, *_ in ENTRIES])
def test_an_entry(
    name: str, changes: dict[str, object], expected: tuple[str, str, str], memory_log: Callable[..., Any]
) -> None:
    (message,) = read(memory_log, HI | changes)
    assert isinstance(message, Message), name
    assert (message.speaker, message.text, message.kind) == expected


def test_place_time_and_reply(memory_log: Callable[..., Any]) -> None:
    (message,) = read(memory_log, HI | {"reference": {"messageId": "1000"}})
    assert isinstance(message, Message)
    assert (message.conversation, message.id, message.reply_to) == ("Port / deals", "1001", "1000")
    assert message.timestamp == datetime(2024, 1, 15, 10, 30, 0, 500000, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["GuildMemberJoin", "ChannelPinnedMessage", "Call", 7])
def test_what_discord_tells_is_a_notice(kind: object, memory_log: Callable[..., Any]) -> None:
    (notice,) = read(memory_log, HI | {"type": kind, "content": "Joined the server."})
    assert isinstance(notice, Notice)
    assert notice.text == "Ann: Joined the server."


def test_a_bare_array_is_named_by_its_file(memory_log: Callable[..., Any]) -> None:
    (message,) = FORMAT.parse(memory_log(json.dumps([HI]), conversation="deals"))
    assert isinstance(message, Message)
    assert message.conversation == "deals"


def test_hostile_entries_are_rejected(memory_log: Callable[..., Any]) -> None:
    assert [type(item) for item in read(memory_log, [], None, 7, {})] == [Rejected, Rejected, Rejected, Message]


@pytest.mark.parametrize(
    ("document", "claims"),
    [
        ({**FRAME, "messages": [HI]}, True),
        ([HI], True),
        ([{"author": "a", "content": "b", "timestamp": 1}], False),
        ({"name": "package", "author": "a"}, False),
    ],
)
def test_detection(document: object, claims: bool, memory_log: Callable[..., Any]) -> None:
    assert (FORMAT.sniff(memory_log(json.dumps(document)).head) > 0.5) is claims


def test_the_export_is_streamed(memory_log: Callable[..., Any]) -> None:
    log = memory_log(json.dumps([HI] * 20_000))
    next(FORMAT.parse(log))
    assert log.taken < 200_000
