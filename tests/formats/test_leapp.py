"""What LEAPP finds in a phone: columns by their usual names, speakers by direction."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.conftest import MemoryLog
from tests.formats.telling import messages, told

from chatmine.formats.leapp import FORMAT

HEADER = ["Message Timestamp", "Message Direction", "Contact Name", "Message", "Media", "Message Type", "Source File"]


def table(*rows: list[str], header: list[str] = HEADER) -> str:
    return "\n".join("\t".join(row) for row in (header, *rows))


def row(direction: str, text: str = "pay Acme", media: str = "", form: str = "Text") -> list[str]:
    return ["2024-03-04 21:58:10+00:00", direction, "Ben", text, media, form, "a.db"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (row("Incoming"), "21:58 Ben: pay Acme"),
        (row("Outgoing"), "21:58 Me: pay Acme"),
        (row("Sent"), "21:58 Me: pay Acme"),
        (row("Received", "", "a.jpg"), "21:58 Ben (media):"),
        (row("Incoming", form="Voice Call"), "21:58 Ben (call): pay Acme"),
        (row("", "Ben left", form="System Message"), "-- Ben left"),
        (row("Incoming", "\ufffc", "a.jpg", "File"), "21:58 Ben (media):"),
        (row("Incoming", "pay Acme", "null.txt", "sms"), "21:58 Ben: pay Acme"),
        (["cut"], "?? 1 columns where there are 7"),
    ],
)
def test_a_row(memory_log: Callable[..., MemoryLog], said: list[str], expected: str) -> None:
    assert told(FORMAT, memory_log(table(said)))[1:] == [expected]


def test_results_as_json_have_epochs(memory_log: Callable[..., MemoryLog]) -> None:
    rows = [
        [1709589490, "Outgoing", "Ben", "hi", None, "Text", "a.db"],
        {},
        [1709589490, "Incoming", "Ben", None, "a.jpg", "", ""],
    ]
    log = memory_log(json.dumps({"metadata": {"artifact_name": "Chats"}, "headers": HEADER, "data": rows}))
    assert FORMAT.sniff(log.head) > 0.9
    assert told(FORMAT, log) == ["21:58 Me: hi", "?? 0 columns where there are 7", "21:58 Ben (media):"]
    assert (messages(FORMAT, log)[0].conversation, messages(FORMAT, log)[0].addressee) == ("Ben", "Ben")


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        (["Date", "Direction", "Sender", "Recipients", "Body"], ["in", "Ben", "Own"], ("Ben", "Ben", "")),
        (["Date", "Direction", "Sender", "Recipients", "Body"], ["out", "", "Ben"], ("Me", "Ben", "Ben")),
        (["Date", "Direction", "Sending Party", "Conversation Name", "Body"], ["Outgoing", "Self", "Deals"],
         ("Me", "Deals", "")),
        (["Date", "Direction", "Sender Name", "Other Party", "Body"], ["Outgoing", "Ann", "Ben"],
         ("Ann", "Ben", "Ben")),
        (["Date", "Direction", "Sending Party JID", "Contact", "Body"], ["Incoming", "1@s.net", "Ben"],
         ("Ben", "Ben", "")),
        (["Date", "Type", "Address", "Thread ID", "Body"], ["Sent", "Ben", "7"], ("Me", "Ben", "Ben")),
        (["Date", "Direction", "Contact", "Content Type", "Text / Filename / Address"], ["Sent", "Ben", "Text"],
         ("Me", "Ben", "Ben")),
        (["Date", "Read", "Username", "Channel ID", "Body"], ["1", "Ben", "7"], ("Ben", "7", "")),
    ],
)  # fmt: skip
def test_who_wrote_where_to_whom(
    memory_log: Callable[..., MemoryLog], header: list[str], cells: list[str], expected: tuple[str, str, str]
) -> None:
    (message,) = messages(FORMAT, memory_log(table(["2024-03-04 21:58:10", *cells, "hi"], header=header)))
    assert (message.speaker, message.conversation, message.addressee) == expected


def test_what_is_no_chat_is_left_alone(memory_log: Callable[..., MemoryLog]) -> None:
    cookies = {"metadata": {"artifact_name": "Cookies"}, "headers": ["Timestamp", "Host"], "data": [[1, "a"]]}
    typed = {
        **cookies,
        "headers": [["Timestamp", "datetime"], "Sender", "Message"],
        "data": [[1709589490, "Ben", "hi"]],
    }
    assert not FORMAT.sniff(memory_log(json.dumps(cookies)).head)
    assert FORMAT.sniff(memory_log(json.dumps(typed)).head) > 0.9
    assert told(FORMAT, memory_log(json.dumps(typed))) == ["21:58 Ben: hi"]


@pytest.mark.parametrize(
    ("header", "bid"),
    [
        (["\ufeffTimestamp", "Direction", "Contact", "Body", "Source File"], 0.9),
        (["Timestamp", "From", "Text", "source file"], 0.9),
        (["Timestamp", "Direction", "Contact", "Body"], 0.8),
        (["Timestamp", "From", "Body"], 0.0),
        (["Package Name", "Version", "Source File"], 0.0),
    ],
)
def test_other_tables_are_left_to_others(memory_log: Callable[..., MemoryLog], header: list[str], bid: float) -> None:
    assert FORMAT.sniff(memory_log(table(header=header)).head) == bid


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"'), min_size=1, max_size=20)


@given(st.lists(st.tuples(st.sampled_from(["Incoming", "Outgoing"]), WORDS), min_size=1, max_size=8))
def test_what_is_written_is_read(memory_log: Callable[..., MemoryLog], said: list[tuple[str, str]]) -> None:
    log = memory_log(table(*(row(direction, text) for direction, text in said)))
    read = [(message.speaker, message.text) for message in messages(FORMAT, log)]
    assert read == [("Me" if direction == "Outgoing" else "Ben", text) for direction, text in said]
