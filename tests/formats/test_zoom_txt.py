"""Zoom's chat: the client's two layouts, the cloud's, and where the date comes from."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats.zoom_txt import FORMAT
from chatmine.records import Message, Notice

Log = Callable[..., Any]
SAVED = "Zoom/2022-04-21 10.11.23 Budget/meeting_saved_chat.txt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:11:23\t From  Ann P : Hi all", ("Ann P", "Hi all", "")),
        ("10:11:23\t From  Ann P  to  Everyone : it is 5:30 : ok", ("Ann P", "it is 5:30 : ok", "")),
        ("10:11:23 From Ann to Bob(Direct Message) : hi", ("Ann", "hi", "Bob")),
        ("10:11:23\t From  Ann : (Privately) hi", ("Ann", "(Privately) hi", "")),
        ("10:11:23 From  Ann  to  Everyone:\n\tHi\n\tthere", ("Ann", "Hi\nthere", "")),
        ("2022-04-21 10:11:23 From Ann to Everyone:\n\tHi", ("Ann", "Hi", "")),
        (
            "10:11:23 From  Ann (she/her)  to  Hosts and panelists:\n\tHi",
            ("Ann (she/her)", "Hi", "Hosts and panelists"),
        ),
        ('10:11:23 From  Ann  to  Everyone:\n\tReplying to "Good morning fol..."\n\t\n\tHi you', ("Ann", "Hi you", "")),
        ("10:11:23 From John A Smith to Everyone:\n\thi", ("John A Smith", "hi", "")),
        ("10:11:23\t Von  Jörg K  an  Alle : Moin", ("Jörg K", "Moin", "")),
        ("10:11:23\t От  Иван  кому  Все : да", ("Иван", "да", "")),
        ("10:11:23\t De  José  a  Todos : sí", ("José", "sí", "")),
        ("10:11:23\t De  José  a  Ana(En privado) : sí", ("José", "sí", "Ana")),
        ("10:11:23  瑄瑄老師 對 所有人:\n\t我的功課", ("瑄瑄老師", "我的功課", "")),
        ("10:11:23 開始 武井 優弥 終了 皆様 : わかった", ("武井 優弥", "わかった", "")),
        ("10:11:23 開始 Ann Lee 終了 武井 優弥（ダイレクトメッセージ） : 👍", ("Ann Lee", "👍", "武井 優弥")),
        ("10:11:23 발신자 2조 전기성 수신자 모두에게:\n\t네 !", ("2조 전기성", "네 !", "")),
        ("10:11:23 From Ann To Everyone(in Waiting Room):\n\t1. Join", ("Ann", "1. Join", "")),
        (
            "10:11:23 From Ann to Bob (direct message):\n\tif x:\n\t        y()\n\t\n",
            ("Ann", "if x:\n        y()", "Bob"),
        ),
        ("10:11:23\t From  Ann : a\n\tb", ("Ann", "a\n\tb", "")),
    ],
)
def test_the_client_writes_one_line_or_more(text: str, expected: tuple[str, str, str], memory_log: Log) -> None:
    log = memory_log(text, path=SAVED)
    (message,) = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert (message.speaker, message.text, message.addressee) == expected
    assert message.timestamp == datetime.fromisoformat("2022-04-21 10:11:23")
    assert FORMAT.sniff(log.head) > 0.9


@pytest.mark.parametrize(
    "body", ['Reacted to "Good morning" with 👋', 'Removed a 🍪 reaction from "x "y" z"', "add 👍🏻", "remove ☝️"]
)
def test_a_reaction_is_no_speech(body: str, memory_log: Log) -> None:
    (item,) = FORMAT.parse(memory_log(f"10:00:00 From  Ann  to  Everyone:\n\t{body}\n"))
    assert item == Notice(f"Ann: {body}", 1, 2)


def test_add_is_a_word_too(memory_log: Log) -> None:
    (item,) = FORMAT.parse(memory_log("10:00:00 From  Ann  to  Everyone:\n\tadd it\n"))
    assert isinstance(item, Message)


CLOUD = "00:58:04\tAnn:\tyes: I guess\n01:00:00\tBob Lee:\tno\nreally"


def test_times_of_a_recording_count_from_its_start(memory_log: Log) -> None:
    log = memory_log(CLOUD, path="GMT20220421-233000_Recording.txt")
    first, second = FORMAT.parse(log)
    assert isinstance(first, Message)
    assert isinstance(second, Message)
    assert (first.speaker, first.text) == ("Ann", "yes: I guess")
    assert second.timestamp == datetime(2022, 4, 22, 0, 30, tzinfo=UTC)
    assert second.text == "no\nreally"


def test_without_a_start_there_is_no_time_but_a_remark(memory_log: Log) -> None:
    log = memory_log(CLOUD, path="chat.txt")
    assert [item.timestamp for item in FORMAT.parse(log) if isinstance(item, Message)] == [None, None]
    assert log.remarks


def test_a_meeting_goes_over_midnight(memory_log: Log) -> None:
    log = memory_log("23:59:00\t From  Ann : a\n00:01:00\t From  Ann : b", path=SAVED)
    assert [str(item.timestamp) for item in FORMAT.parse(log) if isinstance(item, Message)] == [
        "2022-04-21 23:59:00",
        "2022-04-22 00:01:00",
    ]


NAMES = st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?", fullmatch=True)


@given(st.lists(st.tuples(NAMES, st.from_regex(r"[a-z][ -~]{0,30}[a-z]", fullmatch=True)), min_size=1))
def test_what_is_said_comes_back(memory_log: Log, said: list[tuple[str, str]]) -> None:
    text = "".join(f"10:00:00\t From  {name}  to  Everyone : {words}\n" for name, words in said)
    read = [(item.speaker, item.text) for item in FORMAT.parse(memory_log(text)) if isinstance(item, Message)]
    assert read == said
