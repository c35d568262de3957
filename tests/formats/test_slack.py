"""Slack's day files with the names beside them, and slackdump's dumps."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from chatmine.formats import Parsed
from chatmine.formats.slack import FORMAT
from chatmine.records import Message, Notice, Rejected

HI = {"type": "message", "user": "U1", "text": "hi", "ts": "1452837318.000200"}
EXPORT = {
    "../users.json": json.dumps(
        [
            {"id": "U1", "name": "ann", "profile": {"display_name": "Ann", "real_name": "Ann Lee"}},
            {"id": "U2", "name": "ben", "profile": {"display_name": "", "real_name": "Ben Roe"}},
            {"id": "U3", "name": "cleo", "profile": None},
            "not a user",
        ]
    ),
    "../channels.json": json.dumps([{"id": "C1", "name": "deals"}]),
    "../dms.json": json.dumps([{"id": "D1", "members": ["U1", "U2"]}]),
    "../mpims.json": json.dumps([{"id": "G1", "name": "mpdm-ann--ben--cleo-1", "members": ["U1", "U2", "U3"]}]),
}


def read(
    memory_log: Callable[..., Any], *entries: object, path: str = "x.zip!deals/2016-01-15.json", **fields: Any
) -> list[Parsed]:
    return list(FORMAT.parse(memory_log(json.dumps(entries), path=path, neighbours=EXPORT, **fields)))


ENTRIES = [
    ("a text", {}, ("Ann", "hi", "text")),
    ("a real name where none was chosen", {"user": "U2"}, ("Ben Roe", "hi", "text")),
    ("an account's name where there is no other", {"user": "U3"}, ("cleo", "hi", "text")),
    ("a user nobody knows", {"user": "U9"}, ("U9", "hi", "text")),
    ("a user that the message knows", {"user": "U9", "user_profile": {"real_name": "Dan"}}, ("Dan", "hi", "text")),
    ("Slackbot", {"user": "USLACKBOT"}, ("Slackbot", "hi", "text")),
    ("a bot", {"user": None, "subtype": "bot_message", "username": "paybot"}, ("paybot", "hi", "text")),
    (
        "a bot by its profile",
        {"user": None, "bot_id": "B1", "bot_profile": {"name": "paybot"}},
        ("paybot", "hi", "text"),
    ),
    ("a bot by its id", {"user": None, "bot_id": "B1"}, ("B1", "hi", "text")),
    ("/me", {"subtype": "me_message", "text": "waves"}, ("Ann", "waves", "action")),
    ("deleted", {"subtype": "tombstone", "text": "This message was deleted."}, ("Ann", "", "deleted")),
    (
        "people, channels and links",
        {"text": "<@U2> in <#C1> <https://a.example|Acme>"},
        ("Ann", "@Ben Roe in #deals Acme", "text"),
    ),
    ("labels", {"text": "<@U8|dan> <#C8|ops> <!subteam^S1|@crew>"}, ("Ann", "@dan #ops @crew", "text")),
    ("calls and signs", {"text": "<!here> 1 &lt; 2 &amp;amp;"}, ("Ann", "@here 1 < 2 &amp;", "text")),
    ("bare links", {"text": "<https://a.example> <mailto:a@b.c|a@b.c>"}, ("Ann", "https://a.example a@b.c", "text")),
    (
        "what a bot attached",
        {
            "text": "",
            "attachments": [{"pretext": "1 commit:", "text": "<u|ed1>: x", "fallback": "y"}, {"fallback": "z"}],
        },
        ("Ann", "1 commit:\ned1: x\nz", "text"),
    ),
    (
        "what a link shows is not said",
        {"attachments": [{"text": "Acme, makers of fine things"}]},
        ("Ann", "hi", "text"),
    ),
    (
        "a shared message",
        {"text": "", "attachments": [{"is_share": True, "text": "sell"}]},
        ("Ann", "sell", "forward"),
    ),
    (
        "blocks where there is no text",
        {
            "text": "",
            "blocks": [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {"type": "text", "text": "pay <b> "},
                                {"type": "user", "user_id": "U2"},
                                {"type": "emoji", "name": "ok"},
                                {"type": "link", "url": "https://a.example"},
                            ],
                        },
                        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "now"}]},
                    ],
                },
                {"type": "section", "text": {"type": "mrkdwn", "text": "<#C1>"}},
            ],
        },
        ("Ann", "pay <b> @Ben Roe:ok:https://a.example\nnow\n#deals", "text"),
    ),
    ("a file", {"text": "", "files": [{"id": "F1"}]}, ("Ann", "", "media")),
    (
        "a file as old exports tell it",
        {"subtype": "file_share", "text": "<@U1> uploaded a file: <https://a.example|a.js> and commented: look"},
        ("Ann", "look", "media"),
    ),
    ("values of the wrong kind", {"text": ["a"], "blocks": "x", "ts": None, "attachments": 3}, ("Ann", "", "media")),
]


@pytest.mark.parametrize(("name", "changes", "expected"), ENTRIES, ids=[name for name, *_ in ENTRIES])
def test_an_entry(
    name: str, changes: dict[str, object], expected: tuple[str, str, str], memory_log: Callable[..., Any]
) -> None:
    (message,) = read(memory_log, HI | changes)
    assert isinstance(message, Message), name
    assert (message.speaker, message.text, message.kind) == expected


def test_a_timestamp_is_also_the_id(memory_log: Callable[..., Any]) -> None:
    head, reply = read(
        memory_log, HI | {"thread_ts": HI["ts"]}, HI | {"ts": "1452837319.000300", "thread_ts": HI["ts"]}
    )
    assert isinstance(head, Message)
    assert isinstance(reply, Message)
    assert (head.id, head.reply_to) == ("1452837318.000200", "")
    assert head.timestamp == datetime(2016, 1, 15, 5, 55, 18, 200, tzinfo=UTC)
    assert reply.reply_to == "1452837318.000200"


@pytest.mark.parametrize("subtype", ["channel_join", "channel_topic", "bot_add", "pinned_item", "huddle_thread"])
def test_events_are_nobodys_words(subtype: str, memory_log: Callable[..., Any]) -> None:
    (notice,) = read(memory_log, HI | {"subtype": subtype, "text": "<@U1> has joined the channel"})
    assert isinstance(notice, Notice)
    assert notice.text == "@Ann has joined the channel"


def test_a_reply_sent_to_the_channel_too_counts_once(memory_log: Callable[..., Any]) -> None:
    reply = HI | {"ts": "1452837319.000300", "thread_ts": HI["ts"], "text": "yes"}
    again = reply | {"ts": "1452837319.000400"}
    items = read(memory_log, HI, reply, again | {"subtype": "thread_broadcast"}, again)
    assert [type(item) for item in items] == [Message, Message, Notice, Message]


@pytest.mark.parametrize(
    ("path", "conversation"),
    [
        ("x.zip!deals/2016-01-15.json", "#deals"),
        ("export/D1/2016-01-15.json", "Ann, Ben Roe"),
        ("export/mpdm-ann--ben--cleo-1/2016-01-15.json", "Ann, Ben Roe, cleo"),
        ("2016-01-15.json", "log"),
    ],
)
def test_the_folder_names_the_conversation(path: str, conversation: str, memory_log: Callable[..., Any]) -> None:
    (message,) = read(memory_log, HI, path=path)
    assert isinstance(message, Message)
    assert message.conversation == conversation


def test_without_names_ids_stay(memory_log: Callable[..., Any]) -> None:
    log = memory_log(
        json.dumps([HI | {"text": "<@U2>"}]), path="deals/2016-01-15.json", neighbours={"../users.json": "[oops"}
    )
    (message,) = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert (message.speaker, message.text) == ("U1", "@U2")


def test_a_dump_nests_replies(memory_log: Callable[..., Any]) -> None:
    thread = HI | {
        "thread_ts": HI["ts"],
        "slackdump_thread_replies": [HI | {"text": "yes", "thread_ts": HI["ts"], "ts": "1452837319.000300"}],
    }
    dump = {"channel_id": "C1", "name": "deals", "messages": [thread, HI | {"text": "bye"}]}
    items = [item for item in FORMAT.parse(memory_log(json.dumps(dump))) if isinstance(item, Message)]
    assert [(item.line, item.text, item.conversation) for item in items] == [
        (0, "hi", "#deals"),
        (1, "yes", "#deals"),
        (2, "bye", "#deals"),
    ]


def test_hostile_entries_are_rejected(memory_log: Callable[..., Any]) -> None:
    assert [type(item) for item in read(memory_log, [], None, 7, {})] == [Rejected, Rejected, Rejected, Message]


@pytest.mark.parametrize(
    ("path", "text", "claims"),
    [
        ("deals/2016-01-15.json", json.dumps([HI]), True),
        ("deals/2016-01-16.json", "[]", True),
        ("x.zip!users.json", EXPORT["../users.json"], True),
        ("channels.json", EXPORT["../channels.json"], True),
        ("integration_logs.json", '[{"user_id": "U1", "change_type": "added"}]', True),
        ("users.json", '[{"email": "a@b.c"}]', False),
        ("other.json", EXPORT["../users.json"], False),
        ("other.json", '[{"type": "x", "ts": 12}]', False),
    ],
)
def test_detection(path: str, text: str, claims: bool, memory_log: Callable[..., Any]) -> None:
    assert (FORMAT.sniff(memory_log(text, path=path).head) > 0.5) is claims


def test_files_with_names_hold_no_messages(memory_log: Callable[..., Any]) -> None:
    log = memory_log(EXPORT["../users.json"], path="x.zip!users.json")
    assert list(FORMAT.parse(log)) == [Notice("names for the other files")]


def test_a_day_is_streamed(memory_log: Callable[..., Any]) -> None:
    log = memory_log(json.dumps([HI] * 20_000), path="deals/2016-01-15.json")
    next(FORMAT.parse(log))
    assert log.taken < 200_000


def test_names_nested_too_deep_are_no_names(memory_log: Callable[..., Any]) -> None:
    log = memory_log(json.dumps([HI]), path="deals/2016-01-15.json", neighbours={"../users.json": "[" * 100_000})
    (message,) = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert message.speaker == "U1"
