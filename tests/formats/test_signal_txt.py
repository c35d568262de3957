"""sigtop's text: blocks of fields, quotes, versions."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from chatmine.formats.signal_txt import FORMAT
from chatmine.records import UNKNOWN, Message, Notice, Rejected

Log = Callable[..., Any]
OPENING = "Conversation: Port Team (+15550100)\n\n"
SENT = "Type: incoming\nSent: Mon, 4 Mar 2024 21:58:10 +0100\nReceived: Mon, 4 Mar 2024 21:58:11 +0100\n"
QUOTE = "> From: You\n> Sent: Mon, 4 Mar 2024 21:50:00 +0100\n>\n> did it wire?\n\n"
VERSIONS = (
    "Edited: 2 versions\n\n| Version: 2\n| Sent: Mon, 4 Mar 2024 21:59:00 +0100\n|\n| pay 400k\n| now\n|\n"
    "| Version: 1\n| Sent: Mon, 4 Mar 2024 21:58:10 +0100\n|\n| pay 40\n"
)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (f"From: Ann Lee (+15550101)\n{SENT}\nnot yet\n\nsecond\n", ("Ann Lee", "not yet\n\nsecond", "text")),
        (f"From: Ann Lee\n{SENT}Reaction: 👍 from Bob (+15550102)\n\n{QUOTE}not yet\n", ("Ann Lee", "not yet", "text")),
        (f"From: Ann\n{SENT}Attachment: a.jpg (image/jpeg, 12 bytes)\n", ("Ann", "", "media")),
        (f"From: Ann\n{SENT}Attachment: a.jpg (image/jpeg, 12 bytes)\n\nthe slip\n", ("Ann", "the slip", "text")),
        (f"From: Ann\n{SENT}{VERSIONS}", ("Ann", "pay 400k\nnow", "text")),
        (f"{SENT}\nwho am I\n", (UNKNOWN, "who am I", "text")),
    ],
)
def test_a_block_is_a_message(block: str, expected: tuple[str, str, str], memory_log: Log) -> None:
    log = memory_log(f"{OPENING}{block}\n")
    _, message = FORMAT.parse(log)
    assert FORMAT.sniff(log.head) > 0.9
    assert isinstance(message, Message)
    assert (message.speaker, message.text, message.kind) == expected
    assert message.timestamp == datetime(2024, 3, 4, 20, 58, 10, tzinfo=UTC)
    assert message.conversation == "Port Team"


def test_what_signal_tells_is_a_notice_and_what_has_no_time_is_named(memory_log: Log) -> None:
    log = memory_log(
        f"{OPENING}From: Ann\nType: keychange\nSent: Mon, 4 Mar 2024 21:58:10 +0100\n\nFrom: the boss\nhi\n"
    )
    _, told, broken = FORMAT.parse(log)
    assert isinstance(told, Notice)
    assert broken == Rejected("a message without a time", 7, 2)


@pytest.mark.parametrize("text", ["From: Ann\nTo: Bob\nSubject: x\n\nhi", "Conversation: x\n\nhello"])
def test_mail_is_not_claimed(text: str, memory_log: Log) -> None:
    assert FORMAT.sniff(memory_log(text).head) == 0
