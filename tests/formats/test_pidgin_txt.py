"""Pidgin's text logs: the heading, times in parentheses, what libpurple tells."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats.pidgin_txt import FORMAT
from chatmine.records import Message, Notice

Log = Callable[..., Any]
HEADING = "Conversation with ivan@example.org at Mon 04 Mar 2024 09:58:10 PM EST on marta@example.org/Home (jabber)\n"
NAMED = "logs/jabber/marta@example.org/ivan@example.org/2024-03-04.215810-0500EST.txt"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(09:58:10 PM) ivan: did it wire: yes?", ("ivan", "text", "did it wire: yes?", "2024-03-04 21:58:10")),
        ("(21:58:10) Marta Lee: no\nnot yet", ("Marta Lee", "text", "no\nnot yet", "2024-03-04 21:58:10")),
        ("(21:58:10) room@muc.x.org/ann: hi", ("ann", "text", "hi", "2024-03-04 21:58:10")),
        ("(21:58:10) ivan <AUTO-REPLY>: away", ("ivan", "text", "away", "2024-03-04 21:58:10")),
        ("(21:58:10) ***ivan checks", ("ivan", "action", "checks", "2024-03-04 21:58:10")),
        ("(03/02/2024 05:00:00 PM) ivan: late", ("ivan", "text", "late", "2024-03-02 17:00:00")),
        ("(2024-03-02 17:00:00) ivan: late", ("ivan", "text", "late", "2024-03-02 17:00:00")),
    ],
)
@pytest.mark.parametrize("path", [NAMED, "log.txt"])
def test_a_line_is_a_message(line: str, expected: tuple[str, str, str, str], path: str, memory_log: Log) -> None:
    log = memory_log(HEADING + line + "\n", path=path, dayfirst=False)
    heading, message = FORMAT.parse(log)
    assert isinstance(heading, Notice)
    assert isinstance(message, Message)
    assert (message.speaker, message.kind, message.text, str(message.timestamp)) == expected
    assert message.conversation == "ivan@example.org"
    assert FORMAT.sniff(log.head) > 0.9


def test_midnight_begins_a_day_and_a_dated_line_does_not(memory_log: Log) -> None:
    text = "(03/20/2023 10:00:00) ivan: old\n(23:59:00) ivan: a\n(00:05:00) ivan: b\n"
    messages = [item for item in FORMAT.parse(memory_log(HEADING + text, path=NAMED)) if isinstance(item, Message)]
    assert [item.timestamp for item in messages] == [
        datetime.fromisoformat("2023-03-20 10:00"),
        datetime.fromisoformat("2024-03-04 23:59"),
        datetime.fromisoformat("2024-03-05 00:05"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "ivan has signed off.",
        "ivan has set the topic to: deals",
        "The topic for #x is: y",
        "Unable to send message: no",
    ],
)
def test_what_pidgin_tells_has_no_speaker(told: str, memory_log: Log) -> None:
    *_, item = FORMAT.parse(memory_log(f"{HEADING}(21:58:10) {told}\n"))
    assert isinstance(item, Notice)


def test_the_heading_may_be_in_any_language(memory_log: Log) -> None:
    log = memory_log(
        "Gespräch mit ivan um Mo 04 Mär 2024 21:58:10 CET auf marta (icq)\n(21:58:10) ivan: hi\n", path=NAMED
    )
    assert FORMAT.sniff(log.head) > 0.9
    *_, message = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert (message.conversation, message.timestamp) == (
        "ivan@example.org",
        datetime.fromisoformat("2024-03-04 21:58:10"),
    )


WORDS = st.from_regex(r"[A-Z][a-z]{1,8}( [a-z]{1,8}){0,2}", fullmatch=True)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_what_is_said_comes_back(memory_log: Log, said: list[tuple[str, str]]) -> None:
    text = HEADING + "".join(f"(21:58:10) {name}: {text}\n" for name, text in said)
    read = [(item.speaker, item.text) for item in FORMAT.parse(memory_log(text)) if isinstance(item, Message)]
    assert read == said
