"""imessage-exporter's text: blocks, announcements, replies that are shown twice."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats.imessage_txt import FORMAT
from chatmine.records import Message, Notice, Rejected

Log = Callable[..., Any]
STAMP = "May 17, 2022  5:29:42 PM"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Me\nHello world", ("Me", "Hello world", "text")),
        ("Me\ntwo\n\nparagraphs", ("Me", "two\n\nparagraphs", "text")),
        ("+15550100\nHi\nReactions:\nLoved by Me\nSticker from Ann: a.heic", ("+15550100", "Hi", "text")),
        ("+15550100\nHi\nTapbacks:\n👍 by Me", ("+15550100", "Hi", "text")),
        ("+15550100\nHi\n\nyou\nTapbacks:\n    Loved by Ann", ("+15550100", "Hi\n\nyou", "text")),
        ("Me\nStarted sharing location!", ("Me", "", "media")),
        ("Me\nHi\nSent with Confetti\nThis message responded to an earlier message.", ("Me", "Hi", "text")),
        ("Me\nattachments/12/IMG_1.heic", ("Me", "", "media")),
        ("Me\n/Users/ann/Library/Messages/Attachments/a b/IMG 1.jpeg\nthe slip", ("Me", "the slip", "media")),
        ("Me\nhttps://example.org/a/b.html", ("Me", "https://example.org/a/b.html", "text")),
        ("Me\nYou deleted a message.", ("Me", "", "deleted")),
        ("Ann\nAnn unsent this message part 3 seconds after sending!", ("Ann", "", "deleted")),
        ("Me\nSharePlay Message\nEnded", ("Me", "", "call")),
        (
            f"Me\n{STAMP} pay 40\nEdited 5 seconds later: pay 40k\nEdited 1 minute later: pay 400k",
            ("Me", "pay 400k", "text"),
        ),
        (f"Me\nas of\n{STAMP}\nno", ("Me", f"as of\n{STAMP}\nno", "text")),
    ],
)
@pytest.mark.parametrize("read", ["", " (Read by you after 1 hour, 49 seconds)"])
def test_a_block_is_a_message(body: str, read: str, expected: tuple[str, str, str], memory_log: Log) -> None:
    (message,) = FORMAT.parse(memory_log(f"{STAMP}{read}\n{body}\n\n"))
    assert isinstance(message, Message)
    assert (message.speaker, message.text, message.kind) == expected
    assert message.timestamp == datetime.fromisoformat("2022-05-17 17:29:42")


def test_a_reply_counts_once_at_its_own_time(memory_log: Log) -> None:
    text = (
        f"{STAMP}\nAnn\ndid it wire?\n\n    May 17, 2022  5:30:00 PM\n    Me\n    not yet\nsecond line\n\n"
        "May 17, 2022  5:30:00 PM\nMe\nnot yet\nsecond line\nThis message responded to an earlier message.\n\n"
    )
    log = memory_log(text)
    assert [(item.speaker, item.text) for item in FORMAT.parse(log) if isinstance(item, Message)] == [
        ("Ann", "did it wire?"),
        ("Me", "not yet\nsecond line"),
    ]
    assert FORMAT.sniff(log.head) > 0.9


def test_an_announcement_is_no_speech(memory_log: Log) -> None:
    (item,) = FORMAT.parse(memory_log(f"{STAMP} Ann renamed the conversation to Port Team\n\n"))
    assert isinstance(item, Notice)


def test_a_reaction_that_came_as_a_text_is_no_speech(memory_log: Log) -> None:
    (item,) = FORMAT.parse(memory_log(f"{STAMP}\nAnn\nLoved “Yes! 6pm”\n\n"))
    assert isinstance(item, Notice)


def test_a_block_without_a_sender_is_named(memory_log: Log) -> None:
    assert list(FORMAT.parse(memory_log(f"{STAMP}\n"))) == [Rejected("a timestamp without a sender", 1)]


WORDS = st.from_regex(r"[a-z]{2,9}( [a-z]{1,9}){0,3}", fullmatch=True)


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=3)), min_size=1, max_size=8))
def test_what_is_said_comes_back(memory_log: Log, said: list[tuple[str, list[str]]]) -> None:
    text = "".join(f"{STAMP}\n{name}\n" + "\n".join(lines) + "\n\n" for name, lines in said)
    read = [(item.speaker, item.text) for item in FORMAT.parse(memory_log(text)) if isinstance(item, Message)]
    assert read == [(name, "\n".join(lines)) for name, lines in said]
