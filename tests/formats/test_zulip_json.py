"""Zulip's export: messages by number, and `realm.json` with what the numbers stand for."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.zulip_json import FORMAT

REALM = json.dumps({
    "zerver_realm": [{"id": 1}],
    "zerver_userprofile": [{"id": 10, "full_name": "Ann Moreau"}, {"id": 11, "full_name": "Ben"}],
    "zerver_userprofile_crossrealm": [{"id": 9, "email": "notification-bot@zulip.com"}],
    "zerver_stream": [{"id": 30, "name": "general"}],
    "zerver_recipient": [
        {"id": 20, "type": 2, "type_id": 30},
        {"id": 21, "type": 1, "type_id": 11},
        {"id": 22, "type": 3},
    ],
    "zerver_subscription": [{"user_profile": 10, "recipient": 22}, {"user_profile": 11, "recipient": 22}],
})  # fmt: skip
QUOTE = "@_**Ben|11** [said](https://z/#narrow/near/55):\n```quote\nnot mine\n```\nmine"


def entry(content: str, **fields: object) -> dict[str, object]:
    base = {"id": 1, "sender": 10, "recipient": 20, "subject": "deals", "content": content, "date_sent": 1709589490.5}
    return {**base, "has_attachment": False, **fields}


def export(memory_log: Callable[..., MemoryLog], *entries: object, realm: str = REALM) -> MemoryLog:
    text = json.dumps({"zerver_message": entries, "zerver_usermessage": []})
    return memory_log(text, path="messages-000001.json", neighbours={"realm.json": realm})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry("@**Ben|11** in #**general>deals**"), "21:58 Ann Moreau: @Ben in #general>deals"),
        (entry(QUOTE), "21:58 Ann Moreau: mine"),
        (entry("/me waves"), "21:58 Ann Moreau (action): waves"),
        (entry("(deleted)"), "21:58 Ann Moreau (deleted):"),
        (entry("[a.pdf](/user_uploads/2/a.pdf)", has_attachment=True), "21:58 Ann Moreau (media):"),
        (entry("see [a.pdf](/user_uploads/2/a.pdf)", has_attachment=True),
         "21:58 Ann Moreau (media): see [a.pdf](/user_uploads/2/a.pdf)"),
        (entry("hi", sender=99), "21:58 (unknown) 99: hi"),
        (entry("@_**Ben** created a stream", sender=9), "-- @Ben created a stream"),
        ({"id": 5}, "?? not a message: no sender and no content"),
    ],
)  # fmt: skip
def test_an_entry(memory_log: Callable[..., MemoryLog], said: object, expected: str) -> None:
    assert told(FORMAT, export(memory_log, said)) == [expected]


def test_where_it_was_said_and_to_whom(memory_log: Callable[..., MemoryLog]) -> None:
    entries = [entry("a", recipient=place) for place in (20, 21, 22, 77)]
    found = [(message.conversation, message.addressee) for message in messages(FORMAT, export(memory_log, *entries))]
    assert found == [("general > deals", ""), ("Ann Moreau, Ben", "Ben"), ("Ann Moreau, Ben", ""), ("deals", "")]


def test_without_its_realm_numbers_stand_for_people(memory_log: Callable[..., MemoryLog]) -> None:
    assert told(FORMAT, export(memory_log, entry("hi"), realm="[")) == ["21:58 (unknown) 10: hi"]


def test_a_quotation_is_what_a_reply_answers(memory_log: Callable[..., MemoryLog]) -> None:
    assert messages(FORMAT, export(memory_log, entry(QUOTE)))[0].reply_to == "55"


def test_the_realm_is_passed_over(memory_log: Callable[..., MemoryLog]) -> None:
    log = memory_log(REALM, path="realm.json")
    assert FORMAT.sniff(log.head) >= 0.6
    assert told(FORMAT, log) == ["-- names for the other files"]
