"""Telegram Desktop's JSON: chats, accounts, and each kind of entry."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from chatmine.errors import DamagedError
from chatmine.formats import Parsed
from chatmine.formats.telegram_json import FORMAT
from chatmine.records import Message, Notice, Rejected

ANN = {"id": 7, "type": "message", "date": "2024-01-15T10:30:00", "from": "Ann", "from_id": "user1", "text": "hi"}


def chat(*messages: object, **fields: object) -> dict[str, object]:
    return {"name": "Deals", "type": "private_group", "id": 12, **fields, "messages": list(messages)}


def read(memory_log: Callable[..., Any], document: object) -> list[Parsed]:
    return list(FORMAT.parse(memory_log(json.dumps(document), path="result.json")))


ENTRIES = [
    ("a text", {}, ("Ann", "hi", "text")),
    (
        "fragments have nothing between them",
        {"text": ["a ", {"type": "bold", "text": "b"}, "c"]},
        ("Ann", "a bc", "text"),
    ),
    ("only entities", {"text": "", "text_entities": [{"type": "plain", "text": "hi"}]}, ("Ann", "hi", "text")),
    ("a deleted account", {"from": None}, ("(unknown) user1", "hi", "text")),
    ("nobody at all", {"from": None, "from_id": None}, ("(unknown)", "hi", "text")),
    ("a photo with a caption", {"photo": "a.jpg", "text": "look"}, ("Ann", "look", "media")),
    ("a sticker", {"media_type": "sticker", "sticker_emoji": "🙂", "text": ""}, ("Ann", "", "media")),
    ("nothing", {"text": ""}, ("Ann", "", "media")),
    ("a forward is posted by one and written by another", {"forwarded_from": "Ben"}, ("Ann", "hi", "forward")),
    ("a forward from a deleted account", {"forwarded_from": None}, ("Ann", "hi", "forward")),
    (
        "a poll",
        {"text": "", "poll": {"question": "Who?", "answers": [{"text": "Acme"}, {"text": "Norwick"}]}},
        ("Ann", "Who?\nAcme\nNorwick", "text"),
    ),
    ("an edited message is its last version", {"edited": "2024-01-15T11:00:00"}, ("Ann", "hi", "text")),
    ("a type is not needed", {"type": "message"}, ("Ann", "hi", "text")),
    ("values of the wrong kind", {"text": {"a": 1}, "id": [], "date": {}}, ("Ann", "", "media")),
]


@pytest.mark.parametrize(("name", "changes", "expected"), ENTRIES, ids=[name for name, *_ in ENTRIES])
def test_an_entry(
    name: str, changes: dict[str, object], expected: tuple[str, str, str], memory_log: Callable[..., Any]
) -> None:
    (message,) = read(memory_log, chat(ANN | changes))
    assert isinstance(message, Message), name
    assert (message.speaker, message.text, message.kind) == expected


def test_an_epoch_is_a_moment_and_a_date_a_wall_clock(memory_log: Callable[..., Any]) -> None:
    first, second = read(memory_log, chat(ANN, ANN | {"date_unixtime": "1705314600"}))
    assert isinstance(first, Message)
    assert isinstance(second, Message)
    assert first.timestamp == datetime(2024, 1, 15, 10, 30)  # noqa: DTZ001
    assert second.timestamp == datetime(2024, 1, 15, 10, 30, tzinfo=UTC)


def test_ids_and_replies(memory_log: Callable[..., Any]) -> None:
    (message,) = read(memory_log, chat(ANN | {"reply_to_message_id": 5}))
    assert isinstance(message, Message)
    assert (message.id, message.reply_to, message.line) == ("7", "5", 0)


def test_service_entries_are_nobodys_words(memory_log: Callable[..., Any]) -> None:
    service = {"id": 1, "type": "service", "actor": "Ann", "action": "invite_members", "members": ["Ben", None, "Cleo"]}
    assert read(memory_log, chat(service)) == [Notice("Ann: invite_members Ben, Cleo", 0)]


def test_an_account_holds_chats_and_left_chats(memory_log: Callable[..., Any]) -> None:
    account = {
        "personal_information": {"user_id": 1, "first_name": "Ann"},
        "contacts": {"list": [{"first_name": "Ben"}]},
        "chats": {
            "about": "x",
            "list": [chat(ANN, ANN), chat(ANN, name=None), {"type": "saved_messages", "messages": [ANN]}],
        },
        "left_chats": {"list": [chat(ANN, name="Old")]},
    }
    items = read(memory_log, account)
    assert [(item.conversation, item.line) for item in items if isinstance(item, Message)] == [
        ("Deals", 0),
        ("Deals", 1),
        ("(unknown) chat 12", 2),
        ("Saved Messages", 3),
        ("Old", 4),
    ]


def test_hostile_entries_are_rejected(memory_log: Callable[..., Any]) -> None:
    items = read(memory_log, chat([], None, 7, "x", {}))
    assert [type(item) for item in items] == [Rejected, Rejected, Rejected, Rejected, Message]


def test_a_cut_export_yields_what_is_whole(memory_log: Callable[..., Any]) -> None:
    items = FORMAT.parse(memory_log(json.dumps(chat(ANN, ANN))[:-20]))
    assert isinstance(next(items), Message)
    with pytest.raises(DamagedError, match="item 1"):
        next(items)


@pytest.mark.parametrize(
    ("document", "claims"),
    [
        (chat(ANN), True),
        ({"personal_information": {"user_id": 1}, "chats": {}}, True),
        ({"messages": [{"sender_name": "a", "timestamp_ms": 1}]}, False),
        ([{"text": "a", "ts": "1"}], False),
    ],
)
def test_detection(document: object, claims: bool, memory_log: Callable[..., Any]) -> None:
    assert (FORMAT.sniff(memory_log(json.dumps(document)).head) > 0.5) is claims


def test_the_export_is_streamed(memory_log: Callable[..., Any]) -> None:
    log = memory_log(json.dumps(chat(*[ANN] * 20_000)))
    next(FORMAT.parse(log))
    assert log.taken < 200_000
