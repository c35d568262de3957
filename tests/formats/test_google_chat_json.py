"""Google Chat from Takeout: dates written out in the account's language, names beside the messages."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.google_chat_json import FORMAT, read_created

ANN = {"name": "Ann Moreau", "email": "ann@a.example", "user_type": "Human"}


def entry(**fields: object) -> dict[str, object]:
    date = "Thursday, November 3, 2016 at 11:59:50\u202fAM UTC"
    return {"creator": ANN, "created_date": date, "topic_id": "t", "message_id": "s/t/t", **fields}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry(text="pay Acme"), "11:59 Ann Moreau: pay Acme"),
        (entry(creator={"email": "b@a.example"}, text="ok"), "11:59 b@a.example: ok"),
        (entry(attached_files=[{"original_name": "a.png"}]), "11:59 Ann Moreau (media):"),
        (entry(message_state="DELETED", creator=None), "11:59 (unknown) (deleted):"),
        (entry(annotations=[{"membership_changed_metadata": {}}]), "-- who is a member changed"),
        (entry(annotations=[{"video_call_metadata": {}}]), "11:59 Ann Moreau (call):"),
        (entry(text="see", annotations=[5, {"url_metadata": {}}]), "11:59 Ann Moreau: see"),
        (5, "?? not a message: no creator and no date"),
    ],
)
def test_an_entry(memory_log: Callable[..., MemoryLog], said: object, expected: str) -> None:
    assert told(FORMAT, memory_log(json.dumps({"messages": [said]}))) == [expected]


@pytest.mark.parametrize(
    "written",
    [
        "Thursday, November 3, 2016 at 11:59:50 PM UTC",
        "Thursday 3 November 2016 at 23:59:50 UTC",
        "Donnerstag, 3. November 2016 um 23:59:50 UTC",
        "jeudi 3 novembre 2016 à 23:59:50 UTC",
        "quinta-feira, 3 de novembro de 2016 às 23:59:50 UTC",
        "czwartek, 3 listopada 2016 23:59:50 UTC",
        "2016年11月3日木曜日 23時59分50秒 UTC",
        "2016年11月3日星期四 UTC 下午11:59:50",
        "2016년 11월 3일 목요일 오후 11시 59분 50초 UTC",
    ],
)
def test_dates_in_the_languages_of_accounts(written: str) -> None:
    assert str(read_created(written)) == "2016-11-03 23:59:50+00:00"


def test_the_conversation_is_the_space_or_its_members(memory_log: Callable[..., MemoryLog]) -> None:
    text, group = json.dumps({"messages": [entry(text="hi")]}), {"members": [ANN, {"name": "Ben"}]}
    named = memory_log(text, neighbours={"group_info.json": json.dumps({"name": "Port", **group})})
    unnamed = memory_log(text, neighbours={"group_info.json": json.dumps(group)})
    broken = memory_log(text, conversation="DM 1", neighbours={"group_info.json": "{"})
    titles = [messages(FORMAT, log)[0].conversation for log in (named, unnamed, broken)]
    assert titles == ["Port", "Ann Moreau, Ben", "DM 1"]


def test_a_reply_answers_the_thread_or_what_it_quotes(memory_log: Callable[..., MemoryLog]) -> None:
    quote = {"quoted_message_metadata": {"message_id": "s/q/q", "text": "not mine"}}
    entries = [entry(text="a"), entry(text="b", message_id="s/t/m2"), entry(text="c", **quote)]
    log = memory_log(json.dumps({"messages": entries}))
    assert [message.reply_to for message in messages(FORMAT, log)] == ["", "s/t/t", "s/q/q"]


def test_the_files_with_names_are_passed_over(memory_log: Callable[..., MemoryLog]) -> None:
    for beside in ({"members": [ANN]}, {"user": ANN, "membership_info": []}):
        log = memory_log(json.dumps(beside))
        assert FORMAT.sniff(log.head) >= 0.6
        assert told(FORMAT, log) == ["-- names for the other files"]
