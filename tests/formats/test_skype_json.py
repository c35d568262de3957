"""Skype's export: tags in the text, names with some messages only."""

import json
from collections.abc import Callable

import pytest
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.skype_json import FORMAT

QUOTE = (
    '<quote author="live:ann" authorname="Ann" messageid="5"><legacyquote>[1] Ann: </legacyquote>not mine'
    "<legacyquote>\r\n\r\n&lt;&lt;&lt; </legacyquote></quote>"
)


def entry(content: str, kind: str = "RichText", by: str = "8:bob.k", **fields: object) -> dict[str, object]:
    base = {"id": "1", "displayName": "Bob K", "originalarrivaltime": "2024-05-01T10:05:00.123Z", "from": by}
    return {**base, "messagetype": kind, "content": content, "properties": None, **fields}


def export(*entries: object, **conversation: object) -> str:
    frame = {"id": "8:bob.k", "displayName": "Bob K", **conversation}
    return json.dumps({"userId": "8:live:ann", "conversations": [{**frame, "MessageList": entries}]})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry('&lt;b&gt; see <a href="https://a.example">https://a.example</a> <ss type="smile">:)</ss>'),
         "10:05 Bob K: <b> see https://a.example :)"),
        (entry("one\r\ntwo &amp; 3 < 4"), "10:05 Bob K: one\ntwo & 3 < 4"),
        (entry('<at id="8:x">Cleo</at> pay Acme<e_m ts="1"></e_m>'), "10:05 Bob K: @Cleo pay Acme"),
        (entry(f"{QUOTE}mine"), "10:05 Bob K: mine"),
        (entry(QUOTE), "10:05 Bob K (forward): not mine"),
        (entry("", properties={"deletetime": "1"}), "10:05 Bob K (deleted):"),
        (entry('<partlist type="ended"><part/></partlist>', "Event/Call"), "10:05 Bob K (call):"),
        (entry("<URIObject>To view this photo, go to</URIObject>", "RichText/UriObject"), "10:05 Bob K (media):"),
        (entry("<topicupdate><value>Deals</value></topicupdate>", "ThreadActivity/TopicUpdate"),
         "-- ThreadActivity/TopicUpdate Deals"),
        ("hi", "?? not a message: no sender and no content"),
    ],
)  # fmt: skip
def test_an_entry(memory_log: Callable[..., MemoryLog], said: object, expected: str) -> None:
    assert told(FORMAT, memory_log(export(said))) == [expected]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([entry("hi", by="8:live:ann", displayName=None)], "live:ann"),
        ([entry("hi", by="8:live:ann", displayName=None), entry(f"{QUOTE}yes")], "Ann"),
        ([entry("hi", displayName=None)], "Bob K"),
    ],
)
def test_names_are_taken_from_wherever_they_stand(
    memory_log: Callable[..., MemoryLog], entries: list[object], expected: str
) -> None:
    assert messages(FORMAT, memory_log(export(*entries)))[0].speaker == expected


def test_groups_are_called_by_their_topic_and_replies_know_what_they_answer(
    memory_log: Callable[..., MemoryLog],
) -> None:
    log = memory_log(export(entry(f"{QUOTE}a"), id="19:x", displayName=None, threadProperties={"topic": "Deals"}))
    (message,) = messages(FORMAT, log)
    assert (message.conversation, message.reply_to) == ("Deals", "5")
