"""DiscordChatExporter's plain text: sections in braces, dates in the words of the exporting computer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from chatmine.formats.discord_txt import FORMAT
from chatmine.records import Message, Notice

Log = Callable[..., Any]
RULE = "=" * 62
HEADING = f"{RULE}\nGuild: Port Guild\nChannel: Trade / deals\nTopic: wires\n{RULE}\n\n"


def export(*blocks: str) -> str:
    return (
        HEADING + "".join(f"{block}\n\n\n" for block in blocks) + f"{RULE}\nExported {len(blocks)} message(s)\n{RULE}\n"
    )


def told(log: Any) -> list[tuple[str, str, str]]:
    return [(item.speaker, item.kind, item.text) for item in FORMAT.parse(log) if isinstance(item, Message)]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("Ann\nHalden wired $40k", ("Ann", "text", "Halden wired $40k")),
        ("Ann (pinned)\ntwo\n\nparagraphs", ("Ann", "text", "two\n\nparagraphs")),
        ("Ann#1234\nhi\n\n{Attachments}\nhttps://x/y.png", ("Ann#1234", "text", "hi")),
        ("Ann\n\n\n{Attachments}\nhttps://x/y.png\n\n{Reactions}\n👍 (2)", ("Ann", "media", "")),
        ("Ann\n\n\n{Stickers}\nhttps://x/1.json", ("Ann", "media", "")),
        ("Bot#0000\n\n\n{Embed}\nhttps://x/\nInvoice\n£900 due", ("Bot", "text", "Invoice\n£900 due")),
        ("Ann\n\n\n{Forwarded Message}\nnot her words", ("Ann", "forward", "not her words")),
        ("Ann\nStarted a call that lasted 12 minutes.", ("Ann", "call", "")),
        ("Ann\n[12/24/2023] Bob\npasted", ("Ann", "text", "[12/24/2023] Bob\npasted")),
        ("Ann\n[1/16/2024 9:00 AM] Bob\npasted too", ("Ann", "text", "[1/16/2024 9:00 AM] Bob\npasted too")),
    ],
)
def test_a_block_is_a_message(block: str, expected: tuple[str, str, str], memory_log: Log) -> None:
    assert told(memory_log(export(f"[1/15/2024 10:30 AM] {block}"))) == [expected]


@pytest.mark.parametrize(
    ("stamps", "moment"),
    [
        (["1/15/2024 10:30 PM"], "2024-01-15 22:30"),
        (["1/5/2024 10:30 PM"], "2024-01-05 22:30"),
        (["05/01/2024 10:30 pm"], "2024-01-05 22:30"),
        (["15/01/2024 22:30"], "2024-01-15 22:30"),
        (["03.01.2024 22:30", "15.01.2024 22:30"], "2024-01-03 22:30"),
        (["2024-01-15 22:30"], "2024-01-15 22:30"),
        (["15-Jan-24 10:30 PM"], "2024-01-15 22:30"),
        (["2024/1/15 下午 10:30"], "2024-01-15 22:30"),
        (["2024. 1. 15. 오후 10:30"], "2024-01-15 22:30"),
    ],
)
def test_dates_are_in_the_words_of_a_computer(stamps: list[str], moment: str, memory_log: Log) -> None:
    first = next(
        item
        for item in FORMAT.parse(memory_log(export(*(f"[{one}] Ann\nhi" for one in stamps))))
        if isinstance(item, Message)
    )
    assert (first.timestamp, first.conversation) == (datetime.fromisoformat(moment), "Port Guild / deals")


def test_what_discord_reports_is_no_speech(memory_log: Log) -> None:
    log = memory_log(
        export("[1/15/2024 10:30 AM] Ann\nJoined the server.", "[1/15/2024 10:31 AM] Ann\nPinned a message.")
    )
    assert FORMAT.sniff(log.head) > 0.9
    assert [type(item) for item in FORMAT.parse(log)] == [Notice] * 4
