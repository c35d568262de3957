"""Viber: the desktop's clipboard in many languages, the phone's mail."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatmine.formats.viber import FORMAT
from chatmine.records import Message

Log = Callable[..., Any]


@pytest.mark.parametrize(
    "header",
    [
        "[ 9 лютого 2026 р. 12:55 ] Іван Коваль: ",
        "[ 9 февраля 2026 г. 12:55 ] Іван Коваль: ",
        "[ 9 February 2026 12:55 ] Іван Коваль: ",
        "\u200e[ 9 February 2026 12:55 ] \u2068Іван Коваль\u2069: ",
        "[ February 9, 2026 12:55 PM ] Іван Коваль: ",
        "[9 February 2026 12:55] Іван Коваль: ",
        "[ 9. Februar 2026 12:55 ] Іван Коваль: ",
        "[ 9 de febrero de 2026 12:55 ] Іван Коваль: ",
        "[ 9 lutego 2026 12:55 ] Іван Коваль: ",
        "[ 09.02.2026 12:55 ] Іван Коваль: ",
        "09/02/2026,12:55:00,Іван Коваль,+380441234567,",
    ],
)
def test_the_header_is_in_the_clients_language(header: str, memory_log: Log) -> None:
    log = memory_log(f"{header}беру: одне\nдля себе\n", dayfirst=True)
    (message,) = FORMAT.parse(log)
    assert isinstance(message, Message)
    assert (message.speaker, message.text) == ("Іван Коваль", "беру: одне\nдля себе")
    assert message.timestamp == datetime.fromisoformat("2026-02-09 12:55")
    assert FORMAT.sniff(log.head) > 0.8


def test_the_mail_quotes_what_has_commas(memory_log: Log) -> None:
    text = '15/02/2026,12:55:00,Ann,+380441234567,"two ""lines"",\nhere"\n15/02/2026,12:56:00,Me,,ok\n'
    assert [(item.speaker, item.text) for item in FORMAT.parse(memory_log(text)) if isinstance(item, Message)] == [
        ("Ann", 'two "lines",\nhere'),
        ("Me", "ok"),
    ]


def test_a_bare_placeholder_is_no_text(memory_log: Log) -> None:
    (message,) = FORMAT.parse(memory_log("[ 9 February 2026 12:55 ] Ann: [Photo]"))
    assert isinstance(message, Message)
    assert (message.kind, message.text) == ("media", "")


@pytest.mark.parametrize(
    "line", ["[14 Jan 2009 12:36] <nick> a: b", "[9/2/26, 12:55:00] Ann: hi", "[2026-02-09 12:55] Ann: hi", "a,b,c,d,e"]
)
def test_other_logs_are_not_claimed(line: str, memory_log: Log) -> None:
    assert FORMAT.sniff(memory_log(f"{line}\n" * 4).head) == 0


WORDS = st.from_regex(r"[A-Z][a-z]{1,8}( [a-z]{1,8}){0,2}", fullmatch=True)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=8))
def test_what_is_said_comes_back(memory_log: Log, said: list[tuple[str, str]]) -> None:
    said = [(name, f"{text}!") for name, text in said]
    text = "".join(f"[ 9 February 2026 12:55 ] {name}: {text}\n" for name, text in said)
    assert [(item.speaker, item.text) for item in FORMAT.parse(memory_log(text)) if isinstance(item, Message)] == said
