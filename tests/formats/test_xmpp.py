r"""XMPP: Psi's bars and escapes, profanity's days, rooms that are not IRC's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from chatmine.formats.irc import FORMAT as IRC
from chatmine.formats.xmpp import FORMAT
from chatmine.records import Message, Notice, Rejected

Log = Callable[..., Any]


def test_psi_tells_the_direction_and_the_name_of_the_file_whom(memory_log: Log) -> None:
    log = memory_log(
        "|2024-03-04T21:58:10|1|from|N---|did \\p Halden wire?\n|2024-03-04T21:59:02|1|to|N---|not yet\\nc:\\\\new\n"
        "|2024-03-04T21:59:03|6|from|N---|subscribe\nbroken\n",
        path="history/marta%5flee_at_example.org.history",
    )
    theirs, own, grant, broken = FORMAT.parse(log)
    assert isinstance(theirs, Message)
    assert (theirs.speaker, theirs.text, theirs.addressee) == ("marta_lee@example.org", "did | Halden wire?", "Me")
    assert isinstance(own, Message)
    assert (own.speaker, own.text, own.conversation) == ("Me", "not yet\nc:\\new", "marta_lee@example.org")
    assert isinstance(grant, Notice)
    assert broken == Rejected("not a line of Psi's history", 4)
    assert FORMAT.sniff(log.head) > 0.9


def test_profanity_writes_a_file_a_day(memory_log: Log) -> None:
    log = memory_log(
        "21:58:10 - boss: did it wire: yes?\n21:59:02 - me: not\nyet\n21:59:30 - *marta checks\n"
        "21:59:31 - room@conference.example.org/Ann: hi\n21:59:32 - ann@example.org/Phone: ho\n",
        path="chatlogs/me_at_x.org/boss_at_y.org/2024_03_04.log",
    )
    items = [item for item in FORMAT.parse(log) if isinstance(item, Message)]
    assert [(item.speaker, item.kind, item.text) for item in items] == [
        ("boss", "text", "did it wire: yes?"),
        ("me", "text", "not\nyet"),
        ("marta", "action", "checks"),
        ("Ann", "text", "hi"),
        ("ann@example.org", "text", "ho"),
    ]
    assert items[0].timestamp == datetime.fromisoformat("2024-03-04 21:58:10")
    assert FORMAT.sniff(log.head) > 0.8


@pytest.mark.parametrize(
    "line", ["[22:00:00] boss_away (nick change)", "[22:00:00] ann joins the room", "[22:00:00] *marta checks"]
)
def test_a_room_is_told_by_what_irc_does_not_write(line: str, memory_log: Log) -> None:
    log = memory_log(f"[21:58:10] <boss> hi\n{line}\n[21:58:11] <Ann Lee> ho\n", path="room/2024-03-04.txt")
    assert FORMAT.sniff(log.head) > IRC.sniff(log.head)
    _, second, third = FORMAT.parse(log)
    assert isinstance(second, Message if "*" in line else Notice)
    assert isinstance(third, Message)
    assert (third.speaker, third.text) == ("Ann Lee", "ho")


@pytest.mark.parametrize(
    "line", ["[21:59:30] * marta checks", "[21:59:30] *** Joins: ann (a@b)", "[21:59] ann (a@b) left"]
)
def test_irc_is_left_to_irc(line: str, memory_log: Log) -> None:
    assert FORMAT.sniff(memory_log(f"[21:58:10] <boss> hi\n{line}\n").head) == 0
