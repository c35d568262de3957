"""Element's plain text: the browser's own dates, sentences about the room."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from chatmine.formats.matrix_element_txt import FORMAT
from chatmine.formats.whatsapp import FORMAT as WHATSAPP
from chatmine.records import Message, Notice

Log = Callable[..., Any]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ann Lee: pay: now", ("Ann Lee", "pay: now", "text", "")),
        ("@ann:example.org: hi", ("@ann:example.org", "hi", "text", "")),
        ('marta: <@boss:example.org "did Halden wire..."> not yet', ("marta", "not yet", "text", "@boss:example.org")),
        ("marta: <b> is bold", ("marta", "<b> is bold", "text", "")),
        ("* marta checks", ("marta", "checks", "action", "")),
        ("ivan sent an image. (Media omitted)", ("ivan", "", "media", "")),
        ("ivan: offer (2).pdf (File Attached)", ("ivan", "", "media", "")),
        ("ivan: Message deleted", ("ivan", "", "deleted", "")),
        ("ivan: I sent an image.", ("ivan", "I sent an image.", "text", "")),
    ],
)
def test_a_line_is_a_message(line: str, expected: tuple[str, str, str, str], memory_log: Log) -> None:
    (message,) = FORMAT.parse(memory_log(f"3/14/2024, 9:58:10 PM - {line}"))
    assert isinstance(message, Message)
    assert (message.speaker, message.text, message.kind, message.addressee) == expected
    assert message.timestamp == datetime.fromisoformat("2024-03-14 21:58:10")


@pytest.mark.parametrize(
    "line", ["marta left the room", 'marta changed the topic to "a: b".', "ann created and configured the room."]
)
def test_what_happens_in_the_room_is_no_speech(line: str, memory_log: Log) -> None:
    (item,) = FORMAT.parse(memory_log(f"3/14/2024, 9:58:10 PM - {line}"))
    assert isinstance(item, Notice)


@pytest.mark.parametrize(
    "moment",
    ["14.3.2024, 21:58:10", "14/03/2024, 21:58:10", "14/03/2024 21:58:10", "2024-03-14 21:58:10",
     "2024/3/14 下午9:58:10", "2024. 3. 14. 오후 9:58:10", "14.3.2024 klo 21.58.10", "3/14/2024, 9:58:10\u202fPM"],
)  # fmt: skip
def test_the_moment_is_in_the_browsers_words(moment: str, memory_log: Log) -> None:
    log = memory_log(f"{moment} - ann joined the room\n{moment} - ann: hi\n")
    *_, message = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert message.timestamp == datetime.fromisoformat("2024-03-14 21:58:10")
    assert FORMAT.sniff(log.head) > max(0.9, WHATSAPP.sniff(log.head))


def test_the_name_in_an_action_may_have_two_words(memory_log: Log) -> None:
    *_, action = FORMAT.parse(memory_log("3/4/2024, 9:58:10 PM - Ann Lee: hi\n3/4/2024, 9:58:11 PM - * Ann Lee nods"))
    assert isinstance(action, Message)
    assert (action.speaker, action.text) == ("Ann Lee", "nods")
