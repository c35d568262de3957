"""Meta's downloads: Messenger old and encrypted, Instagram, and the mojibake of the old ones."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats import detect
from chatmine.formats.instagram_json import FORMAT as INSTAGRAM
from chatmine.formats.messenger_json import FORMAT, repaired

NOON = 1_600_000_200_000  # 12:30 UTC


def entry(sender: str, content: str | None = None, **fields: object) -> dict[str, object]:
    return {"sender_name": sender, "timestamp_ms": NOON, **({"content": content} if content else {}), **fields}


def thread(*entries: object) -> str:
    frame = {"title": "Zo\u00c3\u00ab", "thread_path": "inbox/zoe_1", "magic_words": []}
    return json.dumps({"participants": [{"name": "Zo\u00c3\u00ab"}], "messages": entries, **frame})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry("Zo\u00c3\u00ab", "pay \u00e2\u0082\u00ac40k"), "12:30 Zoë: pay €40k"),
        (entry("Zoë", "“already sound”"), "12:30 Zoë: “already sound”"),
        (entry("Ann", photos=[{"uri": "a.jpg"}]), "12:30 Ann (media):"),
        (entry("Ann", "the slip", photos=[{"uri": "a.jpg"}]), "12:30 Ann (media): the slip"),
        (entry("Ann", "Ann sent an attachment.", share={"link": "https://a.example"}), "12:30 Ann (media):"),
        (entry("Ann", "https://a.example", share={"link": "https://a.example"}), "12:30 Ann: https://a.example"),
        (entry("Ann", is_unsent=True), "12:30 Ann (deleted):"),
        (entry("Ann", "Ann called you.", type="Call", call_duration=5), "12:30 Ann (call):"),
        (entry("Ann", "Ann left the group.", type="Unsubscribe"), "-- Ann left the group."),
        (entry("Ann", "You named the group Deals."), "-- You named the group Deals."),
        (entry("Ann", "Reacted \u00f0\u009f\u0098\u0086 to your message "), "-- Reacted 😆 to your message "),
        (entry("Ann", "Ben left the group of buyers"), "12:30 Ann: Ben left the group of buyers"),
        (entry(""), "12:30 (unknown) (media):"),
        ({"type": "Generic"}, "?? not a message: no sender and no time"),
    ],
)
def test_an_entry(memory_log: Callable[..., MemoryLog], said: object, expected: str) -> None:
    assert told(FORMAT, memory_log(thread(said))) == [expected]


def test_every_part_is_the_conversation_that_the_end_of_the_file_names(memory_log: Callable[..., MemoryLog]) -> None:
    parts = (memory_log(thread(entry("Ann", "hi")), path=f"message_{number}.json") for number in (1, 2))
    assert {message.conversation for part in parts for message in messages(FORMAT, part)} == {"Zoë"}


def test_the_encrypted_download_is_sound_utf_8(memory_log: Callable[..., MemoryLog]) -> None:
    said = {"senderName": "Ann", "text": "Ã©tude “x”", "timestamp": NOON, "isUnsent": False, "media": []}
    log = memory_log(json.dumps({"participants": ["Ann"], "messages": [said], "threadName": "Ann_7"}))
    (message,) = messages(FORMAT, log)
    assert (message.text, message.conversation) == ("Ã©tude “x”", "Ann")


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("inbox/a/message_1.json", thread(entry("Ann", "hi")), FORMAT),
        ("your_instagram_activity/messages/inbox/a/message_1.json", thread(entry("Ann", "hi")), INSTAGRAM),
        ("message_1.json", thread(entry("a", photos=[{"uri": "your_instagram_activity/x.jpg"}])), INSTAGRAM),
        ("message_1.json", json.dumps({"messages": [entry("Ann", "hi")]}), INSTAGRAM),
        ("facebook/message_1.json", json.dumps({"messages": [entry("Ann", "hi")]}), FORMAT),
    ],
)
def test_the_two_services_are_told_apart(
    memory_log: Callable[..., MemoryLog], path: str, text: str, expected: object
) -> None:
    assert detect(memory_log(text, path=path).head, among=(FORMAT, INSTAGRAM))[0] is expected


@given(st.text())
def test_what_the_download_breaks_is_repaired(text: str) -> None:
    encoded = text.encode("utf-8", "ignore")
    assert repaired(encoded.decode("latin-1")) == encoded.decode("utf-8")
